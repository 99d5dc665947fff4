"""Settings of the city: one form, taken as a whole or sent back with what is wrong beside each field."""

from collections.abc import Mapping
from typing import Any

import orjson
from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse
from pydantic import TypeAdapter, ValidationError

from core.city_settings import BOUNDS, DEADLINES, ChangedMeanwhile, Form, SettingFaults
from services.setting_sheets import SettingSheet
from web.guards import Guarded
from web.visits import Visiting

_OPENED = "opened"
"""The field that holds the form as it was when the page was opened."""
_FORM = TypeAdapter(dict[str, list[str]])


routes = APIRouter(route_class=Guarded)


@routes.get("/settings")
async def settings(visit: Visiting) -> Response:
    sheet = await visit.services.setting_sheets.show(visit.visitor)
    return visit.page("settings.html", _facts(sheet, sheet.in_force, sheet.in_force))


@routes.post("/settings")
async def change(visit: Visiting) -> Response:
    form = await visit.request.form()
    typed = {name: [str(value) for value in form.getlist(name)] for name in form}
    opened = _opened(typed)
    outcome = await visit.services.setting_sheets.change(visit.visitor, opened, typed, visit.now())
    if isinstance(outcome, SettingFaults):
        faults = {name: fault.name for name, fault in outcome.faults.items()}
        facts = _facts(await visit.services.setting_sheets.show(visit.visitor), opened, typed, faults)
    elif isinstance(outcome, ChangedMeanwhile):
        facts = _facts(
            await visit.services.setting_sheets.show(visit.visitor), outcome.in_force, outcome.kept, meanwhile=outcome
        )
    else:
        return RedirectResponse("/console/settings?said=settings_changed", status_code=303)
    return visit.page("settings.html", facts)


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
