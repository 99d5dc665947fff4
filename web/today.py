"""Today: what is on, what waits, and a stream that says when to look again."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from services.visits import Visitor
from web.desk import Desk
from web.guards import visiting
from web.streams import changes


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
        return changes(desk, request, lambda: services.overviews.today(visitor, desk.now()))

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
