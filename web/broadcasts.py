"""Broadcasts: what is on its way, one with everybody it did not reach, and writing one here."""

from typing import Annotated

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse

from core.broadcast_forms import TEXT_MAX, BroadcastFault
from core.broadcasts import BroadcastStep, PatrolAnswer
from web.guards import Guarded
from web.streams import address, changes
from web.visits import PageNumber, Visit, Visiting

LIVE = "/console/broadcasts/live"
_FIELDS = {
    BroadcastFault.nobody: "whom",
    BroadcastFault.no_text: "text",
    BroadcastFault.too_long: "text",
    BroadcastFault.resident_number: "text",
    BroadcastFault.unclear_time: "at",
    BroadcastFault.past_time: "at",
}


routes = APIRouter(route_class=Guarded)


@routes.get("/broadcasts")
async def broadcasts(visit: Visiting) -> Response:
    shown = await visit.services.broadcast_sheets.listed(visit.visitor)
    return visit.page("broadcasts.html", {"broadcasts": shown, "stream": address(LIVE, shown)})


@routes.get("/broadcasts/live")
async def live(visit: Visiting) -> Response:
    return await changes(visit, lambda: visit.services.broadcast_sheets.listed(visit.visitor))


@routes.get("/broadcasts/new")
async def write(visit: Visiting) -> Response:
    return await _form(visit)


@routes.post("/broadcasts/new")
async def compose(visit: Visiting) -> Response:
    sent = await visit.request.form()
    typed = {name: [str(value) for value in sent.getlist(name)] for name in sent}
    outcome = await visit.services.broadcast_sheets.compose(visit.visitor, typed, visit.now())
    if isinstance(outcome, BroadcastFault):
        return await _form(visit, typed, outcome)
    return RedirectResponse(f"/console/broadcasts/{outcome}", status_code=303)


@routes.get("/broadcasts/{broadcast_id}")
async def broadcast(visit: Visiting, broadcast_id: int, page: PageNumber = 1, unheard: PageNumber = 1) -> Response:
    sheet = await visit.services.broadcast_sheets.show(
        visit.visitor, broadcast_id, unconfirmed=page - 1, unreached=unheard - 1
    )
    await visit.record_reading("broadcast.read", f"broadcast:{broadcast_id}")
    listed = await visit.services.broadcast_sheets.listed(visit.visitor)
    return visit.page("broadcast.html", {"sheet": sheet, "stream": address(LIVE, listed)})


@routes.post("/broadcasts/{broadcast_id}/steps")
async def step(visit: Visiting, broadcast_id: int, step: Annotated[BroadcastStep, Form()]) -> Response:
    kind = await visit.services.broadcast_sheets.step(visit.visitor, broadcast_id, step, visit.now())
    said = kind.partition(".")[2]
    place = "/console/broadcasts" if said == "cancelled" else f"/console/broadcasts/{broadcast_id}"
    return RedirectResponse(f"{place}?said=broadcast_{said}", status_code=303)


@routes.post("/broadcasts/{broadcast_id}/remind")
async def remind(visit: Visiting, broadcast_id: int) -> Response:
    kind = await visit.services.broadcast_sheets.remind(visit.visitor, broadcast_id, visit.now())
    return RedirectResponse(
        f"/console/broadcasts/{broadcast_id}?said=broadcast_{kind.partition('.')[2]}", status_code=303
    )


async def _form(
    visit: Visit,
    typed: dict[str, list[str]] | None = None,
    fault: BroadcastFault | None = None,
) -> Response:
    chooser = await visit.services.broadcast_sheets.chooser(visit.visitor, visit.now())
    facts = {
        "chooser": chooser,
        "typed": chooser.draft if typed is None else typed,
        "fault": fault.name if fault else "",
        "field": _FIELDS[fault] if fault else "",
        "answers": [answer.name for answer in PatrolAnswer],
        "most": TEXT_MAX,
    }
    return visit.page("write.html", facts)
