"""Plan: the calendar of the city by month and week, and how the work is spread over its people."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Response

from core.calendar_sheets import MONDAY, SUNDAY, CalendarSheet, Spread, sheet_of
from core.times import local_day
from services.plans import Plan
from texts.patrol_lines import noon
from web.guards import Guarded
from web.streams import address, changes
from web.visits import Visit, Visiting

WEEK_COOKIE = "week"
WEEK_KEPT_S = 365 * 24 * 3600
BEGINNINGS = {"mon": MONDAY, "sun": SUNDAY}
PERIOD = timedelta(days=90)
LONGEST = timedelta(days=3 * 366)
FURTHEST = timedelta(days=10 * 366)


routes = APIRouter(route_class=Guarded)


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address says of the sheet to be shown; without a day it is the one of today, whenever looked at."""

    visit: Visit
    view: Spread
    day: date | None
    first: str

    @property
    def begins(self) -> str:
        """Korean calendars hang on the wall with Sunday first; who wants Monday first is asked once."""
        kept = self.visit.request.cookies.get(WEEK_COOKIE, "")
        return next((each for each in (self.first, kept) if each in BEGINNINGS), "sun")

    @property
    def sheet(self) -> CalendarSheet:
        today = local_day(self.visit.now(), self.visit.desk.reader.zone)
        return sheet_of(_near(self.day or today, today), self.view, begins_on=BEGINNINGS[self.begins])

    async def look(self) -> Plan:
        return await self.visit.services.plans.show(self.visit.visitor, self.sheet, self.visit.now())

    def stream(self, shown: Plan) -> str:
        day = {"day": self.day} if self.day else {}
        return address("/console/plan/live", shown, view=self.view.name, first=self.begins, **day)


def _asked(visit: Visiting, view: Spread = Spread.month, day: date | None = None, first: str = "") -> Asked:
    return Asked(visit, view, day, first)


Asking = Annotated[Asked, Depends(_asked)]


@routes.get("/plan")
async def plan(visit: Visiting, asked: Asking) -> Response:
    words = visit.words
    shown = await asked.look()
    facts = {
        "plan": shown,
        "begins": asked.begins,
        "stream": asked.stream(shown),
        "today": local_day(visit.now(), visit.desk.reader.zone),
        "noon": lambda each: noon(words, each),
    }
    response = visit.page("plan.html", facts)
    if asked.first in BEGINNINGS:
        is_secure = visit.desk.is_secure
        response.set_cookie(
            WEEK_COOKIE, asked.first, max_age=WEEK_KEPT_S, path="/", secure=is_secure, httponly=True, samesite="lax"
        )
    return response


@routes.get("/plan/live")
async def live(visit: Visiting, asked: Asking) -> Response:
    return await changes(visit, asked.look)


@routes.get("/plan/load")
async def load(
    visit: Visiting,
    since: date | None = None,
    until: date | None = None,
    organisation: str = "",
    page: int = 1,
) -> Response:
    at = visit.now()
    today = local_day(at, visit.desk.reader.zone)
    last = _near(until or today, today)
    begins = min(max(since or last - PERIOD, last - LONGEST), last)
    organisation_id = int(organisation) if organisation.isdecimal() else None
    sheet = await visit.services.load_sheets.show(
        visit.visitor, begins, last, organisation_id=organisation_id, page=page
    )
    await visit.services.load_sheets.record_looking(visit.visitor, at)
    facts = {
        "sheet": sheet,
        "organisation": sheet.organisation_id,
        "today": today,
        "periods": [(days, today - timedelta(days=days)) for days in (30, 90, 180, 365)],
    }
    return visit.page("load.html", facts)


def _near(day: date, today: date) -> date:
    """A day from an address, brought back to where calendars are of use."""
    return min(max(day, today - FURTHEST), today + FURTHEST)
