"""Lists of expected people at the desk: looked at line by line, taken over, printed with everybody's own link."""

from typing import Annotated

import orjson
from fastapi import APIRouter, Form, Response, UploadFile
from fastapi.responses import RedirectResponse

from core.member_lists import LARGEST_FILE, MOST_LINES, Entry, ListFault
from core.phones import mask_phone
from core.roles import NotAllowed
from services.member_lists import ListPreview
from texts.leaflets import Sheet
from web.guards import Guarded
from web.people import leaflet_response
from web.visits import Visiting

routes = APIRouter(route_class=Guarded)


@routes.get("/people/import")
async def begin(visit: Visiting, organisation_id: int | None = None) -> Response:
    facts = {
        "preview": None,
        "fault": "",
        "organisations": await visit.services.member_lists.organisations(visit.visitor),
        "organisation_id": organisation_id,
    }
    return visit.page("import.html", facts)


@routes.post("/people/import")
async def look(
    visit: Visiting,
    file: UploadFile,
    organisation_id: Annotated[str, Form()] = "",
) -> Response:
    content = await file.read(LARGEST_FILE + 1)
    chosen = int(organisation_id) if organisation_id.isdecimal() else None
    found = await visit.services.member_lists.preview(visit.visitor, content, chosen)
    await visit.record_reading("list.seen", f"city:{visit.visitor.city_id}")
    facts = {
        "preview": None if isinstance(found, ListFault) else found,
        "fault": found.name if isinstance(found, ListFault) else "",
        "organisations": await visit.services.member_lists.organisations(visit.visitor),
        "organisation_id": chosen,
        "packed": "" if isinstance(found, ListFault) else _packed(found),
        "masked": mask_phone,
    }
    return visit.page("import.html", facts)


@routes.post("/people/import/take")
async def take(
    visit: Visiting, lines: Annotated[str, Form()], organisation_id: Annotated[str, Form()] = ""
) -> Response:
    count = await visit.services.member_lists.take_over(visit.visitor, _unpacked(lines), visit.now())
    place = f"/console/people/{int(organisation_id)}" if organisation_id.isdecimal() else "/console/people"
    return RedirectResponse(f"{place}?said={'list_taken' if count else 'list_nobody'}", status_code=303)


@routes.post("/people/{organisation_id}/expected.pdf")
async def printed(visit: Visiting, organisation_id: int) -> Response:
    name, people = await visit.services.member_lists.print_links(visit.visitor, organisation_id, visit.now())
    sheets = [Sheet(each.token, "member", visit.visitor.city, name, each.expires_at, each.name) for each in people]
    if not sheets:
        return RedirectResponse(f"/console/people/{organisation_id}", status_code=303)
    return await leaflet_response(visit, sheets)


@routes.post("/people/expected/{expected_id}/drop")
async def drop(visit: Visiting, expected_id: int) -> Response:
    organisation_id = await visit.services.member_lists.drop(visit.visitor, expected_id, visit.now())
    return RedirectResponse(f"/console/people/{organisation_id}?said=expected_dropped", status_code=303)


def _packed(preview: ListPreview) -> str:
    """The lines that would be taken over, to be sent back by whoever looked at them; nothing is kept in between."""
    rows = [[line.number, line.name, line.organisation, line.phone or ""] for line in preview.expected]
    return orjson.dumps(rows).decode()


def _unpacked(packed: str) -> list[Entry]:
    """What was sent back, to be judged anew: a form can hold anything.

    Raises:
        NotAllowed: it holds something else.
    """
    try:
        rows = orjson.loads(packed)
        if not isinstance(rows, list) or len(rows) > MOST_LINES:
            raise NotAllowed("no list of ours")
        return [Entry(int(number), str(name), str(unit), str(phone)) for number, name, unit, phone in rows]
    except (ValueError, TypeError) as nonsense:
        raise NotAllowed("no list of ours") from nonsense
