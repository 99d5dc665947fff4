"""A city's data as other programs read them: pages of plain facts, each reading of personal data on record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Generic, TypeVar

from core.api_tokens import ApiScope, cursor_after
from core.areas import Areas, coarse
from core.incidents import IncidentState
from core.roles import MembershipState, NotAllowed, OrganisationKind
from core.volunteer_hours import month_days, service_lines
from db.tables import Note, Patrol
from services.api_tokens import Client
from services.base import Service
from services.reports import month_facts

T = TypeVar("T")
_A_DAY = timedelta(days=1)
_EARLIEST, _LATEST = date(2000, 1, 1), date(2200, 1, 1)


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """`next` is where the following page begins, None on the last one."""

    items: Sequence[T]
    next: str | None


class ApiReadings(Service):
    async def city(self, client: Client) -> dict[str, Any]:
        async with self.uow.read() as tx:
            city = await tx.cities.get(client.city_id)
        return {"name": city.name, "time_zone": self.policy.zone.key}

    async def organisations(self, client: Client) -> list[dict[str, Any]]:
        require(client, ApiScope.patrols_read)
        async with self.uow.read() as tx:
            counted = await tx.overviews.members(client.city_id)
            found = await tx.organisations.of_city(client.city_id)
        return [
            {
                "id": each.id,
                "name": each.name,
                "kind": OrganisationKind(each.kind).name,
                "members": counted.get(each.id, 0),
            }
            for each in found
        ]

    async def patrols(
        self, client: Client, after: int, limit: int, since: date | None, until: date | None
    ) -> Page[dict[str, Any]]:
        """Patrols by their number, those that begin within these local days (`until` not counted)."""
        require(client, ApiScope.patrols_read)
        async with self.uow.read() as tx:
            rows = await tx.api_readings.patrols(
                client.city_id, after, limit + 1, self._midnight(since), self._midnight(until)
            )
        shown = rows[:limit]
        return Page(await self._with_counts(client, shown), _next(rows, limit, lambda row: row.id))

    async def patrol(self, client: Client, patrol_id: int) -> dict[str, Any] | None:
        require(client, ApiScope.patrols_read)
        async with self.uow.read() as tx:
            found = await tx.api_readings.patrols(client.city_id, patrol_id - 1, 1, None, None)
        if not found or found[0].id != patrol_id:
            return None
        return (await self._with_counts(client, found))[0]

    async def notes(
        self, client: Client, after: int, limit: int, state: IncidentState | None, at: datetime
    ) -> Page[dict[str, Any]]:
        """Notes by their number, merged ones once; words and places only with the scope for them."""
        require(client, ApiScope.notes_read)
        async with self.uow.read() as tx:
            rows = await tx.api_readings.notes(client.city_id, after, limit + 1, state)
            parts = await tx.note_searches.part_numbers(client.city_id, [row.id for row in rows[:limit]])
        is_whole = ApiScope.notes_text in client.scopes
        if is_whole:
            await self._record(client, "api.notes", at, after=after, count=len(rows[:limit]))
        items = [_note(row, is_whole) | {"merged": parts.get(row.id, [])} for row in rows[:limit]]
        return Page(items, _next(rows, limit, lambda row: row.number))

    async def note_areas(self, client: Client, year: int, month: int, at: datetime) -> Areas | None:
        """Where the notes of a month were seen, coarse; None while the month is not over."""
        require(client, ApiScope.notes_read)
        since, until = month_days(year, month).bounds(self.policy.zone)
        if until > at:
            return None
        async with self.uow.read() as tx:
            return coarse(await tx.months.spots(client.city_id, since, until))

    async def members(self, client: Client, after: int, limit: int, at: datetime) -> Page[dict[str, Any]]:
        """Who is a member of what; no phone numbers and no addresses of messengers."""
        require(client, ApiScope.members_read)
        async with self.uow.read() as tx:
            rows = await tx.api_readings.members(client.city_id, after, limit + 1)
        await self._record(client, "api.members", at, after=after, count=len(rows[:limit]))
        items = [
            {
                "membership_id": row.id,
                "person_id": row.person_id,
                "name": name,
                "organisation_id": row.organisation_id,
                "organisation": organisation,
                "role": row.role.name,
                "is_paused": row.state is MembershipState.paused,
            }
            for row, name, organisation in rows[:limit]
        ]
        return Page(items, _next(rows, limit, lambda row: row[0].id))

    async def hours(
        self, client: Client, month: tuple[int, int], after: int, limit: int, at: datetime
    ) -> Page[dict[str, Any]]:
        """A month's service by person, day and patrol: at most eight hours a day, as on the list for the portal."""
        require(client, ApiScope.hours_read)
        days, zone = month_days(*month), self.policy.zone
        async with self.uow.read() as tx:
            duties = await tx.months.duties(client.city_id, *days.bounds(zone))
            people = sorted(person_id for person_id in duties if person_id > after)[: limit + 1]
            names = await tx.months.names(people[:limit])
        await self._record(client, "api.hours", at, after=after, count=len(people[:limit]), month=list(month))
        items = [
            {
                "person_id": person_id,
                "name": names[person_id],
                "lines": [
                    {
                        "day": line.day,
                        "patrol_id": line.patrol_id,
                        "begins_at": line.begins_at,
                        "ends_at": line.ends_at,
                        "minutes": line.credited // timedelta(minutes=1),
                    }
                    for line in service_lines(duties[person_id], days, zone)
                ],
            }
            for person_id in people[:limit]
            if person_id in names
        ]
        return Page(items, _next(people, limit, lambda person_id: person_id))

    async def month(self, client: Client, year: int, month: int, at: datetime) -> Mapping[str, Any]:
        """The numbers of /report."""
        require(client, ApiScope.months_read)
        async with self.uow.read() as tx:
            return await month_facts(tx, client.city_id, month_days(year, month), at, self.policy.zone)

    def _midnight(self, day: date | None) -> datetime | None:
        if day is None:
            return None
        day = min(max(day, _EARLIEST), _LATEST)
        return datetime.combine(day, datetime.min.time(), tzinfo=self.policy.zone)

    async def _record(self, client: Client, action: str, at: datetime, **facts: Any) -> None:
        """Who read, when and how far; never what."""
        async with self.uow.write() as tx:
            tx.audits.record(
                action,
                f"city:{client.city_id}",
                at,
                city_id=client.city_id,
                actor_id=None,
                token_id=client.token_id,
                **facts,
            )

    async def _with_counts(self, client: Client, patrols: Sequence[Patrol]) -> list[dict[str, Any]]:
        ids = [patrol.id for patrol in patrols]
        async with self.uow.read() as tx:
            answers = await tx.api_readings.answers(client.city_id, ids)
            presences = await tx.api_readings.presences(client.city_id, ids)
            invited = await tx.patrols.invitations(ids)
            everybody = [(each.id, each.name, None) for each in await tx.organisations.of_city(client.city_id)]
        found = []
        for patrol in patrols:
            units: Sequence[tuple[int, str, int | None]] = everybody if patrol.invites_all else invited[patrol.id]
            lines = [
                {
                    "organisation_id": unit_id,
                    "organisation": name,
                    "quota": quota,
                    **_counts(answers.get((patrol.id, unit_id), {}), presences.get((patrol.id, unit_id), {})),
                }
                for unit_id, name, quota in units
            ]
            found.append(_patrol(patrol) | {"organisations": lines})
        return found


def require(client: Client, scope: ApiScope) -> None:
    """Whether this program may read this.

    Raises:
        NotAllowed: its token does not open it.
    """
    if scope not in client.scopes:
        raise NotAllowed(scope.value)


def _next(rows: Sequence[Any], limit: int, number: Any) -> str | None:
    return cursor_after(number(rows[limit - 1])) if len(rows) > limit else None


def _counts(answers: Mapping[str, int], presences: Mapping[str, int]) -> dict[str, int]:
    return {
        "going": answers.get("going", 0),
        "maybe": answers.get("maybe", 0),
        "waiting": answers.get("waiting", 0) + answers.get("offered", 0),
        "not_going": answers.get("not_going", 0),
        "there": presences.get("there", 0),
        "late": presences.get("late", 0),
    }


def _patrol(patrol: Patrol) -> dict[str, Any]:
    return {
        "id": patrol.id,
        "title": patrol.title,
        "state": patrol.state.name,
        "starts_at": patrol.starts_at,
        "ends_at": patrol.ends_at,
        "place": patrol.place_name,
        "latitude": patrol.latitude,
        "longitude": patrol.longitude,
        "zones": patrol.zones,
        "series_id": patrol.series_id,
    }


def _note(note: Note, is_whole: bool) -> dict[str, Any]:
    return {
        "number": note.number,
        "category": note.category.name if note.category else None,
        "facility": note.facility.name if note.facility else None,
        "state": IncidentState(note.state).name,
        "patrol_id": note.patrol_id,
        "written_at": note.created_at,
        "text": note.text if is_whole else None,
        "place": note.place if is_whole else None,
        "latitude": note.latitude if is_whole else None,
        "longitude": note.longitude if is_whole else None,
    }
