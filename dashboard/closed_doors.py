"""Which doors of the web server are closed, and to whom: what Streamlit offers to anybody and this site does not."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from compliance.settings import LOOPBACK
from dashboard.cookies import BEGINS, ENDS, RETURNS

_UPLOAD = re.compile(r"/_stcore/upload_file/(?P<page>[0-9a-f-]+)/[^/]+", re.ASCII)
LARGEST_UPLOAD = 27_000_000
"""So many bytes a request with a file may have: `maxUploadSize`, and the words around it."""
SENT_BY_PAGES = frozenset(
    {"rerun_script", "stop_script", "app_heartbeat", "file_urls_request", "backend_operation_request"}
)
"""The kinds of messages by which readers look, act, and send and fetch files; Streamlit has others for developers."""
TRIAL_IS_HERE = (
    "This is a trial, open only at the machine that it runs on, as http://localhost with its port."
)


class ClosedDoors:
    """Refuse what Streamlit offers and this site does not: counters, the agent's interface, and to most readers more.

    `sign_in`: there is a provider to sign in at. `may_upload` says of an open page, by its number, whether its reader may
    send files: Streamlit takes them from any open page, of any kind, up to `maxUploadSize`, whether or not the page has a
    field for them. What is in a file is looked at where it is recorded. A socket asked for by a page of another site is
    refused here: Streamlit would first ask an outside host for this machine's address. `is_trial`: whoever reaches the
    site has a role, so that it answers under the names of this machine alone. A page of another site can have its own name
    lead here, and browsers then take it for a page of ours.
    """

    def __init__(
        self, app: ASGIApp, sign_in: bool, may_upload: Callable[[str], bool], is_trial: Callable[[], bool]
    ) -> None:
        self.app, self.sign_in, self.may_upload, self.is_trial = app, sign_in, may_upload, is_trial

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        elsewhere = scope["type"] != "lifespan" and self.is_trial() and not _asked_of_this_machine(scope)
        if scope["type"] == "websocket" and (elsewhere or not _from_our_own_page(scope)):
            await send({"type": "websocket.close", "code": 1008})
            return
        if elsewhere:
            await PlainTextResponse(TRIAL_IS_HERE, status_code=403)(scope, receive, send)
            return
        if scope["type"] == "websocket":
            receive, send = _only_messages_of_pages(receive, send)
        refusal = self._refusal(scope) if scope["type"] == "http" else None
        await (refusal or self.app)(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        path: str = scope["path"]
        signing = path.startswith("/auth/") or path == RETURNS
        # Where there is nothing to sign in to, Streamlit would send whoever asks to the first page.
        if "/_stcore/metrics" in path or "/_stcore/agent" in path or (signing and not self._may_sign(scope)):
            return PlainTextResponse("Not found", status_code=404)
        if "/_stcore/upload_file" in path and not self._may_upload(path):
            return PlainTextResponse("Only readers with a role send files here.", status_code=403)
        if "/_stcore/upload_file" in path and scope["method"] == "PUT" and not _says_that_it_is_small(scope):
            return PlainTextResponse(
                "A file of that size, or of no said size, is not taken.", status_code=413
            )
        return None

    def _may_sign(self, scope: Scope) -> bool:
        """Whether the provider is set, and a reader is not sent to sign in or out by a page of another site."""
        from_elsewhere = Headers(scope=scope).get("sec-fetch-site") in ("cross-site", "same-site")
        return self.sign_in and (
            scope["path"] == RETURNS or (scope["path"] in (BEGINS, ENDS) and not from_elsewhere)
        )

    def _may_upload(self, path: str) -> bool:
        found = _UPLOAD.fullmatch(path)
        return found is not None and self.may_upload(found["page"])


def _says_that_it_is_small(scope: Scope) -> bool:
    """Whether a request says how long it is, as browsers do, and is not too long: Streamlit writes all of it to the disk
    before it looks at its size."""
    length = Headers(scope=scope).get("content-length", "")
    return re.fullmatch(r"[0-9]{1,12}", length) is not None and int(length) <= LARGEST_UPLOAD


def _from_our_own_page(scope: Scope) -> bool:
    """Whether a socket's origin is the host it was asked of; a program that is no browser names no origin."""
    headers = Headers(scope=scope)
    origin = headers.get("origin")
    try:
        return origin is None or urlsplit(origin).netloc == headers.get("host", "")
    except ValueError:
        return False


def _asked_of_this_machine(scope: Scope) -> bool:
    """Whether the name that the site was asked under means the machine that asks, whoever says what names mean."""
    try:
        return urlsplit(f"//{Headers(scope=scope).get('host', '')}").hostname in LOOPBACK
    except ValueError:
        return False


def _only_messages_of_pages(receive: Receive, send: Send) -> tuple[Receive, Send]:
    """A socket that hands on what our pages send. It closes at the first message that is none of Streamlit's, which Streamlit
    would do too, but write a traceback into the log each time, so that anybody could fill the disk. What is for developers is
    passed over: anybody could send it, and have the server forget all that it worked out for everybody."""
    closed = False

    async def receive_of_pages() -> Message:
        nonlocal closed
        while True:
            message = await receive()
            kind = _kind_of(message.get("bytes")) if message["type"] == "websocket.receive" else None
            if message["type"] != "websocket.receive" or kind in SENT_BY_PAGES:
                return message
            if kind is None:
                closed = True
                await send({"type": "websocket.close", "code": 1003})
                return {"type": "websocket.disconnect", "code": 1003}

    async def send_while_open(message: Message) -> None:
        if not closed:
            await send(message)

    return receive_of_pages, send_while_open


def _kind_of(message: bytes | None) -> str | None:
    """What Streamlit calls a message of this kind; None where it is none of its messages."""
    try:
        return BackMsg.FromString(message).WhichOneof("type") if message is not None else None
    except DecodeError:
        return None
