"""Whom an audience selects, how many they are, and by what one can be chosen."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func
from sqlmodel import col, select

from core.broadcasts import Audience, PatrolAnswer
from core.roles import MembershipState, Role
from core.rsvps import PatrolState, RsvpState
from db.repos.base import Repo
from db.repos.patrols import Patrols
from db.tables import (
    Identity,
    Membership,
    Organisation,
    Patrol,
    Person,
    Rsvp,
)

_ANSWERED = {PatrolAnswer.going: (RsvpState.going,), PatrolAnswer.waiting: (RsvpState.waiting, RsvpState.offered)}


class Audiences(Repo):
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

    async def names(
        self, city_id: int, people: Select[Any], limit: int, *, start: int = 0
    ) -> Sequence[tuple[str, str | None]]:
        """Names and one organisation each, in the order a list is read, from the line `start` on."""
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
            .order_by(organisation, col(Person.name), col(Person.id))
            .offset(start)
            .limit(limit)
        )
        return rows.all()

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
