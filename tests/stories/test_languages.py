"""Choosing a language: before and after registering, for messages, keyboard and command menu alike."""

import asyncio
from datetime import timedelta

import pytest

from bot.app import App
from simulator.client import Simulator
from tests.stories.crowds import fills
from tests.stories.planning import plans
from tests.stories.registering import OWNER, City


async def test_a_stranger_chooses_english_and_keeps_it_through_the_registration(
    founded: City, telegram: Simulator
) -> None:
    """Promised: /language works before registering, and the choice is the member's from then on."""
    jane = await telegram.person("Jane", language="ko")
    await jane.says("/language")
    await jane.hears("어떤 말로")
    await jane.taps("English")
    await jane.hears("I will speak English")

    assert jane.menu == {
        "start": "Main menu",
        "language": "Change language",
        "help": "Help",
        "cancel": "Leave the open question",
    }

    await jane.follows(founded.unit_links[0])
    for question in ("Personal data", "Location", "Transfer abroad"):
        await jane.hears(question)
        await jane.taps("I agree")
    await jane.hears("19")
    await jane.taps("I am 19 or older")
    await jane.hears("name")
    await jane.says("Jane")
    await jane.hears("number")
    await jane.taps("Skip")
    application = await founded.leader.hears("Jane")
    await founded.leader.taps("승인", on=application)
    await jane.hears("approved")
    await jane.says("/me")

    await jane.hears("The activity of Jane")
    assert jane.menu["patrols"] == "Coming patrols"


async def test_a_member_changes_the_language_of_messages_keyboard_and_commands(bot: App, telegram: Simulator) -> None:
    crowd = await fills(bot, telegram)
    member = crowd.people["평촌자율방범대"][1]
    await plans(bot, crowd.coordinator, starts_in=timedelta(days=1))
    await member.says("/language")
    question = await member.hears("어떤 말로")
    await member.taps("English", on=question)
    await member.hears("I will speak English")

    assert member.keyboard == [["Next patrol", "Check in"], ["Incident note", "My activity"]]
    assert member.menu["checkin"] == "Check in"

    await member.taps("My activity")
    await member.hears("Hours of service")
    await member.says("/language")
    await member.hears("Which language")
    await member.taps("한국어")
    await member.hears("이제 한국어로")

    assert member.keyboard == [["다음 순찰", "출석"], ["특이사항", "내 활동"]]
    assert member.menu["checkin"] == "출석하기"


@pytest.mark.usefixtures("bot")
async def test_keys_shown_in_the_old_language_go_on_working(telegram: Simulator) -> None:
    owner = await telegram.person("김대표", id=OWNER, language="ko")
    await owner.says("/start")
    await owner.hears("반가워요")
    await owner.says("/language")
    await owner.hears("어떤 말로")
    await owner.taps("English")
    await owner.hears("I will speak English")
    await owner.says("내 활동")

    await owner.hears("The activity of 김대표")


@pytest.mark.usefixtures("bot")
async def test_people_who_never_wrote_see_the_commands_in_their_language(telegram: Simulator) -> None:
    minsu = await telegram.person("민수", language="ko")
    jane = await telegram.person("Jane", language="en")
    await minsu.says("/help")
    await minsu.hears("할 수 있는 일")
    async with asyncio.timeout(60):
        while jane.menu.get("help") != "Help":  # set after the one for everybody
            await telegram.changed_within(60)

    assert minsu.menu["help"] == "도움말"
    assert "checkin" not in jane.menu
