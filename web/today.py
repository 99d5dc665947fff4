"""Today: what is on, what waits, and a stream that says when to look again."""

import asyncio
import contextlib
import hashlib
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse, StreamingResponse

from core.roles import NotAllowed
from services.visits import Visitor
from web.desk import Desk
from web.guards import visiting

LOOK_EVERY_S = 2.0
STREAM_FOR = 150
"""Looks of one stream, five minutes; then the browser comes again and is asked again who it is."""


def add_routes(router: APIRouter, desk: Desk) -> None:
    known = Depends(visiting(desk))
    services = desk.services

    @router.get("/today")
    async def today(request: Request, visitor: Annotated[Visitor, known]) -> Response:
        at = desk.now()
        facts = {"today": await services.overviews.today(visitor, at)}
        await services.overviews.record_reading(visitor, "today.seen", f"city:{visitor.city_id}", at)
        return desk.page(request, "today.html", facts, visitor=visitor)

    @router.get("/more")
    async def more(request: Request, visitor: Annotated[Visitor, known]) -> Response:
        return desk.page(request, "more.html", visitor=visitor)

    @router.get("/live")
    async def live(request: Request, visitor: Annotated[Visitor, known]) -> Response:
        stream = _changes(desk, request, visitor)
        return StreamingResponse(stream, media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    @router.post("/applications/{application_id}")
    async def decide(
        visitor: Annotated[Visitor, known],
        application_id: int,
        decision: Annotated[str, Form(pattern="^(approve|decline)$")],
        back: Annotated[str, Form()] = "",
    ) -> Response:
        is_approved = decision == "approve"
        kind = await services.directories.decide(visitor, application_id, desk.now(), is_approved=is_approved)
        place = f"/console/people/{int(back)}" if back.isdecimal() else "/console/today"
        return RedirectResponse(f"{place}?said={kind.partition('.')[2]}", status_code=303)


async def _changes(desk: Desk, request: Request, visitor: Visitor) -> AsyncIterator[bytes]:
    """Says "changed" whenever the numbers of the city are others than before."""
    seen = ""
    for _ in range(STREAM_FOR):
        if await request.is_disconnected():
            return
        try:
            if await desk.services.consoles.visitor(desk.secret_of(request), desk.now()) is None:
                return
            now = repr(await desk.services.overviews.today(visitor, desk.now()))
        except NotAllowed:
            return
        state = hashlib.sha256(now.encode()).hexdigest()
        yield b"event: changed\ndata: \n\n" if seen and state != seen else b": still\n\n"
        seen = state
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LOOK_EVERY_S):
                await desk.stopping.wait()
                return
