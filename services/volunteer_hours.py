"""Volunteer hours on paper: one's own as a certificate, and a city's month as the list for the volunteer portal."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from core.incoming import Incoming
from core.roles import NotAllowed, Role
from core.volunteer_hours import (
    Days,
    Period,
    ServiceLine,
    month_days,
    months_to_remind_of,
    period_days,
    service_lines,
    total,
)
from db.repos.outbox import Message
from db.tables.outbox import Priority
from db.uow import Transaction
from services.base import Service, Toast
from services.patrol_logs import GOOD_FOR
from services.reports import days_of

_MINUTE_S = 60


class VolunteerHours(Service):
    async def offer(self, incoming: Incoming) -> None:
        """Asks for which time somebody wants a certificate."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            if not actor.is_active:
                raise NotAllowed(Role.member)
            await self.answer(tx, incoming, "volunteer_hours.periods", actor=actor)

    async def certify(self, incoming: Incoming, period: Period) -> Toast:
        """One's own hours in the city one works in now, line by line."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            city_id = actor.require(Role.member)
            days = period_days(period, incoming.at.astimezone(self.policy.zone).date())
            facts = await certificate_facts(tx, city_id, actor.person_id, days, at=incoming.at, zone=self.policy.zone)
            if facts is None:
                await self.answer(tx, incoming, "volunteer_hours.none", actor=actor)
                return Toast("volunteer_hours.none", actor.locale)
            message = Message(
                "volunteer_hours.certificate", facts, incoming.at, city_id=city_id, expires_at=incoming.at + GOOD_FOR
            )
            await tx.outbox.say(incoming.sender, message, locale=actor.locale, person_id=actor.person_id)
        return Toast("volunteer_hours.coming", actor.locale)

    async def send_list(self, incoming: Incoming, year: int, month: int) -> Toast:
        """Everybody's hours of a month, one line a patrol and day; whoever left is not in it."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            city_id = actor.require(Role.coordinator)
            facts = await list_facts(tx, city_id, year, month, at=incoming.at, zone=self.policy.zone)
            if facts is None:
                await self.answer(tx, incoming, "volunteer_hours.list_empty", actor=actor)
                return Toast("volunteer_hours.list_empty", actor.locale)
            tx.audits.record(
                "hours.read", f"city:{city_id}", incoming.at, city_id=city_id, actor_id=actor.person_id, month=month
            )
            message = Message(
                "volunteer_hours.list", facts, incoming.at, city_id=city_id, expires_at=incoming.at + GOOD_FOR
            )
            await tx.outbox.say(incoming.sender, message, locale=actor.locale, person_id=actor.person_id)
        return Toast("volunteer_hours.coming", actor.locale)

    async def remind_of_deadlines(self, at: datetime) -> None:
        """To a city's coordinators, once for each month: that its hours have to be entered, and the list to enter."""
        async with self.uow.read() as tx:
            cities = [(city.id, city.hours_deadline_months) for city in await tx.cities.all()]
        for city_id, deadline_months in cities:
            for year, month, deadline in months_to_remind_of(at, deadline_months, self.policy.zone):
                await self._remind(city_id, (year, month), deadline, at)

    async def _remind(self, city_id: int, month: tuple[int, int], deadline: date, at: datetime) -> None:
        key = f"hours_deadline:{city_id}:{month[0]}-{month[1]:02d}"
        async with self.uow.write() as tx:
            if await tx.audits.has_happened("hours.reminded", key):
                return
            rows = await _rows_of(tx, city_id, month_days(*month), self.policy.zone)
            tx.audits.record("hours.reminded", key, at, city_id=city_id, actor_id=None)
            if not rows:
                return
            facts = {"year": month[0], "month": month[1]}
            people = tx.notes.triagers(city_id, [])
            note = Message(
                "volunteer_hours.deadline",
                facts | {"deadline": deadline.isoformat(), "people": len({row["name"] for row in rows})},
                at,
                Priority.reminder,
                city_id=city_id,
                key=f"{key}:words",
            )
            await tx.outbox.tell(people, note)
            listed = Message(
                "volunteer_hours.list",
                facts | {"rows": rows, "at": at.isoformat()},
                at,
                Priority.reminder,
                city_id=city_id,
                key=f"{key}:list",
                expires_at=at + GOOD_FOR,
            )
            await tx.outbox.tell(people, listed)


async def certificate_facts(
    tx: Transaction, city_id: int, person_id: int, days: Days, *, at: datetime, zone: ZoneInfo
) -> dict[str, Any] | None:
    """One person's hours of a time, line by line; None where there are none, or nobody with us who served them."""
    duties = await tx.months.duties(city_id, *days.bounds(zone), person_id)
    lines = service_lines(duties.get(person_id, ()), days, zone)
    rows = await _rows(tx, city_id, {person_id: lines}, days, zone)
    if not rows:
        return None
    return {
        "city": (await tx.cities.get(city_id)).name,
        "name": rows[0]["name"],
        **_bounds(days),
        "rows": rows,
        "total_minutes": int(total(lines).total_seconds() // _MINUTE_S),
        "at": at.isoformat(),
    }


async def list_facts(
    tx: Transaction, city_id: int, year: int, month: int, *, at: datetime, zone: ZoneInfo
) -> dict[str, Any] | None:
    """Everybody's hours of a month for the volunteer portal; None where there are none.

    Raises:
        NotAllowed: there is no such month.
    """
    rows = await _rows_of(tx, city_id, days_of(year, month), zone)
    return {"year": year, "month": month, "rows": rows, "at": at.isoformat()} if rows else None


async def _rows_of(tx: Transaction, city_id: int, days: Days, zone: ZoneInfo) -> list[dict[str, Any]]:
    """Everybody's lines of a city within these days."""
    duties = await tx.months.duties(city_id, *days.bounds(zone))
    lines = {person_id: service_lines(theirs, days, zone) for person_id, theirs in duties.items()}
    return await _rows(tx, city_id, lines, days, zone)


async def _rows(
    tx: Transaction, city_id: int, lines: Mapping[int, Sequence[ServiceLine]], days: Days, zone: Any
) -> list[dict[str, Any]]:
    """The lines by name and time, each with its patrol and in whose name somebody was there."""
    names = await tx.months.names([person_id for person_id, theirs in lines.items() if theirs])
    patrols = {line.patrol_id for theirs in lines.values() for line in theirs}
    titles = await tx.months.titles(city_id, sorted(patrols))
    organisations = await tx.months.organisations_of(city_id, *days.bounds(zone))
    rows = [
        {
            "name": names[person_id],
            "organisation": organisations.get((person_id, line.patrol_id), ""),
            "day": line.day.isoformat(),
            "begins_at": line.begins_at.isoformat(),
            "ends_at": line.ends_at.isoformat(),
            "minutes": int(line.credited.total_seconds() // _MINUTE_S),
            "title": titles[line.patrol_id][0],
            "place": titles[line.patrol_id][1],
        }
        for person_id, theirs in lines.items()
        if person_id in names
        for line in theirs
    ]
    return sorted(rows, key=lambda row: (row["name"], row["begins_at"]))


def _bounds(days: Days) -> dict[str, str]:
    return {"first_day": days.first.isoformat(), "last_day": days.last.isoformat()}
