"""The end of duty: by command, by button, by itself, and back again."""

from datetime import timedelta

import pytest

from bot.app import App
from core.roles import OrganisationKind
from simulator.client import Simulator
from tests.stories.crowds import Crowd, fills
from tests.stories.patrolling import HERE, START, TITLE, gathers, plans

UNIT = "평촌자율방범대"


@pytest.fixture
async def crowd(bot: App, telegram: Simulator) -> Crowd:
    return await gathers(bot, telegram, {UNIT: (OrganisationKind.patrol_unit, 3)})


async def test_the_command_ends_ones_duty_and_tells_the_hours(telegram: Simulator, crowd: Crowd) -> None:
    hana = crowd.people[UNIT][1]
    await hana.shares_location(*HERE)
    await hana.hears("출석했어요")
    await telegram.clock.set(START + timedelta(minutes=90))

    await hana.says("/checkout")
    answer = await hana.hears("시간")
    assert TITLE in answer.text
    assert "이번 활동 시간 1시간 30분" in answer.text
    assert "이번 달 1시간 30분" in answer.text

    await telegram.clock.set(START + timedelta(minutes=100))
    await hana.says("/checkout")
    assert "21:30에 이미" in (await hana.hears("시간")).text


async def test_the_button_under_the_answer_ends_it_too(telegram: Simulator, crowd: Crowd) -> None:
    hana = crowd.people[UNIT][1]
    await hana.shares_location(*HERE)
    await hana.hears("출석했어요")
    await telegram.clock.set(START + timedelta(minutes=30))

    toast = await hana.taps("활동 마치기")

    assert "활동 시간" in toast
    assert "이번 활동 시간 30분" in (await hana.hears("활동을 마쳤어요")).text


async def test_at_the_end_it_ends_by_itself_with_one_message(telegram: Simulator, crowd: Crowd) -> None:
    hana, duri = crowd.people[UNIT][1:3]
    await hana.shares_location(*HERE)
    await hana.hears("출석했어요")

    await telegram.clock.set(START + timedelta(hours=2, seconds=1))

    answer = await hana.hears("순찰이 끝났어요")
    assert "이번 활동 시간 2시간" in answer.text
    await hana.does_not_hear("끝났어요", within=1.5)
    await duri.hears_nothing(within=0.1)


async def test_who_left_by_mistake_checks_in_again(telegram: Simulator, crowd: Crowd) -> None:
    hana = crowd.people[UNIT][1]
    await hana.shares_location(*HERE)
    await hana.hears("출석했어요")
    await telegram.clock.set(START + timedelta(minutes=30))
    await hana.says("/checkout")
    await hana.hears("시간")

    await telegram.clock.set(START + timedelta(minutes=40))
    await hana.shares_location(*HERE)
    await hana.hears("다시 출석했어요")
    await telegram.clock.set(START + timedelta(hours=2, seconds=1))

    assert "이번 활동 시간 1시간 50분" in (await hana.hears("순찰이 끝났어요")).text


async def test_without_a_duty_there_is_nothing_to_end(telegram: Simulator, crowd: Crowd) -> None:
    hana = crowd.people[UNIT][1]
    stranger = await telegram.person("나그네", language="ko")

    await hana.says("/checkout")
    await stranger.says("/checkout")

    await hana.hears("하고 계신 활동이 없어요")
    await stranger.hears("권한")


async def test_of_a_long_day_eight_hours_count(bot: App, telegram: Simulator) -> None:
    dawn = START.replace(hour=0)
    await telegram.clock.freeze(dawn - timedelta(minutes=10))
    crowd = await fills(bot, telegram, {UNIT: (OrganisationKind.patrol_unit, 2)})
    await plans(bot, crowd, starts_at=dawn, ends_at=dawn + timedelta(hours=10))
    hana = crowd.people[UNIT][1]
    await hana.shares_location(*HERE)
    await hana.hears("출석했어요")
    await telegram.clock.set(dawn + timedelta(hours=10, seconds=1))

    assert "이번 달 8시간" in (await hana.hears("순찰이 끝났어요")).text
