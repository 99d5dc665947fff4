"""/report: which patrols are over and whose log is signed, and a month in numbers, a picture and a workbook."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from core.areas import coarse
from core.incoming import Incoming
from core.months import Month, month_of, notes_of
from core.roles import NotAllowed, Role
from core.volunteer_hours import Days, month_days, months_until, service_lines
from db.repos.outbox import Message
from db.uow import Transaction
from services.base import Toast
from services.pages import LINES, nearest
from services.patrol_logs import GOOD_FOR
from services.visits import Visitor, VisitService

MONTHS_OFFERED = 3
KNOWN_FROM = timedelta(days=180)
"""A zone that a patrol went through in this time before the month, and none within it, was missed."""
_EARLIEST, _LATEST, _LAST_MONTH = 2000, 2200, 12


class Reports(VisitService):
    async def choose(self, incoming: Incoming, page: int = 0, *, edits: bool = False) -> None:
        """The patrols that are over, latest first, and the last months."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            city_id = actor.require(Role.coordinator)
            total = await tx.patrol_logs.count_ended(city_id, incoming.at)
            page, last_page = nearest(page, total, LINES)
            today = incoming.at.astimezone(self.policy.zone).date()
            patrols = await tx.patrol_logs.ended(city_id, incoming.at, LINES, page * LINES)
            facts = {
                "patrols": [
                    {
                        "patrol_id": patrol.id,
                        "title": patrol.title,
                        "starts_at": patrol.starts_at.isoformat(),
                        "is_sealed": is_sealed,
                    }
                    for patrol, is_sealed in patrols
                ],
                "months": [list(each) for each in months_until(today, MONTHS_OFFERED)],
                "page": page,
                "last_page": last_page,
            }
            await self.answer(tx, incoming, "reports.choose", actor=actor, edits=edits, **facts)

    async def send_month(self, incoming: Incoming, year: int, month: int) -> Toast:
        """A month's numbers in words, as a picture and as a workbook."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            city_id = actor.require(Role.coordinator)
            facts = await month_facts(tx, city_id, days_of(year, month), incoming.at, self.policy.zone)
            await self.answer(tx, incoming, "reports.month", actor=actor, **facts)
            for kind in ("reports.chart", "reports.workbook"):
                message = Message(kind, facts, incoming.at, city_id=city_id, expires_at=incoming.at + GOOD_FOR)
                await tx.outbox.say(incoming.sender, message, locale=actor.locale, person_id=actor.person_id)
        return Toast("reports.month_coming", actor.locale)

    async def month_at_desk(self, visitor: Visitor, year: int, month: int, at: datetime) -> dict[str, Any]:
        """A month's numbers as the chat tells them."""
        async with self.uow.read() as tx:
            await self.coordinator(tx, visitor)
            return await month_facts(tx, visitor.city_id, days_of(year, month), at, self.policy.zone)


def days_of(year: int, month: int) -> Days:
    """The month a button names.

    Raises:
        NotAllowed: there is no such month.
    """
    if not (_EARLIEST <= year <= _LATEST and 1 <= month <= _LAST_MONTH):
        raise NotAllowed("month")
    return month_days(year, month)


async def month_facts(tx: Transaction, city_id: int, days: Days, at: datetime, zone: ZoneInfo) -> dict[str, Any]:
    """All numbers of a city's month."""
    since, until = days.bounds(zone)
    city = await tx.cities.get(city_id)
    patrols, duties = await tx.months.presences(city_id, since, until, zone)
    spots = await tx.months.spots(city_id, since, until)
    month = month_of(
        patrols,
        {person_id: service_lines(theirs, days, zone) for person_id, theirs in duties.items()},
        notes_of(spots),
        await tx.months.zones(city_id, since - KNOWN_FROM, since),
    )
    names = await tx.organisations.names(city_id)
    areas = coarse(spots)
    return {
        "city": city.name,
        "year": days.first.year,
        "month": days.first.month,
        "is_running": until > at,
        "at": at.isoformat(),
        **_numbers(month, names),
        "squares": [[each.size_m, each.south, each.west, each.north, each.east, each.notes] for each in areas.squares],
        "elsewhere": areas.elsewhere,
    }


def _numbers(month: Month, names: dict[int, str]) -> dict[str, Any]:
    notes = month.notes
    triage = notes.time_to_triage
    return {
        "patrols": month.patrols,
        "people": month.people,
        "presences": month.presences,
        "served_minutes": _minutes(month.served),
        "days": [[day.isoformat(), count] for day, count in month.days.items()],
        "organisations": [
            [names.get(each.organisation_id or 0, ""), each.people, each.presences, _minutes(each.served)]
            for each in month.organisations
        ],
        "zones": [[zone, count] for zone, count in month.zones.items()],
        "missed_zones": list(month.missed_zones),
        "notes": notes.written,
        "open": notes.open,
        "handed": notes.handed_to_112,
        "categories": [[each.name if each else None, count] for each, count in notes.categories.items()],
        "triage_minutes": _minutes(triage) if triage is not None else None,
        "reported": notes.facilities_reported,
        "fixed": notes.facilities_fixed,
    }


def _minutes(span: timedelta) -> int:
    return span // timedelta(minutes=1)
