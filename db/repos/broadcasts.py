"""Broadcasts: whom an audience selects, how the recipients' messages ended, and who confirmed."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, delete, func, or_, text, update
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from core.broadcasts import Audience, BroadcastState, PatrolAnswer, Progress
from core.incoming import Address
from core.roles import MembershipState, Role
from core.rsvps import PatrolState, RsvpState
from db.repos.base import Repo, insert_for
from db.repos.patrols import Patrols
from db.tables import (
    Broadcast,
    BroadcastConfirmation,
    Identity,
    Membership,
    Organisation,
    OutboxRow,
    Patrol,
    Person,
    Rsvp,
)
from db.tables.outbox import Outcome

COPY, TEXT = "broadcasts.copy", "broadcasts.text"
MESSAGES = (COPY, TEXT)
"""The kinds of the message each recipient is counted by: a copy of the author's own, or words written at the desk."""

NEVER = datetime(9999, 1, 1, tzinfo=UTC)
"""When the messages of a paused broadcast fall due."""

_ANSWERED = {PatrolAnswer.going: (RsvpState.going,), PatrolAnswer.waiting: (RsvpState.waiting, RsvpState.offered)}


class Broadcasts(Repo):
    async def get(self, city_id: int, broadcast_id: int) -> Broadcast | None:
        return (await self.session.exec(self._broadcast(city_id, broadcast_id))).one_or_none()

    async def lock(self, city_id: int, broadcast_id: int) -> Broadcast | None:
        """The broadcast, held until the end of the transaction: of two taps, one is first."""
        return (await self.session.exec(self._broadcast(city_id, broadcast_id).with_for_update())).one_or_none()

    async def lock_any(self, broadcast_id: int) -> Broadcast | None:
        """For the clockwork alone, which serves every city."""
        return (
            await self.session.exec(select(Broadcast).where(Broadcast.id == broadcast_id).with_for_update())
        ).one_or_none()

    async def any(self, broadcast_id: int) -> Broadcast | None:
        """For the clockwork alone, as above."""
        return (await self.session.exec(select(Broadcast).where(Broadcast.id == broadcast_id))).one_or_none()

    @staticmethod
    def _broadcast(city_id: int, broadcast_id: int) -> SelectOfScalar[Broadcast]:
        return select(Broadcast).where(Broadcast.city_id == city_id, Broadcast.id == broadcast_id)

    async def due(self, at: datetime, *, told_before: datetime) -> Sequence[int]:
        """Ids of what is to start now, or is being sent and was looked at long enough ago; in any city."""
        starts = (col(Broadcast.state) == BroadcastState.scheduled) & (col(Broadcast.starts_at) <= at)
        runs = (col(Broadcast.state) == BroadcastState.running) & (col(Broadcast.told_at) <= told_before)
        return (
            await self.session.exec(select(Broadcast.id).where(or_(starts, runs)).order_by(col(Broadcast.id)))
        ).all()

    async def listed(self, city_id: int, limit: int) -> Sequence[tuple[Broadcast, str]]:
        """What was sent or is about to be, the newest first, with the author's name; drafts are their author's own."""
        rows = await self.session.exec(
            select(Broadcast, Person.name)
            .join(Person, col(Person.id) == col(Broadcast.author_id))
            .where(
                Broadcast.city_id == city_id,
                col(Broadcast.state).not_in((BroadcastState.draft, BroadcastState.cancelled)),
            )
            .order_by(col(Broadcast.id).desc())
            .limit(limit)
        )
        return rows.all()

    async def draft_at_desk(self, city_id: int, author_id: int) -> Broadcast | None:
        """What this person began to write at the desk of this city."""
        return (
            await self.session.exec(
                select(Broadcast)
                .where(
                    Broadcast.city_id == city_id,
                    Broadcast.author_id == author_id,
                    Broadcast.state == BroadcastState.draft,
                    col(Broadcast.text) != "",
                )
                .order_by(col(Broadcast.id).desc())
                .limit(1)
            )
        ).one_or_none()

    async def address_of(self, person_id: int) -> Address:
        """Where somebody is told how far their broadcast is: the first messenger they came by."""
        identity = (
            await self.session.exec(
                select(Identity)
                .where(Identity.person_id == person_id)
                .order_by(col(Identity.unreachable_at).is_not(None), col(Identity.id))
                .limit(1)
            )
        ).one()
        return Address(identity.channel, identity.address)

    async def unreached(self, broadcast_id: int, limit: int) -> Sequence[tuple[str, str, str]]:
        """(name, how it ended, the reason if one is known) of those it did not reach."""
        rows = await self.session.exec(
            select(Person.name, OutboxRow.outcome, OutboxRow.error)
            .join(Person, col(Person.id) == col(OutboxRow.person_id))
            .where(
                OutboxRow.broadcast_id == broadcast_id,
                col(OutboxRow.kind).in_(MESSAGES),
                col(OutboxRow.outcome).in_((Outcome.unreachable, Outcome.failed, Outcome.expired)),
            )
            .order_by(col(Person.name))
            .limit(limit)
        )
        return [(name, Outcome(ended).name, (error or "").split(":")[0]) for name, ended, error in rows if ended]

    async def author_of(self, broadcast: Broadcast) -> Person:
        return (await self.session.exec(select(Person).where(Person.id == broadcast.author_id))).one()

    async def drop_drafts(self, author_id: int, *, is_at_desk: bool = False) -> None:
        """Forgets what this person began in the chat, or at the desk, and did not send."""
        await self.session.execute(
            delete(Broadcast)
            .where(
                col(Broadcast.author_id) == author_id,
                col(Broadcast.state) == BroadcastState.draft,
                (col(Broadcast.text) != "") if is_at_desk else (col(Broadcast.text) == ""),
            )
            .execution_options(synchronize_session=False)
        )

    def recipients(self, city_id: int, audience: Audience, patrol: Patrol | None, *, but: int) -> Select[Any]:
        """Ids of the people an audience means: active members of the city who do not rest, without the author."""
        member = select(Membership.person_id).where(
            Membership.city_id == city_id, Membership.state == MembershipState.active
        )
        if audience.organisation_ids or audience.kinds:
            member = member.where(col(Membership.organisation_id).in_(self._organisations(city_id, audience)))
        if audience.leaders_only:
            member = member.where(Membership.role == Role.leader)
        people = select(Person.id).where(
            col(Person.id).in_(member), Person.id != but, col(Person.rests_since).is_(None)
        )
        if not audience.is_chosen:
            return people.where(col(Person.id).is_(None))
        if patrol is not None and audience.answers:
            people = people.where(self._answered(patrol, audience.answers))
        return people

    @staticmethod
    def _organisations(city_id: int, audience: Audience) -> Any:
        chosen = col(Organisation.id).in_(sorted(audience.organisation_ids))
        of_kind = col(Organisation.kind).in_(sorted(audience.kinds))
        return select(Organisation.id).where(Organisation.city_id == city_id, chosen | of_kind)

    def _answered(self, patrol: Patrol, answers: frozenset[PatrolAnswer]) -> Any:
        states = [state for answer in answers for state in _ANSWERED.get(answer, ())]
        said = select(Rsvp.person_id).where(Rsvp.patrol_id == patrol.id)
        fits: Any = col(Person.id).in_(said.where(col(Rsvp.state).in_(states)))
        if PatrolAnswer.unanswered in answers:
            invited = Patrols(self.session).invited(patrol)
            fits = fits | (col(Person.id).in_(invited) & col(Person.id).not_in(said))
        return fits

    async def count(self, people: Select[Any]) -> int:
        """How many of these people a messenger reaches."""
        return (
            await self.session.exec(
                select(func.count(func.distinct(Identity.person_id))).where(
                    col(Identity.unreachable_at).is_(None), col(Identity.person_id).in_(people)
                )
            )
        ).one()

    async def count_anew(self) -> None:
        """Lets PostgreSQL see at once how full the outbox has become, and not when it looks by itself a minute later.

        Until then it would read thousands of rows for each handful that may leave.
        """
        if self.session.get_bind().dialect.name == "postgresql":
            await self.session.execute(text("ANALYZE outbox"))

    async def progress(self, broadcast_id: int) -> Progress:
        """How the recipients' messages ended so far, counted from the outbox."""
        rows = await self.session.exec(
            select(OutboxRow.outcome, OutboxRow.error, func.count())
            .where(OutboxRow.broadcast_id == broadcast_id, col(OutboxRow.kind).in_(MESSAGES))
            .group_by(col(OutboxRow.outcome), col(OutboxRow.error))
        )
        ended: dict[Outcome, int] = {}
        failed: dict[str, int] = {}
        left = 0
        for ending, error, count in rows.all():
            if ending is None:
                left += count
                continue
            outcome = Outcome(ending)
            if outcome in {Outcome.failed, Outcome.expired}:
                reason = (error or outcome.name).split(":")[0]
                failed[reason] = failed.get(reason, 0) + count
            else:
                ended[outcome] = ended.get(outcome, 0) + count
        return Progress(
            sent=ended.get(Outcome.sent, 0),
            unreachable=ended.get(Outcome.unreachable, 0),
            failed=failed,
            left=left,
            dropped=ended.get(Outcome.dropped, 0),
        )

    async def hold(self, broadcast_id: int) -> None:
        """Moves what is still to be sent out of reach; what is in a sender's hands goes out."""
        await self._move_due(broadcast_id, NEVER)

    async def release(self, broadcast_id: int, at: datetime) -> None:
        await self._move_due(broadcast_id, at)

    async def _move_due(self, broadcast_id: int, due_at: datetime) -> None:
        await self.session.execute(
            update(OutboxRow)
            .where(
                col(OutboxRow.broadcast_id) == broadcast_id,
                col(OutboxRow.outcome).is_(None),
                col(OutboxRow.done_at).is_(None),
                col(OutboxRow.due_at) != due_at,
            )
            .values(due_at=due_at)
            .execution_options(synchronize_session=False)
        )

    async def drop_rest(self, broadcast_id: int, at: datetime) -> int:
        """Takes what is still to be sent out of the outbox; how many that were."""
        dropped = await self.session.execute(
            update(OutboxRow)
            .where(
                col(OutboxRow.broadcast_id) == broadcast_id,
                col(OutboxRow.outcome).is_(None),
                col(OutboxRow.done_at).is_(None),
            )
            .values(done_at=at, outcome=Outcome.dropped)
            .returning(col(OutboxRow.id))
            .execution_options(synchronize_session=False)
        )
        return len(dropped.all())

    async def drop_pending(self, key: str, at: datetime) -> bool:
        """Takes one message out of the outbox; False when it has left already."""
        dropped = await self.session.execute(
            update(OutboxRow)
            .where(col(OutboxRow.key) == key, col(OutboxRow.done_at).is_(None), col(OutboxRow.attempts) == 0)
            .values(done_at=at, outcome=Outcome.dropped)
            .returning(col(OutboxRow.id))
            .execution_options(synchronize_session=False)
        )
        return dropped.first() is not None

    def untold(self, broadcast_id: int, people: Select[Any], kinds: Sequence[str] = MESSAGES) -> Select[Any]:
        """Of these people, those for whom no message of these kinds of the broadcast was written yet."""
        told = select(OutboxRow.person_id).where(
            OutboxRow.broadcast_id == broadcast_id,
            col(OutboxRow.kind).in_(kinds),
            col(OutboxRow.person_id).is_not(None),
        )
        return people.where(col(Person.id).not_in(told))

    async def patrols_to_choose(self, city_id: int, at: datetime, limit: int) -> Sequence[Patrol]:
        """The city's published patrols that have not ended, soonest first."""
        return (
            await self.session.exec(
                select(Patrol)
                .where(Patrol.city_id == city_id, Patrol.state == PatrolState.published, Patrol.ends_at > at)
                .order_by(col(Patrol.starts_at), col(Patrol.id))
                .limit(limit)
            )
        ).all()

    def reached(self, broadcast_id: int) -> Select[Any]:
        """Ids of the people who got it."""
        return select(OutboxRow.person_id).where(
            OutboxRow.broadcast_id == broadcast_id,
            col(OutboxRow.kind).in_(MESSAGES),
            OutboxRow.outcome == Outcome.sent,
        )

    def unconfirmed(self, broadcast_id: int) -> Select[Any]:
        """Ids of the people who got it and have not confirmed."""
        confirmed = select(BroadcastConfirmation.person_id).where(BroadcastConfirmation.broadcast_id == broadcast_id)
        return self.reached(broadcast_id).where(col(OutboxRow.person_id).not_in(confirmed)).distinct()

    async def names(self, city_id: int, people: Select[Any], limit: int) -> Sequence[tuple[str, str | None]]:
        """Names and one organisation each, in the order a list is read."""
        organisation = (
            select(func.min(Organisation.name))
            .join(Membership, col(Membership.organisation_id) == col(Organisation.id))
            .where(
                Membership.person_id == Person.id,
                Membership.city_id == city_id,
                Membership.state == MembershipState.active,
            )
            .scalar_subquery()
        )
        rows = await self.session.exec(
            select(Person.name, organisation)
            .where(col(Person.id).in_(people))
            .order_by(organisation, col(Person.name))
            .limit(limit)
        )
        return rows.all()

    async def confirmed(self, broadcast_id: int) -> int:
        return (
            await self.session.exec(select(func.count()).where(BroadcastConfirmation.broadcast_id == broadcast_id))
        ).one()

    async def confirm(self, broadcast: Broadcast, person_id: int, at: datetime) -> bool:
        """Notes that somebody read it; False when that was known."""
        statement = (
            insert_for(self.session.get_bind().dialect.name, BroadcastConfirmation)
            .values(broadcast_id=broadcast.id, person_id=person_id, city_id=broadcast.city_id, at=at)
            .on_conflict_do_nothing()
            .returning(col(BroadcastConfirmation.person_id))
        )
        return (await self.session.execute(statement)).first() is not None

    async def was_told(self, broadcast_id: int, person_id: int) -> bool:
        rows = await self.session.exec(
            select(OutboxRow.id)
            .where(OutboxRow.broadcast_id == broadcast_id, OutboxRow.person_id == person_id)
            .limit(1)
        )
        return rows.first() is not None

    def coordinators(self, city_id: int, *, but: int) -> Select[Any]:
        """Ids of the city's other coordinators: one of them may approve."""
        return (
            select(Membership.person_id)
            .where(
                Membership.city_id == city_id,
                Membership.role == Role.coordinator,
                Membership.state == MembershipState.active,
                Membership.person_id != but,
            )
            .distinct()
        )
