"""Patrols: the list, one with its roster, the code on a large screen, and calling one off."""

from io import BytesIO
from typing import Annotated

import segno
from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from core.patrol_changes import Scope
from core.roles import NotAllowed
from core.standings import ExcuseReason
from services.roster_sheets import Place
from services.visits import Visitor
from web.desk import Desk
from web.guards import visiting


def add_routes(router: APIRouter, desk: Desk) -> None:
    known = Depends(visiting(desk))
    sheets = desk.services.patrol_sheets

    @router.get("/patrols")
    async def patrols(request: Request, visitor: Annotated[Visitor, known]) -> Response:
        at = desk.now()
        found = await sheets.around(visitor, at)
        facts = {
            "coming": [each for each in found if each.ends_at > at],
            "past": [each for each in reversed(found) if each.ends_at <= at],
        }
        return desk.page(request, "patrols.html", facts, visitor=visitor)

    @router.get("/patrols/{patrol_id}")
    async def patrol(request: Request, visitor: Annotated[Visitor, known], patrol_id: int) -> Response:
        at = desk.now()
        sheet = await sheets.show(visitor, patrol_id, at)
        await sheets.record_reading(visitor, "roster.seen", f"patrol:{patrol_id}", at)
        facts = {"sheet": sheet, "excuses": [each.name for each in ExcuseReason]}
        return desk.page(request, "patrol.html", facts, visitor=visitor)

    @router.post("/patrols/{patrol_id}/marks")
    async def mark(
        visitor: Annotated[Visitor, known],
        patrol_id: int,
        organisation_id: Annotated[int, Form()],
        came: Annotated[int | None, Form()] = None,
        missed: Annotated[int | None, Form()] = None,
    ) -> Response:
        person_id = came if came is not None else missed
        if person_id is None:
            raise NotAllowed("mark")
        place = Place(patrol_id, organisation_id)
        said = await sheets.mark(visitor, place, person_id, desk.now(), is_present=came is not None)
        return RedirectResponse(f"/console/patrols/{patrol_id}?said={said}", status_code=303)

    @router.post("/patrols/{patrol_id}/excuses")
    async def excuse(
        visitor: Annotated[Visitor, known],
        patrol_id: int,
        person_id: Annotated[int, Form()],
        reason: Annotated[str, Form()] = "",
    ) -> Response:
        chosen = ExcuseReason[reason] if reason in ExcuseReason.__members__ else None
        said = await sheets.excuse(visitor, patrol_id, person_id, chosen, desk.now())
        return RedirectResponse(f"/console/patrols/{patrol_id}?said={said}", status_code=303)

    @router.get("/patrols/{patrol_id}/code")
    async def code(request: Request, visitor: Annotated[Visitor, known], patrol_id: int) -> Response:
        sheet = await sheets.code(visitor, patrol_id, desk.now())
        # Scanning opens the chat with the words already written; sending them is the member's own deed.
        link = f"https://t.me/{desk.reader.bot_name}?text=/checkin%20{sheet.code}"
        facts = {"sheet": sheet, "picture": drawn(link) if sheet.code else ""}
        return desk.page(request, "code.html", facts, visitor=visitor)

    @router.get("/patrols/{patrol_id}/cancel")
    async def ask(request: Request, visitor: Annotated[Visitor, known], patrol_id: int) -> Response:
        facts = {
            "sheet": await sheets.show(visitor, patrol_id, desk.now()),
            "recipients": (await sheets.ask_to_call_off(visitor, patrol_id))["recipients"],
        }
        return desk.page(request, "cancel.html", facts, visitor=visitor)

    @router.post("/patrols/{patrol_id}/cancel")
    async def cancel(visitor: Annotated[Visitor, known], patrol_id: int, scope: Annotated[Scope, Form()]) -> Response:
        outcome = await sheets.call_off(visitor, patrol_id, scope, desk.now())
        said = "cancelled" if isinstance(outcome, int) else outcome.partition(".")[2]
        return RedirectResponse(f"/console/patrols/{patrol_id}?said={said}", status_code=303)


def drawn(link: str) -> str:
    """A QR code as an SVG without a fixed size, to be put into a page."""
    picture = BytesIO()
    segno.make(link, error="m").save(
        picture, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=2, light="#fff", dark="#000"
    )
    return picture.getvalue().decode()
