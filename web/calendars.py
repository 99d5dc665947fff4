"""Calendars that telephones subscribe to: whoever has the secret link reads, everybody else finds nothing."""

import hashlib
import re

from fastapi import APIRouter, Request, Response

from services.calendars import Calendars
from texts.calendars import calendar_feed
from texts.words import Words
from web.desk import Desk

_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")
FRESH_FOR_S = 300
_HEADERS = {"X-Content-Type-Options": "nosniff", "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}


def calendar_routes(desk: Desk) -> APIRouter:
    """`/calendar/SECRET.ics`."""
    router = APIRouter()

    @router.api_route("/calendar/{secret}.ics", methods=["GET", "HEAD"], name="calendar")
    async def calendar(request: Request, secret: str) -> Response:
        content = await _content(desk, desk.services.calendars, secret)
        if content is None:
            return Response(status_code=404, headers=_HEADERS)
        tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
        headers = _HEADERS | {"ETag": tag, "Cache-Control": f"private, max-age={FRESH_FOR_S}"}
        if tag in (each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")):
            return Response(status_code=304, headers=headers)
        headers["Content-Disposition"] = 'inline; filename="patrols.ics"'
        return Response(content, media_type="text/calendar; charset=utf-8", headers=headers)

    return router


async def _content(desk: Desk, calendars: Calendars, secret: str) -> bytes | None:
    if not _SECRET.fullmatch(secret):
        return None
    feed = await calendars.read(secret, desk.now())
    if feed is None:
        return None
    return calendar_feed(Words(desk.reader.speaking(feed.locale)), feed.city, feed.events)
