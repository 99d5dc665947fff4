"""Who is speaking: one query from a messenger's address to a person and the roles in force."""

from sqlalchemy import and_
from sqlmodel import col, select

from core.incoming import Address
from core.roles import Actor, Grant, MembershipState
from db.repos.base import Repo
from db.tables import Identity, Membership, Person


class Actors(Repo):
    async def of(self, address: Address) -> Actor | None:
        """The person at this address with their active roles; None when nobody registered from there."""
        rows = (
            await self.session.exec(
                select(Person, Membership)
                .join(Identity, col(Identity.person_id) == col(Person.id))
                .join(
                    Membership,
                    and_(col(Membership.person_id) == col(Person.id), col(Membership.state) == MembershipState.active),
                    isouter=True,
                )
                .where(Identity.channel == address.channel, Identity.address == address.chat)
                .order_by(col(Membership.id))
            )
        ).all()
        if not rows:
            return None
        person = rows[0][0]
        grants = tuple(Grant(m.role, m.city_id, m.organisation_id) for _, m in rows if m is not None)
        return Actor(person.id, person.name, person.locale, person.city_id, grants)
