"""People, their addresses, consents and memberships."""

from collections.abc import Sequence

from sqlmodel import col, select

from core.incoming import Address
from core.roles import MembershipState, Role
from db.repos.base import Repo
from db.tables import Identity, Membership, Person


class Members(Repo):
    async def at(self, address: Address) -> Person | None:
        """The person a messenger knows by this address."""
        return (
            await self.session.exec(
                select(Person)
                .join(Identity, col(Identity.person_id) == col(Person.id))
                .where(Identity.channel == address.channel, Identity.address == address.chat)
            )
        ).one_or_none()

    async def memberships_of(self, person_id: int) -> Sequence[Membership]:
        return (
            await self.session.exec(
                select(Membership).where(Membership.person_id == person_id).order_by(col(Membership.id))
            )
        ).all()

    async def holds(self, person_id: int, role: Role) -> bool:
        return (
            await self.session.exec(
                select(Membership.id).where(
                    Membership.person_id == person_id,
                    Membership.role == role,
                    Membership.state == MembershipState.active,
                )
            )
        ).first() is not None
