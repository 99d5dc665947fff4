"""Lists of expected people at the desk: looked at line by line, taken over, printed with everybody's own link."""

from typing import Annotated

import orjson
from fastapi import APIRouter, Depends, Form, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from core.member_lists import LARGEST_FILE, MOST_LINES, Entry, ListFault
from core.phones import mask_phone
from core.roles import NotAllowed
from services.member_lists import ListPreview
from services.visits import Visitor
from texts.leaflets import Sheet
from web.desk import Desk
from web.guards import visiting
from web.people import leaflet_response


def add_routes(router: APIRouter, desk: Desk) -> None:
    known = Depends(visiting(desk))
    lists = desk.services.member_lists

    @router.get("/people/import")
    async def begin(
        request: Request, visitor: Annotated[Visitor, known], organisation_id: int | None = None
    ) -> Response:
        facts = {
            "preview": None,
            "fault": "",
            "organisations": await lists.organisations(visitor),
            "organisation_id": organisation_id,
        }
        return desk.page(request, "import.html", facts, visitor=visitor)

    @router.post("/people/import")
    async def look(
        request: Request,
        visitor: Annotated[Visitor, known],
        file: UploadFile,
        organisation_id: Annotated[str, Form()] = "",
    ) -> Response:
        content = await file.read(LARGEST_FILE + 1)
        chosen = int(organisation_id) if organisation_id.isdecimal() else None
        found = await lists.preview(visitor, content, chosen)
        await lists.record_reading(visitor, "list.seen", f"city:{visitor.city_id}", desk.now())
        facts = {
            "preview": None if isinstance(found, ListFault) else found,
            "fault": found.name if isinstance(found, ListFault) else "",
            "organisations": await lists.organisations(visitor),
            "organisation_id": chosen,
            "packed": "" if isinstance(found, ListFault) else _packed(found),
            "masked": mask_phone,
        }
        return desk.page(request, "import.html", facts, visitor=visitor)

    @router.post("/people/import/take")
    async def take(
        visitor: Annotated[Visitor, known], lines: Annotated[str, Form()], organisation_id: Annotated[str, Form()] = ""
    ) -> Response:
        count = await lists.take_over(visitor, _unpacked(lines), desk.now())
        place = f"/console/people/{int(organisation_id)}" if organisation_id.isdecimal() else "/console/people"
        return RedirectResponse(f"{place}?said={'list_taken' if count else 'list_nobody'}", status_code=303)

    @router.post("/people/{organisation_id}/expected.pdf")
    async def printed(visitor: Annotated[Visitor, known], organisation_id: int) -> Response:
        name, people = await lists.print_links(visitor, organisation_id, desk.now())
        sheets = [Sheet(each.token, "member", visitor.city, name, each.expires_at, each.name) for each in people]
        if not sheets:
            return RedirectResponse(f"/console/people/{organisation_id}", status_code=303)
        return await leaflet_response(desk, visitor, sheets)

    @router.post("/people/expected/{expected_id}/drop")
    async def drop(visitor: Annotated[Visitor, known], expected_id: int) -> Response:
        organisation_id = await lists.drop(visitor, expected_id, desk.now())
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
