"""A new patrol at the desk: the form, empty, for days of the calendar or like another patrol; and one once more."""

from dataclasses import replace
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse

from core.patrol_entries import PatrolEntry, RepeatEntry
from core.recurrence import Frequency
from core.roles import NotAllowed
from core.times import local_day
from services.public_holidays import holiday_name
from texts.patrol_drafts import problem_words
from web.guards import Guarded
from web.patrol_boxes import NTHS, WEEKDAYS, by_box, entry_from, number, posted
from web.visits import Visit, Visiting

routes = APIRouter(route_class=Guarded)

Typed = Annotated[str, Form(max_length=40)]
"""A day or an hour, which a browser without pickers lets people type."""


@routes.get("/plan/new")
async def new(
    visit: Visiting,
    day: date | None = None,
    until: date | None = None,
    like: int | None = None,
    draft: int | None = None,
) -> Response:
    source = draft or like
    if source is not None:
        entry = await visit.services.patrol_entries.entry_of(visit.visitor, source)
        if day is not None or draft is None:
            entry = replace(entry, day=day.isoformat() if day else "")
        return await _form(visit, entry, draft_id=draft)
    begins, ends = (await visit.services.patrol_entries.choices(visit.visitor)).clocks
    entry = PatrolEntry(day=day.isoformat() if day else "", begins=begins, ends=ends)
    if day is None or until is None or until <= day:
        return await _form(visit, entry)
    daily = RepeatEntry(Frequency.daily, until=until.isoformat())
    return await _form(visit, replace(entry, repeat=daily), days=(until - day).days + 1)


@routes.post("/plan/new")
async def submit(
    visit: Visiting,
    city_id: Annotated[int, Form()],
) -> Response:
    if city_id != visit.visitor.city_id:
        # The form was opened for the city they worked in before: nobody means to plan it for another one.
        raise NotAllowed(f"city:{city_id}")
    fields = await posted(visit.request)
    entry, draft_id, place_of = entry_from(fields), number(fields, "draft_id"), number(fields, "place_of")
    outcome = await visit.services.patrol_entries.submit(
        visit.visitor, entry, visit.now(), place_of=place_of, replaces=draft_id
    )
    if isinstance(outcome, int):
        return RedirectResponse(f"/console/plan/drafts/{outcome}", status_code=303)
    facts = {"problems": by_box(outcome), "draft_id": draft_id, "place_of": place_of}
    return await _form(visit, entry, status=422, **facts)


@routes.post("/patrols/{patrol_id}/again")
async def again(
    visit: Visiting,
    patrol_id: int,
    day: Typed = "",
    begins: Typed = "",
    ends: Typed = "",
) -> Response:
    """The same patrol once more, on this day alone: a draft like any other, or the form where something is wrong."""
    like = await visit.services.patrol_entries.entry_of(visit.visitor, patrol_id)
    entry = replace(like, day=day, begins=begins or like.begins, ends=ends or like.ends, repeat=RepeatEntry())
    outcome = await visit.services.patrol_entries.submit(
        visit.visitor, entry, visit.now(), place_of=None, replaces=None
    )
    if isinstance(outcome, int):
        return RedirectResponse(f"/console/plan/drafts/{outcome}", status_code=303)
    return await _form(visit, entry, status=422, problems=by_box(outcome))


async def _form(visit: Visit, entry: PatrolEntry, *, status: int = 200, **facts: Any) -> Response:
    """The form as it was filled in, with what is wrong beside each box."""
    page = {
        "entry": entry,
        "choices": await visit.services.patrol_entries.choices(visit.visitor),
        "problems": {key: problem_words(visit.words, each) for key, each in facts.pop("problems", {}).items()},
        "today": local_day(visit.now(), visit.desk.reader.zone),
        "holiday": _holiday(entry.day, visit.visitor.locale),
        "weekdays": WEEKDAYS,
        "nths": NTHS,
        "draft_id": None,
        "place_of": None,
        "days": 0,
        **facts,
    }
    return visit.page("plan_new.html", page, status=status)


def _holiday(day: str, locale: str) -> str:
    """The holiday on the day of the form, which is typed freely where a browser has no calendar of its own."""
    try:
        return holiday_name(date.fromisoformat(day), locale)
    except ValueError:
        return ""
