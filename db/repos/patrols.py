"""Patrols, their series and whom they invite."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, or_
from sqlmodel import col, select

from core.roles import MembershipState, Role
from db.repos.base import Repo
from db.tables import Membership, Organisation, Patrol, PatrolOrganisation, Person
from db.tables.patrols import PatrolState

TAKING_PART = (Role.member, Role.leader)
"""Roles that go on patrol; coordinators and administrators plan them."""


class Patrols(Repo):
    async def get(self, city_id: int, patrol_id: int) -> Patrol | None:
        return (
            await self.session.exec(select(Patrol).where(Patrol.city_id == city_id, Patrol.id == patrol_id))
        ).one_or_none()

    async def lock(self, city_id: int, patrol_id: int) -> Patrol | None:
        """The patrol, held until the end of the transaction: quotas, waiting lists and changes are decided on it."""
        return (
            await self.session.exec(
                select(Patrol).where(Patrol.city_id == city_id, Patrol.id == patrol_id).with_for_update()
            )
        ).one_or_none()

    def invited(self, patrol: Patrol, *, told_only: bool = False) -> Select[Any]:
        """Ids of the people a patrol invites: active members of its organisations; `told_only` leaves out who rests."""
        people = select(Membership.person_id).where(
            Membership.city_id == patrol.city_id,
            col(Membership.role).in_(TAKING_PART),
            Membership.state == MembershipState.active,
        )
        if not patrol.invites_all:
            people = people.where(col(Membership.organisation_id).in_(self._organisation_ids(patrol.id)))
        if told_only:
            people = people.where(
                col(Membership.person_id).in_(select(Person.id).where(col(Person.rests_since).is_(None)))
            )
        return people.distinct()

    async def invited_organisations(self, patrol: Patrol) -> Sequence[tuple[Organisation, int | None]]:
        """The invited organisations in the order of the city's list, each with its quota."""
        rows = await self.session.exec(
            select(Organisation, PatrolOrganisation.quota)
            .join(
                PatrolOrganisation,
                (col(PatrolOrganisation.organisation_id) == col(Organisation.id))
                & (col(PatrolOrganisation.patrol_id) == patrol.id),
                isouter=patrol.invites_all,
            )
            .where(Organisation.city_id == patrol.city_id)
            .order_by(col(Organisation.id))
        )
        return rows.all()

    async def coming(self, city_id: int, organisation_ids: Sequence[int], at: datetime, limit: int) -> Sequence[Patrol]:
        """Published patrols of these organisations that have not ended, soonest first."""
        return (
            await self.session.exec(
                select(Patrol)
                .where(
                    Patrol.city_id == city_id,
                    Patrol.state == PatrolState.published,
                    Patrol.ends_at > at,
                    or_(
                        col(Patrol.invites_all),
                        col(Patrol.id).in_(
                            select(PatrolOrganisation.patrol_id).where(
                                col(PatrolOrganisation.organisation_id).in_(organisation_ids)
                            )
                        ),
                    ),
                )
                .order_by(col(Patrol.starts_at), col(Patrol.id))
                .limit(limit)
            )
        ).all()

    @staticmethod
    def _organisation_ids(patrol_id: int) -> Select[Any]:
        return select(PatrolOrganisation.organisation_id).where(PatrolOrganisation.patrol_id == patrol_id)
