"""Patrols: the list, one with its roster, the code on a large screen, and calling one off."""

from io import BytesIO
from typing import Annotated
from urllib.parse import urlencode

import segno
from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse

from core.patrol_changes import Scope
from core.roles import NotAllowed
from core.standings import ExcuseReason
from services.pages import page_of
from services.roster_sheets import Place
from web.guards import Guarded
from web.streams import address, changes
from web.visits import PageNumber, Visiting

MESSAGES_A_PAGE, MOST_UNHEARD = 300, 50

routes = APIRouter(route_class=Guarded)


@routes.get("/patrols")
async def patrols(visit: Visiting) -> Response:
    at = visit.now()
    found = await visit.services.patrol_sheets.around(visit.visitor, at)
    facts = {
        "coming": [each for each in found if each.ends_at > at],
        "past": [each for each in reversed(found) if each.ends_at <= at],
        "stream": address("/console/patrols/live", found),
    }
    return visit.page("patrols.html", facts)


@routes.get("/patrols/live")
async def live(visit: Visiting) -> Response:
    return await changes(visit, lambda: visit.services.patrol_sheets.around(visit.visitor, visit.now()))


@routes.get("/patrols/{patrol_id}")
async def patrol(visit: Visiting, patrol_id: int, organisation: int | None = None) -> Response:
    sheet = await visit.services.patrol_sheets.show(visit.visitor, patrol_id, visit.now())
    await visit.record_reading("roster.seen", f"patrol:{patrol_id}")
    facts = {
        "sheet": sheet,
        "opened": sheet.opened(organisation),
        "chosen": organisation,
        "most_unheard": MOST_UNHEARD,
        "excuses": [each.name for each in ExcuseReason],
        "stream": address(f"/console/patrols/{patrol_id}/live", sheet.pulse),
    }
    return visit.page("patrol.html", facts)


@routes.get("/patrols/{patrol_id}/messages")
async def messages(visit: Visiting, patrol_id: int, page: PageNumber = 1) -> Response:
    glance, told = await visit.services.patrol_sheets.messages(visit.visitor, patrol_id, visit.now())
    await visit.record_reading("messages.seen", f"patrol:{patrol_id}")
    return visit.page("patrol_messages.html", {"glance": glance, "told": page_of(told, page - 1, MESSAGES_A_PAGE)})


@routes.get("/patrols/{patrol_id}/live")
async def live_patrol(visit: Visiting, patrol_id: int) -> Response:
    return await changes(visit, lambda: visit.services.patrol_sheets.pulse(visit.visitor, patrol_id, visit.now()))


@routes.post("/patrols/{patrol_id}/marks")
async def mark(
    *,
    visit: Visiting,
    patrol_id: int,
    organisation_id: Annotated[int, Form()],
    came: Annotated[int | None, Form()] = None,
    missed: Annotated[int | None, Form()] = None,
    chosen: Annotated[int | None, Form()] = None,
) -> Response:
    person_id = came if came is not None else missed
    if person_id is None:
        raise NotAllowed("mark")
    place = Place(patrol_id, organisation_id)
    said = await visit.services.patrol_sheets.mark(
        visit.visitor, place, person_id, visit.now(), is_present=came is not None
    )
    return RedirectResponse(_back(patrol_id, said, chosen), status_code=303)


@routes.post("/patrols/{patrol_id}/excuses")
async def excuse(
    visit: Visiting,
    patrol_id: int,
    person_id: Annotated[int, Form()],
    reason: Annotated[str, Form()] = "",
    chosen: Annotated[int | None, Form()] = None,
) -> Response:
    why = ExcuseReason[reason] if reason in ExcuseReason.__members__ else None
    said = await visit.services.patrol_sheets.excuse(visit.visitor, patrol_id, person_id, why, visit.now())
    return RedirectResponse(_back(patrol_id, said, chosen), status_code=303)


@routes.get("/patrols/{patrol_id}/code")
async def code(visit: Visiting, patrol_id: int) -> Response:
    sheet = await visit.services.patrol_sheets.code(visit.visitor, patrol_id, visit.now())
    # Scanning opens the chat with the words already written; sending them is the member's own deed.
    link = f"https://t.me/{visit.desk.reader.bot_name}?text=/checkin%20{sheet.code}"
    facts = {"sheet": sheet, "picture": drawn(link) if sheet.code else ""}
    return visit.page("code.html", facts)


@routes.get("/patrols/{patrol_id}/cancel")
async def ask(visit: Visiting, patrol_id: int) -> Response:
    facts = {
        "sheet": await visit.services.patrol_sheets.show(visit.visitor, patrol_id, visit.now()),
        "recipients": (await visit.services.patrol_sheets.ask_to_call_off(visit.visitor, patrol_id))["recipients"],
    }
    return visit.page("cancel.html", facts)


@routes.post("/patrols/{patrol_id}/cancel")
async def cancel(visit: Visiting, patrol_id: int, scope: Annotated[Scope, Form()]) -> Response:
    outcome = await visit.services.patrol_sheets.call_off(visit.visitor, patrol_id, scope, visit.now())
    said = "cancelled" if isinstance(outcome, int) else outcome.partition(".")[2]
    return RedirectResponse(f"/console/patrols/{patrol_id}?said={said}", status_code=303)


def _back(patrol_id: int, said: str, chosen: int | None) -> str:
    """The patrol's page, with the organisation that was chosen on it."""
    where = {"organisation": chosen} if chosen else {}
    return f"/console/patrols/{patrol_id}?{urlencode({**where, 'said': said})}"


def drawn(link: str) -> str:
    """A QR code as an SVG without a fixed size, to be put into a page."""
    picture = BytesIO()
    segno.make(link, error="m").save(
        picture, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=2, light="#fff", dark="#000"
    )
    return picture.getvalue().decode()
