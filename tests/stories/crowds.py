"""A whole city at once, written into the database: for stories in which how people joined does not matter."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from bot.app import App
from core.incoming import Address
from core.members import CONSENT_TEXT_VERSION, Purpose
from core.roles import MembershipState, OrganisationKind, Role
from db.repos.members import scope_of
from db.tables import City, Consent, Identity, Membership, Organisation, Person
from db.uow import Transaction
from services.invitations import invite
from simulator.client import Simulator, Someone
from tests.stories.registering import MERCHANTS, OWNER, UNIT
from tests.stories.registering import City as Founded

UNITS: Mapping[str, tuple[OrganisationKind, int]] = {
    "평촌자율방범대": (OrganisationKind.patrol_unit, 20),
    "범계자율방범대": (OrganisationKind.patrol_unit, 20),
    "안양상인연합회": (OrganisationKind.merchants, 15),
    "동안시민경찰연합회": (OrganisationKind.citizen_police, 15),
    "평촌생활안전협의회": (OrganisationKind.safety_council, 10),
}
"""The example city: 80 members in five organisations, the first of each its leader."""


@dataclass(frozen=True)
class Crowd:
    """Everybody of the city; `people[0]` of an organisation leads it."""

    city_id: int
    owner: Someone
    coordinator: Someone
    organisation_ids: Mapping[str, int]
    people: Mapping[str, tuple[Someone, ...]]

    @property
    def everybody(self) -> tuple[Someone, ...]:
        return tuple(person for unit in self.people.values() for person in unit)


async def fills(
    app: App,
    telegram: Simulator,
    units: Mapping[str, tuple[OrganisationKind, int | tuple[str, ...]]] = UNITS,
    *,
    city: str = "안양시",
    owner: Someone | None = None,
) -> Crowd:
    """A city with an owner, a coordinator and these organisations of so many people, all active and reachable.

    An organisation's people are a number or names. For a second city name the first one's `owner`.
    """
    owner = owner or await _owner(telegram)
    at = app.clock.now()
    names = ["이조정", *(name for unit in units for name in _names(unit, units[unit][1]))]
    everybody = await telegram.people(
        [{"first_name": name, "language_code": "ko", "has_started": True} for name in names]
    )
    coordinator, *rest = everybody
    async with app.uow.write() as tx:
        city_id = (await tx.cities.added(City(name=city, created_at=at))).id
        ids = await _people(tx, everybody, city_id, at)
        boss = await tx.members.at(Address("telegram", str(owner.id)))
        if boss is not None:
            boss.city_id = city_id
        await _role(tx, ids[:1], Role.coordinator, at, city_id=city_id)
        organisation_ids: dict[str, int] = {}
        people: dict[str, tuple[Someone, ...]] = {}
        first = 0
        for unit, (kind, wanted) in units.items():
            size = len(_names(unit, wanted))
            organisation = Organisation(city_id=city_id, kind=kind, name=unit, created_at=at)
            organisation_ids[unit] = (await tx.organisations.added(organisation)).id
            members = ids[1 + first : 1 + first + size]
            await _role(tx, members[:1], Role.leader, at, city_id=city_id, organisation=organisation)
            await _role(tx, members[1:], Role.member, at, city_id=city_id, organisation=organisation)
            people[unit] = tuple(rest[first : first + size])
            first += size
    return Crowd(city_id, owner, coordinator, organisation_ids, people)


async def becomes_coordinator(app: App, crowd: Crowd, someone: Someone) -> None:
    """One of the members coordinates their city from now on, beside whoever does already."""
    async with app.uow.write() as tx:
        person = await tx.members.at(Address("telegram", str(someone.id)))
        assert person is not None
        await _role(tx, [person.id], Role.coordinator, app.clock.now(), city_id=crowd.city_id)


async def founds_at_once(app: App, telegram: Simulator) -> Founded:
    """The same city as by way of the chat, without the conversation: people see their main menu, links work."""
    names = ("박대장", "김하나", "이두리", "정세찬")
    units = {UNIT: (OrganisationKind.patrol_unit, names), MERCHANTS: (OrganisationKind.merchants, ())}
    crowd = await fills(app, telegram, units)
    leader, *members = crowd.people[UNIT]
    async with app.uow.write() as tx:
        founder = await tx.actors.of(Address("telegram", str(crowd.owner.id)))
        assert founder is not None
        at = app.clock.now()

        async def link(role: Role, organisation: str | None) -> str:
            organisation_id = crowd.organisation_ids[organisation] if organisation else None
            city_id = crowd.city_id
            token = await invite(tx, founder, at, role=role, city_id=city_id, organisation_id=organisation_id)
            return f"https://t.me/{telegram.username}?start={token}"

        links = [await link(role, unit) for unit in (UNIT, MERCHANTS) for role in (Role.member, Role.leader)]
        coordinators_link = await link(Role.coordinator, None)
    await asyncio.gather(*(_opens_menu(person) for person in (crowd.coordinator, leader, *members)))
    return Founded(
        crowd.owner,
        crowd.coordinator,
        leader,
        (members[0], members[1], members[2]),
        coordinators_link,
        (links[0], links[1]),
        (links[2], links[3]),
    )


async def _opens_menu(person: Someone) -> None:
    await person.says("/start")
    await person.hears("반가워요")


def _names(unit: str, wanted: int | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{unit[:2]}{number:03}" for number in range(wanted)) if isinstance(wanted, int) else wanted


async def _owner(telegram: Simulator) -> Someone:
    """Greeted by the bot, which by then has brought the database up to date."""
    owner = await telegram.person("김대표", id=OWNER, language="ko")
    await _opens_menu(owner)
    return owner


async def _people(tx: Transaction, everybody: list[Someone], city_id: int, at: datetime) -> list[int]:
    """Ids in the order of `everybody`."""
    highest = (await tx.session.exec(select(Person.id).order_by(col(Person.id).desc()).limit(1))).first() or 0
    rows = [
        {"name": person.name, "locale": "ko", "city_id": city_id, "location_paused": False, "created_at": at}
        for person in everybody
    ]
    await tx.members.insert(Person, rows)
    found = select(Person.id).where(col(Person.id) > highest).order_by(col(Person.id))
    ids = list((await tx.session.exec(found)).all())
    await tx.members.insert(
        Identity,
        [
            {"person_id": person_id, "channel": "telegram", "address": str(person.id)}
            for person_id, person in zip(ids, everybody, strict=True)
        ],
    )
    await tx.members.insert(
        Consent,
        [
            {
                "person_id": person_id,
                "purpose": purpose,
                "is_granted": True,
                "text_version": CONSENT_TEXT_VERSION,
                "at": at,
            }
            for person_id in ids
            for purpose in Purpose
        ],
    )
    return ids


async def _role(
    tx: Transaction,
    person_ids: list[int],
    role: Role,
    at: datetime,
    *,
    city_id: int,
    organisation: Organisation | None = None,
) -> None:
    organisation_id = organisation.id if organisation else None
    await tx.members.insert(
        Membership,
        [
            {
                "person_id": person_id,
                "city_id": city_id,
                "organisation_id": organisation_id,
                "scope": scope_of(city_id, organisation_id),
                "role": role,
                "state": MembershipState.active,
                "is_patrol_unit": organisation is not None and organisation.kind is OrganisationKind.patrol_unit,
                "applied_at": at,
                "decided_at": at,
            }
            for person_id in person_ids
        ],
    )
