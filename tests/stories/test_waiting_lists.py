"""The waiting list in the chat: a number in line, the question when a place is free, and the next one after that."""

import pytest

from bot.app import App
from simulator.client import Simulator
from tests.stories.publishing import TITLE, Company, gathers, publishes


@pytest.fixture
async def full(bot: App, telegram: Simulator) -> Company:
    """One place, taken by the first member; the second and the third wait in this order."""
    company = await gathers(bot, telegram)
    await publishes(company.coordinator, organisations="평촌자율방범대 1")
    for person in company.members:
        await person.hears(TITLE)
        await person.taps("참석")
    return company


async def test_once_full_one_hears_that_one_waits_and_in_which_place(full: Company) -> None:
    _, duri, sechan = full.members

    second = await duri.hears("대기 1번이에요. 자리가 나면 바로 여쭤볼게요.")
    third = await sechan.hears("자리가 다 찼어요. 대기 2번이에요.")

    assert second.buttons[0] == ["⏳ 참석", "불참", "미정"]
    assert TITLE in third.text


async def test_when_somebody_gives_up_the_first_in_line_is_asked_and_confirms(full: Company) -> None:
    hana, duri, sechan = full.members
    await hana.taps("불참")
    offer = await duri.hears("자리가 났어요!")
    toast = await duri.taps("참석 확정")
    card = await duri.hears("참석하기로 하셨어요")

    assert TITLE in offer.text
    assert "참석으로 적었어요" in toast
    assert card.id == offer.id
    await sechan.does_not_hear("자리가 났어요!")
    assert "대기 2번" in await hana.taps("참석")


async def test_an_offer_left_to_others_goes_to_the_next(full: Company) -> None:
    hana, duri, sechan = full.members
    await hana.taps("미정")
    await duri.hears("자리가 났어요!")
    await duri.taps("양보")
    await duri.hears("불참으로 적어 두었어요")

    await sechan.hears("자리가 났어요!")


async def test_an_offer_nobody_answers_goes_to_the_next_when_its_time_is_over(
    full: Company, telegram: Simulator
) -> None:
    hana, duri, sechan = full.members
    await hana.taps("불참")
    offer = await duri.hears("14:00까지")
    await telegram.clock.advance(hours=2)
    lapsed = await duri.hears("다음 차례로 자리를 넘겼어요")
    await sechan.hears("자리가 났어요!")

    assert lapsed.id == offer.id
    assert "대기 1번" in await duri.taps("참석", on=lapsed)


async def test_a_larger_quota_asks_those_who_wait(full: Company) -> None:
    coordinator = full.coordinator
    await coordinator.says("/patrols")
    await coordinator.hears(TITLE)
    await coordinator.taps("변경")
    await coordinator.hears("무엇을")
    await coordinator.taps("단체")
    await coordinator.says("평촌자율방범대 2")
    await coordinator.taps("게시", on=await coordinator.hears("2명"))

    await full.members[1].hears("자리가 났어요!")
    await full.members[2].does_not_hear("자리가 났어요!")
