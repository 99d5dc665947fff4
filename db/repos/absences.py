"""Who said yes and was not seen: whom to ask, what they answered, and who stayed silent twice in a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from sqlalchemy import Select, and_, case, or_, update
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from core.absences import ASK_AFTER, ASK_WITHIN, CALL_AFTER
from core.roles import MembershipState, Role
from core.rsvps import PatrolState, RsvpState
from core.standings import ABSENCES_WITHIN
from db.repos.base import Repo, insert_for
from db.repos.rsvps import Rsvps
from db.repos.standings import is_excused, was_there
from db.tables import AbsenceRound, Checkin, City, Excuse, Membership, Organisation, Patrol, Person, Rsvp

LIMIT = 50
"""Patrols that one tick takes on; the next tick goes on."""


@dataclass(frozen=True, slots=True)
class Due:
    """A patrol whose moment may have come, counted from `since`, with the quiet hours of its city."""

    city_id: int
    patrol_id: int
    since: datetime
    quiet_from: time
    quiet_until: time


@dataclass(frozen=True, slots=True)
class Silent:
    """Somebody who said yes for an organisation, was not seen, and never said why."""

    person_id: int
    name: str
    organisation_id: int
    organisation: str


class Absences(Repo):
    async def unasked(self, at: datetime) -> Sequence[Due]:
        """Patrols that ended so long ago that those who were not seen can be asked, and nobody has."""
        begun = select(AbsenceRound.patrol_id).where(AbsenceRound.patrol_id == Patrol.id).exists()
        rows = await self.session.exec(
            select(Patrol.city_id, Patrol.id, Patrol.ends_at, City.quiet_from, City.quiet_until)  # type: ignore[call-overload]
            .join(City, col(City.id) == col(Patrol.city_id))
            .where(
                Patrol.state == PatrolState.published,
                Patrol.ends_at <= at - ASK_AFTER,
                Patrol.ends_at > at - ASK_WITHIN,
                ~begun,
            )
            .order_by(col(Patrol.ends_at), col(Patrol.id))
        )
        return [Due(*row) for row in rows]

    async def uncalled(self, at: datetime) -> Sequence[Due]:
        """Patrols asked about so long ago that whoever has not answered will not."""
        rows = await self.session.exec(
            select(
                AbsenceRound.city_id, AbsenceRound.patrol_id, AbsenceRound.asked_at, City.quiet_from, City.quiet_until
            )  # type: ignore[call-overload]
            .join(City, col(City.id) == col(AbsenceRound.city_id))
            .where(col(AbsenceRound.called_at).is_(None), AbsenceRound.asked_at <= at - CALL_AFTER)
            .order_by(col(AbsenceRound.asked_at), col(AbsenceRound.patrol_id))
        )
        return [Due(*row) for row in rows]

    async def begin(self, patrol: Patrol, at: datetime) -> bool:
        """Takes the questions about a patrol on oneself; False when somebody was quicker."""
        statement = (
            insert_for(self.session.get_bind().dialect.name, AbsenceRound)
            .values(patrol_id=patrol.id, city_id=patrol.city_id, asked_at=at)
            .on_conflict_do_nothing(index_elements=["patrol_id"])
            .returning(col(AbsenceRound.patrol_id))
        )
        return (await self.session.execute(statement)).first() is not None

    async def finish(self, patrol: Patrol, at: datetime) -> bool:
        """Takes it on oneself to tell leaders who stayed silent; False when somebody was quicker."""
        statement = (
            update(AbsenceRound)
            .where(col(AbsenceRound.patrol_id) == patrol.id, col(AbsenceRound.called_at).is_(None))
            .values(called_at=at)
            .returning(col(AbsenceRound.patrol_id))
            .execution_options(synchronize_session=False)
        )
        return (await self.session.execute(statement)).first() is not None

    def missed(self, patrol: Patrol) -> Select[Any]:
        """Ids of those who said yes, were not seen and have no excuse; who left or rests is not asked."""
        going = Rsvps(self.session).those_who(patrol, RsvpState.going).subquery()
        return select(Rsvp.person_id).where(
            Rsvp.patrol_id == patrol.id,
            col(Rsvp.person_id).in_(select(going.c.person_id)),
            ~was_there(),
            ~is_excused(),
        )

    async def silent(self, patrol: Patrol) -> Sequence[Silent]:
        """The same with their names, by organisation."""
        rows = await self.session.exec(
            select(Person.id, Person.name, Organisation.id, Organisation.name)
            .join(Rsvp, (col(Rsvp.person_id) == col(Person.id)) & (col(Rsvp.patrol_id) == patrol.id))
            .join(Organisation, col(Organisation.id) == col(Rsvp.organisation_id))
            .where(col(Person.id).in_(self.missed(patrol)))
            .order_by(col(Organisation.id), col(Person.name), col(Person.id))
        )
        return [Silent(*row) for row in rows]

    async def course_of(self, patrol: Patrol, person_ids: Sequence[int]) -> dict[int, list[bool]]:
        """Of each patrol they had said yes to within a year, up to this one and latest first: unexcused absence?"""
        is_missed: Any = case((~was_there() & ~is_excused(), True), else_=False)
        rows = await self.session.execute(
            select(Rsvp.person_id, is_missed)
            .join(Patrol, col(Patrol.id) == col(Rsvp.patrol_id))
            .where(
                col(Rsvp.person_id).in_(person_ids),
                Rsvp.state == RsvpState.going,
                Patrol.city_id == patrol.city_id,
                Patrol.state == PatrolState.published,
                Patrol.starts_at > patrol.starts_at - ABSENCES_WITHIN,
                or_(
                    col(Patrol.starts_at) < patrol.starts_at,
                    and_(col(Patrol.starts_at) == patrol.starts_at, col(Patrol.id) <= patrol.id),
                ),
            )
            .order_by(col(Patrol.starts_at).desc(), col(Patrol.id).desc())
        )
        found: dict[int, list[bool]] = {}
        for person_id, missed in rows:
            found.setdefault(person_id, []).append(bool(missed))
        return found

    async def excuse_of(self, patrol: Patrol, person_id: int) -> Excuse | None:
        return (
            await self.session.exec(select(Excuse).where(Excuse.patrol_id == patrol.id, Excuse.person_id == person_id))
        ).one_or_none()

    async def is_present(self, patrol: Patrol, person_id: int) -> bool:
        rows = await self.session.exec(
            select(Checkin.id).where(
                Checkin.patrol_id == patrol.id, Checkin.person_id == person_id, col(Checkin.is_present)
            )
        )
        return rows.first() is not None

    async def explain(self, row: Excuse) -> bool:
        """Keeps what somebody says of themselves, in place of what they said before.

        False when somebody above them has written down why: that stays.
        """
        values = row.model_dump()
        statement = insert_for(self.session.get_bind().dialect.name, Excuse).values(**values)
        statement = statement.on_conflict_do_update(
            index_elements=["patrol_id", "person_id"],
            set_={name: values[name] for name in ("reason", "words", "entered_at")},
            where=col(Excuse.entered_by) == row.person_id,
        ).returning(col(Excuse.patrol_id))
        return (await self.session.execute(statement)).first() is not None

    def those_above(self, city_id: int, organisation_id: int, *, but: int | None) -> Select[Any]:
        """Ids of the organisation's leaders, else of the city's coordinators; without one of them."""
        leader = aliased(Membership)
        has_leader = select(leader.id).where(*_leads(leader, city_id, organisation_id, but)).exists()
        coordinators = select(Membership.person_id).where(
            Membership.city_id == city_id,
            Membership.role == Role.coordinator,
            Membership.state == MembershipState.active,
            col(Membership.person_id).is_distinct_from(but),
            ~has_leader,
        )
        leaders = select(Membership.person_id).where(*_leads(Membership, city_id, organisation_id, but))
        return leaders.union(coordinators)  # type: ignore[return-value]


def _leads(membership: Any, city_id: int, organisation_id: int, but: int | None) -> tuple[Any, ...]:
    return (
        membership.city_id == city_id,
        membership.organisation_id == organisation_id,
        membership.role == Role.leader,
        membership.state == MembershipState.active,
        membership.person_id.is_distinct_from(but),
    )
