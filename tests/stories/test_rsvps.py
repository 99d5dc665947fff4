"""Answering a patrol in the chat: tapped, shown, changed, and refused kindly where it counts for nothing."""

import asyncio

import pytest

from bot.app import App
from simulator.client import Simulator
from tests.stories.publishing import START, TITLE, Company, gathers, publishes


@pytest.fixture
async def city(bot: App, telegram: Simulator) -> Company:
    return await gathers(bot, telegram)


async def test_an_answer_is_shown_on_the_message_that_was_tapped_and_can_be_changed(city: Company) -> None:
    await publishes(city.coordinator)
    hana = city.members[0]
    announcement = await hana.hears(TITLE)

    toast = await hana.taps("참석")
    going = await hana.hears("참석하기로 하셨어요")
    await hana.taps("불참")
    not_going = await hana.hears("불참으로 적어 두었어요")
    await hana.taps("미정")
    maybe = await hana.hears("미정으로 적어 두었어요")

    assert "참석으로 적었어요" in toast
    assert {going.id, not_going.id, maybe.id} == {announcement.id}
    assert going.buttons == [["✅ 참석", "불참", "미정"], ["지도", "일정 추가"]]
    assert maybe.buttons[0] == ["참석", "불참", "✅ 미정"]


async def test_the_same_answer_twice_changes_nothing(city: Company) -> None:
    await publishes(city.coordinator, organisations="평촌자율방범대 1")
    hana, duri, _ = city.members
    await hana.hears(TITLE)
    for _ in range(2):
        await hana.taps("참석")
    await duri.hears(TITLE)

    assert "대기 1번" in await duri.taps("참석")


@pytest.mark.every_database
async def test_of_two_who_tap_at_the_same_moment_one_gets_the_last_place(city: Company) -> None:
    await publishes(city.coordinator, organisations="평촌자율방범대 1")
    hana, duri, _ = city.members
    await asyncio.gather(hana.hears(TITLE), duri.hears(TITLE))

    toasts = await asyncio.gather(hana.taps("참석"), duri.taps("참석"))

    assert sorted("대기" in toast for toast in toasts) == [False, True]
    waiting = (hana, duri)[["대기" in toast for toast in toasts].index(True)]
    await waiting.hears("대기 1번이에요")


async def test_quotas_of_organisations_do_not_touch_each_other(city: Company) -> None:
    await publishes(city.coordinator, organisations="평촌자율방범대 1, 안양상인연합회 1")
    for person in (city.members[0], city.merchant):
        await person.hears(TITLE)

    toasts = [await person.taps("참석") for person in (city.members[0], city.merchant)]

    assert not any("대기" in toast for toast in toasts)


async def test_after_the_start_an_answer_is_refused_and_says_what_to_do(city: Company, telegram: Simulator) -> None:
    await publishes(city.coordinator)
    hana = city.members[0]
    await hana.hears(TITLE)
    await telegram.clock.set(START)

    toast = await hana.taps("참석")

    assert "이미 시작한" in toast
    closed = await hana.hears("출석을 눌러 주세요")
    assert closed.buttons == []


async def test_a_cancelled_patrol_takes_no_answers(city: Company) -> None:
    await publishes(city.coordinator)
    hana = city.members[0]
    announcement = await hana.hears(TITLE)
    await city.coordinator.says("/patrols")
    await city.coordinator.hears(TITLE)
    await city.coordinator.taps("순찰 취소")
    await city.coordinator.hears("취소할까요")
    await city.coordinator.taps("네, 취소합니다")
    await hana.hears("취소")

    toast = await hana.taps("참석", on=announcement)

    assert "취소된 순찰" in toast


async def test_who_is_not_invited_is_told_so(city: Company) -> None:
    await publishes(city.coordinator)
    announcement = await city.members[0].hears(TITLE)
    data = announcement.button("참석")["callback_data"]
    await city.merchant.says("/help")
    message = await city.merchant.hears("/")

    toast = await city.merchant.taps_data(data, on=message)

    assert "초대받은 단체" in toast


async def test_a_button_of_a_patrol_that_never_was_gets_a_polite_answer(city: Company) -> None:
    hana = city.members[0]
    await hana.says("/help")

    toast = await hana.taps_data("rsvp1:999999:going", on=await hana.hears("/"))

    assert "권한" in toast
