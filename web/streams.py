"""A stream that says when a page should look again: whenever what it shows is different from before."""

import asyncio
import contextlib
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable

from fastapi import Request
from fastapi.responses import StreamingResponse

from core.roles import NotAllowed
from web.desk import Desk

LOOK_EVERY_S = 2.0
STREAM_FOR = 150
"""Looks of one stream, five minutes; then the browser comes again and is asked again who it is."""

LISTENING = b": still\nevent: listening\ndata: \n\n"
"""From here on nothing is missed."""

Look = Callable[[], Awaitable[object]]


def changes(desk: Desk, request: Request, look: Look) -> StreamingResponse:
    """`look` reads what the page shows, as this visitor may see it."""
    return StreamingResponse(
        _changes(desk, request, look), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
    )


async def _changes(desk: Desk, request: Request, look: Look) -> AsyncIterator[bytes]:
    """Says "listening" after its first look, and "changed" whenever what is seen is not what was seen."""
    seen = ""
    for _ in range(STREAM_FOR):
        if await request.is_disconnected():
            return
        try:
            if await desk.services.consoles.visitor(desk.secret_of(request), desk.now()) is None:
                return
            now = repr(await look())
        except NotAllowed:
            return
        state = hashlib.sha256(now.encode()).hexdigest()
        yield b"event: changed\ndata: \n\n" if seen and state != seen else b": still\n\n" if seen else LISTENING
        seen = state
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LOOK_EVERY_S):
                await desk.stopping.wait()
                return
