"""Menus of those who lead are set anew when they hold something else, once, whoever looks and however often."""

from __future__ import annotations

import asyncio

from sqlmodel import select

from core.roles import MembershipState, Role
from db.engine import Engines
from db.tables import Membership, Person
from services.menus import Menus
from tests.services.small_city import BEFORE, POLICY, SmallCity, small_city


async def set_for(city: SmallCity) -> dict[str, list[str]]:
    """The ranks of the menus set so far, by name."""
    async with city.uow.read() as tx:
        names = {person.id: person.name for person in (await tx.session.exec(select(Person))).all()}
    found: dict[str, list[str]] = {}
    for row in await city.said(kind="menu.commands"):
        found.setdefault(names[row.person_id or 0], []).append(row.facts["rank"])
    return found


async def leading(engines: Engines) -> SmallCity:
    """A coordinator who leads a unit as well, a leader, a member."""
    city = await small_city(engines)
    unit = await city.organisation("평촌자율방범대")
    await city.person("김하나", unit)
    await city.person("박대장", unit, role=Role.leader)
    coordinator = await city.person("이조정", role=Role.coordinator)
    async with city.uow.write() as tx:
        row = Membership(
            person_id=coordinator,
            city_id=city.city_id,
            organisation_id=unit,
            scope=f"{city.city_id}/{unit}",
            role=Role.leader,
            state=MembershipState.active,
            applied_at=BEFORE,
        )
        await tx.members.added(row)
    return city


async def test_those_who_lead_get_the_menu_of_their_highest_role_and_members_keep_theirs(engines: Engines) -> None:
    city = await leading(engines)
    has_set = await Menus(city.uow, POLICY).keep("https", BEFORE)

    assert has_set
    assert await set_for(city) == {"박대장": ["leader"], "이조정": ["coordinator"]}


async def test_a_start_that_changes_nothing_sets_nothing(engines: Engines) -> None:
    city = await leading(engines)
    menus = Menus(city.uow, POLICY)
    outcomes = [await menus.keep(fingerprint, BEFORE) for fingerprint in ("http", "http", "https", "http", "http")]

    assert outcomes == [True, False, True, True, False]
    assert await set_for(city) == {"박대장": ["leader"] * 3, "이조정": ["coordinator"] * 3}


async def test_of_several_processes_that_start_at_once_one_sets_them(engines: Engines) -> None:
    city = await leading(engines)
    menus = Menus(city.uow, POLICY)
    outcomes = await asyncio.gather(*(menus.keep("https", BEFORE) for _ in range(4)))

    assert sorted(outcomes) == [False, False, False, True]
    assert await set_for(city) == {"박대장": ["leader"], "이조정": ["coordinator"]}
