"""Volunteer hours on paper: one's own as a certificate, and a city's month as the list for the volunteer portal."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.incoming import Incoming
from core.roles import NotAllowed, Role
from core.volunteer_hours import Days, Period, ServiceLine, period_days, service_lines, total
from db.repos.outbox import Message
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
            since, until = days.bounds(self.policy.zone)
            duties = await tx.months.duties(city_id, since, until, actor.person_id)
            lines = service_lines(duties.get(actor.person_id, ()), days, self.policy.zone)
            if not lines:
                await self.answer(tx, incoming, "volunteer_hours.none", actor=actor)
                return Toast("volunteer_hours.none", actor.locale)
            rows = await _rows(tx, city_id, {actor.person_id: lines}, days, self.policy.zone)
            city = await tx.cities.get(city_id)
            facts = {
                "city": city.name,
                "name": actor.name,
                **_bounds(days),
                "rows": rows,
                "total_minutes": int(total(lines).total_seconds() // _MINUTE_S),
                "at": incoming.at.isoformat(),
            }
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
            days = days_of(year, month)
            since, until = days.bounds(self.policy.zone)
            duties = await tx.months.duties(city_id, since, until)
            lines = {person_id: service_lines(theirs, days, self.policy.zone) for person_id, theirs in duties.items()}
            rows = await _rows(tx, city_id, lines, days, self.policy.zone)
            if not rows:
                await self.answer(tx, incoming, "volunteer_hours.list_empty", actor=actor)
                return Toast("volunteer_hours.list_empty", actor.locale)
            tx.audits.record(
                "hours.read", f"city:{city_id}", incoming.at, city_id=city_id, actor_id=actor.person_id, month=month
            )
            facts = {"year": year, "month": month, "rows": rows, "at": incoming.at.isoformat()}
            message = Message(
                "volunteer_hours.list", facts, incoming.at, city_id=city_id, expires_at=incoming.at + GOOD_FOR
            )
            await tx.outbox.say(incoming.sender, message, locale=actor.locale, person_id=actor.person_id)
        return Toast("volunteer_hours.coming", actor.locale)


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
