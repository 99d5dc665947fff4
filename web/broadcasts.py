"""Broadcasts: what is on its way, one with everybody it did not reach, and writing one here."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from core.broadcast_forms import TEXT_MAX, BroadcastFault
from core.broadcasts import BroadcastStep, PatrolAnswer
from services.visits import Visitor
from web.desk import Desk
from web.guards import visiting
from web.streams import changes

LIVE = "/console/broadcasts/live"
_FIELDS = {
    BroadcastFault.nobody: "whom",
    BroadcastFault.no_text: "text",
    BroadcastFault.too_long: "text",
    BroadcastFault.resident_number: "text",
    BroadcastFault.unclear_time: "at",
    BroadcastFault.past_time: "at",
}


def add_routes(router: APIRouter, desk: Desk) -> None:
    known = Depends(visiting(desk))
    sheets = desk.services.broadcast_sheets

    @router.get("/broadcasts")
    async def broadcasts(request: Request, visitor: Annotated[Visitor, known]) -> Response:
        facts = {"broadcasts": await sheets.listed(visitor), "stream": LIVE}
        return desk.page(request, "broadcasts.html", facts, visitor=visitor)

    @router.get("/broadcasts/live")
    async def live(request: Request, visitor: Annotated[Visitor, known]) -> Response:
        return changes(desk, request, lambda: sheets.listed(visitor))

    @router.get("/broadcasts/new")
    async def write(request: Request, visitor: Annotated[Visitor, known]) -> Response:
        return await _form(request, visitor)

    @router.post("/broadcasts/new")
    async def compose(request: Request, visitor: Annotated[Visitor, known]) -> Response:
        sent = await request.form()
        typed = {name: [str(value) for value in sent.getlist(name)] for name in sent}
        outcome = await sheets.compose(visitor, typed, desk.now())
        if isinstance(outcome, BroadcastFault):
            return await _form(request, visitor, typed, outcome)
        return RedirectResponse(f"/console/broadcasts/{outcome}", status_code=303)

    @router.get("/broadcasts/{broadcast_id}")
    async def broadcast(request: Request, visitor: Annotated[Visitor, known], broadcast_id: int) -> Response:
        sheet = await sheets.show(visitor, broadcast_id)
        await sheets.record_reading(visitor, "broadcast.read", f"broadcast:{broadcast_id}", desk.now())
        return desk.page(request, "broadcast.html", {"sheet": sheet, "stream": LIVE}, visitor=visitor)

    @router.post("/broadcasts/{broadcast_id}/steps")
    async def step(
        visitor: Annotated[Visitor, known], broadcast_id: int, step: Annotated[BroadcastStep, Form()]
    ) -> Response:
        said = (await sheets.step(visitor, broadcast_id, step, desk.now())).partition(".")[2]
        place = "/console/broadcasts" if said == "cancelled" else f"/console/broadcasts/{broadcast_id}"
        return RedirectResponse(f"{place}?said=broadcast_{said}", status_code=303)

    @router.post("/broadcasts/{broadcast_id}/remind")
    async def remind(visitor: Annotated[Visitor, known], broadcast_id: int) -> Response:
        said = (await sheets.remind(visitor, broadcast_id, desk.now())).partition(".")[2]
        return RedirectResponse(f"/console/broadcasts/{broadcast_id}?said=broadcast_{said}", status_code=303)

    async def _form(
        request: Request,
        visitor: Visitor,
        typed: dict[str, list[str]] | None = None,
        fault: BroadcastFault | None = None,
    ) -> Response:
        chooser = await sheets.chooser(visitor, desk.now())
        facts = {
            "chooser": chooser,
            "typed": chooser.draft if typed is None else typed,
            "fault": fault.name if fault else "",
            "field": _FIELDS[fault] if fault else "",
            "answers": [answer.name for answer in PatrolAnswer],
            "most": TEXT_MAX,
        }
        return desk.page(request, "write.html", facts, visitor=visitor)
