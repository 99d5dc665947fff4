"""One patrol at a desk: who is where, what people were told, what was noted; marking, the code, calling it off."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from core.checkin_codes import code_at, code_changes_at
from core.checkins import TooEarly
from core.patrol_changes import Scope
from core.roles import NotAllowed
from core.rosters import OPEN_AFTER, Closed
from core.rsvps import PatrolState
from core.standings import ExcuseReason
from db.repos.overviews import Delivery
from db.repos.rosters import RosterLine
from db.tables import Patrol
from db.uow import Transaction
from services.absence_excuses import absentees, excuse
from services.overviews import PatrolGlance, glances_at, note_line
from services.patrol_cancellations import call_off, cancellation_facts
from services.patrol_timelines import timeline_of
from services.patrol_views import Absentee, CodeSheet, OrganisationRoster, PatrolSheet, Pulse
from services.roster_marks import set_presence
from services.roster_sheets import ORDER, Place, open_sheet
from services.visits import Visitor, VisitService

SHOWN_BEFORE = timedelta(days=14)
SHOWN_AFTER = timedelta(weeks=8)


class PatrolSheets(VisitService):
    async def around(self, visitor: Visitor, at: datetime) -> Sequence[PatrolGlance]:
        """The patrols of two weeks back and eight ahead, as people have them in their calendar."""
        async with self.uow.read() as tx:
            await self.coordinator(tx, visitor)
            found = await tx.overviews.patrols_around(visitor.city_id, at - SHOWN_BEFORE, at + SHOWN_AFTER)
            return await glances_at(tx, visitor.city_id, found, at)

    async def show(self, visitor: Visitor, patrol_id: int, at: datetime) -> PatrolSheet:
        """Everything about one patrol.

        Raises:
            NotAllowed: there is none in this city.
        """
        async with self.uow.read() as tx:
            patrol = await self._patrol(tx, visitor, patrol_id)
            rosters = [
                OrganisationRoster(organisation.id, organisation.name, await _ordered(tx, patrol, organisation.id))
                for organisation, _ in await tx.patrols.invited_organisations(patrol)
            ]
            is_published = patrol.state is PatrolState.published
            return PatrolSheet(
                await _pulse(tx, patrol, at),
                patrol.zones,
                patrol.info,
                is_published and at < patrol.starts_at,
                patrol.series_id is not None,
                rosters,
                await tx.overviews.told(patrol),
                _absent(patrol, rosters, at) if is_published else (),
            )

    async def messages(self, visitor: Visitor, patrol_id: int, at: datetime) -> tuple[PatrolGlance, Sequence[Delivery]]:
        """The patrol, and every message about it."""
        async with self.uow.read() as tx:
            patrol = await self._patrol(tx, visitor, patrol_id)
            (glance,) = await glances_at(tx, visitor.city_id, [patrol], at)
            return glance, await tx.overviews.told(patrol)

    async def pulse(self, visitor: Visitor, patrol_id: int, at: datetime) -> Pulse:
        """What is looked at every few seconds, without the roster."""
        async with self.uow.read() as tx:
            return await _pulse(tx, await self._patrol(tx, visitor, patrol_id), at)

    async def mark(self, visitor: Visitor, place: Place, person_id: int, at: datetime, *, is_present: bool) -> str:
        """Says that somebody is there, or is not: the kind of the answer."""
        async with self.uow.write() as tx:
            actor = await self.coordinator(tx, visitor)
            sheet = await open_sheet(tx, actor, visitor.city_id, place)
            decision = await set_presence(tx, sheet, person_id, at, is_present=is_present)
        if isinstance(decision, TooEarly):
            return "too_early"
        return "closed" if isinstance(decision, Closed) else "marked"

    async def excuse(
        self, visitor: Visitor, patrol_id: int, person_id: int, reason: ExcuseReason | None, at: datetime
    ) -> str:
        """Keeps why somebody was not seen, None takes it back: the kind of the answer."""
        async with self.uow.write() as tx:
            actor = await self.coordinator(tx, visitor)
            answer = await tx.rsvps.of(await self._patrol(tx, visitor, patrol_id), person_id)
            if answer is None:
                raise NotAllowed(f"patrol:{patrol_id}")
            sheet = await open_sheet(tx, actor, visitor.city_id, Place(patrol_id, answer.organisation_id))
            await excuse(tx, sheet, person_id, reason, at, policy=self.policy)
        return "member_unexcused" if reason is None else "member_excused"

    async def ask_to_call_off(self, visitor: Visitor, patrol_id: int) -> Mapping[str, Any]:
        """What calling it off would mean: how many are told, whether others follow."""
        async with self.uow.read() as tx:
            return await cancellation_facts(tx, await self._patrol(tx, visitor, patrol_id))

    async def call_off(self, visitor: Visitor, patrol_id: int, scope: Scope, at: datetime) -> str | int:
        """Cancels it, with `scope` all that follow: how many are off, or the kind of why it stays."""
        async with self.uow.write() as tx:
            actor = await self.coordinator(tx, visitor)
            outcome = await call_off(tx, actor, visitor.city_id, patrol_id, scope=scope, at=at)
        return outcome if isinstance(outcome, str) else len(outcome)

    async def code(self, visitor: Visitor, patrol_id: int, at: datetime) -> CodeSheet:
        """The check-in code, for the screen at the meeting place."""
        async with self.uow.read() as tx:
            patrol = await self._patrol(tx, visitor, patrol_id)
            opens_at = await _opens_at(tx, patrol)
        is_open = patrol.state is PatrolState.published and opens_at <= at <= patrol.ends_at
        code = code_at(patrol.code_secret.encode(), at) if is_open else None
        return CodeSheet(patrol.id, patrol.title, code, opens_at, code_changes_at(at))

    async def _patrol(self, tx: Transaction, visitor: Visitor, patrol_id: int) -> Patrol:
        await self.coordinator(tx, visitor)
        patrol = await tx.patrols.get(visitor.city_id, patrol_id)
        if patrol is None or patrol.state is PatrolState.draft:
            raise NotAllowed(f"patrol:{patrol_id}")
        return patrol


def _absent(patrol: Patrol, rosters: Sequence[OrganisationRoster], at: datetime) -> Sequence[Absentee]:
    """Those nobody knows the reason of first."""
    found = [
        Absentee(roster.name, roster.organisation_id, line)
        for roster in rosters
        for line in absentees(patrol, roster.organisation_id, roster.lines, at)
    ]
    return sorted(found, key=lambda each: each.line.excuse is not None)


async def _ordered(tx: Transaction, patrol: Patrol, organisation_id: int) -> list[RosterLine]:
    lines = await tx.rosters.lines(patrol, organisation_id)
    return sorted(lines, key=lambda line: ORDER.index(line.answer))


async def _pulse(tx: Transaction, patrol: Patrol, at: datetime) -> Pulse:
    (glance,) = await glances_at(tx, patrol.city_id, [patrol], at)
    is_open = await _opens_at(tx, patrol) <= at <= patrol.ends_at + OPEN_AFTER
    return Pulse(
        glance,
        patrol.revision,
        patrol.state is PatrolState.published and is_open,
        await tx.overviews.traces(patrol),
        await tx.overviews.told_counts(patrol),
        [note_line(each.note) for each in await tx.note_searches.found_on(patrol)],
        await timeline_of(tx, patrol),
    )


async def _opens_at(tx: Transaction, patrol: Patrol) -> datetime:
    return patrol.starts_at - timedelta(minutes=(await tx.cities.get(patrol.city_id)).checkin_opens_minutes)
