"""What is done with a note at the desk: given to somebody, merged, hidden from sight, asked of the city's desk."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Response
from fastapi.responses import RedirectResponse

from core.facilities import FacilityState
from services.facility_requests import FacilityStep
from services.note_files import Unfetched
from web.guards import Guarded
from web.visits import Visiting

_PICTURES = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"))
_NUMBER = r"^#?[0-9]{1,9}$"


routes = APIRouter(route_class=Guarded)


@routes.post("/notes/{note_id}/assignee")
async def assign(visit: Visiting, note_id: int, person_id: Annotated[str, Form()] = "") -> Response:
    wished = int(person_id) if person_id.isdecimal() else None
    said = await visit.services.note_assignments.assign(visit.visitor, note_id, wished, visit.now())
    return _back(note_id, said)


@routes.post("/notes/{note_id}/merge")
async def merge(visit: Visiting, note_id: int, number: Annotated[str, Form(pattern=_NUMBER)]) -> Response:
    kept_id, said = await visit.services.note_merges.merge(
        visit.visitor, note_id, int(number.removeprefix("#")), visit.now()
    )
    return _back(kept_id, said)


@routes.post("/notes/{note_id}/separate")
async def separate(visit: Visiting, note_id: int) -> Response:
    return _back(note_id, await visit.services.note_merges.separate(visit.visitor, note_id, visit.now()))


@routes.post("/notes/{note_id}/facility")
async def facility(
    *,
    visit: Visiting,
    note_id: int,
    state: Annotated[FacilityState, Form()],
    on: Annotated[str, Form()] = "",
    office: Annotated[str, Form()] = "",
    reference: Annotated[str, Form()] = "",
    remark: Annotated[str, Form()] = "",
) -> Response:
    try:
        day = date.fromisoformat(on) if on else None
    except ValueError:
        return _back(note_id, "facility_no_day")
    step = FacilityStep(state, day, office, reference, remark)
    return _back(note_id, await visit.services.facility_requests.step(visit.visitor, note_id, step, visit.now()))


@routes.get("/notes/{note_id}/files/{file_id}")
async def file(visit: Visiting, note_id: int, file_id: int) -> Response:
    content = await visit.services.note_files.fetch(visit.visitor, note_id, file_id, visit.now())
    if isinstance(content, Unfetched):
        raise HTTPException(502)
    return _shown(content, f"{note_id}-{file_id}")


@routes.post("/notes/{note_id}/files/{file_id}/hiding")
async def hide(visit: Visiting, note_id: int, file_id: int, is_hidden: Annotated[bool, Form()]) -> Response:
    said = await visit.services.note_files.hide(visit.visitor, note_id, file_id, visit.now(), is_hidden=is_hidden)
    return _back(note_id, said)


def _back(note_id: int, said: str) -> Response:
    return RedirectResponse(f"/console/notes/{note_id}?said={said}", status_code=303)


def _shown(content: bytes, name: str) -> Response:
    """A picture is shown; whatever else somebody sent is only ever saved, never run by the browser."""
    kind = next((kind for mark, kind in _PICTURES if content.startswith(mark)), None)
    headers = {"Cache-Control": "private, no-store"}
    if kind is None:
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return Response(content, media_type=kind or "application/octet-stream", headers=headers)
