"""A duty ends once, with its patrol at the latest, and is credited for what it was."""

import asyncio
from datetime import timedelta

from core.checkouts import CheckoutMethod
from db.engine import Engines
from db.tables import Patrol
from services.checkins import Checkins
from services.checkouts import Checkouts
from services.hours import hours_of
from services.roster_sheets import Place
from services.rosters import Rosters
from tests.services.duties import END, HERE, MINUTE, city_with_patrol, kinds, presence
from tests.services.small_city import POLICY, START


async def test_everybody_still_there_at_the_end_has_served_to_the_end_and_hears_it_once(engines: Engines) -> None:
    city, _, (_, hana, duri), patrol = await city_with_patrol(engines)
    checkins, checkouts = Checkins(city.uow, POLICY), Checkouts(city.uow, POLICY)
    await checkins.check_in(city.tap(hana, START), HERE, asked=False)
    await checkins.check_in(city.tap(duri, START + 30 * MINUTE), HERE, asked=False)
    await checkouts.check_out(city.tap(duri, START + 90 * MINUTE))

    await checkouts.close_ended(END - MINUTE)
    before = await presence(city, patrol, hana)
    await asyncio.gather(checkouts.close_ended(END), checkouts.close_ended(END))
    await checkouts.close_ended(END + MINUTE)

    row = await presence(city, patrol, hana)
    assert before is not None
    assert before.left_at is None
    assert row is not None
    assert (row.left_at, row.checkout_method, row.credited_minutes) == (END, CheckoutMethod.end, 120)
    (told,) = await city.said(hana, "checkouts.closed")
    assert (told.facts["credited_minutes"], told.facts["today_minutes"], told.facts["month_minutes"]) == (120, 120, 120)
    assert not await city.said(duri, "checkouts.closed")
    async with city.uow.read() as tx:
        closed = await tx.session.get(Patrol, patrol)
    assert closed is not None
    assert closed.closed_at == END


async def test_a_word_from_the_patrol_that_is_heard_after_its_end_still_counts(engines: Engines) -> None:
    city, _, (_, hana, _), patrol = await city_with_patrol(engines)
    checkouts = Checkouts(city.uow, POLICY)
    await checkouts.close_ended(END + MINUTE)

    await Checkins(city.uow, POLICY).check_in(city.tap(hana, START + 10 * MINUTE), HERE, asked=False)
    await checkouts.close_ended(END + 2 * MINUTE)

    row = await presence(city, patrol, hana)
    assert row is not None
    assert (row.late_minutes, row.left_at, row.credited_minutes) == (10, END, 110)


async def test_who_leaves_and_comes_back_is_credited_without_the_time_between(engines: Engines) -> None:
    city, _, (_, hana, _), patrol = await city_with_patrol(engines)
    checkins, checkouts = Checkins(city.uow, POLICY), Checkouts(city.uow, POLICY)
    await checkins.check_in(city.tap(hana, START), HERE, asked=False)
    await checkouts.check_out(city.tap(hana, START + 30 * MINUTE), patrol)
    await checkins.check_in(city.tap(hana, START + 60 * MINUTE), HERE, asked=False)

    await checkouts.close_ended(END)

    row = await presence(city, patrol, hana)
    assert row is not None
    assert (row.away_minutes, row.credited_minutes) == (30, 90)
    said = ["checkins.accepted", "checkouts.ended", "checkins.resumed", "checkouts.closed"]
    assert await kinds(city, hana) == said


async def test_two_patrols_at_the_same_time_and_a_long_day_count_once_and_eight_hours(engines: Engines) -> None:
    city, unit, (leader, hana, _), first = await city_with_patrol(engines)
    rosters = Rosters(city.uow, POLICY)
    same = await city.patrol(leader, quotas={unit: None})
    morning = await city.patrol(leader, quotas={unit: None}, starts_at=START - timedelta(hours=10))
    async with city.uow.write() as tx:
        long_one = await tx.patrols.lock(city.city_id, morning)
        assert long_one is not None
        long_one.ends_at = START - timedelta(hours=3)
    for patrol in (first, same, morning):
        await rosters.mark(city.tap(leader, END + MINUTE), Place(patrol, unit), hana, is_present=True)

    async with city.uow.read() as tx:
        hours = await hours_of(tx, hana, END, POLICY.zone)

    assert (hours.today, hours.month, hours.year) == (480, 480, 480)


async def test_who_leaves_and_comes_back_within_one_second_of_the_messengers_clock_is_there(engines: Engines) -> None:
    city, _, (_, hana, _), patrol = await city_with_patrol(engines)
    checkins, checkouts = Checkins(city.uow, POLICY), Checkouts(city.uow, POLICY)
    await checkins.check_in(city.tap(hana, START), HERE, asked=False)

    await checkouts.check_out(city.tap(hana, START + 40 * MINUTE))
    await checkins.check_in(city.tap(hana, START + 40 * MINUTE), HERE, asked=False)
    await checkouts.check_out(city.tap(hana, START + 60 * MINUTE))

    row = await presence(city, patrol, hana)
    assert row is not None
    assert (row.left_at, row.away_minutes, row.credited_minutes) == (START + 60 * MINUTE, 0, 60)
    assert await kinds(city, hana) == ["checkins.accepted", "checkouts.ended", "checkins.resumed", "checkouts.ended"]
