"""Which doors of the server are open, and to whom: signing in where there is a provider, files from whoever has a role."""

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState

from compliance.access import Desk
from dashboard import identity
from dashboard.closed_doors import SENT_BY_PAGES, ClosedDoors

from .conftest import OpenPage

OWN = "0b6f4c2e-0000-4000-8000-000000000001"
"""The number of a page whose reader may send files."""


def open_door(request: Request) -> Response:
    return PlainTextResponse("open")


async def open_socket(socket: WebSocket) -> None:
    await socket.accept()
    await socket.close()


async def echo(socket: WebSocket) -> None:
    await socket.accept()
    async for message in socket.iter_bytes():
        await socket.send_bytes(message)


def a_site(sign_in: bool, is_trial: bool = False) -> TestClient:
    routes = [
        Route("/{path:path}", open_door, methods=["GET", "PUT", "DELETE", "OPTIONS"]),
        WebSocketRoute("/echo", echo),
        WebSocketRoute("/{path:path}", open_socket),
    ]
    app = Starlette(routes=routes)
    app.add_middleware(
        ClosedDoors, sign_in=sign_in, may_upload=lambda page: page == OWN, is_trial=lambda: is_trial
    )
    return TestClient(app)


@pytest.mark.parametrize("path", ["/auth/login", "/auth/logout", "/oauth2callback"])
def test_there_is_a_way_in_and_out_only_where_there_is_a_provider(path: str) -> None:
    assert a_site(sign_in=True).get(path).status_code == 200
    assert a_site(sign_in=False).get(path).status_code == 404


@pytest.mark.parametrize("path", ["/auth/login/", "/auth/other", "/auth/"])
def test_no_other_way_is_opened(path: str) -> None:
    assert a_site(sign_in=True).get(path).status_code == 404


@pytest.mark.parametrize("path", ["/auth/login", "/auth/logout"])
@pytest.mark.parametrize(("site", "status"), [("cross-site", 404), ("same-site", 404), ("same-origin", 200)])
def test_a_page_of_another_site_signs_nobody_in_or_out(path: str, site: str, status: int) -> None:
    assert a_site(sign_in=True).get(path, headers={"Sec-Fetch-Site": site}).status_code == status


def test_the_provider_which_is_another_site_sends_readers_back() -> None:
    answer = a_site(sign_in=True).get("/oauth2callback?code=1", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/_stcore/upload_file/{OWN}/a-file", 200),
        (f"/_stcore/upload_file/{OWN[:-1]}2/a-file", 403),
        (f"/_stcore/upload_file/{OWN}", 403),
        (f"/_stcore/upload_file/{OWN}/a-file/more", 403),
        (f"/elsewhere/_stcore/upload_file/{OWN}/a-file", 403),
        ("/_stcore/upload_file/", 403),
    ],
)
def test_files_come_only_from_a_page_whose_reader_may_send_them(path: str, status: int, method: str) -> None:
    assert a_site(sign_in=True).request(method, path).status_code == status


def test_a_file_that_is_too_large_or_does_not_say_how_large_it_is_is_refused_before_it_is_read() -> None:
    site, path = a_site(sign_in=True), f"/_stcore/upload_file/{OWN}/a-file"

    def unread() -> Iterator[bytes]:
        yield b"x"

    assert site.put(path, content=b"x" * 26_000_000).status_code == 200
    assert site.put(path, content=b"x" * 27_000_001).status_code == 413
    assert site.put(path, content=unread()).status_code == 413
    for length in ("", "-1", "1e3", "9" * 13):
        assert site.put(path, headers={"Content-Length": length}).status_code == 413, length


def test_a_page_may_send_files_while_its_reader_has_a_role(open_page: OpenPage, desk: Desk) -> None:
    identity._uploading.clear()
    open_page()
    assert not identity._uploading
    page = open_page(as_person="mel")
    [number] = identity._uploading
    assert identity.may_upload(number)
    page.user = {}
    page.run()
    assert not identity.may_upload(number)


HERE = ["localhost", "localhost:8501", "127.0.0.1:8501", "[::1]:8501", "LOCALHOST:8501"]
ELSEWHERE = [
    "evil.example:8501",
    "127.0.0.1.evil.example:8501",
    "localhost.evil.example",
    "10.0.0.7:8501",
    "[::2]",
    "[",
    "",
]


@pytest.mark.parametrize("host", HERE)
def test_a_trial_answers_under_the_names_of_this_machine(host: str) -> None:
    trial = a_site(sign_in=False, is_trial=True)
    assert trial.get("/", headers={"Host": host}).text == "open"
    with trial.websocket_connect("/_stcore/stream", headers={"Host": host, "Origin": f"http://{host}"}):
        pass


@pytest.mark.parametrize("host", ELSEWHERE)
def test_a_trial_answers_under_no_name_that_somebody_else_can_have_lead_here(host: str) -> None:
    trial = a_site(sign_in=False, is_trial=True)
    answer = trial.get("/", headers={"Host": host})
    assert (answer.status_code, "only at the machine" in answer.text) == (403, True)
    own_page = {"Host": host, "Origin": f"http://{host}"}
    with pytest.raises(WebSocketDisconnect), trial.websocket_connect("/_stcore/stream", headers=own_page):
        pass


def test_outside_a_trial_the_site_answers_under_the_name_that_it_is_given() -> None:
    assert a_site(sign_in=False).get("/", headers={"Host": "pilcrow.example.org"}).text == "open"


@pytest.mark.parametrize(
    "kind",
    [
        "clear_cache",
        "load_git_info",
        "set_run_on_save",
        "debug_disconnect_websocket",
        "debug_shutdown_runtime",
    ],
)
def test_what_is_for_developers_is_passed_over_and_what_readers_do_arrives(kind: str) -> None:
    with a_site(sign_in=False).websocket_connect("/echo") as socket:
        socket.send_bytes(BackMsg(**{kind: True}).SerializeToString())
        for read in (
            BackMsg(rerun_script=ClientState(query_string="on=2020-01-01")),
            BackMsg(stop_script=True),
        ):
            socket.send_bytes(read.SerializeToString())
            assert socket.receive_bytes() == read.SerializeToString()


def test_every_kind_of_message_of_streamlit_is_either_sent_by_pages_or_for_developers() -> None:
    kinds = {field.name for field in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields}
    assert kinds - SENT_BY_PAGES == {
        "clear_cache",
        "load_git_info",
        "set_run_on_save",
        "debug_disconnect_websocket",
        "debug_shutdown_runtime",
    }
