"""One member at a desk: hours, training, absences, and what those above do about them; and rosters to be reported."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.members import REASON_MAX, Action, RemovalReason
from core.names import Unclean, clean_line, redact_resident_numbers
from core.roles import Actor, NotAllowed
from core.standings import (
    ABSENCES_WITHIN,
    AbsenceStanding,
    ExcuseReason,
    TrainingDay,
    TrainingFault,
    TrainingStanding,
    absence_standing,
    read_training,
    report_until,
    training_standing,
)
from db.tables import Excuse, Membership, Patrol, Training
from db.uow import Transaction
from services import member_deeds as deeds
from services import member_views as views
from services.absence_excuses import set_reason
from services.hours import Hours, hours_of
from services.places import place_of
from services.visits import Visitor, VisitService

_TURNS = (Action.pause, Action.resume, Action.hand_over)


@dataclass(frozen=True, slots=True)
class TrainingLine:
    training_id: int
    held_on: date
    minutes: int


@dataclass(frozen=True, slots=True)
class Absence:
    """A patrol somebody had said yes to and did not come to; `excuse` is empty where there is none.

    `words` are their own; `is_own`: they said so themselves.
    """

    patrol_id: int
    title: str
    starts_at: datetime
    excuse: str
    words: str = ""
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class MemberSheet:
    """`training` is for members of patrol units; `actions` are those this person can take."""

    membership_id: int
    organisation_id: int
    organisation: str
    name: str
    phone: str
    role: str
    state: str
    since: date
    hours: Hours
    training: TrainingStanding | None
    trainings: Sequence[TrainingLine]
    absences: Sequence[Absence]
    absence_standing: AbsenceStanding
    actions: Sequence[str]


@dataclass(frozen=True, slots=True)
class RosterChangeLine:
    change_id: int
    kind: str
    name: str
    organisation: str
    at: datetime
    report_until: datetime
    is_overdue: bool


class MemberSheets(VisitService):
    async def show(self, visitor: Visitor, membership_id: int, at: datetime) -> MemberSheet:
        async with self.uow.read() as tx:
            actor = await self.coordinator(tx, visitor)
            membership = await tx.members.get_membership(visitor.city_id, membership_id)
            if membership is None or membership.organisation_id is None:
                raise NotAllowed("another city")
            return await self._sheet(tx, actor, membership, at)

    async def act(self, visitor: Visitor, membership_id: int, action: Action, at: datetime) -> str:
        """Lets somebody pause, come back, or lead; what it came to."""
        async with self.uow.write() as tx:
            if action is Action.hand_over:
                await tx.organisations.lock_of_membership(membership_id)
            actor, membership = await self._held(tx, visitor, membership_id)
            if action not in _TURNS or not views.is_offered(actor, membership, action):
                return "not_possible"
            if action is Action.hand_over:
                await deeds.hand_over(tx, actor, membership, at)
                return "handed_over"
            await deeds.turn(tx, actor, membership, at, is_paused=action is Action.pause)
            return "paused" if action is Action.pause else "resumed"

    async def remove(self, visitor: Visitor, membership_id: int, usual: str, typed: str, at: datetime) -> str:
        """Removes somebody for a usual reason or one in own words: without either, nobody."""
        reason: str | Unclean = usual
        if usual not in RemovalReason.__members__:
            line = clean_line(redact_resident_numbers(typed), max_length=REASON_MAX)
            reason = line if isinstance(line, Unclean) else line.text
        async with self.uow.write() as tx:
            actor, membership = await self._held(tx, visitor, membership_id)
            if isinstance(reason, Unclean):
                return "no_reason"
            if not views.is_offered(actor, membership, Action.remove):
                return "not_possible"
            await deeds.remove(tx, actor, membership, reason, at)
            return "removed"

    async def add_training(self, visitor: Visitor, membership_id: int, day: str, hours: str, at: datetime) -> str:
        read = read_training(day, hours, today=at.astimezone(self.policy.zone).date())
        async with self.uow.write() as tx:
            actor, membership = await self._held(tx, visitor, membership_id)
            if isinstance(read, TrainingFault):
                return read.name
            minutes = int(read.length.total_seconds()) // 60
            await tx.members.added(
                Training(
                    city_id=visitor.city_id,
                    person_id=membership.person_id,
                    held_on=read.held_on,
                    minutes=minutes,
                    entered_by=actor.person_id,
                    entered_at=at,
                )
            )
            _record(tx, "training.entered", actor, membership, at)
            return "training_entered"

    async def drop_training(self, visitor: Visitor, membership_id: int, training_id: int, at: datetime) -> str:
        async with self.uow.write() as tx:
            actor, membership = await self._held(tx, visitor, membership_id)
            if not await tx.standings.drop_training(visitor.city_id, membership.person_id, training_id):
                raise NotAllowed("another's training")
            _record(tx, "training.dropped", actor, membership, at)
            return "training_dropped"

    async def excuse(
        self, visitor: Visitor, membership_id: int, patrol_id: int, reason: ExcuseReason | None, at: datetime
    ) -> str:
        """Keeps why somebody did not come; None takes it back."""
        async with self.uow.write() as tx:
            actor, membership = await self._held(tx, visitor, membership_id)
            patrol = await tx.patrols.get(visitor.city_id, patrol_id)
            if patrol is None:
                raise NotAllowed("patrol of another city")
            await set_reason(tx, patrol, membership.person_id, reason, at, by=actor, zone=self.policy.zone)
            action = "absence.unexcused" if reason is None else "absence.excused"
            _record(tx, action, actor, membership, at)
            return "unexcused" if reason is None else "excused"

    async def roster_changes(self, visitor: Visitor, at: datetime) -> Sequence[RosterChangeLine]:
        async with self.uow.read() as tx:
            await self.coordinator(tx, visitor)
            return [
                RosterChangeLine(
                    change.id,
                    change.kind.name,
                    name,
                    organisation,
                    change.at,
                    report_until(change.at),
                    report_until(change.at) < at,
                )
                for change, organisation, name in await tx.standings.to_report(visitor.city_id)
            ]

    async def report(self, visitor: Visitor, change_ids: Sequence[int], at: datetime) -> str:
        """Marks what was told to the authority; what belongs to another city is not touched."""
        async with self.uow.write() as tx:
            actor = await self.coordinator(tx, visitor)
            count = await tx.standings.report(visitor.city_id, change_ids, at, actor.person_id)
            if not count:
                return "nothing_chosen"
            tx.audits.record(
                "roster_changes.reported",
                f"city:{visitor.city_id}",
                at,
                city_id=visitor.city_id,
                actor_id=actor.person_id,
                count=count,
            )
            return "reported"

    async def _held(self, tx: Transaction, visitor: Visitor, membership_id: int) -> tuple[Actor, Membership]:
        actor = await self.coordinator(tx, visitor)
        membership = await views.seen(tx, actor, membership_id)
        if membership.city_id != visitor.city_id or membership.organisation_id is None:
            raise NotAllowed("another city")
        return actor, membership

    async def _sheet(self, tx: Transaction, actor: Actor, membership: Membership, at: datetime) -> MemberSheet:
        person = (await tx.actors.of_person(membership.person_id)) or actor
        since = membership.decided_at or membership.applied_at
        zone, city_id = self.policy.zone, membership.city_id or 0
        trainings = await tx.standings.trainings(city_id, membership.person_id)
        days = [TrainingDay(each.held_on, timedelta(minutes=each.minutes)) for each in trainings]
        today = at.astimezone(zone).date()
        joined_on = since.astimezone(zone).date()
        missed = await tx.standings.absences(city_id, membership.person_id, at - ABSENCES_WITHIN, at)
        absences = [_absence(patrol, excuse) for patrol, excuse in missed]
        place = await place_of(tx, city_id, membership.organisation_id)
        return MemberSheet(
            membership.id,
            membership.organisation_id or 0,
            place["organisation"],
            person.name,
            await tx.members.phone_of(membership.person_id),
            membership.role.name,
            membership.state.name,
            joined_on,
            await hours_of(tx, membership.person_id, at, zone),
            training_standing(joined_on, today, days) if membership.is_patrol_unit else None,
            [TrainingLine(each.id, each.held_on, each.minutes) for each in trainings],
            absences,
            absence_standing(sum(not each.excuse for each in absences)),
            [action.name for action in views.offered(actor, membership)],
        )


def _absence(patrol: Patrol, excuse: Excuse | None) -> Absence:
    if excuse is None:
        return Absence(patrol.id, patrol.title, patrol.starts_at, "")
    is_own = excuse.entered_by == excuse.person_id
    return Absence(patrol.id, patrol.title, patrol.starts_at, excuse.reason.name, excuse.words, is_own)


def _record(tx: Transaction, action: str, actor: Actor, membership: Membership, at: datetime) -> None:
    tx.audits.record(
        action,
        f"membership:{membership.id}",
        at,
        city_id=membership.city_id,
        actor_id=actor.person_id,
        person_id=membership.person_id,
    )
