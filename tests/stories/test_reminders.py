"""Reminders in the chat, with a clock that is set forward."""

from datetime import timedelta

import pytest

from bot.app import App
from bot.settings import Settings
from simulator.client import Simulator
from tests.stories.publishing import START, TITLE, Company, gathers, publishes
from tests.stories.stage import running


@pytest.fixture
async def city(bot: App, telegram: Simulator) -> Company:
    """A patrol in three days: one comes, one does not, one has not answered."""
    company = await gathers(bot, telegram)
    await answered(company)
    return company


async def answered(city: Company) -> None:
    await publishes(city.coordinator)
    for person, answer in zip(city.members, ("참석", "불참", None), strict=True):
        await person.hears(TITLE)
        if answer:
            await person.taps(answer)
            await person.hears(TITLE)


async def test_a_day_before_who_comes_is_reminded_who_was_silent_is_asked_and_the_leader_gets_the_list(
    city: Company, telegram: Simulator
) -> None:
    coming, not_coming, silent = city.members
    await telegram.clock.set(START - timedelta(days=1))
    reminder = await coming.hears("순찰이 다가와요")
    question = await silent.hears("아직 답을 못 들었어요")
    names = await city.leader.hears("아직 답하지 않은 분이")

    assert reminder.buttons[0] == ["✅ 참석", "불참", "미정"]
    assert question.buttons[0] == ["참석", "불참", "미정"]
    assert TITLE in reminder.text
    assert TITLE in question.text
    assert silent.name in names.text
    assert coming.name not in names.text
    await not_coming.does_not_hear(TITLE)
    await silent.does_not_hear("순찰이 다가와요")
    await coming.does_not_hear("순찰")


async def test_each_moment_comes_once_and_the_question_only_once(city: Company, telegram: Simulator) -> None:
    coming, not_coming, silent = city.members
    heard = []
    for before in (timedelta(days=1), timedelta(hours=2), timedelta(minutes=30)):
        await telegram.clock.set(START - before)
        heard += [await coming.hears("순찰이 다가와요"), await silent.hears(TITLE)]
        await coming.does_not_hear(TITLE)

    texts = [message.text for message in heard]
    assert sum("아직 답을 못 들었어요" in text for text in texts) == 1
    await not_coming.does_not_hear(TITLE)


async def test_an_answer_given_in_time_stops_the_question(city: Company, telegram: Simulator) -> None:
    silent = city.members[2]
    await silent.taps("불참")
    await silent.hears("불참으로 적어 두었어요")
    await telegram.clock.set(START - timedelta(days=1))
    await city.members[0].hears("순찰이 다가와요")

    await silent.does_not_hear(TITLE)


async def test_a_cancelled_patrol_reminds_nobody(city: Company, telegram: Simulator) -> None:
    await city.coordinator.says("/patrols")
    await city.coordinator.hears(TITLE)
    await city.coordinator.taps("순찰 취소")
    await city.coordinator.hears("취소할까요")
    await city.coordinator.taps("네, 취소합니다")
    await city.members[0].hears("취소")
    await telegram.clock.set(START - timedelta(days=1))

    await city.members[0].does_not_hear("순찰이 다가와요", within=1.5)


async def test_a_reminder_that_fell_due_while_the_bot_was_down_comes_when_it_is_back(
    settings: Settings, telegram: Simulator
) -> None:
    async with running(settings, telegram) as bot:
        city = await gathers(bot, telegram)
        await answered(city)
    await telegram.clock.set(START - timedelta(hours=1))

    async with running(settings, telegram):
        await city.members[0].hears("순찰이 다가와요")
        await city.members[1].does_not_hear(TITLE)


async def test_a_patrol_that_began_while_the_bot_was_down_reminds_nobody(
    settings: Settings, telegram: Simulator
) -> None:
    async with running(settings, telegram) as bot:
        city = await gathers(bot, telegram)
        await answered(city)
    await telegram.clock.set(START + timedelta(minutes=1))

    async with running(settings, telegram):
        await city.members[0].does_not_hear("순찰이 다가와요", within=1.5)


async def test_nobody_is_woken_for_a_patrol_at_dawn(bot: App, telegram: Simulator) -> None:
    """A day before at six in the morning people sleep: it is said when the night is over."""
    city = await gathers(bot, telegram)
    await publishes(city.coordinator, when="2026-12-04 06:00-07:00")
    coming = city.members[0]
    await coming.hears(TITLE)
    await coming.taps("참석")
    await coming.hears("참석하기로")
    start = START.replace(hour=6)

    await telegram.clock.set(start - timedelta(days=1))
    await coming.does_not_hear("순찰이 다가와요", within=1.5)
    await telegram.clock.set(start - timedelta(hours=22))

    await coming.hears("순찰이 다가와요")


async def test_shortly_before_a_patrol_at_night_people_are_reminded_all_the_same(bot: App, telegram: Simulator) -> None:
    """Nobody sleeps who is about to leave the house: within two hours of a start there is no quiet."""
    city = await gathers(bot, telegram)
    await publishes(city.coordinator, when="2026-12-04 23:30-01:00")
    coming = city.members[0]
    await coming.hears(TITLE)
    await coming.taps("참석")
    await coming.hears("참석하기로")
    start = START.replace(hour=23, minute=30)

    await telegram.clock.set(start - timedelta(days=1))
    await coming.does_not_hear("순찰이 다가와요", within=1.5)
    await telegram.clock.set(start - timedelta(hours=12))
    await coming.hears("순찰이 다가와요")
    for before in (timedelta(hours=2), timedelta(minutes=30)):
        await telegram.clock.set(start - before)
        await coming.hears("순찰이 다가와요")
