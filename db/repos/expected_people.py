"""People on lists who have not come yet, each with a link of their own."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, update
from sqlmodel import col, select

from core.member_lists import Known
from core.members import IN_FORCE
from core.roles import MembershipState
from db.repos.base import Repo
from db.repos.members import held
from db.tables import ExpectedPerson, Invitation, Membership, Person


class ExpectedPeople(Repo):
    async def known(self, city_id: int) -> Sequence[Known]:
        """Who is in an organisation of the city, or waits to be, and who is expected in one."""
        members = await self.session.exec(
            select(Membership.organisation_id, Person.name, Person.phone)
            .join(Person, col(Person.id) == col(Membership.person_id))
            .where(
                Membership.city_id == city_id,
                col(Membership.organisation_id).is_not(None),
                col(Membership.state).in_((MembershipState.waiting, *IN_FORCE)),
            )
        )
        expected = await self.session.exec(
            select(ExpectedPerson.organisation_id, ExpectedPerson.name, ExpectedPerson.phone).where(
                ExpectedPerson.city_id == city_id
            )
        )
        return [
            *(Known(unit or 0, name, phone, is_member=True) for unit, name, phone in members.all()),
            *(Known(unit, name, phone, is_member=False) for unit, name, phone in expected.all()),
        ]

    async def of(self, city_id: int, organisation_id: int) -> Sequence[tuple[ExpectedPerson, Invitation]]:
        """Who is expected in an organisation, by name, each with their link."""
        return (
            await self.session.exec(
                select(ExpectedPerson, Invitation)
                .join(Invitation, col(Invitation.token) == col(ExpectedPerson.token))
                .where(ExpectedPerson.city_id == city_id, ExpectedPerson.organisation_id == organisation_id)
                .order_by(col(ExpectedPerson.name), col(ExpectedPerson.id))
            )
        ).all()

    async def get(self, city_id: int, expected_id: int) -> ExpectedPerson | None:
        return (
            await self.session.exec(
                held(select(ExpectedPerson).where(ExpectedPerson.city_id == city_id, ExpectedPerson.id == expected_id))
            )
        ).one_or_none()

    async def by_token(self, token: str) -> ExpectedPerson | None:
        return (
            await self.session.exec(held(select(ExpectedPerson).where(ExpectedPerson.token == token)))
        ).one_or_none()

    async def older_than(self, before: datetime) -> Sequence[int]:
        return (await self.session.exec(select(ExpectedPerson.id).where(ExpectedPerson.created_at < before))).all()

    async def forget(self, ids: Sequence[int], at: datetime) -> None:
        """These people are expected no more, and their links open nothing."""
        tokens = select(ExpectedPerson.token).where(col(ExpectedPerson.id).in_(ids))
        is_open = col(Invitation.revoked_at).is_(None)
        for statement in (
            update(Invitation).where(col(Invitation.token).in_(tokens), is_open).values(revoked_at=at),
            delete(ExpectedPerson).where(col(ExpectedPerson.id).in_(ids)),
        ):
            await self.session.execute(statement.execution_options(synchronize_session=False))
