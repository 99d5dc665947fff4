"""A new patrol at the desk: the form, the preview of its draft, and what becomes of it."""

from dataclasses import replace
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from core.patrol_entries import PatrolEntry
from core.roles import NotAllowed
from core.times import local_day
from services.public_holidays import holiday_name
from services.visits import Visitor
from texts.patrol_drafts import problem_words
from texts.patrol_lines import noon, organisations_of, repetition
from web.desk import Desk
from web.guards import visiting
from web.patrol_boxes import NTHS, WEEKDAYS, by_box, entry_from, number, posted


def add_routes(router: APIRouter, desk: Desk) -> None:  # noqa: C901 (one branch a page, read side by side)
    known = Depends(visiting(desk))
    entries = desk.services.patrol_entries

    async def form(
        request: Request, visitor: Visitor, entry: PatrolEntry, *, status: int = 200, **facts: Any
    ) -> Response:
        words = desk.words(visitor)
        problems = {key: problem_words(words, each) for key, each in facts.pop("problems", {}).items()}
        page = {
            "entry": entry,
            "choices": await entries.choices(visitor),
            "problems": problems,
            "today": local_day(desk.now(), desk.reader.zone),
            "holiday": _holiday(entry.day, visitor.locale),
            "weekdays": WEEKDAYS,
            "nths": NTHS,
            "draft_id": None,
            "place_of": None,
            **facts,
        }
        return desk.page(request, "plan_new.html", page, visitor=visitor, status=status)

    @router.get("/plan/new")
    async def new(
        request: Request,
        visitor: Annotated[Visitor, known],
        day: date | None = None,
        like: int | None = None,
        draft: int | None = None,
    ) -> Response:
        source = draft or like
        if source is not None:
            entry = await entries.entry_of(visitor, source)
            if draft is None:
                entry = replace(entry, day=day.isoformat() if day else "")
            return await form(request, visitor, entry, draft_id=draft)
        begins, ends = (await entries.choices(visitor)).clocks
        entry = PatrolEntry(day=day.isoformat() if day else "", begins=begins, ends=ends)
        return await form(request, visitor, entry)

    @router.post("/plan/new")
    async def submit(
        request: Request,
        visitor: Annotated[Visitor, known],
        city_id: Annotated[int, Form()],
    ) -> Response:
        if city_id != visitor.city_id:
            # The form was opened for the city they worked in before: nobody means to plan it for another one.
            raise NotAllowed(f"city:{city_id}")
        fields = await posted(request)
        entry, draft_id, place_of = entry_from(fields), number(fields, "draft_id"), number(fields, "place_of")
        outcome = await entries.submit(visitor, entry, desk.now(), place_of=place_of, replaces=draft_id)
        if isinstance(outcome, int):
            return RedirectResponse(f"/console/plan/drafts/{outcome}", status_code=303)
        return await form(
            request, visitor, entry, status=422, problems=by_box(outcome), draft_id=draft_id, place_of=place_of
        )

    @router.get("/plan/drafts/{draft_id}")
    async def draft(request: Request, visitor: Annotated[Visitor, known], draft_id: int) -> Response:
        sheet = await entries.show(visitor, draft_id, desk.now())
        words = desk.words(visitor)
        repeat = sheet.facts.get("repeat")
        facts = {
            "sheet": sheet,
            "organisations": organisations_of(words, sheet.facts["organisations"]),
            "repetition": repetition(words, repeat) if repeat else "",
            "dates": [
                (noon(words, day), holiday_name(date.fromisoformat(day), visitor.locale))
                for day in sheet.facts.get("dates", ())
            ],
        }
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


def _holiday(day: str, locale: str) -> str:
    """The holiday on the day of the form, which is typed freely where a browser has no calendar of its own."""
    try:
        return holiday_name(date.fromisoformat(day), locale)
    except ValueError:
        return ""
