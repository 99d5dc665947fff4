"""Settings of the city: one form, taken as a whole or sent back with what is wrong beside each field."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from core.city_settings import BOUNDS, DEADLINES, SettingFaults
from services.setting_sheets import SettingSheet
from services.visits import Visitor
from web.desk import Desk
from web.guards import visiting


def add_routes(router: APIRouter, desk: Desk) -> None:
    known = Depends(visiting(desk))
    sheets = desk.services.setting_sheets

    @router.get("/settings")
    async def settings(request: Request, visitor: Annotated[Visitor, known]) -> Response:
        sheet = await sheets.show(visitor)
        return desk.page(request, "settings.html", _facts(sheet, _written(sheet), {}), visitor=visitor)

    @router.post("/settings")
    async def change(request: Request, visitor: Annotated[Visitor, known]) -> Response:
        form = await request.form()
        typed = {name: [str(value) for value in form.getlist(name)] for name in form}
        outcome = await sheets.change(visitor, typed, desk.now())
        if isinstance(outcome, SettingFaults):
            faults = {name: fault.name for name, fault in outcome.faults.items()}
            facts = _facts(await sheets.show(visitor), typed, faults)
            return desk.page(request, "settings.html", facts, visitor=visitor)
        return RedirectResponse("/console/settings?said=settings_changed", status_code=303)


def _facts(sheet: SettingSheet, typed: Mapping[str, Sequence[str]], faults: Mapping[str, str]) -> dict[str, Any]:
    return {"offered": sheet.offered, "typed": typed, "faults": faults, "bounds": BOUNDS, "deadlines": DEADLINES}


def _written(sheet: SettingSheet) -> dict[str, list[str]]:
    """The settings in force as the form would send them."""
    held = sheet.settings
    numbers = {name: [str(getattr(held, name))] for name in (*BOUNDS, "hours_deadline_months")}
    switches = {name: ["1"] for name in ("second_approver", "two_step_approval") if getattr(held, name)}
    times = {name: [f"{getattr(held, name):%H:%M}"] for name in ("quiet_from", "quiet_until")}
    return {**numbers, **switches, **times, "reminder_minutes": [str(minutes) for minutes in sheet.moments]}
