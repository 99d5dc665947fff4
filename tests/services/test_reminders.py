"""Reminders: each once, to everybody who did not say no, in time or late but never after the start."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import col, select

from core.roles import Role
from core.rsvps import Answer, PatrolState
from db.engine import Engines
from db.tables import Patrol, Person, Reminder
from services.base import Policy
from services.reminders import Reminders, plan_reminders
from services.rsvps import Rsvps
from tests.services.small_city import BEFORE, POLICY, START, SmallCity, small_city

DAY_BEFORE = START - timedelta(days=1)


async def planned(city: SmallCity, patrol_id: int, at: datetime = BEFORE, policy: Policy = POLICY) -> None:
    async with city.uow.write() as tx:
        patrol = await tx.patrols.lock(city.city_id, patrol_id)
        assert patrol is not None
        await plan_reminders(tx, patrol, at, policy)


async def results(city: SmallCity) -> list[tuple[str, str | None]]:
    async with city.uow.read() as tx:
        rows = (await tx.session.exec(select(Reminder).order_by(col(Reminder.due_at), col(Reminder.id)))).all()
    return [(row.kind.name, row.result) for row in rows]


async def test_everybody_who_did_not_say_no_is_reminded_once_and_who_was_silent_is_asked_instead(
    engines: Engines,
) -> None:
    city = await small_city(engines)
    unit = await city.organisation("평촌자율방범대")
    going, maybe, never, silent = [await city.person(name, unit) for name in ("가", "나", "다", "라")]
    patrol = await city.patrol(going)
    await planned(city, patrol)
    rsvps = Rsvps(city.uow, POLICY)
    for person, answer in ((going, Answer.going), (maybe, Answer.maybe), (never, Answer.not_going)):
        await rsvps.answer_patrol(city.tap(person), patrol, answer)
    reminders = Reminders(city.uow, POLICY)

    await asyncio.gather(*(reminders.send_due(DAY_BEFORE) for _ in range(3)))

    told = {
        person: [row.kind for row in await city.said(person) if row.kind.startswith("reminders")]
        for person in (going, maybe, never, silent)
    }
    assert told == {
        going: ["reminders.before"],
        maybe: ["reminders.before"],
        never: [],
        silent: ["reminders.unanswered"],
    }


async def test_nothing_is_sent_before_its_time(engines: Engines) -> None:
    city = await small_city(engines)
    hana = await city.person("김하나", await city.organisation("평촌자율방범대"))
    await planned(city, await city.patrol(hana))

    await Reminders(city.uow, POLICY).send_due(DAY_BEFORE - timedelta(seconds=1))

    assert await city.said() == []


async def test_a_leader_gets_the_silent_of_the_own_organisation_and_of_no_other(engines: Engines) -> None:
    city = await small_city(engines)
    unit, merchants = await city.organisation("평촌자율방범대"), await city.organisation("안양상인연합회")
    leader = await city.person("박대장", unit, role=Role.leader)
    await city.person("김하나", unit)
    await city.person("오상인", merchants)
    await planned(city, await city.patrol(leader))

    await Reminders(city.uow, POLICY).send_due(DAY_BEFORE)

    (row,) = await city.said(kind="reminders.leader_list")
    assert row.address == str(leader)
    assert row.facts["names"] == ["김하나", "박대장"]


async def test_a_leader_who_alone_is_silent_is_asked_and_gets_no_list(engines: Engines) -> None:
    city = await small_city(engines)
    unit = await city.organisation("평촌자율방범대")
    leader, second = [await city.person(name, unit, role=Role.leader) for name in ("박대장", "최대장")]
    patrol = await city.patrol(leader)
    await planned(city, patrol)
    await Rsvps(city.uow, POLICY).answer_patrol(city.tap(second), patrol, Answer.going)

    await Reminders(city.uow, POLICY).send_due(DAY_BEFORE)

    (row,) = await city.said(kind="reminders.leader_list")
    assert row.address == str(second)
    assert row.facts["names"] == ["박대장"]
    assert len(await city.said(leader, "reminders.unanswered")) == 1


async def test_after_an_outage_every_reminder_that_fell_due_is_sent_oldest_first(engines: Engines) -> None:
    city = await small_city(engines)
    hana = await city.person("김하나", await city.organisation("평촌자율방범대"))
    patrol = await city.patrol(hana)
    await planned(city, patrol)
    await Rsvps(city.uow, POLICY).answer_patrol(city.tap(hana), patrol, Answer.going)

    await Reminders(city.uow, POLICY).send_due(START - timedelta(minutes=10))

    assert len(await city.said(hana, "reminders.before")) == 3
    assert {result for _, result in await results(city)} == {"sent"}


async def test_of_a_patrol_that_has_begun_or_was_cancelled_nothing_is_sent_and_it_says_why(engines: Engines) -> None:
    city = await small_city(engines)
    hana = await city.person("김하나", await city.organisation("평촌자율방범대"))
    policy = replace(POLICY, reminder_offsets=(timedelta(hours=2),))
    begun = await city.patrol(hana)
    cancelled = await city.patrol(hana, starts_at=START + timedelta(minutes=90))
    for patrol in (begun, cancelled):
        await planned(city, patrol, policy=policy)
    async with city.uow.write() as tx:
        row = await tx.patrols.lock(city.city_id, cancelled)
        assert row is not None
        row.state = PatrolState.cancelled

    await Reminders(city.uow, policy).send_due(START)

    assert await city.said() == []
    assert {result for _, result in await results(city)} == {"begun", "cancelled"}


async def test_a_patrol_that_moves_takes_its_reminders_along(engines: Engines) -> None:
    city = await small_city(engines)
    hana = await city.person("김하나", await city.organisation("평촌자율방범대"))
    patrol_id = await city.patrol(hana)
    policy = replace(POLICY, reminder_offsets=(timedelta(hours=2),))
    await planned(city, patrol_id, policy=policy)
    async with city.uow.write() as tx:
        patrol = await tx.session.get(Patrol, patrol_id)
        assert patrol is not None
        patrol.starts_at, patrol.revision = START + timedelta(hours=1), 2
        await plan_reminders(tx, patrol, BEFORE, policy)
        await plan_reminders(tx, patrol, BEFORE, policy)
    reminders = Reminders(city.uow, policy)

    await reminders.send_due(START - timedelta(hours=2))
    early = await city.said(kind="reminders.before")
    await reminders.send_due(START - timedelta(hours=1))

    assert early == []
    assert len(await city.said(hana, "reminders.before")) == 1
    assert sorted((await results(city)), key=str).count(("before", "moved")) == 1


async def test_a_change_that_keeps_the_time_loses_no_reminder(engines: Engines) -> None:
    """Not even one that fell due a moment ago and has not been sent."""
    city = await small_city(engines)
    hana = await city.person("김하나", await city.organisation("평촌자율방범대"))
    patrol_id = await city.patrol(hana)
    await planned(city, patrol_id)
    async with city.uow.write() as tx:
        patrol = await tx.session.get(Patrol, patrol_id)
        assert patrol is not None
        patrol.place_name, patrol.revision = "범계역 3번 출구", 2
        await plan_reminders(tx, patrol, DAY_BEFORE + timedelta(seconds=1), POLICY)

    await Reminders(city.uow, POLICY).send_due(DAY_BEFORE + timedelta(seconds=2))

    (row,) = await city.said(hana)
    assert row.facts["place"] == "범계역 3번 출구"
    assert len(await results(city)) == 5


async def test_who_rests_is_told_nothing(engines: Engines) -> None:
    city = await small_city(engines)
    hana = await city.person("김하나", await city.organisation("평촌자율방범대"))
    await planned(city, await city.patrol(hana))
    async with city.uow.write() as tx:
        person = await tx.session.get(Person, hana)
        assert person is not None
        person.rests_since = BEFORE

    await Reminders(city.uow, POLICY).send_due(DAY_BEFORE)

    assert await city.said() == []
