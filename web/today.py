"""Today: what is on, what waits, and a stream that says when to look again."""

from typing import Annotated

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse

from web.guards import Guarded
from web.streams import address, changes
from web.visits import Visiting

routes = APIRouter(route_class=Guarded)


@routes.get("/today")
async def today(visit: Visiting) -> Response:
    at = visit.now()
    shown = await visit.services.overviews.today(visit.visitor, at)
    facts = {"today": shown, "stream": address("/console/live", shown)}
    await visit.record_reading("today.seen", f"city:{visit.visitor.city_id}")
    return visit.page("today.html", facts)


@routes.get("/more")
async def more(visit: Visiting) -> Response:
    return visit.page("more.html")


@routes.get("/live")
async def live(visit: Visiting) -> Response:
    return await changes(visit, lambda: visit.services.overviews.today(visit.visitor, visit.now()))


@routes.post("/applications/{application_id}")
async def decide(
    visit: Visiting,
    application_id: int,
    decision: Annotated[str, Form(pattern="^(approve|decline)$")],
    back: Annotated[str, Form()] = "",
) -> Response:
    is_approved = decision == "approve"
    kind = await visit.services.directories.decide(visit.visitor, application_id, visit.now(), is_approved=is_approved)
    place = f"/console/people/{int(back)}" if back.isdecimal() else "/console/today"
    return RedirectResponse(f"{place}?said={kind.partition('.')[2]}", status_code=303)
