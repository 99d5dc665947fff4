"""Reminders: planned, due, claimed and done; and who has not answered."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import col, select

from core.roles import MembershipState, Role
from core.rsvps import PatrolState
from db.repos.base import Repo, insert_for
from db.repos.patrols import TAKING_PART, Patrols
from db.tables import Membership, Organisation, Patrol, Person, Reminder, Rsvp


class Reminders(Repo):
    async def of(self, patrol: Patrol) -> Sequence[Reminder]:
        """All that was ever planned for a patrol."""
        return (await self.session.exec(select(Reminder).where(Reminder.patrol_id == patrol.id))).all()

    async def patrols_to_remind_of(self, city_id: int, at: datetime) -> Sequence[Patrol]:
        """The city's patrols that people can still be reminded of, each held: nobody sends reminders meanwhile."""
        return (
            await self.session.exec(
                select(Patrol)
                .where(
                    Patrol.city_id == city_id,
                    Patrol.state == PatrolState.published,
                    Patrol.starts_at > at,
                )
                .order_by(col(Patrol.id))
                .with_for_update()
                .execution_options(populate_existing=True)
            )
        ).all()

    async def plan(self, rows: Sequence[dict[str, Any]]) -> None:
        """New moments; one that is planned already stays as it is."""
        if rows:
            statement = insert_for(self.session.get_bind().dialect.name, Reminder).values(list(rows))
            await self.session.execute(
                statement.on_conflict_do_nothing(index_elements=["patrol_id", "kind", "offset_seconds", "revision"])
            )

    async def due(self, at: datetime, limit: int) -> Sequence[tuple[int, int, datetime]]:
        """(city_id, patrol_id, due_at) of the moments that have come, the oldest first."""
        return (
            await self.session.exec(
                select(Reminder.city_id, Reminder.patrol_id, Reminder.due_at)
                .where(col(Reminder.done_at).is_(None), col(Reminder.due_at) <= at)
                .distinct()
                .order_by(col(Reminder.due_at), col(Reminder.patrol_id))
                .limit(limit)
            )
        ).all()

    async def claim(self, patrol: Patrol, due_at: datetime) -> Sequence[Reminder]:
        """The reminders of one moment that nobody has sent, held until the end of the transaction."""
        return (
            await self.session.exec(
                select(Reminder)
                .where(Reminder.patrol_id == patrol.id, Reminder.due_at == due_at, col(Reminder.done_at).is_(None))
                .order_by(col(Reminder.id))
                .with_for_update()
            )
        ).all()

    async def unanswered(self, patrol: Patrol) -> Sequence[tuple[int, str, int, str]]:
        """(organisation_id, its name, person_id, their name) of all invited who never answered, by organisation."""
        people = Patrols(self.session).invited(patrol, told_only=True).subquery()
        organisations = {
            organisation.id for organisation, _ in await Patrols(self.session).invited_organisations(patrol)
        }
        return (
            await self.session.exec(
                select(Organisation.id, Organisation.name, Person.id, Person.name)
                .join(Membership, col(Membership.organisation_id) == col(Organisation.id))
                .join(Person, col(Person.id) == col(Membership.person_id))
                .where(
                    col(Organisation.id).in_(organisations),
                    col(Membership.role).in_(TAKING_PART),
                    Membership.state == MembershipState.active,
                    col(Person.id).in_(select(people.c.person_id)),
                    col(Person.id).not_in(select(Rsvp.person_id).where(Rsvp.patrol_id == patrol.id)),
                )
                .distinct()
                .order_by(col(Organisation.id), col(Person.name))
            )
        ).all()

    def leaders(self, city_id: int, organisation_id: int, *, but: int | None) -> Any:
        """Ids of those who lead an organisation, without one of them."""
        return select(Membership.person_id).where(
            Membership.city_id == city_id,
            Membership.organisation_id == organisation_id,
            Membership.role == Role.leader,
            Membership.state == MembershipState.active,
            col(Membership.person_id).is_distinct_from(but),
        )
