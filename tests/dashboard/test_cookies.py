"""What signing in leaves in a browser: cookies no wider than they must be, and a way back that leads nowhere else."""

from collections.abc import Callable

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from dashboard.cookies import SignInCookies

THIRTY_DAYS = 30 * 24 * 3600
Site = Callable[..., TestClient]


def to_the_provider(request: Request) -> Response:
    return RedirectResponse("https://provider.example.org/authorize", 302)


def back(request: Request) -> Response:
    answer = RedirectResponse("/", 302)
    if "code" in request.query_params:
        answer.set_cookie("_streamlit_user", "signed", max_age=THIRTY_DAYS, httponly=True)
        answer.set_cookie("_streamlit_user_1", "signed", max_age=THIRTY_DAYS, httponly=True)
    answer.set_cookie("other", "kept", max_age=THIRTY_DAYS)
    return answer


def out(request: Request) -> Response:
    return RedirectResponse("/", 302)


def a_site(secure: bool = True, login: Callable[[Request], Response] = to_the_provider) -> TestClient:
    """The middleware before answers such as Streamlit gives."""
    app = Starlette(
        routes=[Route("/auth/login", login), Route("/auth/logout", out), Route("/oauth2callback", back)]
    )
    app.add_middleware(SignInCookies, secure=secure, seconds=8 * 3600)
    return TestClient(app, base_url="https://pilcrow.example.org", follow_redirects=False)


def came_from(page: str) -> dict[str, str]:
    return {"Referer": page}


def test_the_way_back_is_the_page_one_came_from_and_is_used_once() -> None:
    site = a_site()
    site.get("/auth/login", headers=came_from("https://pilcrow.example.org/gaps?lang=es&holder=cpd"))
    answer = site.get("/oauth2callback?code=1&state=2")
    assert answer.headers["location"] == "/gaps?lang=es&holder=cpd"
    assert site.get("/oauth2callback?code=1&state=2").headers["location"] == "/"


@pytest.mark.parametrize(
    "page",
    [
        "",
        "https://elsewhere.example.org/gaps",
        "https://pilcrow.example.org.elsewhere.example.org/gaps",
        "https://pilcrow.example.org@elsewhere.example.org/gaps",
        "https://pilcrow.example.org//elsewhere.example.org",
        "https://pilcrow.example.org/\\elsewhere.example.org",
        "https://pilcrow.example.org/auth/logout",
        "https://pilcrow.example.org/oauth2callback?code=1",
        "javascript:alert(1)",
        "https://[broken/gaps",
    ],
)
def test_no_other_address_is_remembered(page: str) -> None:
    answer = a_site().get("/auth/login", headers=came_from(page))
    assert "set-cookie" not in answer.headers
    assert answer.headers["location"] == "https://provider.example.org/authorize"


@pytest.mark.parametrize(
    "kept",
    [
        "https%3A%2F%2Felsewhere.example.org%2Fgaps",
        "%2F%2Felsewhere.example.org%2Fgaps",
        "%2F%5Celsewhere.example.org",
        "%2Fauth%2Flogout",
        "gaps",
        "",
    ],
)
def test_a_cookie_that_somebody_else_set_leads_to_the_first_page(kept: str) -> None:
    site = a_site()
    site.cookies.set("pilcrow_way_back", kept)
    assert site.get("/oauth2callback?code=1&state=2").headers["location"] == "/"


def test_nothing_in_a_way_back_can_write_a_header() -> None:
    site = a_site()
    site.cookies.set("pilcrow_way_back", "%2Fgaps%3Fa%3D1%0D%0ASet-Cookie%3A%20b%3D2")
    answer = site.get("/oauth2callback?code=1&state=2")
    assert answer.headers["location"] in (
        "/",
        "/gaps?a=1%0D%0ASet-Cookie%3A+b%3D2",
        "/gaps?a=1Set-Cookie%3A+b%3D2",
    )
    assert "b" not in answer.cookies


def test_a_sign_in_is_forgotten_when_it_is_over_and_other_cookies_as_before() -> None:
    cookies = a_site().get("/oauth2callback?code=1&state=2").headers.get_list("set-cookie")
    ages = {cookie.split("=")[0]: cookie.lower() for cookie in cookies}
    assert "max-age=28800;" in ages["_streamlit_user"] and "max-age=28800;" in ages["_streamlit_user_1"]
    assert f"max-age={THIRTY_DAYS};" in ages["other"]


def test_cookies_keep_to_https_where_the_site_does_and_only_there() -> None:
    def cookies(secure: bool) -> list[str]:
        return a_site(secure).get("/oauth2callback?code=1&state=2").headers.get_list("set-cookie")

    assert len(cookies(True)) == 4 and all(cookie.count("; Secure") == 1 for cookie in cookies(True))
    assert not [cookie for cookie in cookies(False) if "secure" in cookie.lower()]


def test_back_without_a_sign_in_the_page_is_told() -> None:
    site = a_site()
    site.get("/auth/login", headers=came_from("https://pilcrow.example.org/gaps?sign-in=failed&lang=es"))
    assert (
        site.get("/oauth2callback?error=denied&state=2").headers["location"] == "/gaps?lang=es&sign-in=failed"
    )


def test_a_provider_that_cannot_be_reached_is_told_on_the_page() -> None:
    site = a_site(login=lambda request: PlainTextResponse("Authentication error", 400))
    answer = site.get("/auth/login", headers=came_from("https://pilcrow.example.org/gaps"))
    assert (answer.status_code, answer.headers["location"]) == (302, "/gaps?sign-in=failed")


def test_after_signing_out_one_is_on_the_page_one_was_on() -> None:
    answer = a_site().get("/auth/logout", headers=came_from("https://pilcrow.example.org/record?n=4"))
    assert answer.headers["location"] == "/record?n=4"
    site = a_site()
    site.get("/auth/login", headers=came_from("https://pilcrow.example.org/gaps"))
    # The provider sends whoever signed out there back with nothing.
    assert site.get("/oauth2callback").headers["location"] == "/gaps"
