"""A city in rows: for tests of use cases that begin where everybody has registered and a patrol is published."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from core.incoming import Address, Incoming
from core.roles import MembershipState, OrganisationKind, Role
from core.rsvps import PatrolState
from db.engine import Engines
from db.tables import (
    City,
    Group,
    Identity,
    Membership,
    Organisation,
    OutboxRow,
    Patrol,
    PatrolOrganisation,
    Person,
)
from db.uow import UnitOfWork
from services.base import Policy

SEOUL = ZoneInfo("Asia/Seoul")
START = datetime(2026, 12, 4, 20, 0, tzinfo=SEOUL).astimezone(UTC)
BEFORE = datetime(2026, 12, 1, 12, 0, tzinfo=SEOUL).astimezone(UTC)
POLICY = Policy(zone=SEOUL, reminder_offsets=(timedelta(days=1), timedelta(hours=2), timedelta(minutes=30)))


@dataclass
class SmallCity:
    """One city, its organisations and people, and what was said to them."""

    uow: UnitOfWork
    city_id: int = 0
    updates: Any = field(default_factory=lambda: count(1))

    async def organisation(self, name: str, kind: OrganisationKind = OrganisationKind.merchants) -> int:
        async with self.uow.write() as tx:
            row = Organisation(city_id=self.city_id, kind=kind, name=name, created_at=BEFORE)
            return (await tx.organisations.added(row)).id

    async def person(self, name: str, *organisation_ids: int, role: Role = Role.member) -> int:
        """Somebody with an active role in each of these organisations, who is reached at their own id."""
        async with self.uow.write() as tx:
            person = await tx.members.added(Person(name=name, city_id=self.city_id, created_at=BEFORE))
            await tx.members.added(Identity(person_id=person.id, channel="telegram", address=str(person.id)))
            for organisation_id in organisation_ids or (None,):
                await tx.members.added(
                    Membership(
                        person_id=person.id,
                        city_id=self.city_id,
                        organisation_id=organisation_id,
                        scope=f"{self.city_id}/{organisation_id or ''}",
                        role=role,
                        state=MembershipState.active,
                        applied_at=BEFORE,
                    )
                )
            return person.id

    async def patrol(
        self, by: int, *, quotas: dict[int, int | None] | None = None, starts_at: datetime = START, **columns: Any
    ) -> int:
        """A published patrol of two hours; `quotas` by organisation, without them the whole city is invited."""
        async with self.uow.write() as tx:
            row = Patrol(
                city_id=self.city_id,
                title="범계역 합동순찰",
                starts_at=starts_at,
                ends_at=starts_at + timedelta(hours=2),
                place_name="범계역 2번 출구",
                latitude=37.3897,
                longitude=126.95070,
                invites_all=quotas is None,
                state=PatrolState.published,
                code_secret="secret",
                created_by=by,
                created_at=BEFORE,
                published_at=BEFORE,
                announce_at=BEFORE,
                announced_at=BEFORE,
                **columns,
            )
            patrol = await tx.patrols.added(row)
            for organisation_id, quota in (quotas or {}).items():
                await tx.patrols.added(
                    PatrolOrganisation(
                        patrol_id=patrol.id, organisation_id=organisation_id, city_id=self.city_id, quota=quota
                    )
                )
            return patrol.id

    async def group(self, organisation_id: int, by: int, address: str) -> None:
        async with self.uow.write() as tx:
            row = Group(
                city_id=self.city_id,
                organisation_id=organisation_id,
                channel="telegram",
                address=address,
                linked_by=by,
                linked_at=BEFORE,
            )
            await tx.groups.added(row)

    def tap(self, person_id: int, at: datetime = BEFORE, *, group: str | None = None) -> Incoming:
        """A button this person taps under message 7 of their own chat, or of a group."""
        sender = Address("telegram", str(person_id))
        chat = Address("telegram", group) if group else sender
        return Incoming(next(self.updates), sender, at, message_id="7", chat=chat, is_group=group is not None)

    async def said(self, to: int | str | None = None, kind: str | None = None) -> list[OutboxRow]:
        """All that was put into the outbox, in order; for one chat, or of one kind."""
        async with self.uow.read() as tx:
            rows = (await tx.session.exec(select(OutboxRow).order_by(col(OutboxRow.id)))).all()
        return [row for row in rows if (to is None or row.address == str(to)) and (kind is None or row.kind == kind)]


async def small_city(engines: Engines, name: str = "안양시") -> SmallCity:
    city = SmallCity(UnitOfWork(engines))
    async with city.uow.write() as tx:
        city.city_id = (await tx.cities.added(City(name=name, created_at=BEFORE))).id
    return city
