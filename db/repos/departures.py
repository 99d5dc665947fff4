"""Leaving: whom it concerns, and everything that goes with a person."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, delete, exists, func, or_, tuple_, update
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from core.calendars import CalendarKind
from core.departures import FORMER_MEMBER
from core.roles import MembershipState, Role
from core.rsvps import PatrolState
from db.repos.base import Repo
from db.repos.profiles import OPEN
from db.repos.rsvps import WISHING
from db.tables import (
    Broadcast,
    CalendarLink,
    ChatLanguage,
    Checkin,
    City,
    CodeAttempt,
    ConsoleLink,
    ConsoleSession,
    Dialog,
    Excuse,
    FailedUpdate,
    Identity,
    Membership,
    Note,
    Organisation,
    OutboxRow,
    Patrol,
    Person,
    Rsvp,
)


class Departures(Repo):
    async def places_of(self, person_id: int, at: datetime) -> Sequence[Patrol]:
        """Patrols that have not begun in which this person holds a place or waits for one."""
        return (
            await self.session.exec(
                select(Patrol)
                .join(Rsvp, col(Rsvp.patrol_id) == col(Patrol.id))
                .where(
                    Rsvp.person_id == person_id,
                    col(Rsvp.state).in_(WISHING),
                    Patrol.state == PatrolState.published,
                    Patrol.starts_at > at,
                )
                .order_by(col(Patrol.id))
            )
        ).all()

    async def traces_of(self, person_id: int) -> tuple[int, int]:
        """How many presences and how many notes stay, without the name."""
        presences = select(func.count()).where(Checkin.person_id == person_id).scalar_subquery()
        notes = select(func.count()).where(Note.reporter_id == person_id).scalar_subquery()
        row = (await self.session.execute(select(presences, notes))).one()
        return row[0], row[1]

    async def posts_left_empty(self, person_id: int) -> Sequence[str]:
        """The organisations and cities that nobody leads or coordinates when this person has gone."""
        other = aliased(Membership)
        held_by_others = exists().where(
            col(other.person_id) != person_id,
            col(other.role) == Membership.role,
            col(other.scope) == Membership.scope,
            col(other.state) == MembershipState.active,
        )
        statement = (
            select(func.coalesce(Organisation.name, City.name))
            .join_from(Membership, City, col(City.id) == col(Membership.city_id))
            .join(Organisation, col(Organisation.id) == col(Membership.organisation_id), isouter=True)
            .where(
                Membership.person_id == person_id,
                Membership.state == MembershipState.active,
                col(Membership.role).in_((Role.leader, Role.coordinator)),
                ~held_by_others,
            )
            .order_by(col(Membership.id))
        )
        return (await self.session.exec(statement)).all()

    def those_above(self, membership: Membership) -> Select[Any]:
        """Who keeps the roster this person leaves: the leaders of the organisation, else the city's coordinators."""
        above = aliased(Membership)
        leads = and_(col(above.role) == Role.leader, col(above.organisation_id) == membership.organisation_id)
        coordinates = and_(col(above.role) == Role.coordinator, col(above.city_id) == membership.city_id)
        is_in_force = and_(col(above.state) == MembershipState.active, col(above.person_id) != membership.person_id)
        has_leader = exists().where(leads, is_in_force) if membership.organisation_id is not None else None
        wanted = coordinates if has_leader is None else or_(leads, and_(coordinates, ~has_leader))
        return select(above.person_id).where(wanted, is_in_force).distinct()

    async def anonymise(self, person: Person, at: datetime) -> None:
        """Takes from a person everything that says who they were; what they did stays, as somebody's who left."""
        await self._end_memberships(person.id, at)
        addresses = select(Identity.channel, Identity.address).where(Identity.person_id == person.id)
        for table in (Dialog, ChatLanguage):
            theirs = tuple_(table.channel, table.address).in_(addresses)
            await self.session.execute(delete(table).where(theirs).execution_options(synchronize_session=False))
        await self._forget_failed_updates(person.id)
        written = tuple_(col(OutboxRow.channel), col(OutboxRow.address)).in_(addresses)
        for statement in (
            delete(OutboxRow).where(or_(col(OutboxRow.person_id) == person.id, written)),
            update(Excuse).where(col(Excuse.person_id) == person.id).values(words=""),
            delete(CodeAttempt).where(col(CodeAttempt.person_id) == person.id),
            delete(CalendarLink).where(
                col(CalendarLink.person_id) == person.id, col(CalendarLink.kind) == CalendarKind.own
            ),
            delete(ConsoleLink).where(col(ConsoleLink.person_id) == person.id),
            delete(ConsoleSession).where(col(ConsoleSession.person_id) == person.id),
            update(Broadcast)
            .where(col(Broadcast.author_id) == person.id, col(Broadcast.ended_at).is_not(None))
            .values(source_address="", message_ids=[], text=""),
            delete(Identity).where(col(Identity.person_id) == person.id),
        ):
            await self.session.execute(statement.execution_options(synchronize_session=False))
        person.name, person.phone, person.city_id = FORMER_MEMBER, None, None
        person.location_paused, person.rests_since, person.left_at = True, None, at

    async def _forget_failed_updates(self, person_id: int) -> None:
        """Updates of this person that broke a handler and were kept aside: rare enough to be looked through."""
        chats = await self.session.exec(select(Identity.address).where(Identity.person_id == person_id))
        addresses = set(chats.all())
        for failed in (await self.session.exec(select(FailedUpdate))).all():
            if _is_from(failed.payload, addresses):
                await self.session.delete(failed)

    async def _end_memberships(self, person_id: int, at: datetime) -> None:
        theirs = col(Membership.person_id) == person_id
        for statement in (
            update(Membership)
            .where(theirs, col(Membership.state).in_(OPEN))
            .values(state=MembershipState.left, ended_at=at),
            update(Membership).where(theirs).values(reason=None),
        ):
            await self.session.execute(statement.execution_options(synchronize_session=False))


def _is_from(part: Any, addresses: set[str]) -> bool:
    """Whether a messenger's update comes from or concerns one of these chats."""
    if isinstance(part, dict):
        return str(part.get("id")) in addresses or any(_is_from(each, addresses) for each in part.values())
    return isinstance(part, list) and any(_is_from(each, addresses) for each in part)
