"""What stands between a browser and the console: who sits there, whose form it is, and what a page may do."""

from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import urlsplit

import structlog
from fastapi import HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from fastapi.routing import APIRoute

from core.consoles import is_form_mark
from core.roles import NotAllowed
from web import streams
from web.desk import Desk
from web.visits import SignedOut, desk_of, visit

log = structlog.get_logger()

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # With "no-referrer" a browser hides where a form comes from, and that is looked at.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
INSIDE_HEADERS = {
    # Telegram in a browser shows the console in a frame of its own page; no other page may.
    "Content-Security-Policy": HEADERS["Content-Security-Policy"].replace(
        "frame-ancestors 'none'", "frame-ancestors https://web.telegram.org"
    ),
    "X-Frame-Options": None,
    "Cross-Origin-Opener-Policy": None,
}
MARK = "mark"
LARGEST_FORM = 2_000_000
"""Bytes of what a page may send; the largest is a list of people."""

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


def headers_of(desk: Desk, request: Request) -> dict[str, str | None]:
    """What every page says about itself: where it may be shown, and whose pictures it may show."""
    headers = _framed(desk, request)
    if desk.tiles is None:
        return headers
    policy = (headers["Content-Security-Policy"] or "").replace("img-src", f"img-src {desk.tiles.origin}")
    # Servers of tiles ask which site their pictures are for; the page itself stays unnamed.
    return {**headers, "Content-Security-Policy": policy, "Referrer-Policy": "strict-origin-when-cross-origin"}


def _framed(desk: Desk, request: Request) -> dict[str, str | None]:
    """A rehearsal's messenger may show all pages in its frame, Telegram those that were opened in it."""
    if desk.reader.rehearsal_url:
        framed = HEADERS["Content-Security-Policy"].replace(
            "frame-ancestors 'none'", f"frame-ancestors {desk.reader.rehearsal_url}"
        )
        return {**HEADERS, **INSIDE_HEADERS, "Content-Security-Policy": framed}
    return {**HEADERS, **INSIDE_HEADERS} if desk.is_inside(request) else {**HEADERS}


class Guarded(APIRoute):
    """A route whose answers carry the headers, whose forms are ours, and whose refusals are pages."""

    def get_route_handler(self) -> Handler:
        inner = super().get_route_handler()

        async def handle(request: Request) -> Response:
            desk = desk_of(request)
            response = await _answer(desk, request, inner)
            for name, value in headers_of(desk, request).items():
                if value is not None:
                    response.headers[name] = value
            return response

        return handle


async def _answer(desk: Desk, request: Request, inner: Handler) -> Response:
    try:
        if request.method == "POST" and not _is_small(request):
            return desk.page(request, "refused.html", {"why": "large"}, status=413)
        if request.method == "POST" and not await _is_ours(desk, request):
            log.warning("console.foreign_form", path=f"/console{request.scope['route'].path}")
            return desk.page(request, "refused.html", {"why": "foreign"}, status=403)
        return await inner(request)
    except SignedOut:
        return _sent_to_the_door(desk, request)
    except (NotAllowed, RequestValidationError):
        # Whether there is such a thing in another city is nobody's business: it is not there.
        try:
            return (await visit(request)).page("refused.html", {"why": "nothing"}, status=404)
        except SignedOut:
            return _sent_to_the_door(desk, request)
    except HTTPException as refusal:
        return desk.page(request, "refused.html", {"why": "nothing"}, status=refusal.status_code)


def _sent_to_the_door(desk: Desk, request: Request) -> Response:
    if request.headers.get("HX-Request"):
        return Response(status_code=204, headers={"HX-Redirect": "/console"})
    if request.method == "POST":
        return RedirectResponse("/console", status_code=303)
    if request.headers.get("Accept") == streams.STREAM:
        return streams.ended()
    return desk.page(request, "door.html", {"fault": "signed_out"}, status=401)


def _is_small(request: Request) -> bool:
    """Looked at before a byte of it is read; a browser says how much it sends."""
    length = request.headers.get("content-length", "")
    return length.isdecimal() and int(length) <= LARGEST_FORM


async def _is_ours(desk: Desk, request: Request) -> bool:
    """A form of a page of ours; signed in, it must also be one of this very session."""
    origin = request.headers.get("origin")
    if origin is not None:
        ours = {request.headers.get("host", ""), urlsplit(desk.reader.web_url).netloc}
        if urlsplit(origin).netloc not in ours:
            return False
    secret = desk.secret_of(request)
    if not secret or request.scope["route"].name in {"enter", "launch"}:
        return origin is not None or request.headers.get("sec-fetch-site", "same-origin") == "same-origin"
    form = await request.form()
    return is_form_mark(secret, str(form.get(MARK, "")))
