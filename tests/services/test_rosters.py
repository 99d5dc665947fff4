"""A leader's mark stands beside the persons' own words, says who made it, and stays within the own roster."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlmodel import select

from core.checkouts import CheckoutMethod
from core.roles import NotAllowed, Role
from db.engine import Engines
from db.tables import AuditEntry
from db.uow import Transaction
from services.checkins import Checkins
from services.roster_sheets import Place
from services.rosters import Rosters
from tests.services.duties import END, HERE, MINUTE, city_with_patrol, kinds, presence
from tests.services.small_city import POLICY, START, small_city


async def test_a_leaders_mark_and_the_persons_own_word_at_the_same_moment_agree(engines: Engines) -> None:
    city, unit, (leader, hana, _), patrol = await city_with_patrol(engines)
    rosters = Rosters(city.uow, POLICY)

    await asyncio.gather(
        Checkins(city.uow, POLICY).check_in(city.tap(hana, START), HERE, asked=False),
        rosters.mark(city.tap(leader, START), Place(patrol, unit), hana, is_present=True),
    )

    row = await presence(city, patrol, hana)
    assert row is not None
    assert row.is_present


async def marks_of(tx: Transaction, person_id: int) -> Sequence[AuditEntry]:
    return (await tx.session.exec(select(AuditEntry).where(AuditEntry.person_id == person_id))).all()


@pytest.mark.parametrize("is_present", [True, False])
async def test_two_leaders_who_mark_the_same_at_the_same_moment_do_it_once(engines: Engines, is_present: bool) -> None:
    city, unit, (leader, hana, _), patrol = await city_with_patrol(engines)
    second = await city.person("최부대장", unit, role=Role.leader)
    rosters = Rosters(city.uow, POLICY)
    if not is_present:
        await Checkins(city.uow, POLICY).check_in(city.tap(hana, START), HERE, asked=False)

    marks = (
        rosters.mark(city.tap(each, START), Place(patrol, unit), hana, is_present=is_present)
        for each in (leader, second)
    )
    await asyncio.gather(*marks)

    async with city.uow.read() as tx:
        entries = await marks_of(tx, hana)
    row = await presence(city, patrol, hana)
    assert row is not None
    assert row.is_present is is_present
    assert len(entries) == 1


@pytest.mark.parametrize("is_present", [True, False])
async def test_a_mark_says_who_made_it_and_tells_the_person(engines: Engines, is_present: bool) -> None:
    city, unit, (leader, hana, _), patrol = await city_with_patrol(engines)
    rosters = Rosters(city.uow, POLICY)
    if not is_present:
        await Checkins(city.uow, POLICY).check_in(city.tap(hana, START), HERE, asked=False)

    for _ in range(2):
        await rosters.mark(city.tap(leader, START + MINUTE), Place(patrol, unit), hana, is_present=is_present)

    row = await presence(city, patrol, hana)
    assert row is not None
    assert (row.is_present, row.marked_by) == (is_present, leader)
    async with city.uow.read() as tx:
        (entry,) = await marks_of(tx, hana)
    assert (entry.actor_id, entry.person_id, entry.at) == (leader, hana, START + MINUTE)
    assert await kinds(city, hana) == [
        *(() if is_present else ("checkins.accepted",)),
        "rosters.marked_present" if is_present else "rosters.marked_absent",
    ]


async def test_a_leader_marks_only_people_of_the_own_roster(engines: Engines) -> None:
    city, unit, (leader, hana, _), patrol = await city_with_patrol(engines)
    merchants = await city.organisation("안양상인연합회")
    stranger = await city.person("오상인", merchants)
    elsewhere = await small_city(engines, "과천시")
    other_unit = await elsewhere.organisation("과천자율방범대")
    other_leader = await elsewhere.person("남대장", other_unit, role=Role.leader)
    elsewhere.updates = city.updates
    rosters = Rosters(city.uow, POLICY)

    for tap, place, person in (
        (city.tap(leader, START), Place(patrol, unit), stranger),
        (city.tap(leader, START), Place(patrol, merchants), stranger),
        (city.tap(hana, START), Place(patrol, unit), hana),
        (elsewhere.tap(other_leader, START), Place(patrol, unit), hana),
        (elsewhere.tap(other_leader, START), Place(patrol, other_unit), other_leader),
    ):
        with pytest.raises(NotAllowed):
            await rosters.mark(tap, place, person, is_present=True)

    assert await presence(city, patrol, hana) is None
    assert await presence(city, patrol, stranger) is None


async def test_the_day_after_a_leader_completes_the_roster_with_whole_patrols(engines: Engines) -> None:
    city, unit, (leader, hana, duri), patrol = await city_with_patrol(engines)
    rosters = Rosters(city.uow, POLICY)

    await rosters.mark(city.tap(leader, END + timedelta(hours=12)), Place(patrol, unit), hana, is_present=True)
    late = await rosters.mark(city.tap(leader, END + timedelta(hours=25)), Place(patrol, unit), duri, is_present=True)

    row = await presence(city, patrol, hana)
    assert row is not None
    assert (row.arrived_at, row.left_at, row.credited_minutes, row.late_minutes) == (START, END, 120, 0)
    assert late.kind == "rosters.closed"
    assert await presence(city, patrol, duri) is None


async def test_a_leader_ends_somebodys_duty(engines: Engines) -> None:
    city, unit, (leader, hana, _), patrol = await city_with_patrol(engines)
    rosters = Rosters(city.uow, POLICY)
    await rosters.mark(city.tap(leader, START), Place(patrol, unit), hana, is_present=True)

    await rosters.send_home(city.tap(leader, START + 45 * MINUTE), Place(patrol, unit), hana)

    row = await presence(city, patrol, hana)
    assert row is not None
    assert (row.checkout_method, row.credited_minutes) == (CheckoutMethod.leader, 45)
