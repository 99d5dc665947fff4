"""A patrol with people who may check in, and what became of each: for tests of duties and rosters."""

from datetime import timedelta

from sqlmodel import select

from core.checkins import ByLocation
from core.geo import Point
from core.members import CONSENT_TEXT_VERSION, Purpose
from core.roles import Role
from db.engine import Engines
from db.tables import Checkin, Consent
from tests.services.small_city import BEFORE, START, SmallCity, small_city

HERE = ByLocation(Point(37.3897, 126.9507))
MINUTE = timedelta(minutes=1)
END = START + timedelta(hours=2)


async def city_with_patrol(engines: Engines) -> tuple[SmallCity, int, list[int], int]:
    """A city, its unit, a leader with two members who let their place be used, and a patrol."""
    city = await small_city(engines)
    unit = await city.organisation("평촌자율방범대")
    leader = await city.person("박대장", unit, role=Role.leader)
    people = [leader, *[await city.person(name, unit) for name in ("김하나", "이두리")]]
    async with city.uow.write() as tx:
        granted = {"purpose": Purpose.location, "is_granted": True, "text_version": CONSENT_TEXT_VERSION, "at": BEFORE}
        await tx.members.insert(Consent, [{"person_id": person, **granted} for person in people])
    patrol = await city.patrol(leader, quotas={unit: None})
    return city, unit, people, patrol


async def presence(city: SmallCity, patrol: int, person: int) -> Checkin | None:
    async with city.uow.read() as tx:
        found = select(Checkin).where(Checkin.patrol_id == patrol, Checkin.person_id == person)
        return (await tx.session.exec(found)).one_or_none()


async def kinds(city: SmallCity, person: int) -> list[str]:
    return [row.kind for row in await city.said(person)]
