"""Settings of the city: one form, taken as a whole or sent back with what is wrong beside each field."""

from collections.abc import Mapping
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import TypeAdapter, ValidationError

from core.city_settings import BOUNDS, DEADLINES, ChangedMeanwhile, Form, SettingFaults
from services.setting_sheets import SettingSheet
from services.visits import Visitor
from web.desk import Desk
from web.guards import visiting

_OPENED = "opened"
"""The field that holds the form as it was when the page was opened."""
_FORM = TypeAdapter(dict[str, list[str]])


def add_routes(router: APIRouter, desk: Desk) -> None:
    known = Depends(visiting(desk))
    sheets = desk.services.setting_sheets

    @router.get("/settings")
    async def settings(request: Request, visitor: Annotated[Visitor, known]) -> Response:
        sheet = await sheets.show(visitor)
        return desk.page(request, "settings.html", _facts(sheet, sheet.in_force, sheet.in_force), visitor=visitor)

    @router.post("/settings")
    async def change(request: Request, visitor: Annotated[Visitor, known]) -> Response:
        form = await request.form()
        typed = {name: [str(value) for value in form.getlist(name)] for name in form}
        opened = _opened(typed)
        outcome = await sheets.change(visitor, opened, typed, desk.now())
        if isinstance(outcome, SettingFaults):
            faults = {name: fault.name for name, fault in outcome.faults.items()}
            facts = _facts(await sheets.show(visitor), opened, typed, faults)
        elif isinstance(outcome, ChangedMeanwhile):
            facts = _facts(await sheets.show(visitor), outcome.in_force, outcome.kept, meanwhile=outcome)
        else:
            return RedirectResponse("/console/settings?said=settings_changed", status_code=303)
        return desk.page(request, "settings.html", facts, visitor=visitor)


def _facts(
    sheet: SettingSheet,
    opened: Form,
    typed: Form,
    faults: Mapping[str, str] | None = None,
    meanwhile: ChangedMeanwhile | None = None,
) -> dict[str, Any]:
    return {
        "offered": sheet.offered,
        "opened": orjson.dumps(opened).decode(),
        "typed": typed,
        "faults": faults or {},
        "meanwhile": meanwhile,
        "bounds": BOUNDS,
        "deadlines": DEADLINES,
    }


def _opened(typed: Form) -> Form:
    """The form as it was opened; where it does not say so, nothing it holds was there before."""
    try:
        return _FORM.validate_json(typed.get(_OPENED, [""])[0])
    except ValidationError:
        return {}
