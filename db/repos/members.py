"""People, their addresses, consents and memberships."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import and_, or_, update
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from core.incoming import Address
from core.members import CONSENT_TEXT_VERSION, IN_FORCE, Held, Purpose, Target
from core.roles import MembershipState, Role
from db.repos.base import Repo, insert_for
from db.tables import Consent, Identity, Membership, OutboxRow, Person


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One line of an organisation's list of members."""

    membership_id: int
    name: str
    role: Role
    state: MembershipState
    is_reachable: bool
    is_expected: bool = False


T = TypeVar("T")

_ORDER = {MembershipState.waiting: 0, MembershipState.active: 1, MembershipState.paused: 2}
_ADMINISTRATORS = col(Membership.role) == Role.administrator


def held(statement: SelectOfScalar[T], *, of: Any = None) -> SelectOfScalar[T]:
    """Rows locked until the end of the transaction, and read anew: who waited must not decide on what was before."""
    return statement.with_for_update(of=of).execution_options(populate_existing=True)


class Members(Repo):
    async def at(self, address: Address) -> Person | None:
        """The person a messenger knows by this address."""
        return (await self.session.exec(self._at(address))).one_or_none()

    async def lock_at(self, address: Address) -> Person | None:
        """The same, held: what they are a member of is decided by one transaction at a time."""
        return (await self.session.exec(held(self._at(address), of=Person))).one_or_none()

    def _at(self, address: Address) -> SelectOfScalar[Person]:
        return (
            select(Person)
            .join(Identity, col(Identity.person_id) == col(Person.id))
            .where(Identity.channel == address.channel, Identity.address == address.chat)
        )

    def only(self, person_id: int) -> SelectOfScalar[int]:
        """This one person, for what is told to a choice of people."""
        return select(Person.id).where(Person.id == person_id)

    async def lock(self, person_id: int) -> Person:
        return (await self.session.exec(held(select(Person).where(Person.id == person_id)))).one()

    async def register(self, person: Person, address: Address) -> Person:
        """This person at this address; or, when somebody registered from there a moment ago, the one who did."""
        await self.added(person)
        statement = (
            insert_for(self.session.get_bind().dialect.name, Identity)
            .values(person_id=person.id, channel=address.channel, address=address.chat)
            .on_conflict_do_nothing(index_elements=["channel", "address"])
            .returning(Identity.id)
        )
        if (await self.session.execute(statement)).first() is not None:
            return person
        await self.session.delete(person)
        await self.session.flush()
        return (await self.session.exec(self._at(address))).one()

    async def agree(self, person_id: int, answers: Mapping[Purpose, tuple[bool, datetime]]) -> None:
        """Keeps what was answered to each consent question, and to which wording."""
        rows = [
            {
                "person_id": person_id,
                "purpose": purpose,
                "is_granted": is_granted,
                "text_version": CONSENT_TEXT_VERSION,
                "at": at,
            }
            for purpose, (is_granted, at) in answers.items()
        ]
        await self.insert(Consent, rows)

    async def is_unreachable(self, address: Address, at: datetime) -> None:
        """Nothing is said to this address until its person lets us in again."""
        await self.session.execute(
            update(Identity)
            .where(
                col(Identity.channel) == address.channel,
                col(Identity.address) == address.chat,
                col(Identity.unreachable_at).is_(None),
            )
            .values(unreachable_at=at)
            .execution_options(synchronize_session=False)
        )

    async def is_reachable_again(self, address: Address) -> None:
        """A person who writes can be written to."""
        await self.session.execute(
            update(Identity)
            .where(
                col(Identity.channel) == address.channel,
                col(Identity.address) == address.chat,
                col(Identity.unreachable_at).is_not(None),
            )
            .values(unreachable_at=None)
            .execution_options(synchronize_session=False)
        )

    async def memberships_of(self, person_id: int) -> Sequence[Membership]:
        return (
            await self.session.exec(
                select(Membership).where(Membership.person_id == person_id).order_by(col(Membership.id))
            )
        ).all()

    async def held_by(self, person_id: int) -> tuple[Held, ...]:
        memberships = await self.memberships_of(person_id)
        return tuple(Held(m.city_id, m.organisation_id, m.role, m.state, m.is_patrol_unit) for m in memberships)

    async def get_membership(self, city_id: int, membership_id: int) -> Membership | None:
        return (
            await self.session.exec(
                select(Membership).where(Membership.city_id == city_id, Membership.id == membership_id)
            )
        ).one_or_none()

    async def lock_membership(self, membership_id: int, city_ids: Sequence[int] | None) -> Membership | None:
        """A membership of one of these cities (of any when None), held for a decision."""
        statement = held(select(Membership).where(Membership.id == membership_id))
        if city_ids is not None:
            statement = statement.where(col(Membership.city_id).in_(city_ids))
        return (await self.session.exec(statement)).one_or_none()

    async def apply(self, person_id: int, target: Target, at: datetime) -> Membership:
        return await self.added(
            Membership(
                person_id=person_id,
                city_id=target.city_id,
                organisation_id=target.organisation_id,
                scope=scope_of(target.city_id, target.organisation_id),
                role=target.role,
                state=MembershipState.waiting,
                is_patrol_unit=target.is_patrol_unit,
                applied_at=at,
            )
        )

    async def roster(self, city_id: int, organisation_id: int | None) -> Sequence[RosterLine]:
        """Who belongs to an organisation (or coordinates the city) or waits to: waiting ones first, then leaders."""
        is_reachable = (
            select(Identity.id)
            .where(col(Identity.person_id) == col(Person.id), col(Identity.unreachable_at).is_(None))
            .exists()
        )
        statement = (
            select(Membership, Person.name, is_reachable)
            .join(Person, col(Person.id) == col(Membership.person_id))
            .where(
                Membership.city_id == city_id,
                col(Membership.organisation_id).is_not_distinct_from(organisation_id),
                col(Membership.state).in_((MembershipState.waiting, *IN_FORCE)),
            )
        )
        lines = [
            RosterLine(membership.id, name, membership.role, membership.state, is_reached, membership.is_expected)
            for membership, name, is_reached in (await self.session.exec(statement)).all()
        ]
        return sorted(
            lines, key=lambda line: (_ORDER[line.state], line.role is Role.member, line.name, line.membership_id)
        )

    async def lock_leaders(self, organisation_id: int) -> Sequence[Membership]:
        return (
            await self.session.exec(
                held(
                    select(Membership)
                    .where(
                        Membership.organisation_id == organisation_id,
                        Membership.role == Role.leader,
                        col(Membership.state).in_((MembershipState.waiting, *IN_FORCE)),
                    )
                    .order_by(col(Membership.id))
                )
            )
        ).all()

    async def phone_of(self, person_id: int) -> str:
        """Empty where somebody gave none."""
        return (await self.session.exec(select(Person.phone).where(Person.id == person_id))).one() or ""

    async def is_reachable(self, person_id: int) -> bool:
        """Whether any messenger still delivers to this person."""
        return (
            await self.session.exec(
                select(Identity.id).where(Identity.person_id == person_id, col(Identity.unreachable_at).is_(None))
            )
        ).first() is not None

    async def decider_ids(self, application: Membership) -> SelectOfScalar[int]:
        """Who is asked about it: the nearest who may decide and can be reached, else those above them."""
        coordinators = and_(col(Membership.role) == Role.coordinator, col(Membership.city_id) == application.city_id)
        leaders = and_(
            col(Membership.role) == Role.leader, col(Membership.organisation_id) == application.organisation_id
        )
        near = {Role.member: or_(leaders, coordinators), Role.leader: coordinators}.get(application.role)
        if near is not None:
            asked = self._holding(near, application.person_id)
            if (await self.session.exec(asked.limit(1))).first() is not None:
                return asked
        return self._holding(_ADMINISTRATORS, None)

    async def appointer_ids(self, application: Membership) -> SelectOfScalar[int]:
        """Who has the last word where a leader only recommends: the coordinators, else those above them."""
        return await self.coordinator_ids(application.city_id, but=application.person_id)

    async def coordinator_ids(self, city_id: int | None, *, but: int | None) -> SelectOfScalar[int]:
        """The city's coordinators who can be reached, else the administrators; without one who is not to decide."""
        coordinators = and_(col(Membership.role) == Role.coordinator, col(Membership.city_id) == city_id)
        asked = self._holding(coordinators, but)
        if (await self.session.exec(asked.limit(1))).first() is not None:
            return asked
        return self._holding(_ADMINISTRATORS, but)

    def _holding(self, role: object, but_not: int | None) -> SelectOfScalar[int]:
        statement = (
            select(Membership.person_id)
            .join(Identity, col(Identity.person_id) == col(Membership.person_id))
            .where(
                role,  # type: ignore[arg-type]
                Membership.state == MembershipState.active,
                col(Identity.unreachable_at).is_(None),
            )
            .distinct()
        )
        return statement if but_not is None else statement.where(Membership.person_id != but_not)

    def told_of(self, city_id: int | None, slot: str, but: SelectOfScalar[int] | None = None) -> SelectOfScalar[int]:
        """The city's leaders and those above whose chat shows this slot; or those of them who are none of `but`."""
        told = (
            select(Identity.person_id)
            .join(Membership, col(Membership.person_id) == col(Identity.person_id))
            .join(
                OutboxRow,
                and_(col(OutboxRow.channel) == col(Identity.channel), col(OutboxRow.address) == col(Identity.address)),
            )
            .where(
                col(OutboxRow.slot) == slot,
                or_(
                    _ADMINISTRATORS,
                    and_(
                        col(Membership.city_id) == city_id,
                        col(Membership.role).in_((Role.leader, Role.coordinator)),
                    ),
                ),
            )
            .distinct()
        )
        return told if but is None else told.where(col(Identity.person_id).not_in(but))


def scope_of(city_id: int | None, organisation_id: int | None) -> str:
    """What a role is for, as one comparable word (see Membership)."""
    return f"{city_id}/{organisation_id or ''}" if city_id else ""
