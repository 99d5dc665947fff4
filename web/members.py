"""One member: hours, training, absences and what is decided about them; and changes of rosters to be reported."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from core.members import REASON_MAX, Action, RemovalReason
from core.standings import ExcuseReason
from services.visits import Visitor
from web.desk import Desk
from web.guards import visiting


def add_routes(router: APIRouter, desk: Desk) -> None:
    known = Depends(visiting(desk))
    sheets = desk.services.member_sheets

    @router.get("/members/{membership_id}")
    async def member(request: Request, visitor: Annotated[Visitor, known], membership_id: int) -> Response:
        sheet = await sheets.show(visitor, membership_id, desk.now())
        await sheets.record_reading(visitor, "member.seen", f"membership:{membership_id}", desk.now())
        facts = {
            "sheet": sheet,
            "reasons": [each.name for each in RemovalReason],
            "excuses": [each.name for each in ExcuseReason],
            "most": REASON_MAX,
        }
        return desk.page(request, "member.html", facts, visitor=visitor)

    @router.post("/members/{membership_id}/act")
    async def act(
        visitor: Annotated[Visitor, known], membership_id: int, action: Annotated[Action, Form()]
    ) -> Response:
        return _back(membership_id, await sheets.act(visitor, membership_id, action, desk.now()))

    @router.post("/members/{membership_id}/remove")
    async def remove(
        visitor: Annotated[Visitor, known],
        membership_id: int,
        reason: Annotated[str, Form()] = "",
        words: Annotated[str, Form()] = "",
    ) -> Response:
        return _back(membership_id, await sheets.remove(visitor, membership_id, reason, words, desk.now()))

    @router.post("/members/{membership_id}/trainings")
    async def train(
        visitor: Annotated[Visitor, known],
        membership_id: int,
        day: Annotated[str, Form()] = "",
        hours: Annotated[str, Form()] = "",
    ) -> Response:
        return _back(membership_id, await sheets.add_training(visitor, membership_id, day, hours, desk.now()))

    @router.post("/members/{membership_id}/trainings/{training_id}/drop")
    async def untrain(visitor: Annotated[Visitor, known], membership_id: int, training_id: int) -> Response:
        return _back(membership_id, await sheets.drop_training(visitor, membership_id, training_id, desk.now()))

    @router.post("/members/{membership_id}/excuses")
    async def excuse(
        visitor: Annotated[Visitor, known],
        membership_id: int,
        patrol_id: Annotated[int, Form()],
        reason: Annotated[str, Form()] = "",
    ) -> Response:
        chosen = ExcuseReason[reason] if reason in ExcuseReason.__members__ else None
        return _back(membership_id, await sheets.excuse(visitor, membership_id, patrol_id, chosen, desk.now()))

    @router.get("/changes")
    async def changes(request: Request, visitor: Annotated[Visitor, known]) -> Response:
        facts = {"changes": await sheets.roster_changes(visitor, desk.now())}
        await sheets.record_reading(visitor, "roster_changes.seen", f"city:{visitor.city_id}", desk.now())
        return desk.page(request, "changes.html", facts, visitor=visitor)

    @router.post("/changes")
    async def report(
        visitor: Annotated[Visitor, known], change: Annotated[list[int] | None, Form()] = None
    ) -> Response:
        said = await sheets.report(visitor, change or [], desk.now())
        return RedirectResponse(f"/console/changes?said=member_{said}", status_code=303)


def _back(membership_id: int, said: str) -> Response:
    return RedirectResponse(f"/console/members/{membership_id}?said=member_{said}", status_code=303)
