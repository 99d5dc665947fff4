"""Rosters: everybody of one organisation at one patrol, with their answer and their presence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_
from sqlmodel import col, select

from core.roles import MembershipState
from core.rsvps import RsvpState
from core.standings import ExcuseReason
from db.repos.base import Repo
from db.repos.patrols import TAKING_PART, Patrols
from db.tables import Checkin, Excuse, Membership, Patrol, Person, Rsvp


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One person: `answer` None was never given; `arrived_at` None is not there.

    `excuse` is why they were not seen, `excuse_words` what they wrote of it, `excused_by` who wrote it down.
    `answered_for` is the organisation in whose name they answered.
    """

    person_id: int
    name: str
    answer: RsvpState | None
    arrived_at: datetime | None
    left_at: datetime | None
    late_minutes: int
    excuse: ExcuseReason | None = None
    excuse_words: str = ""
    excused_by: int | None = None
    answered_for: int | None = None

    @property
    def is_on_duty(self) -> bool:
        return self.arrived_at is not None and self.left_at is None


@dataclass(frozen=True, slots=True)
class RosterCount:
    """One organisation of a patrol in numbers."""

    organisation_id: int
    name: str
    going: int
    present: int


class Rosters(Repo):
    async def lines(self, patrol: Patrol, organisation_id: int) -> Sequence[RosterLine]:
        """The active members of the organisation, and whoever was there in its name, by name."""
        members = select(Membership.person_id).where(
            Membership.city_id == patrol.city_id,
            Membership.organisation_id == organisation_id,
            Membership.state == MembershipState.active,
            col(Membership.role).in_(TAKING_PART),
        )
        came = select(Checkin.person_id).where(
            Checkin.patrol_id == patrol.id, Checkin.organisation_id == organisation_id
        )
        columns: Any = (
            *(Person.id, Person.name, col(Rsvp.state)),
            *(col(Checkin.is_present), col(Checkin.arrived_at), col(Checkin.left_at), col(Checkin.late_minutes)),
            *(col(Excuse.reason), col(Excuse.words), col(Excuse.entered_by), col(Rsvp.organisation_id)),
        )
        rows = await self.session.execute(
            select(*columns)
            .select_from(Person)
            .outerjoin(Rsvp, and_(col(Rsvp.person_id) == col(Person.id), col(Rsvp.patrol_id) == patrol.id))
            .outerjoin(Checkin, and_(col(Checkin.person_id) == col(Person.id), col(Checkin.patrol_id) == patrol.id))
            .outerjoin(Excuse, and_(col(Excuse.person_id) == col(Person.id), col(Excuse.patrol_id) == patrol.id))
            .where(or_(col(Person.id).in_(members), col(Person.id).in_(came)))
            .order_by(col(Person.name), col(Person.id))
        )
        return [
            RosterLine(
                person_id,
                name,
                answer,
                arrived_at if is_present else None,
                left_at if is_present else None,
                late_minutes if is_present else 0,
                None if is_present else reason,
                "" if is_present else words or "",
                None if is_present else entered_by,
                answered_for,
            )
            for person_id, name, answer, is_present, arrived_at, left_at, late_minutes, *said in rows
            for reason, words, entered_by, answered_for in (said,)
        ]

    async def counts(self, patrol: Patrol) -> Sequence[RosterCount]:
        """Every invited organisation, in the order of the city's list."""
        going = await self._by_organisation(
            select(Rsvp.organisation_id, func.count())
            .where(Rsvp.patrol_id == patrol.id, Rsvp.state == RsvpState.going)
            .group_by(col(Rsvp.organisation_id))
        )
        present = await self._by_organisation(
            select(Checkin.organisation_id, func.count())
            .where(Checkin.patrol_id == patrol.id, col(Checkin.is_present))
            .group_by(col(Checkin.organisation_id))
        )
        return [
            RosterCount(
                organisation.id, organisation.name, going.get(organisation.id, 0), present.get(organisation.id, 0)
            )
            for organisation, _ in await Patrols(self.session).invited_organisations(patrol)
        ]

    async def _by_organisation(self, counted: Any) -> dict[int | None, int]:
        return {row[0]: row[1] for row in await self.session.execute(counted)}
