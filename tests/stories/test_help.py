"""/help for this person in this moment: the next thing to do comes first."""

from datetime import timedelta

import pytest

from bot.app import App
from simulator.client import Simulator
from tests.stories.crowds import fills
from tests.stories.planning import PLACE, plans
from tests.stories.registering import OWNER, City, registers


async def test_a_newcomer_is_led_from_start_to_waiting(founded: City, telegram: Simulator) -> None:
    minsu = await telegram.person("민수", language="ko")
    await minsu.says("/help")
    await minsu.hears("/start 를 눌러 가입해")
    await minsu.follows(founded.unit_links[0])
    await minsu.hears("개인정보")
    await minsu.says("/help")
    help_now = await minsu.hears("개인정보 수집에 동의")

    assert "/checkin" not in help_now.text

    await minsu.says("/cancel")
    await registers(minsu, founded.unit_links[0])
    await minsu.says("/help")

    waiting = await minsu.hears("기다리시면 돼요")
    assert "평촌자율방범대" in waiting.text
    assert [row[0] for row in waiting.buttons] == ["내 정보 파일로 받기", "탈퇴하기"]


async def test_help_follows_a_member_through_a_patrol(bot: App, telegram: Simulator) -> None:
    """Promised: unanswered → answer, open → check in, on duty → check out."""
    crowd = await fills(bot, telegram)
    member = crowd.people["평촌자율방범대"][1]
    await plans(bot, crowd.coordinator, starts_in=timedelta(hours=3))
    await member.says("/help")
    question = await member.hears("오실 수 있나요")
    assert question.text.index("범계역 합동순찰") < question.text.index("/checkin")

    await member.taps("참석", on=question)
    await member.says("/help")
    await member.hears("다음 순찰")

    await telegram.clock.advance(hours=2, minutes=45)
    await member.says("/help")
    await member.hears("출석을 받고 있어요")

    await member.shares_location(*PLACE)
    await member.hears("출석")
    await member.says("/help")
    on_duty = await member.hears("지금은 활동 중")
    assert "/checkout" in on_duty.text
    assert "/newpatrol" not in on_duty.text


async def test_leaders_and_coordinators_hear_what_waits_for_them(founded: City, telegram: Simulator) -> None:
    newcomer = await telegram.person("최새벽", language="ko")
    await registers(newcomer, founded.unit_links[0])
    await founded.leader.hears("최새벽")
    await founded.leader.says("/help")
    await founded.leader.hears("가입 신청 1건")
    await founded.leader.taps("승인")
    await founded.coordinator.says("/help")

    answer = await founded.coordinator.hears("잡혀 있는 순찰이 없어요")
    assert "/newpatrol" in answer.text
    assert "/newcity" not in answer.text


@pytest.mark.usefixtures("bot")
async def test_an_owner_without_a_city_is_told_to_found_one(telegram: Simulator) -> None:
    owner = await telegram.person("Kim", id=OWNER, language="en")
    await owner.says("/start")
    await owner.hears("Kim")
    await owner.says("/help")

    await owner.hears("There is no city yet")
