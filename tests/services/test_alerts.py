"""SOS: one alarm a moment, to those it concerns, before everything else."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import select

from core.geo import Point
from core.roles import NotAllowed, Role
from db.engine import Engines
from db.tables import Alert
from db.tables.outbox import Priority
from services.alerts import Alerts
from tests.services.small_city import BEFORE, POLICY, SmallCity, small_city


async def _alerts(city: SmallCity) -> list[Alert]:
    async with city.uow.read() as tx:
        return list((await tx.session.exec(select(Alert))).all())


async def test_tapped_five_times_at_the_same_moment_it_is_one_alarm(engines: Engines) -> None:
    city = await small_city(engines)
    unit = await city.organisation("상인회")
    person, leader = await city.person("김하나", unit), await city.person("박대장", unit, role=Role.leader)
    alerts = Alerts(city.uow, POLICY)
    await asyncio.gather(*(alerts.raise_alarm(city.tap(person)) for _ in range(5)))

    assert len(await _alerts(city)) == 1
    assert [row.kind for row in await city.said(leader)] == ["alerts.alarm"]
    assert len(await city.said(person, "alerts.raised")) == 5


async def test_everything_of_an_alarm_goes_first(engines: Engines) -> None:
    city = await small_city(engines)
    unit = await city.organisation("상인회")
    person, leader = await city.person("김하나", unit), await city.person("박대장", unit, role=Role.leader)
    alerts = Alerts(city.uow, POLICY)
    await alerts.raise_alarm(city.tap(person))
    await alerts.pass_on(city.tap(person), point=Point(37.4, 126.9), words="")
    (alert,) = await _alerts(city)
    await alerts.respond(city.tap(leader), alert.id, is_coming=True)

    assert {row.priority for row in await city.said()} == {Priority.sos}


async def test_leaders_of_all_organisations_of_the_person_hear(engines: Engines) -> None:
    city = await small_city(engines)
    unit, other = await city.organisation("자율방범대"), await city.organisation("상인회")
    person = await city.person("김하나", unit, other)
    leaders = [await city.person(f"대장 {each}", each, role=Role.leader) for each in (unit, other)]
    await Alerts(city.uow, POLICY).raise_alarm(city.tap(person))

    assert [row.address for row in await city.said(kind="alerts.alarm")] == [str(leader) for leader in leaders]


async def test_with_nobody_to_tell_only_112_remains_and_is_said(engines: Engines) -> None:
    city = await small_city(engines)
    person = await city.person("김하나", await city.organisation("상인회"))
    await Alerts(city.uow, POLICY).raise_alarm(city.tap(person))

    assert [row.facts["told"] for row in await city.said(person)] == [0]


async def test_an_answer_from_another_city_is_refused(engines: Engines) -> None:
    city, elsewhere = await small_city(engines), await small_city(engines, "군포시")
    person = await city.person("김하나", await city.organisation("상인회"))
    stranger = await elsewhere.person("남의 조정", role=Role.coordinator)
    alerts = Alerts(city.uow, POLICY)
    await alerts.raise_alarm(city.tap(person))
    (alert,) = await _alerts(city)
    with pytest.raises(NotAllowed):
        await alerts.respond(city.tap(stranger), alert.id, is_coming=True)


async def test_after_an_hour_a_place_belongs_to_no_alarm(engines: Engines) -> None:
    city = await small_city(engines)
    unit = await city.organisation("상인회")
    person, leader = await city.person("김하나", unit), await city.person("박대장", unit, role=Role.leader)
    alerts = Alerts(city.uow, POLICY)
    await alerts.raise_alarm(city.tap(person))
    late = BEFORE + timedelta(hours=1, seconds=1)
    await alerts.pass_on(city.tap(person, late), point=Point(37.4, 126.9), words="")

    assert [row.kind for row in await city.said(leader)] == ["alerts.alarm"]
    assert (await city.said(person))[-1].kind == "alerts.over"
