"""Who may do what: a leader acts for one organisation, a coordinator for one city, an administrator for all."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    member = "member"
    leader = "leader"
    coordinator = "coordinator"
    administrator = "administrator"


_RANK = {Role.member: 0, Role.leader: 1, Role.coordinator: 2, Role.administrator: 3}


class MembershipState(StrEnum):
    waiting = "waiting"
    active = "active"
    paused = "paused"
    declined = "declined"
    removed = "removed"
    left = "left"


class OrganisationKind(StrEnum):
    citizen_police = "citizen_police"
    merchants = "merchants"
    patrol_unit = "patrol_unit"
    safety_council = "safety_council"
    police = "police"
    city = "city"
    other = "other"


class NotAllowed(Exception):  # noqa: N818 (reads as the sentence it is: raise NotAllowed)
    """This person may not do this. Answered with one polite sentence of this kind, and nothing happens."""

    kind = "common.not_allowed"


@dataclass(frozen=True, slots=True)
class Grant:
    """One active role: `city_id` is None only for administrators, `organisation_id` for coordinators and above."""

    role: Role
    city_id: int | None = None
    organisation_id: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """The person behind an update, with what they are in force; `grants` is empty while they wait or are paused."""

    person_id: int
    name: str
    locale: str
    city_id: int | None
    grants: tuple[Grant, ...] = ()

    @property
    def is_active(self) -> bool:
        return bool(self.grants)

    @property
    def rank(self) -> Role | None:
        """The highest role held anywhere: what the command menu shows."""
        return max((grant.role for grant in self.grants), key=_RANK.__getitem__, default=None)

    @property
    def is_administrator(self) -> bool:
        return any(grant.role is Role.administrator for grant in self.grants)

    def may_coordinate(self, city_id: int | None) -> bool:
        return self.is_administrator or any(
            grant.role is Role.coordinator and grant.city_id == city_id for grant in self.grants
        )

    def may_lead(self, city_id: int | None, organisation_id: int | None) -> bool:
        return self.may_coordinate(city_id) or any(
            grant.role is Role.leader and grant.city_id == city_id and grant.organisation_id == organisation_id
            for grant in self.grants
        )

    def belongs_to(self, city_id: int | None) -> bool:
        return self.is_administrator or any(grant.city_id == city_id for grant in self.grants)

    @property
    def city_ids(self) -> tuple[int, ...]:
        """The cities this person holds a role in, first held first; an administrator may see all, listed or not."""
        return tuple(dict.fromkeys(grant.city_id for grant in self.grants if grant.city_id is not None))

    def organisations_in(self, city_id: int | None, role: Role | None = None) -> tuple[int, ...]:
        """Ids of the organisations this person is in (or, with `role`, holds that very role in)."""
        return tuple(
            dict.fromkeys(
                grant.organisation_id
                for grant in self.grants
                if grant.city_id == city_id
                and grant.organisation_id is not None
                and (role is None or grant.role is role)
            )
        )

    def holds(self, role: Role) -> bool:
        """Whether this person holds at least this role in the city they work in now."""
        rank = _RANK[role]
        return any(
            _RANK[grant.role] >= rank and (grant.city_id == self.city_id or grant.role is Role.administrator)
            for grant in self.grants
        )

    def require(self, role: Role) -> int:
        """The city this person works in now, if they hold at least `role` there.

        Raises:
            NotAllowed: they do not, or there is no city yet.
        """
        if self.city_id is None or not self.holds(role):
            raise NotAllowed(role)
        return self.city_id


def may_decide(actor: Actor, *, applied_for: Role, city_id: int | None, organisation_id: int | None) -> bool:
    """Members are decided by a leader of theirs or above, leaders by a coordinator, those by an administrator."""
    match applied_for:
        case Role.member:
            return actor.may_lead(city_id, organisation_id)
        case Role.leader:
            return actor.may_coordinate(city_id)
        case Role.coordinator | Role.administrator:
            return actor.is_administrator
