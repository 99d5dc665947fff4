"""Patrols, their series and whom they invite."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, delete, func, or_
from sqlmodel import col, select

from core.roles import MembershipState, Role
from core.rsvps import PatrolState
from db.repos.base import Repo
from db.tables import Membership, Organisation, Patrol, PatrolOrganisation, Person, Rsvp

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
            # One by one: SQLite would first make a list of everybody in all cities who does not rest.
            awake = select(Person.id).where(Person.id == Membership.person_id, col(Person.rests_since).is_(None))
            people = people.where(awake.exists())
        return people.distinct()

    def reached(self, city_id: int, organisation_ids: Sequence[int]) -> Select[Any]:
        """Ids of the people an invitation of these organisations (none: of the city) would reach, less who rests."""
        people = (
            select(Membership.person_id)
            .join(Person, col(Person.id) == col(Membership.person_id))
            .where(
                Membership.city_id == city_id,
                col(Membership.role).in_(TAKING_PART),
                Membership.state == MembershipState.active,
                col(Person.rests_since).is_(None),
            )
        )
        if organisation_ids:
            people = people.where(col(Membership.organisation_id).in_(organisation_ids))
        return people.distinct()

    @staticmethod
    def without(people: Select[Any], others: Select[Any]) -> Select[Any]:
        """Ids of the people of one selection who are not in the other."""
        chosen, left_out = people.subquery(), others.subquery()
        return select(chosen.c.person_id).where(chosen.c.person_id.not_in(select(left_out.c.person_id)))

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

    async def coming(
        self,
        city_id: int,
        organisation_ids: Sequence[int] | None,
        at: datetime,
        limit: int,
        *,
        until: datetime | None = None,
        offset: int = 0,
    ) -> Sequence[Patrol]:
        """Published patrols of these organisations (None: of the whole city) that have not ended, soonest first."""
        query = (
            select(Patrol)
            .where(Patrol.city_id == city_id, Patrol.state == PatrolState.published, Patrol.ends_at > at)
            .order_by(col(Patrol.starts_at), col(Patrol.id))
            .offset(offset)
            .limit(limit)
        )
        if organisation_ids is not None:
            inviting = select(PatrolOrganisation.patrol_id).where(
                col(PatrolOrganisation.organisation_id).in_(organisation_ids)
            )
            query = query.where(or_(col(Patrol.invites_all), col(Patrol.id).in_(inviting)))
        if until is not None:
            query = query.where(Patrol.starts_at <= until)
        return (await self.session.exec(query)).all()

    async def count(self, people: Select[Any]) -> int:
        """How many people a selection of ids holds."""
        return (await self.session.exec(select(func.count()).select_from(people.subquery()))).one()

    def invited_to_any(self, patrols: Sequence[Patrol]) -> Select[Any]:
        """Ids of the people at least one of these patrols invites, less who rests."""
        selections = [self.invited(patrol, told_only=True) for patrol in _of_different_guests(patrols)]
        return selections[0] if len(selections) == 1 else select(selections[0].union(*selections[1:]).subquery())

    def answered(self, patrols: Sequence[Patrol], *, no_longer_invited: bool = False) -> Select[Any]:
        """Ids of the people who answered one of these patrols of one city, less who left or rests."""
        active = select(Membership.person_id).where(
            Membership.city_id == patrols[0].city_id, Membership.state == MembershipState.active
        )
        people = (
            select(Rsvp.person_id)
            .join(Person, col(Person.id) == col(Rsvp.person_id))
            .where(col(Rsvp.patrol_id).in_([patrol.id for patrol in patrols]))
            .where(col(Person.rests_since).is_(None), col(Rsvp.person_id).in_(active))
            .distinct()
        )
        if no_longer_invited:
            people = people.where(col(Rsvp.person_id).not_in(self.invited_to_any(patrols)))
        return people

    async def invitations(self, patrol_ids: Sequence[int]) -> dict[int, list[tuple[int, str, int | None]]]:
        """(organisation id, name, quota) of the organisations each patrol names; nothing where it invites all."""
        rows = await self.session.exec(
            select(PatrolOrganisation.patrol_id, Organisation.id, Organisation.name, PatrolOrganisation.quota)
            .join(Organisation, col(Organisation.id) == col(PatrolOrganisation.organisation_id))
            .where(col(PatrolOrganisation.patrol_id).in_(patrol_ids))
            .order_by(col(Organisation.id))
        )
        found: dict[int, list[tuple[int, str, int | None]]] = {patrol_id: [] for patrol_id in patrol_ids}
        for patrol_id, organisation_id, name, quota in rows:
            found[patrol_id].append((organisation_id, name, quota))
        return found

    async def invite(self, patrols: Sequence[Patrol], quotas: Sequence[tuple[int, int | None]]) -> None:
        """These organisations with their quotas, in place of those invited before; none means the whole city."""
        patrol_ids = [patrol.id for patrol in patrols]
        await self.session.execute(
            delete(PatrolOrganisation)
            .where(col(PatrolOrganisation.patrol_id).in_(patrol_ids))
            .execution_options(synchronize_session=False)
        )
        for patrol in patrols:
            patrol.invites_all = not quotas
        await self.insert(
            PatrolOrganisation,
            [
                {
                    "patrol_id": patrol.id,
                    "organisation_id": organisation_id,
                    "city_id": patrol.city_id,
                    "quota": quota,
                }
                for patrol in patrols
                for organisation_id, quota in quotas
            ],
        )

    async def recent(self, city_id: int, limit: int = 40) -> Sequence[Patrol]:
        """What was planned last: where suggestions of places, titles and times come from."""
        return (
            await self.session.exec(
                select(Patrol)
                .where(Patrol.city_id == city_id, Patrol.state != PatrolState.draft)
                .order_by(col(Patrol.id).desc())
                .limit(limit)
            )
        ).all()

    async def due_announcements(self, at: datetime, limit: int = 50) -> Sequence[tuple[int, int]]:
        """(city id, patrol id) of what is to be announced now, in the order it fell due."""
        return (
            await self.session.exec(
                select(Patrol.city_id, Patrol.id)
                .where(
                    Patrol.state == PatrolState.published,
                    col(Patrol.announced_at).is_(None),
                    col(Patrol.announce_at) <= at,
                )
                .order_by(col(Patrol.announce_at), col(Patrol.id))
                .limit(limit)
            )
        ).all()

    async def drop_drafts(self, before: datetime) -> Sequence[int]:
        """Forgets previews made before this moment, and saved drafts whose start was; their ids."""
        is_saved = col(Patrol.saved_at).is_not(None)
        is_old = or_(and_(~is_saved, col(Patrol.created_at) < before), and_(is_saved, col(Patrol.starts_at) < before))
        return await self._drop(select(Patrol.id).where(Patrol.state == PatrolState.draft, is_old))

    async def drop_draft(self, city_id: int, patrol_id: int) -> bool:
        """Forgets one draft; False when it was published or is gone."""
        dropped = await self._drop(
            select(Patrol.id).where(
                Patrol.city_id == city_id, Patrol.id == patrol_id, Patrol.state == PatrolState.draft
            )
        )
        return bool(dropped)

    async def _drop(self, drafts: Any) -> Sequence[int]:
        ids = (await self.session.exec(drafts.with_for_update())).all()
        for doomed in (
            delete(PatrolOrganisation).where(col(PatrolOrganisation.patrol_id).in_(ids)),
            delete(Patrol).where(col(Patrol.id).in_(ids)),
        ):
            await self.session.execute(doomed.execution_options(synchronize_session=False))
        return list(ids)

    @staticmethod
    def _organisation_ids(patrol_id: int) -> Select[Any]:
        return select(PatrolOrganisation.organisation_id).where(PatrolOrganisation.patrol_id == patrol_id)


def _of_different_guests(patrols: Sequence[Patrol]) -> Sequence[Patrol]:
    """One patrol is enough for all that invite the whole city."""
    inviting_all = [patrol for patrol in patrols if patrol.invites_all]
    return inviting_all[:1] or patrols
