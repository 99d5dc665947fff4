"""The ways in: with a link of whatever age and kind, without one, and as an owner."""

from datetime import timedelta

import pytest

from bot.app import App
from bot.settings import Settings
from simulator.client import Simulator
from tests.stories.crowds import fills
from tests.stories.registering import City, joins, people_at, registers
from tests.stories.stage import running


async def test_without_a_link_the_organisation_is_chosen_first(founded: City, telegram: Simulator) -> None:
    minsu = await telegram.person("민수", language="ko")

    await minsu.says("/start")
    choice = await minsu.hears("함께할 단체")
    assert choice.buttons == [["평촌자율방범대"], ["안양상인연합회"]]
    await minsu.taps("안양상인연합회")
    await registers(minsu)

    await founded.coordinator.hears("안양상인연합회")


async def test_with_several_cities_the_city_is_chosen_first_and_long_lists_have_pages(
    bot: App, telegram: Simulator
) -> None:
    crowd = await fills(bot, telegram)
    await fills(bot, telegram, city="수원시", owner=crowd.owner)
    for number in range(6):
        await crowd.coordinator.says(f"/neworg other 모임{number}")
        await crowd.coordinator.hears(f"모임{number}")
    minsu = await telegram.person("민수", language="ko")

    await minsu.says("/start")
    cities = await minsu.hears("도시")
    assert cities.buttons == [["수원시"], ["안양시"]]
    await minsu.taps("안양시")
    await minsu.hears("안양시")
    await minsu.taps("다음 쪽")
    await minsu.hears("안양시")
    assert minsu.sees_button("모임5")
    await minsu.taps("다른 도시")
    await minsu.hears("도시")
    await minsu.taps("안양시")
    await minsu.hears("안양시")
    await minsu.taps("범계자율방범대")

    await minsu.hears("개인정보")


@pytest.mark.usefixtures("bot")
async def test_before_there_is_any_organisation_a_newcomer_is_told_what_to_do(telegram: Simulator) -> None:
    minsu = await telegram.person("민수", language="ko")

    await minsu.says("/start")

    await minsu.hears("초대 링크")


@pytest.mark.usefixtures("founded")
async def test_a_garbled_link_gets_a_kind_sentence_and_then_the_free_choice(telegram: Simulator) -> None:
    for typed in ("/start no-such-token", "/start 쓰레기 \x07 글자", "/start " + "x" * 300):
        minsu = await telegram.person("민수", language="ko")
        await minsu.says(typed)
        await minsu.hears("알아볼 수 없어요")
        await minsu.hears("함께할 단체")


async def test_a_member_who_is_named_an_owner_later_becomes_an_administrator(
    settings: Settings, telegram: Simulator
) -> None:
    async with running(settings, telegram) as bot:
        crowd = await fills(bot, telegram)
    member = crowd.everybody[3]
    owners = settings.model_copy(update={"owner_ids": settings.owner_ids | {member.id}})
    async with running(owners, telegram) as bot:
        await member.says("/start")
        await member.hears("반가워요")
        assert len(await people_at(bot, member)) == 1
        await member.says("/newcity 수원시")
        await member.hears("수원시")


async def test_a_link_runs_out_after_thirty_days(founded: City, telegram: Simulator) -> None:
    minsu = await telegram.person("민수", language="ko")
    await telegram.clock.advance(timedelta(days=30, minutes=1))

    await minsu.follows(founded.unit_links[0])

    await minsu.hears("기한이 지났어요")
    await minsu.hears("함께할 단체")


async def test_a_stranger_with_a_coordinators_link_waits_for_the_administrator(
    founded: City, telegram: Simulator
) -> None:
    second = await telegram.person("최조정", language="ko")

    await joins(second, founded.coordinators_link, let_in_by=founded.owner)

    assert "neworg" in second.menu
