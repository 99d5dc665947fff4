"""Notes: list and map side by side, one note with its history, and the next step."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from core.incidents import IncidentCategory, IncidentState
from services.visits import Visitor
from web.desk import Desk
from web.guards import visiting
from web.maps import drawn_map


def add_routes(router: APIRouter, desk: Desk) -> None:
    known = Depends(visiting(desk))
    sheets = desk.services.note_sheets

    @router.get("/notes")
    async def notes(
        request: Request,
        visitor: Annotated[Visitor, known],
        which: str = "open",
        category: IncidentCategory | None = None,
    ) -> Response:
        found = await sheets.listed(visitor, is_open=which != "done", category=category)
        await sheets.record_reading(visitor, "notes.seen", f"city:{visitor.city_id}", desk.now())
        places = [
            (note.note_id, note.number, note.state, note.latitude, note.longitude)
            for note in found
            if note.latitude is not None and note.longitude is not None
        ]
        facts = {
            "notes": found,
            "which": "done" if which == "done" else "open",
            "category": category.name if category else "",
            "categories": [each.name for each in IncidentCategory],
            "map": drawn_map(places),
        }
        return desk.page(request, "notes.html", facts, visitor=visitor)

    @router.get("/notes/{note_id}")
    async def note(request: Request, visitor: Annotated[Visitor, known], note_id: int) -> Response:
        sheet = await sheets.show(visitor, note_id)
        await sheets.record_reading(visitor, "note.read", f"note:{note_id}", desk.now())
        place = (note_id, sheet.line.number, sheet.line.state, sheet.line.latitude, sheet.line.longitude)
        picture = drawn_map([place]) if place[3] is not None else None
        return desk.page(request, "note.html", {"sheet": sheet, "map": picture}, visitor=visitor)

    @router.post("/notes/{note_id}/state")
    async def triage(
        visitor: Annotated[Visitor, known], note_id: int, state: Annotated[IncidentState, Form()]
    ) -> Response:
        said = await sheets.triage(visitor, note_id, state, desk.now())
        return RedirectResponse(f"/console/notes/{note_id}?said={said}", status_code=303)
