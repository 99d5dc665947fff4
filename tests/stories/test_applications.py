"""Applications: who is asked, who may decide, and what the others see."""

import asyncio

import pytest

from bot.app import App
from simulator.client import Simulator
from tests.stories.registering import City, approves, founds, links_in, registers


async def test_leader_and_coordinator_are_asked_with_name_and_organisation_and_no_phone_number(
    founded: City, telegram: Simulator
) -> None:
    minsu = await telegram.person("민수", language="ko", phone="+821012345678")
    await registers(minsu, founded.unit_links[0])

    for asked in (founded.leader, founded.coordinator):
        application = await asked.hears("민수")
        assert "평촌자율방범대" in application.text
        assert application.buttons == [["승인", "거절"]]
        assert "1234" not in application.text
    await founded.owner.does_not_hear("민수")


@pytest.mark.usefixtures("bot")
async def test_a_whole_city_joins_through_the_chat(telegram: Simulator) -> None:
    city = await founds(telegram)

    await city.coordinator.says("/members")
    await city.coordinator.hears("어느 단체")
    await city.coordinator.taps("평촌자율방범대")

    assert "활동 4명" in (await city.coordinator.hears("활동")).text


async def test_the_first_tap_wins_and_the_other_sees_who_decided(founded: City, telegram: Simulator) -> None:
    minsu = await telegram.person("민수", language="ko")
    await registers(minsu, founded.unit_links[0])
    application = await founded.coordinator.hears("민수")
    await founded.leader.hears("민수")

    await founded.leader.taps("거절")
    edited = await founded.coordinator.hears("박대장 님이 거절했어요")
    assert edited.id == application.id
    assert edited.buttons == []
    toast = await founded.coordinator.taps_data(application.inline_keyboard[0][0]["callback_data"], on=application)

    assert "먼저" in toast
    await minsu.hears("받아들여지지 않았어요")
    await minsu.does_not_hear("승인")


async def test_two_who_decide_at_the_same_moment_make_one_decision(founded: City, telegram: Simulator) -> None:
    minsu = await telegram.person("민수", language="ko")
    await registers(minsu, founded.unit_links[0])
    await founded.coordinator.hears("민수")
    await founded.leader.hears("민수")

    toasts = await asyncio.gather(founded.leader.taps("승인"), founded.coordinator.taps("거절"))

    assert sum("먼저" in toast for toast in toasts) == 1


async def test_a_leaders_application_goes_to_coordinators_alone(founded: City, telegram: Simulator) -> None:
    second = await telegram.person("최대장", language="ko")

    await registers(second, founded.unit_links[1])

    await founded.coordinator.hears("최대장")
    await founded.leader.does_not_hear("최대장")


@pytest.mark.usefixtures("bot")
async def test_without_coordinators_the_administrators_are_asked(telegram: Simulator, founded: City) -> None:
    await founded.owner.says("/newcity 수원시")
    await founded.owner.hears("수원시")
    await founded.owner.says("/neworg merchants 수원상인회")
    link = links_in((await founded.owner.hears("수원상인회")).text)[0]
    minsu = await telegram.person("민수", language="ko")

    await registers(minsu, link)

    await founded.owner.hears("민수")
    await founded.coordinator.does_not_hear("민수")


async def test_a_member_becomes_leader_by_the_leaders_link_and_stays_one_person(
    founded: City,
) -> None:
    member = founded.members[0]
    await member.follows(founded.unit_links[1])
    await member.hears("신청했어요")
    await approves(founded.coordinator, member)
    await member.hears("승인")

    await founded.leader.says("/members")

    assert "활동 4명" in (await founded.leader.hears("평촌자율방범대")).text


async def test_a_button_nobody_may_use_changes_nothing(founded: City, telegram: Simulator) -> None:
    minsu = await telegram.person("민수", language="ko")
    await registers(minsu, founded.unit_links[0])
    application = await founded.leader.hears("민수")
    outsider = founded.members[0]
    await outsider.says("/start")
    screen = await outsider.hears("반가워요")

    toast = await outsider.taps_data(application.inline_keyboard[0][0]["callback_data"], on=screen)

    assert "권한" in toast
    await minsu.does_not_hear("승인")


async def test_in_two_steps_a_leader_recommends_and_a_coordinator_appoints(
    bot: App, founded: City, telegram: Simulator
) -> None:
    async with bot.uow.write() as tx:
        for city in await tx.cities.all():
            city.two_step_approval = True
    minsu = await telegram.person("민수", language="ko")
    await registers(minsu, founded.unit_links[0])
    asked = await founded.leader.hears("민수")
    await founded.coordinator.hears("민수")
    assert "코디네이터가 정해요" in asked.text

    assert "추천했어요" in await founded.leader.taps("승인")
    await minsu.hears("추천했어요")
    recommended = await founded.coordinator.hears("박대장 님이 추천했어요")
    seen = await founded.leader.hears("박대장 님이 추천했어요")
    again = await founded.leader.taps_data(asked.inline_keyboard[0][0]["callback_data"], on=asked)
    await minsu.does_not_hear("승인")
    await founded.coordinator.taps("승인")

    await minsu.hears("승인됐어요")
    assert recommended.buttons == [["승인", "거절"]]
    assert seen.buttons == []
    assert "이미 추천했어요" in again


async def test_two_steps_are_for_patrol_units_alone(bot: App, founded: City, telegram: Simulator) -> None:
    async with bot.uow.write() as tx:
        for city in await tx.cities.all():
            city.two_step_approval = True
    minsu = await telegram.person("민수", language="ko")
    await registers(minsu, founded.merchants_links[0])
    await founded.coordinator.hears("민수")

    await founded.coordinator.taps("승인")

    await minsu.hears("승인됐어요")
