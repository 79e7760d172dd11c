"""What is done to every answer of the site, before it leaves: three small ASGI wrappers.

`SecurityHeaders` tells browsers what our pages may do, `CompressedAssets` sends scripts and styles at a third of their size, and `PageShell` gives the empty
page that Streamlit starts from a title, a description and a word for readers without JavaScript.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from pathlib import Path

import streamlit
from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from compliance.sentences import LANGUAGES, Language
from dashboard import words
from dashboard.cookies import ADDRESSES
from dashboard.views import HOME

STREAMLIT_PAGES = Path(streamlit.__file__).parent / "static"
ASSET_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}

TITLE = "Pilcrow: what supports each promise of a consent decree"
DESCRIPTION = (
    "For every obligation of a consent decree: what supports it, what is missing, and whose move it is."
)
# Streamlit's page otherwise looks for its server below each page's own address first, which costs a slow
# line two more round trips at every link into the site and leaves two errors in the browser's console.
WHERE_THE_SERVER_IS = "<script>window.__streamlit = {BACKEND_BASE_URL: location.origin}</script>"
WITHOUT_JAVASCRIPT = """
      <h1>Pilcrow</h1>
      <p>Pilcrow shows, for every obligation of a consent decree, what supports it, what is missing, and whose
      move it is. These pages need JavaScript, which is switched off or missing in this browser.</p>
      <p>The same answers come without a browser from the command line: <code>pilcrow status</code> and
      <code>pilcrow gaps</code>.</p>
    """


class SecurityHeaders:
    """Add to every answer the headers that keep a page to itself."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.headers = {
            "Content-Security-Policy": content_security_policy(),
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self.headers)
            await send(message)

        await self.app(scope, receive, send_with_headers)


def content_security_policy() -> str:
    """The strictest policy under which Streamlit's pages, tables and charts still work.

    The inline scripts of its page are allowed by their hashes, taken from the page as it is served, so that
    an upgrade of Streamlit does not need a change here.
    """
    inline = re.findall(r"<script>(.*?)</script>", page_shell(), flags=re.DOTALL)
    hashes = " ".join(f"'sha256-{_sha256_in_base64(script)}'" for script in inline)
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src 'self' {hashes}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )


def _sha256_in_base64(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


class CompressedAssets:
    """Answer for Streamlit's scripts and styles with bytes compressed once and kept.

    Streamlit sends them as they are and leaves compression to a proxy; a first visit with a chart is then
    9 MB instead of 3. Only files that were there at the start are served, so no path can lead elsewhere.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.files = {
            f"/{file.relative_to(STREAMLIT_PAGES).as_posix()}": file
            for file in (STREAMLIT_PAGES / "static").rglob("*")
            if file.suffix in ASSET_TYPES
        }
        self.kept: dict[str, bytes] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self._is_ours(scope):
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        if path not in self.kept:
            self.kept[path] = await to_thread.run_sync(_compressed, self.files[path])
        answer = Response(
            self.kept[path],
            headers={
                "Content-Encoding": "gzip",
                "Content-Type": ASSET_TYPES[self.files[path].suffix],
                # The name of each file holds a hash of its content, so it never changes under its name.
                "Cache-Control": "public, immutable, max-age=31536000",
                "Vary": "Accept-Encoding",
            },
        )
        await answer(scope, receive, send)

    def _is_ours(self, scope: Scope) -> bool:
        return (
            scope["type"] == "http"
            and scope["method"] == "GET"
            and scope["path"] in self.files
            and _takes_gzip(Headers(scope=scope))
        )


def _compressed(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), compresslevel=6)


def _takes_gzip(headers: Headers) -> bool:
    """Whether the browser takes gzip; "gzip;q=0" says that it does not."""
    for offer in headers.get("accept-encoding", "").lower().split(","):
        name, _, quality = offer.partition(";")
        if name.strip() == "gzip":
            return not re.fullmatch(r"\s*q=0(\.0*)?\s*", quality)
    return False


class PageShell:
    """Put our title, description and noscript text into the one page that Streamlit serves everywhere, in the
    language that the address asks for; where there is no page of ours, say so and lead to the first one."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.shells = {language: page_shell(language).encode() for language in LANGUAGES}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == f"/{HOME}":
            # Streamlit knows its first page by the address "/" alone, and covers any other with a warning.
            query = scope["query_string"].decode("latin-1")
            await RedirectResponse(f"/?{query}" if query else "/")(scope, receive, send)
            return
        replaced = False

        async def send_shell(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start" and _is_streamlits_page(message):
                replaced = True
                language = _language(scope)
                page = self.shells[language]
                # Streamlit itself answers any other address with its first page, or with nothing.
                if scope["path"] not in ADDRESSES:
                    page, message["status"] = _no_such_page(language).encode(), 404
                _describe_shell(message, len(page))
                await send(message)
                body = b"" if scope["method"] == "HEAD" else page
                await send({"type": "http.response.body", "body": body})
            elif not replaced:
                await send(message)

        await self.app(scope, receive, send_shell)


def _is_streamlits_page(start: Message) -> bool:
    """Streamlit's own page is the only HTML that comes as a file; pages of our own routes do not."""
    headers = Headers(raw=start["headers"])
    return (
        start["status"] == 200
        and headers.get("content-type", "").startswith("text/html")
        and "etag" in headers
    )


def _describe_shell(start: Message, length: int) -> None:
    headers = MutableHeaders(scope=start)
    # They describe Streamlit's file and would keep an old title in the browser's cache.
    for name in ("etag", "last-modified", "content-encoding", "accept-ranges"):
        del headers[name]
    headers["Content-Length"] = str(length)


def _language(scope: Scope) -> Language:
    asked = QueryParams(scope["query_string"]).get("lang")
    return next((known for known in LANGUAGES if known == asked), "en")


def _no_such_page(language: Language) -> str:
    """A page of its own, since Streamlit would show its first page under any address, or nothing at all."""
    why, back = words.NO_SUCH_PAGE.to(language), words.TO_THE_OVERVIEW.to(language)
    home = "/" if language == "en" else f"/?lang={language}"
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{why} · Pilcrow</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><style>'
        ":root { color-scheme: light dark } body { font: 1.1rem/1.5 sans-serif; margin: 3rem auto; max-width: 40rem;"
        " padding: 0 1rem } a { display: inline-block; padding: 0.7rem 0 }"
        f'</style></head><body><main><p>¶ Pilcrow</p><h1>{why}</h1><p><a href="{home}">{back}</a></p></main></body></html>'
    )


def page_shell(language: Language = "en") -> str:
    """Streamlit's page with our words in it, and without its pointer to the door that we keep closed."""
    page = (STREAMLIT_PAGES / "index.html").read_text(encoding="utf-8")
    page = page.replace('<html lang="en">', f'<html lang="{language}">')
    description = f'<meta name="description" content="{DESCRIPTION}" />'
    head = f"<title>{TITLE}</title>\n    {description}\n    {WHERE_THE_SERVER_IS}"
    page = page.replace("<title>Streamlit</title>", head)
    page = re.sub(r'<link rel="service-desc"[^>]*>', "", page)
    return re.sub(r"(<noscript>).*?(</noscript>)", rf"\g<1>{WITHOUT_JAVASCRIPT}\g<2>", page, flags=re.DOTALL)
