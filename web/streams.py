"""A stream that says when a page should look again: whenever what there is differs from what the page shows.

What a page shows is known by a state, a hash. The page brings the one it was made with, and a browser that lost the
stream for a moment the last it was told (`Last-Event-ID`, as the standard of server-sent events has it), so nothing
that happened in between is missed. Whoever may no longer see the page is told that it ended, and the page goes.
"""

import asyncio
import contextlib
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from urllib.parse import urlencode

from anyio import CancelScope
from fastapi.responses import Response, StreamingResponse

from core.roles import NotAllowed
from web.visits import Visit

LOOK_EVERY_S = 2.0
STREAM_FOR = 150
"""Looks of one stream, five minutes; then the browser comes again and is asked again who it is."""

STILL = b": still\n\n"
"""Says nothing, and keeps what is in between from taking the line for dead."""

STREAM = "text/event-stream"
HEADERS = {"Cache-Control": "no-store"}
ENDED = b"event: ended\ndata: \n\n"

Look = Callable[[], Awaitable[object]]


def address(path: str, shown: object, **query: object) -> str:
    """The stream of a page that was made of this."""
    return f"{path}?{urlencode({**query, 'seen': state_of(shown)})}"


def state_of(shown: object) -> str:
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:32]


async def changes(visit: Visit, look: Look) -> StreamingResponse:
    """`look` reads what the page is made of, as this visitor may see it.

    Raises:
        NotAllowed: they may not see it at all.
    """
    state = state_of(await look())
    return StreamingResponse(_changes(visit, look, state), media_type=STREAM, headers=HEADERS)


def ended() -> Response:
    """For whoever comes back to a stream and is nobody any more."""
    return Response(ENDED, media_type=STREAM, headers=HEADERS)


async def _changes(visit: Visit, look: Look, state: str) -> AsyncIterator[bytes]:
    """Says "listening" first, and "changed" whenever what is seen is not what was seen."""
    desk, request = visit.desk, visit.request
    told = request.headers.get("last-event-id") or request.query_params.get("seen", "")
    seen = told if told.isalnum() else state
    yield _event("listening", seen)
    for _ in range(STREAM_FOR):
        yield STILL if state == seen else _event("changed", state)
        seen = state
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LOOK_EVERY_S):
                await desk.stopping.wait()
                return
        if await request.is_disconnected():
            return
        # Whoever closes the page ends the stream between two looks: one cut in two could lose its connection.
        with CancelScope(shield=True):
            now = await _state_now(visit, look)
        if now is None:
            yield ENDED
            return
        state = now


async def _state_now(visit: Visit, look: Look) -> str | None:
    """None for whoever may no longer see it."""
    desk = visit.desk
    if await desk.services.consoles.visitor(desk.secret_of(visit.request), desk.now()) is None:
        return None
    try:
        return state_of(await look())
    except NotAllowed:
        return None


def _event(name: str, state: str) -> bytes:
    return f"id: {state}\nevent: {name}\ndata: \n\n".encode()
