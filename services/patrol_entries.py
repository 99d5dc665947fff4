"""A new patrol at a desk: what can be chosen, the draft with its preview, kept, published or given up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from core.geo import Point
from core.patrol_conflicts import Slot
from core.patrol_entries import Entered, PatrolEntry, RepeatEntry, read_entry, zones_line
from core.recurrence import from_canonical, occurrences
from core.roles import NotAllowed
from core.rsvps import PatrolState
from core.times import local_day
from db.tables import Patrol
from db.uow import Transaction
from services.clashes import Clash, clashes_of, slot_of
from services.patrol_previews import Planner, draft_patrol, line_facts, names_in, preview_facts
from services.patrol_publications import publish
from services.public_holidays import is_public_holiday
from services.series import PLANNED_AHEAD, date_times
from services.visits import Visitor, VisitService

USUAL = ("20:00", "22:00")
OFFERED = 8


@dataclass(frozen=True, slots=True)
class UsedPlace:
    """A meeting place of an earlier patrol, named by that patrol."""

    patrol_id: int
    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Choices:
    """What the boxes offer: the organisations of the city, and what earlier patrols were like."""

    organisations: Mapping[int, str]
    places: Sequence[UsedPlace]
    titles: Sequence[str]
    zones: Sequence[str]
    infos: Sequence[str]
    clocks: tuple[str, str]


@dataclass(frozen=True, slots=True)
class DraftSheet:
    """A draft as it would be published; `facts` are those of the preview in the chat."""

    draft_id: int
    facts: Mapping[str, Any]
    is_saved: bool
    has_begun: bool
    clashes: Sequence[Clash]


class PatrolEntries(VisitService):
    async def choices(self, visitor: Visitor) -> Choices:
        """What can be chosen for a patrol of this city."""
        async with self.uow.read() as tx:
            await self.coordinator(tx, visitor)
            names = await names_in(tx, visitor.city_id)
            recent = await tx.patrols.recent(visitor.city_id)
        zones = dict.fromkeys(zone for patrol in recent for zone in patrol.zones)
        return Choices(
            names,
            _places(recent),
            _first(patrol.title for patrol in recent),
            list(zones)[:OFFERED],
            _first(patrol.info for patrol in recent),
            self._clocks(recent[0]) if recent else USUAL,
        )

    async def entry_of(self, visitor: Visitor, patrol_id: int) -> PatrolEntry:
        """The boxes as a draft or an earlier patrol would have filled them in."""
        async with self.uow.read() as tx:
            planner = await self._planner(tx, visitor)
            patrol = await tx.patrols.get(visitor.city_id, patrol_id)
            if patrol is None:
                raise NotAllowed(f"patrol:{patrol_id}")
            return await entry_of(tx, planner, patrol)

    async def submit(
        self, visitor: Visitor, entry: PatrolEntry, at: datetime, *, place_of: int | None, replaces: int | None
    ) -> int | list[dict[str, Any]]:
        """Understands the boxes: the id of the draft, or what is wrong with them; a corrected draft takes its place."""
        async with self.uow.write() as tx:
            planner = await self._planner(tx, visitor)
            filled = await with_used_place(tx, planner, entry, place_of)
            names = await names_in(tx, planner.city_id)
            outcome = read_entry(filled, names, now=at, zone=planner.zone)
            if not isinstance(outcome, Entered):
                return [line_facts(problem) for problem in outcome]
            saved_at = await _give_up(tx, planner, replaces)
            draft = await draft_patrol(tx, planner, at, outcome.form, outcome.invited)
            draft.saved_at = saved_at
            return draft.id

    async def show(self, visitor: Visitor, draft_id: int, at: datetime) -> DraftSheet:
        """The preview of a draft: everything understood, the next dates, who is told, and what is in its way.

        Raises:
            NotAllowed: no such draft in this city.
        """
        async with self.uow.read() as tx:
            planner = await self._planner(tx, visitor)
            draft = await tx.patrols.get(visitor.city_id, draft_id)
            if draft is None or draft.state is not PatrolState.draft:
                raise NotAllowed(f"draft:{draft_id}")
            series = await tx.series.get(draft.city_id, draft.series_id) if draft.series_id else None
            rule = from_canonical(series.recurrence) if series else None
            facts = await preview_facts(tx, draft, rule)
            clashes = await clashes_of(tx, draft.city_id, draft, await self._slots(tx, planner, draft, at))
        return DraftSheet(draft.id, facts, draft.saved_at is not None, draft.starts_at <= at, clashes)

    async def save(self, visitor: Visitor, draft_id: int, at: datetime) -> str:
        """Keeps a draft until its start, for oneself and the other coordinators; nobody is told."""
        async with self.uow.write() as tx:
            await self.coordinator(tx, visitor)
            draft = await tx.plans.lock_draft(visitor.city_id, draft_id)
            if draft is None:
                return await _gone(tx, visitor, draft_id)
            draft.saved_at = draft.saved_at or at
        return "draft_saved"

    async def publish(self, visitor: Visitor, draft_id: int, at: datetime) -> str:
        """`게시`: everybody invited is told, once, however often and wherever it is pressed."""
        async with self.uow.write() as tx:
            actor = await self.coordinator(tx, visitor)
            outcome = await publish(tx, actor, visitor.city_id, draft_id, at=at, policy=self.policy)
        if isinstance(outcome, str):
            async with self.uow.read() as tx:
                await _gone(tx, visitor, draft_id)
            return outcome.partition(".")[2]
        return "patrol_published"

    async def discard(self, visitor: Visitor, draft_id: int) -> str:
        """Forgets the draft; nobody is told."""
        async with self.uow.write() as tx:
            await self.coordinator(tx, visitor)
            if not await tx.patrols.drop_draft(visitor.city_id, draft_id):
                return await _gone(tx, visitor, draft_id)
            await tx.series.drop_unused()
        return "draft_discarded"

    async def _planner(self, tx: Transaction, visitor: Visitor) -> Planner:
        return Planner(await self.coordinator(tx, visitor), visitor.city_id, self.policy.zone)

    async def _slots(self, tx: Transaction, planner: Planner, draft: Patrol, at: datetime) -> list[Slot]:
        """When and where the draft would be: its dates of the next eight weeks."""
        slot = slot_of(draft, await tx.patrols.invitations([draft.id]))
        series = await tx.series.get(draft.city_id, draft.series_id) if draft.series_id else None
        if series is None:
            return [slot]
        days = occurrences(
            from_canonical(series.recurrence),
            first_day=series.first_day,
            from_day=series.first_day,
            to_day=max(local_day(at, planner.zone), series.first_day) + PLANNED_AHEAD,
            is_holiday=is_public_holiday,
        )
        times = [date_times(series, day, self.policy) for day in days]
        return [replace(slot, starts_at=starts_at, ends_at=ends_at) for starts_at, ends_at in times]

    def _clocks(self, patrol: Patrol) -> tuple[str, str]:
        begins, ends = (at.astimezone(self.policy.zone) for at in (patrol.starts_at, patrol.ends_at))
        return f"{begins:%H:%M}", f"{ends:%H:%M}"


async def entry_of(tx: Transaction, planner: Planner, patrol: Patrol) -> PatrolEntry:
    """The boxes filled with what a patrol has now."""
    begins, ends = (at.astimezone(planner.zone) for at in (patrol.starts_at, patrol.ends_at))
    invitations = await tx.patrols.invitations([patrol.id])
    series = await tx.series.get(patrol.city_id, patrol.series_id) if patrol.series_id else None
    rule = from_canonical(series.recurrence) if series else None
    repeat = (
        RepeatEntry(
            rule.frequency, rule.weekdays, rule.nths, rule.until.isoformat() if rule.until else "", rule.skips_holidays
        )
        if rule
        else RepeatEntry()
    )
    return PatrolEntry(
        title=patrol.title,
        day=begins.date().isoformat(),
        begins=f"{begins:%H:%M}",
        ends=f"{ends:%H:%M}",
        place=patrol.place_name,
        coordinates=coordinates_of(patrol.latitude, patrol.longitude),
        zones=zones_line(patrol.zones),
        info=patrol.info,
        quotas={key: str(quota or "") for key, _, quota in invitations[patrol.id]},
        repeat=repeat,
    )


async def with_used_place(tx: Transaction, planner: Planner, entry: PatrolEntry, place_of: int | None) -> PatrolEntry:
    """The boxes with the meeting place of an earlier patrol of this city, where one was chosen."""
    if place_of is None:
        return entry
    earlier = await tx.patrols.get(planner.city_id, place_of)
    if earlier is None:
        raise NotAllowed(f"patrol:{place_of}")
    return replace(entry, place=earlier.place_name, coordinates=coordinates_of(earlier.latitude, earlier.longitude))


def coordinates_of(latitude: float, longitude: float) -> str:
    """A point as people type it: to about ten centimetres."""
    return f"{latitude:.6f},{longitude:.6f}"


async def _give_up(tx: Transaction, planner: Planner, draft_id: int | None) -> datetime | None:
    """Forgets the draft that is being corrected; when it was saved, so that its successor is, too."""
    if draft_id is None:
        return None
    draft = await tx.plans.lock_draft(planner.city_id, draft_id)
    if draft is None:
        raise NotAllowed(f"draft:{draft_id}")
    saved_at = draft.saved_at
    await tx.patrols.drop_draft(planner.city_id, draft_id)
    await tx.series.drop_unused()
    return saved_at


async def _gone(tx: Transaction, visitor: Visitor, draft_id: int) -> str:
    """Why a draft of this city is none any more; of another city there never was one."""
    if await tx.patrols.get(visitor.city_id, draft_id) is None:
        raise NotAllowed(f"draft:{draft_id}")
    return "published_before"


def _places(recent: Sequence[Patrol]) -> list[UsedPlace]:
    latest: dict[str, UsedPlace] = {}
    for patrol in recent:
        point = Point(patrol.latitude, patrol.longitude)
        latest.setdefault(patrol.place_name, UsedPlace(patrol.id, patrol.place_name, point.lat, point.lon))
    return list(latest.values())


def _first(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))[:OFFERED]
