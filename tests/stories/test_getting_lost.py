"""Whoever does not know their way is told the next step in words that fit, and gets the main menu back."""

from datetime import timedelta

import pytest

from bot.app import App
from simulator.client import Simulator, Someone
from tests.stories.crowds import fills
from tests.stories.planning import plans
from tests.stories.publishing import START, Company, gathers, publishes
from tests.stories.registering import City, registers

MENU = [["다음 순찰", "출석"], ["특이사항", "내 활동"]]


@pytest.fixture
async def city(bot: App, telegram: Simulator) -> Company:
    return await gathers(bot, telegram)


@pytest.mark.usefixtures("founded")
async def test_a_stranger_is_told_how_to_register(telegram: Simulator) -> None:
    minsu = await telegram.person("민수", language="ko")
    for words in ("안녕하세요", "/checkin", "출석"):
        await minsu.says(words)
        answer = await minsu.hears("/start 를 눌러")

        assert "아래" not in answer.text
    assert "권한" in answer.text


async def test_whoever_waits_is_told_to_wait(founded: City, telegram: Simulator) -> None:
    minsu = await telegram.person("민수", language="ko")
    await registers(minsu, founded.unit_links[0])
    await minsu.says("언제 돼요?")
    await minsu.hears("승인되면 바로 알려 드릴게요")
    await minsu.says("/patrols")

    assert "승인되면" in (await minsu.hears("권한")).text


async def test_whoever_was_paused_is_sent_to_the_leader(founded: City) -> None:
    member = founded.members[0]
    await founded.leader.says("/members")
    await founded.leader.taps(member.name, on=await founded.leader.hears("활동 4명"))
    await founded.leader.hears("평촌자율방범대 대원")
    await founded.leader.taps("쉬게 하기")
    await member.hears("잠시 쉬게")
    await member.says("/patrols")

    assert "대장에게" in (await member.hears("권한")).text


async def _stuck(member: Someone) -> None:
    """Left with the keys of a question that is no longer open."""
    await member.says("/note 가로등이 꺼졌어요")
    await member.taps("위치 더하기", on=await member.hears("접수"))
    await member.hears("위치를 알려 주세요")


@pytest.mark.parametrize("words", ["무슨 말이에요?", "/cancel", "/newpatrol"])
async def test_the_main_menu_comes_back_after_a_question_was_forgotten(
    city: Company, telegram: Simulator, words: str
) -> None:
    member = city.members[0]
    await _stuck(member)

    assert member.keyboard == [["📍 위치 보내기"], ["위치 없이 두기"]]

    await telegram.clock.advance(days=8)
    await member.says(words)
    await member.hears("")
    assert member.keyboard == MENU


async def test_a_place_can_be_left_out_after_all(city: Company) -> None:
    member = city.members[0]
    await _stuck(member)
    await member.taps("위치 없이 두기")
    answer = await member.hears("이미 접수됐어요")

    assert "112" in answer.text
    assert member.keyboard == MENU


async def test_a_note_takes_the_place_of_the_location_keys(city: Company, telegram: Simulator) -> None:
    member = city.members[0]
    await publishes(city.coordinator)
    await telegram.clock.set(START)
    await member.says("/checkin")
    await member.hears("내 위치 보내기")
    await member.says("/note")
    await member.hears("무엇을 보셨어요")

    assert member.keyboard == MENU


async def test_without_consent_to_location_nobody_is_asked_for_one(city: Company, telegram: Simulator) -> None:
    member = city.members[0]
    await publishes(city.coordinator)
    await member.says("/me")
    await member.taps("위치 출석 끄기", on=await member.hears("님의 활동"))
    await telegram.clock.set(START)
    await member.says("/checkin")
    await member.hears("네 자리 번호")
    await member.says("도착했어요")
    answer = await member.hears("네 자리 번호")

    assert "위치" not in answer.text


async def test_the_key_shows_the_next_patrols_and_the_way_to_the_others(bot: App, telegram: Simulator) -> None:
    """A weekly patrol has eight dates in eight weeks: a flood for whoever asks for the next one."""
    crowd = await fills(bot, telegram)
    member = crowd.people["평촌자율방범대"][1]
    for days in range(2, 7):
        await plans(bot, crowd.coordinator, starts_in=timedelta(days=days))
    await member.says("/start")
    await member.hears("반가워요")
    await member.taps("다음 순찰")
    more = await member.hears("더 있어요")

    assert sum(message.button("참석") is not None for message in member.messages) == 3

    await member.taps("더 보기", on=more)
    for _ in range(2):
        await member.hears("범계역 합동순찰")
    assert sum(message.button("참석") is not None for message in member.messages) == 5
    await member.says("/patrols")
    await member.does_not_hear("더 있어요")


async def test_whoever_rests_is_not_asked_about_patrols_by_the_help(city: Company) -> None:
    member = city.members[0]
    await publishes(city.coordinator)
    await member.hears("새 순찰")
    await member.says("/me")
    await member.taps("잠시 쉬기", on=await member.hears("님의 활동"))
    await member.says("/help")

    assert (await member.hears("쉬는 중")).button("다시 알림 받기")


async def test_a_reminder_gives_nobody_on_the_waiting_list_a_number_that_is_not_theirs(
    city: Company, telegram: Simulator
) -> None:
    """A reminder is the same for everybody who waits, and not everybody is the first."""
    first, second, third = city.members
    await publishes(city.coordinator, organisations="평촌자율방범대 1")
    for member in (first, second, third):
        await member.hears("새 순찰")
        await member.taps("참석")
        await member.hears("범계역 합동순찰")
    await telegram.clock.set(START - timedelta(days=1))
    reminder = await third.hears("순찰이 다가와요")

    assert "대기하고 계세요" in reminder.text
    assert "1번" not in reminder.text
    assert "출석" in (await first.hears("순찰이 다가와요")).text
