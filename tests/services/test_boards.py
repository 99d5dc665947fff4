"""Boards: one message a group, edited together, with numbers and no names."""

from datetime import timedelta

from core.rsvps import Answer, PatrolState
from db.engine import Engines
from services import boards
from services.boards import DEBOUNCE
from services.rsvps import Rsvps
from tests.services.small_city import BEFORE, POLICY, small_city


async def test_answers_that_come_together_make_one_edit_that_is_not_put_off(engines: Engines) -> None:
    city = await small_city(engines)
    unit = await city.organisation("평촌자율방범대")
    people = [await city.person(f"대원{number}", unit) for number in range(5)]
    patrol = await city.patrol(people[0], quotas={unit: 10})
    await city.group(unit, people[0], "-100")
    rsvps = Rsvps(city.uow, POLICY)

    for second, person in enumerate(people):
        await rsvps.answer_patrol(city.tap(person, BEFORE + timedelta(seconds=second)), patrol, Answer.going)

    (board,) = await city.said("-100")
    assert board.due_at == BEFORE + DEBOUNCE
    assert board.facts["lines"] == [{"organisation": "평촌자율방범대", "going": 5, "waiting": 0, "quota": 10}]
    assert "대원" not in str(board.facts)


async def test_a_patrol_is_put_into_each_group_of_the_invited_once(engines: Engines) -> None:
    city = await small_city(engines)
    unit, merchants = await city.organisation("평촌자율방범대"), await city.organisation("안양상인연합회")
    hana = await city.person("김하나", unit)
    patrol_id = await city.patrol(hana, quotas={unit: None})
    await city.group(unit, hana, "-100")
    await city.group(merchants, hana, "-200")

    for _ in range(2):
        async with city.uow.write() as tx:
            patrol = await tx.patrols.lock(city.city_id, patrol_id)
            assert patrol is not None
            await boards.announce(tx, patrol, BEFORE)

    assert [(row.address, row.slot) for row in await city.said()] == [("-100", f"board:{patrol_id}")]


async def test_a_cancelled_patrol_has_no_buttons_left_in_a_group(engines: Engines) -> None:
    city = await small_city(engines)
    unit = await city.organisation("평촌자율방범대")
    hana = await city.person("김하나", unit)
    patrol_id = await city.patrol(hana)
    await city.group(unit, hana, "-100")

    async with city.uow.write() as tx:
        patrol = await tx.patrols.lock(city.city_id, patrol_id)
        assert patrol is not None
        patrol.state = PatrolState.cancelled
        await boards.refresh(tx, patrol, BEFORE)

    (board,) = await city.said("-100")
    assert (board.facts["is_cancelled"], board.facts["is_open"]) == (True, False)
