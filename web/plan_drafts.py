"""A draft at the desk: its preview, and whether it is saved, published or discarded."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from services.public_holidays import holiday_name
from services.visits import Visitor
from texts.patrol_lines import noon, organisations_of, repetition
from texts.words import Words
from web.desk import Desk
from web.guards import visiting


def add_routes(router: APIRouter, desk: Desk) -> None:
    known = Depends(visiting(desk))
    entries = desk.services.patrol_entries

    @router.get("/plan/drafts/{draft_id}")
    async def draft(request: Request, visitor: Annotated[Visitor, known], draft_id: int) -> Response:
        sheet = await entries.show(visitor, draft_id, desk.now())
        facts = {"sheet": sheet, **_told(desk.words(visitor), sheet.facts, visitor.locale)}
        return desk.page(request, "plan_draft.html", facts, visitor=visitor)

    @router.post("/plan/drafts/{draft_id}/save")
    async def save(visitor: Annotated[Visitor, known], draft_id: int) -> Response:
        said = await entries.save(visitor, draft_id, desk.now())
        return RedirectResponse(f"/console/plan?said={said}", status_code=303)

    @router.post("/plan/drafts/{draft_id}/publish")
    async def publish(visitor: Annotated[Visitor, known], draft_id: int) -> Response:
        said = await entries.publish(visitor, draft_id, desk.now())
        place = "plan/drafts" if said == "begun_before_publishing" else "patrols"
        return RedirectResponse(f"/console/{place}/{draft_id}?said={said}", status_code=303)

    @router.post("/plan/drafts/{draft_id}/discard")
    async def discard(visitor: Annotated[Visitor, known], draft_id: int) -> Response:
        said = await entries.discard(visitor, draft_id)
        return RedirectResponse(f"/console/plan?said={said}", status_code=303)


def _told(words: Words, facts: Mapping[str, Any], locale: str) -> dict[str, Any]:
    """What is planned as people write it; a date that is a holiday says so."""
    repeat = facts.get("repeat")
    return {
        "organisations": organisations_of(words, facts["organisations"]),
        "repetition": repetition(words, repeat) if repeat else "",
        "dates": [(noon(words, day), holiday_name(date.fromisoformat(day), locale)) for day in facts.get("dates", ())],
    }
