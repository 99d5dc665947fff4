"""A draft at the desk: its preview, and whether it is saved, published or discarded."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from services.public_holidays import holiday_name
from texts.patrol_lines import noon, organisations_of, repetition
from texts.words import Words
from web.guards import Guarded
from web.visits import Visiting

routes = APIRouter(route_class=Guarded)


@routes.get("/plan/drafts/{draft_id}")
async def draft(visit: Visiting, draft_id: int) -> Response:
    sheet = await visit.services.patrol_entries.show(visit.visitor, draft_id, visit.now())
    facts = {"sheet": sheet, **_told(visit.words, sheet.facts, visit.visitor.locale)}
    return visit.page("plan_draft.html", facts)


@routes.post("/plan/drafts/{draft_id}/save")
async def save(visit: Visiting, draft_id: int) -> Response:
    said = await visit.services.patrol_entries.save(visit.visitor, draft_id, visit.now())
    return RedirectResponse(f"/console/plan?said={said}", status_code=303)


@routes.post("/plan/drafts/{draft_id}/publish")
async def publish(visit: Visiting, draft_id: int) -> Response:
    said = await visit.services.patrol_entries.publish(visit.visitor, draft_id, visit.now())
    place = "plan/drafts" if said == "begun_before_publishing" else "patrols"
    return RedirectResponse(f"/console/{place}/{draft_id}?said={said}", status_code=303)


@routes.post("/plan/drafts/{draft_id}/discard")
async def discard(visit: Visiting, draft_id: int) -> Response:
    said = await visit.services.patrol_entries.discard(visit.visitor, draft_id)
    return RedirectResponse(f"/console/plan?said={said}", status_code=303)


def _told(words: Words, facts: Mapping[str, Any], locale: str) -> dict[str, Any]:
    """What is planned as people write it; a date that is a holiday says so."""
    repeat = facts.get("repeat")
    return {
        "organisations": organisations_of(words, facts["organisations"]),
        "repetition": repetition(words, repeat) if repeat else "",
        "dates": [(noon(words, day), holiday_name(date.fromisoformat(day), locale)) for day in facts.get("dates", ())],
    }
