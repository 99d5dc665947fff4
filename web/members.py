"""One member: hours, training, absences and what is decided about them; and changes of rosters to be reported."""

from typing import Annotated

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse

from core.members import REASON_MAX, Action, RemovalReason
from core.standings import ExcuseReason
from core.times import local_day
from web.guards import Guarded
from web.visits import Visiting

routes = APIRouter(route_class=Guarded)


@routes.get("/members/{membership_id}")
async def member(visit: Visiting, membership_id: int) -> Response:
    sheet = await visit.services.member_sheets.show(visit.visitor, membership_id, visit.now())
    await visit.record_reading("member.seen", f"membership:{membership_id}")
    today = local_day(visit.now(), visit.desk.reader.zone)
    facts = {
        "sheet": sheet,
        "today": today,
        "year_begins": today.replace(month=1, day=1),
        "reasons": [each.name for each in RemovalReason],
        "excuses": [each.name for each in ExcuseReason],
        "most": REASON_MAX,
    }
    return visit.page("member.html", facts)


@routes.post("/members/{membership_id}/act")
async def act(visit: Visiting, membership_id: int, action: Annotated[Action, Form()]) -> Response:
    said = await visit.services.member_sheets.act(visit.visitor, membership_id, action, visit.now())
    return _back(membership_id, said)


@routes.post("/members/{membership_id}/remove")
async def remove(
    visit: Visiting,
    membership_id: int,
    reason: Annotated[str, Form()] = "",
    words: Annotated[str, Form()] = "",
) -> Response:
    said = await visit.services.member_sheets.remove(visit.visitor, membership_id, reason, words, visit.now())
    return _back(membership_id, said)


@routes.post("/members/{membership_id}/trainings")
async def train(
    visit: Visiting,
    membership_id: int,
    day: Annotated[str, Form()] = "",
    hours: Annotated[str, Form()] = "",
) -> Response:
    said = await visit.services.member_sheets.add_training(visit.visitor, membership_id, day, hours, visit.now())
    return _back(membership_id, said)


@routes.post("/members/{membership_id}/trainings/{training_id}/drop")
async def untrain(visit: Visiting, membership_id: int, training_id: int) -> Response:
    said = await visit.services.member_sheets.drop_training(visit.visitor, membership_id, training_id, visit.now())
    return _back(membership_id, said)


@routes.post("/members/{membership_id}/excuses")
async def excuse(
    visit: Visiting,
    membership_id: int,
    patrol_id: Annotated[int, Form()],
    reason: Annotated[str, Form()] = "",
) -> Response:
    chosen = ExcuseReason[reason] if reason in ExcuseReason.__members__ else None
    said = await visit.services.member_sheets.excuse(visit.visitor, membership_id, patrol_id, chosen, visit.now())
    return _back(membership_id, said)


@routes.get("/changes")
async def changes(visit: Visiting) -> Response:
    facts = {"changes": await visit.services.member_sheets.roster_changes(visit.visitor, visit.now())}
    await visit.record_reading("roster_changes.seen", f"city:{visit.visitor.city_id}")
    return visit.page("changes.html", facts)


@routes.post("/changes")
async def report(visit: Visiting, change: Annotated[list[int] | None, Form()] = None) -> Response:
    said = await visit.services.member_sheets.report(visit.visitor, change or [], visit.now())
    return RedirectResponse(f"/console/changes?said=member_{said}", status_code=303)


def _back(membership_id: int, said: str) -> Response:
    return RedirectResponse(f"/console/members/{membership_id}?said=member_{said}", status_code=303)
