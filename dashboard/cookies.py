"""What signing in leaves in a reader's browser: its cookies, made no wider than they must be, and the way back to a page.

Streamlit sends whoever signed in or out to the first page, keeps a sign-in for thirty days, and lets its cookies travel over
plain http. `SignInCookies` sends them back to the page they came from, lets a browser forget a sign-in when it is over, and
keeps cookies to https where the site has it. See `identity.py` for what a sign-in means.
"""

import re
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.identity import FAILED
from dashboard.views import PAGES

BEGINS, ENDS, RETURNS = "/auth/login", "/auth/logout", "/oauth2callback"
WAY_BACK = "pilcrow_way_back"
SECONDS_TO_SIGN_IN = 900
LONGEST_WAY = 2_000
_OF_THE_SIGN_IN = "_streamlit_user"
"""How the names of the cookies begin that hold a sign-in."""

ADDRESSES = frozenset({"/", "/index.html", "/obligation", *(f"/{key}" for key in PAGES)})
"""Every address that has a page."""


class SignInCookies:
    """Keep the way back, and narrow the cookies. `secure`: the site is reached over https. `seconds`: how long a sign-in
    lasts."""

    def __init__(self, app: ASGIApp, secure: bool, seconds: float) -> None:
        self.app, self.secure, self.seconds = app, secure, round(seconds)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_cookies(message: Message) -> None:
            if message["type"] == "http.response.start":
                if scope["path"] in (BEGINS, ENDS, RETURNS):
                    self._lead_back(scope, message)
                self._narrow(MutableHeaders(scope=message))
            await send(message)

        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif scope["path"] == RETURNS and not scope["query_string"]:
            # Back from signing out at the provider: there is nothing that Streamlit would do but wonder.
            await Response(status_code=302, headers={"location": "/"})(scope, receive, send_with_cookies)
        else:
            await self.app(scope, receive, send_with_cookies)

    def _lead_back(self, scope: Scope, start: Message) -> None:
        """Remember the page that a reader leaves for the provider, and lead them there when they come back."""
        headers = MutableHeaders(scope=start)
        to_the_first_page = headers.get("location") == "/"
        if scope["path"] == RETURNS:
            if to_the_first_page:
                headers["location"] = _with_outcome(_kept(scope) or "/", _failed(scope, headers))
            headers.append("set-cookie", f"{WAY_BACK}=; Path={RETURNS}; Max-Age=0; HttpOnly; SameSite=Lax")
            return
        came_from = _own_page(Headers(scope=scope).get("referer", ""), Headers(scope=scope).get("host", ""))
        if start["status"] >= 400:
            # The provider could not be reached; Streamlit's answer is a bare line.
            start["status"], headers["location"] = 302, _with_outcome(came_from or "/", failed=True)
        elif to_the_first_page and came_from:
            headers["location"] = came_from
        elif came_from:
            kept = f"{WAY_BACK}={quote(came_from, safe='')}; Path={RETURNS}; Max-Age={SECONDS_TO_SIGN_IN}"
            headers.append("set-cookie", f"{kept}; HttpOnly; SameSite=Lax")

    def _narrow(self, headers: MutableHeaders) -> None:
        cookies = headers.getlist("set-cookie")
        if not cookies:
            return
        del headers["set-cookie"]
        for cookie in cookies:
            if cookie.startswith(_OF_THE_SIGN_IN):
                cookie = re.sub(
                    r"(?i)(max-age)=(\d+)", lambda age: f"{age[1]}={min(int(age[2]), self.seconds)}", cookie
                )
            if self.secure and not re.search(r"(?i);\s*secure", cookie):
                cookie += "; Secure"
            headers.append("set-cookie", cookie)


def _kept(scope: Scope) -> str | None:
    """The page that the browser was told to remember, if it is one of ours; others could have told it something else."""
    try:
        kept = SimpleCookie(Headers(scope=scope).get("cookie", "")).get(WAY_BACK)
    except CookieError:
        return None
    return _own_page(unquote(kept.value), "") if kept is not None else None


def _own_page(address: str, host: str) -> str | None:
    """The path and the question of an address of this site's own pages, at a host; None for any other.

    >>> _own_page("https://pilcrow.example.org/gaps?lang=es#top", "pilcrow.example.org")
    '/gaps?lang=es'
    >>> _own_page("//elsewhere.example.org/gaps", ""), _own_page("/\\\\elsewhere.example.org", "")
    (None, None)
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.netloc != host or parts.path not in ADDRESSES or len(address) > LONGEST_WAY:
        return None
    if bool(parts.scheme) != bool(host):
        return None
    # Written anew, so that nothing in it can end a header or begin another address.
    asked = urlencode([(n, v) for n, v in parse_qsl(parts.query, keep_blank_values=True) if n != FAILED])
    return f"{parts.path}?{asked}" if asked else parts.path


def _failed(scope: Scope, headers: Headers) -> bool:
    """Whether somebody came back from the provider who wanted to sign in and has not."""
    signed_in = any(
        cookie.startswith(f"{_OF_THE_SIGN_IN}=") and "max-age=0" not in cookie.lower()
        for cookie in headers.getlist("set-cookie")
    )
    asked = QueryParams(scope["query_string"])
    return not signed_in and ("error" in asked or "code" in asked)


def _with_outcome(page: str, failed: bool) -> str:
    return f"{page}{'&' if '?' in page else '?'}{urlencode({FAILED: 'failed'})}" if failed else page
