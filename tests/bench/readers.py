"""A reader without a browser: it opens a page of a running site and clicks, speaking what Streamlit's own pages speak."""

import time
from types import TracebackType
from typing import Self
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Subprotocol

SECONDS = 120
"""So long a page may take before the reader gives up."""


class Reader:
    """A reader at a site on a port of this machine; the websocket is open as long as the reader is entered."""

    def __init__(self, port: int):
        self._address = f"ws://127.0.0.1:{port}/_stcore/stream"
        self._seen: list[str] = []
        self.errors: list[str] = []

    def __enter__(self) -> Self:
        self._socket = connect(self._address, subprotocols=[Subprotocol("streamlit")], max_size=None)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()

    def opens(self, page: str, **address: str) -> float:
        """Open a page, or click on what leads to one; how many seconds it takes until all of it is there."""
        message = BackMsg()
        message.rerun_script.query_string = urlencode(address)
        message.rerun_script.page_name = page
        # What a browser has already is not sent to it again.
        message.rerun_script.cached_message_hashes.extend(self._seen)
        started = time.perf_counter()
        self._socket.send(message.SerializeToString())
        while True:
            came = self._socket.recv(timeout=SECONDS)
            assert isinstance(came, bytes)
            said = ForwardMsg.FromString(came)
            kind = said.WhichOneof("type")
            if kind == "delta" and said.hash and said.metadata.cacheable:
                self._seen.append(said.hash)
            element = said.delta.new_element
            if element.WhichOneof("type") in ("exception", "alert"):
                self.errors.append(f"{page}: {element.exception.message}{element.alert.body}")
            if kind == "script_finished":
                return time.perf_counter() - started
