"""Groups: linked by those who lead, told the numbers, and nothing that concerns a person."""

import pytest

from bot.app import App
from simulator.client import Gathering, Simulator
from tests.stories.publishing import TITLE, Company, gathers, publishes


@pytest.fixture
async def city(bot: App, telegram: Simulator) -> Company:
    return await gathers(bot, telegram)


@pytest.fixture
async def group(city: Company, telegram: Simulator) -> Gathering:
    """The unit's group, which its leader has just brought the bot into."""
    group = await telegram.group("평촌 대화방", city.leader, *city.members, with_bot=False)
    await group.adds_bot(by=city.leader)
    await city.members[0].hears("평촌자율방범대 방으로 연결했어요", chat=group)
    return group


async def test_a_group_shows_live_numbers_and_its_buttons_work_for_everybody(
    city: Company, group: Gathering, telegram: Simulator
) -> None:
    hana, duri, sechan = city.members
    await publishes(city.coordinator, organisations="평촌자율방범대 2, 안양상인연합회")
    board = await hana.hears(TITLE, chat=group)

    toasts = [await person.taps("참석", chat=group) for person in (hana, duri, sechan)]
    await telegram.clock.advance(seconds=3)
    edited = await hana.hears("평촌자율방범대 2/2명 (대기 1명)", chat=group)

    assert "평촌자율방범대 0/2명" in board.text
    assert edited.id == board.id
    assert "모두 2명 참석" in edited.text
    assert ["대기" in toast for toast in toasts] == [False, False, True]
    for person in (hana, duri, sechan):
        assert person.name not in "".join(message.text for message in hana.see(group).messages)
    await sechan.hears("대기 1번이에요")


async def test_an_answer_in_the_private_chat_counts_on_the_board(
    city: Company, group: Gathering, telegram: Simulator
) -> None:
    await publishes(city.coordinator)
    hana = city.members[0]
    await hana.hears(TITLE)
    await hana.hears(TITLE, chat=group)
    await hana.taps("참석")
    await hana.hears("참석하기로")
    await telegram.clock.advance(seconds=3)

    await city.leader.hears("평촌자율방범대 1명", chat=group)


async def test_a_coordinator_is_asked_in_private_which_organisation_it_is(city: Company, telegram: Simulator) -> None:
    group = await telegram.group("상인 대화방", city.coordinator, city.members[0], with_bot=False)
    await group.adds_bot(by=city.coordinator)
    await city.coordinator.hears("상인 대화방 방은 어느 단체의 방인가요")

    toast = await city.coordinator.taps("안양상인연합회")

    assert "연결했어요" in toast
    await city.members[0].hears("안양상인연합회 방으로 연결했어요", chat=group)


async def test_only_who_was_asked_can_choose(city: Company, telegram: Simulator) -> None:
    group = await telegram.group("상인 대화방", city.coordinator, with_bot=False)
    await group.adds_bot(by=city.coordinator)
    question = await city.coordinator.hears("어느 단체의 방인가요")
    data = question.button("안양상인연합회")["callback_data"]
    await city.leader.says("/help")

    toast = await city.leader.taps_data(data, on=await city.leader.hears("/"))

    assert "권한" in toast
    await city.coordinator.does_not_hear("연결했어요", chat=group)


async def test_strangers_get_a_polite_sentence_and_nothing_is_linked(city: Company, telegram: Simulator) -> None:
    stranger = await telegram.person("나그네", language="ko")
    group = await telegram.group("남의 대화방", stranger, city.members[0], with_bot=False)
    await group.adds_bot(by=stranger)
    await stranger.hears("/link", chat=group)
    await city.members[0].says("/link", chat=group)
    await city.members[0].hears("대장이나 코디네이터", chat=group)
    await publishes(city.coordinator)
    await city.members[0].hears(TITLE)

    await stranger.does_not_hear(TITLE, chat=group)


async def test_a_leader_links_a_group_by_a_command_and_it_catches_up_with_what_was_announced(
    city: Company, telegram: Simulator
) -> None:
    await publishes(city.coordinator)
    await city.leader.hears(TITLE)
    group = await telegram.group("평촌 대화방", city.members[0], city.leader)
    await city.leader.says(f"/link@{telegram.username}", chat=group)

    await city.leader.hears("평촌자율방범대 방으로 연결했어요", chat=group)
    await city.leader.hears(TITLE, chat=group)


async def test_nothing_else_is_answered_in_a_group(city: Company, group: Gathering) -> None:
    for words in ("/checkin", "/note 가로등이 꺼졌어요", "/patrols", "/me", "안녕하세요"):
        await city.members[0].says(words, chat=group)

    await city.members[0].hears_nothing(chat=group)
    await city.members[0].hears_nothing()


async def test_a_group_that_becomes_a_supergroup_stays_linked(city: Company, group: Gathering) -> None:
    supergroup = await group.migrates(by=city.leader)
    await publishes(city.coordinator)

    await city.members[0].hears(TITLE, chat=supergroup)


async def test_a_group_that_sends_the_bot_away_hears_nothing_more_until_it_is_linked_again(
    city: Company, group: Gathering
) -> None:
    await group.kicks_bot(by=city.leader)
    await publishes(city.coordinator)
    await city.members[0].hears(TITLE)
    await city.members[0].does_not_hear(TITLE, chat=group)
    await group.adds_bot(by=city.leader)

    await city.members[0].hears(TITLE, chat=group)
