"""Plan: the calendar of the city by month and week, and how the work is spread over its people."""

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from core.calendar_sheets import MONDAY, SUNDAY, CalendarSheet, Spread, sheet_of
from core.times import local_day
from services.visits import Visitor
from texts.patrol_lines import noon
from web.desk import Desk
from web.guards import visiting
from web.streams import changes

WEEK_COOKIE = "week"
WEEK_KEPT_S = 365 * 24 * 3600
BEGINNINGS = {"mon": MONDAY, "sun": SUNDAY}
PERIOD = timedelta(days=90)
LONGEST = timedelta(days=3 * 366)
FURTHEST = timedelta(days=10 * 366)


def add_routes(router: APIRouter, desk: Desk) -> None:
    known = Depends(visiting(desk))

    @router.get("/plan")
    async def plan(
        request: Request,
        visitor: Annotated[Visitor, known],
        view: Spread = Spread.month,
        day: date | None = None,
        first: str = "",
    ) -> Response:
        begins = _beginning(first, request)
        sheet = _sheet(desk, view, day, begins)
        words = desk.words(visitor)
        facts = {
            "plan": await desk.services.plans.show(visitor, sheet, desk.now()),
            "begins": begins,
            "stream": f"/console/plan/live?view={view.name}&first={begins}{f'&day={day}' if day else ''}",
            "today": local_day(desk.now(), desk.reader.zone),
            "noon": lambda each: noon(words, each),
        }
        response = desk.page(request, "plan.html", facts, visitor=visitor)
        if first in BEGINNINGS:
            response.set_cookie(
                WEEK_COOKIE, first, max_age=WEEK_KEPT_S, path="/", secure=desk.is_secure, httponly=True, samesite="lax"
            )
        return response

    @router.get("/plan/live")
    async def live(
        request: Request,
        visitor: Annotated[Visitor, known],
        view: Spread = Spread.month,
        day: date | None = None,
        first: str = "",
    ) -> Response:
        begins = _beginning(first, request)
        return changes(
            desk, request, lambda: desk.services.plans.show(visitor, _sheet(desk, view, day, begins), desk.now())
        )

    @router.get("/plan/load")
    async def load(  # noqa: PLR0917 (the framework names them)
        request: Request,
        visitor: Annotated[Visitor, known],
        since: date | None = None,
        until: date | None = None,
        organisation: str = "",
        page: int = 1,
    ) -> Response:
        at = desk.now()
        today = local_day(at, desk.reader.zone)
        last = _near(until or today, today)
        begins = min(max(since or last - PERIOD, last - LONGEST), last)
        organisation_id = int(organisation) if organisation.isdecimal() else None
        sheet = await desk.services.load_sheets.show(visitor, begins, last, organisation_id=organisation_id, page=page)
        await desk.services.load_sheets.record_looking(visitor, at)
        facts = {
            "sheet": sheet,
            "organisation": sheet.organisation_id,
            "today": today,
            "periods": [(days, today - timedelta(days=days)) for days in (30, 90, 180, 365)],
        }
        return desk.page(request, "load.html", facts, visitor=visitor)


def _beginning(asked: str, request: Request) -> str:
    """Korean calendars hang on the wall with Sunday first; who wants Monday first is asked once."""
    kept = request.cookies.get(WEEK_COOKIE, "")
    return next((each for each in (asked, kept) if each in BEGINNINGS), "sun")


def _sheet(desk: Desk, view: Spread, day: date | None, begins: str) -> CalendarSheet:
    """The sheet this day is on; without one that of today, whenever it is looked at."""
    today = local_day(desk.now(), desk.reader.zone)
    return sheet_of(_near(day or today, today), view, begins_on=BEGINNINGS[begins])


def _near(day: date, today: date) -> date:
    """A day from an address, brought back to where calendars are of use."""
    return min(max(day, today - FURTHEST), today + FURTHEST)
