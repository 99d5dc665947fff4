"""A new patrol at the desk: the form, empty or like another one, and what is wrong with it."""

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
from web.desk import Desk
from web.guards import visiting
from web.patrol_boxes import NTHS, WEEKDAYS, by_box, entry_from, number, posted


def add_routes(router: APIRouter, desk: Desk) -> None:
    known = Depends(visiting(desk))
    entries = desk.services.patrol_entries

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
            return await _form(desk, request, visitor, entry, draft_id=draft)
        begins, ends = (await entries.choices(visitor)).clocks
        entry = PatrolEntry(day=day.isoformat() if day else "", begins=begins, ends=ends)
        return await _form(desk, request, visitor, entry)

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
        facts = {"problems": by_box(outcome), "draft_id": draft_id, "place_of": place_of}
        return await _form(desk, request, visitor, entry, status=422, **facts)


async def _form(
    desk: Desk, request: Request, visitor: Visitor, entry: PatrolEntry, *, status: int = 200, **facts: Any
) -> Response:
    """The form as it was filled in, with what is wrong beside each box."""
    words = desk.words(visitor)
    page = {
        "entry": entry,
        "choices": await desk.services.patrol_entries.choices(visitor),
        "problems": {key: problem_words(words, each) for key, each in facts.pop("problems", {}).items()},
        "today": local_day(desk.now(), desk.reader.zone),
        "holiday": _holiday(entry.day, visitor.locale),
        "weekdays": WEEKDAYS,
        "nths": NTHS,
        "draft_id": None,
        "place_of": None,
        **facts,
    }
    return desk.page(request, "plan_new.html", page, visitor=visitor, status=status)


def _holiday(day: str, locale: str) -> str:
    """The holiday on the day of the form, which is typed freely where a browser has no calendar of its own."""
    try:
        return holiday_name(date.fromisoformat(day), locale)
    except ValueError:
        return ""
