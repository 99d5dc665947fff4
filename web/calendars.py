"""Calendars that telephones subscribe to: whoever has the secret link reads, everybody else finds nothing."""

import hashlib
import re

from fastapi import APIRouter, Response

from texts.calendars import calendar_feed
from texts.words import Words
from web.desk import Desk
from web.visits import Calling

_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")
FRESH_FOR_S = 300
_HEADERS = {"X-Content-Type-Options": "nosniff", "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}


calendars = APIRouter()


@calendars.api_route("/calendar/{secret}.ics", methods=["GET", "HEAD"], name="calendar")
async def calendar(call: Calling, secret: str) -> Response:
    content = await _content(call.desk, secret)
    if content is None:
        return Response(status_code=404, headers=_HEADERS)
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = _HEADERS | {"ETag": tag, "Cache-Control": f"private, max-age={FRESH_FOR_S}"}
    known = call.request.headers.get("if-none-match", "").split(",")
    if tag in (each.strip().removeprefix("W/") for each in known):
        return Response(status_code=304, headers=headers)
    headers["Content-Disposition"] = 'inline; filename="patrols.ics"'
    return Response(content, media_type="text/calendar; charset=utf-8", headers=headers)


async def _content(desk: Desk, secret: str) -> bytes | None:
    if not _SECRET.fullmatch(secret):
        return None
    feed = await desk.services.calendars.read(secret, desk.now())
    if feed is None:
        return None
    return calendar_feed(Words(desk.reader.speaking(feed.locale)), feed.city, feed.events)
