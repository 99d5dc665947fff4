"""Who is speaking: one query from a messenger's address to a person and the roles in force."""

from sqlalchemy import and_
from sqlmodel import col, select
from sqlmodel.sql.expression import Select

from core.incoming import Address
from core.roles import Actor, Grant, MembershipState
from db.repos.base import Repo
from db.tables import Identity, Membership, Person


class Actors(Repo):
    async def of(self, address: Address) -> Actor | None:
        """The person at this address with their active roles; None when nobody registered from there."""
        return await self._one(
            self._with_roles()
            .join(Identity, col(Identity.person_id) == col(Person.id))
            .where(Identity.channel == address.channel, Identity.address == address.chat)
        )

    async def of_person(self, person_id: int) -> Actor | None:
        """The same by the person's own number: what somebody is after a decision about them."""
        return await self._one(self._with_roles().where(Person.id == person_id))

    def _with_roles(self) -> Select[Person, Membership]:
        held = and_(col(Membership.person_id) == col(Person.id), col(Membership.state) == MembershipState.active)
        return select(Person, Membership).join(Membership, held, isouter=True).order_by(col(Membership.id))

    async def _one(self, statement: Select[Person, Membership]) -> Actor | None:
        rows = (await self.session.exec(statement)).all()
        if not rows:
            return None
        person = rows[0][0]
        grants = tuple(Grant(m.role, m.city_id, m.organisation_id) for _, m in rows if m is not None)
        return Actor(person.id, person.name, person.locale, person.city_id, grants)
