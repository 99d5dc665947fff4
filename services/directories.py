"""People at a desk: organisations, their members, who waits to be let in, and the links that invite."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.members import IN_FORCE, warning_of_size
from core.roles import Actor, NotAllowed, OrganisationKind, Role, may_decide
from core.standings import ABSENCES_WITHIN
from db.repos.members import RosterLine
from db.tables import Organisation
from db.uow import Transaction
from services.applications import judge
from services.invitations import MOST_LINKS, handed_out, invite
from services.visits import Visitor, VisitService

INVITED = (Role.member, Role.leader)


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    organisation_id: int
    name: str
    kind: str
    active: int
    waiting: int
    leaders: Sequence[str]


@dataclass(frozen=True, slots=True)
class Link:
    """An invitation that still opens something."""

    token: str
    role: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class OrganisationSheet:
    organisation_id: int
    name: str
    kind: str
    members: Sequence[RosterLine]
    links: Sequence[Link]
    unexcused: Mapping[int, int]
    """By membership: absences of the last year without an excuse."""
    warning: str
    """What the act says against this number of members, if anything."""


@dataclass(frozen=True, slots=True)
class Leaflet:
    """What a printed invitation says."""

    token: str
    role: str
    city: str
    organisation: str
    organisation_id: int
    expires_at: datetime


class Directories(VisitService):
    async def organisations(self, visitor: Visitor) -> Sequence[OrganisationLine]:
        """The organisations of the city in numbers, each with who leads it."""
        async with self.uow.read() as tx:
            await self.coordinator(tx, visitor)
            active = await tx.overviews.members(visitor.city_id)
            leaders = await tx.overviews.leaders(visitor.city_id)
            return [
                OrganisationLine(
                    each.id, each.name, each.kind.name, active.get(each.id, 0), waiting, leaders.get(each.id, [])
                )
                for each, waiting in await tx.organisations.with_waiting(visitor.city_id)
            ]

    async def organisation(self, visitor: Visitor, organisation_id: int, at: datetime) -> OrganisationSheet:
        """One organisation: its members, those who wait first, and its links."""
        async with self.uow.read() as tx:
            await self.coordinator(tx, visitor)
            found = await _of_city(tx, visitor, organisation_id)
            members = await tx.members.roster(visitor.city_id, organisation_id)
            links = await tx.invitations.open_of(visitor.city_id, organisation_id, at)
            return OrganisationSheet(
                found.id,
                found.name,
                found.kind.name,
                members,
                [Link(link.token, link.role.name, link.expires_at) for link in links][:MOST_LINKS],
                await tx.standings.unexcused(visitor.city_id, organisation_id, at - ABSENCES_WITHIN, at),
                _warning(found, members),
            )

    async def decide(self, visitor: Visitor, application_id: int, at: datetime, *, is_approved: bool) -> str:
        """Lets an applicant in or not, by the same rule as in the chat: the kind of the answer."""
        async with self.uow.write() as tx:
            actor = await self.coordinator(tx, visitor)
            if await tx.members.get_membership(visitor.city_id, application_id) is None:
                raise NotAllowed(f"membership:{application_id}")
            kind, _ = await judge(tx, actor, application_id, at, is_approved=is_approved)
        return kind

    async def create_link(self, visitor: Visitor, organisation_id: int, role: Role, at: datetime) -> None:
        async with self.uow.write() as tx:
            actor = await self.coordinator(tx, visitor)
            await _of_city(tx, visitor, organisation_id)
            _check(actor, role, visitor.city_id, organisation_id)
            await invite(tx, actor, at, role=role, city_id=visitor.city_id, organisation_id=organisation_id)

    async def revoke(self, visitor: Visitor, token: str, at: datetime) -> int:
        """From now on this link opens nothing; the organisation it was for."""
        async with self.uow.write() as tx:
            actor = await self.coordinator(tx, visitor)
            link = await handed_out(tx, actor, token)
            if link.city_id != visitor.city_id or link.organisation_id is None:
                raise NotAllowed("another city")
            link.revoked_at = link.revoked_at or at
            tx.audits.record(
                "invitation.revoked",
                f"city:{link.city_id}",
                at,
                city_id=link.city_id,
                actor_id=actor.person_id,
                role=link.role.name,
                organisation_id=link.organisation_id,
            )
            return link.organisation_id

    async def leaflet(self, visitor: Visitor, token: str, at: datetime) -> Leaflet:
        """What is printed beside the QR of a link that still opens something."""
        async with self.uow.read() as tx:
            await self.coordinator(tx, visitor)
            link = await tx.invitations.by_token(token)
            if link is None or link.city_id != visitor.city_id or link.organisation_id is None:
                raise NotAllowed("unknown link")
            if link.revoked_at is not None or link.expires_at <= at:
                raise NotAllowed("spent link")
            organisation = await _of_city(tx, visitor, link.organisation_id)
            return Leaflet(token, link.role.name, visitor.city, organisation.name, organisation.id, link.expires_at)


async def _of_city(tx: Transaction, visitor: Visitor, organisation_id: int) -> Organisation:
    found = await tx.organisations.get(visitor.city_id, organisation_id)
    if found is None:
        raise NotAllowed("organisation of another city")
    return found


def _warning(organisation: Organisation, members: Sequence[RosterLine]) -> str:
    size = sum(line.state in IN_FORCE for line in members)
    found = warning_of_size(size, is_patrol_unit=organisation.kind is OrganisationKind.patrol_unit)
    return found.name if found else ""


def _check(actor: Actor, role: Role, city_id: int, organisation_id: int) -> None:
    is_invited = role in INVITED
    if not is_invited or not may_decide(actor, applied_for=role, city_id=city_id, organisation_id=organisation_id):
        raise NotAllowed(role)
