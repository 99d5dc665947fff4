"""A broadcast on its way to a crowd: paused, stopped, overtaken by an SOS, and joined by newcomers."""

from collections.abc import AsyncIterator

import pytest

from bot.settings import Settings
from simulator.client import Simulator
from tests.stories.broadcasting import drafts, told_slowly
from tests.stories.crowds import Crowd
from tests.stories.registering import links_in, registers
from tests.stories.towns import MERCHANTS


@pytest.fixture
async def crowded(settings: Settings, telegram: Simulator) -> AsyncIterator[Crowd]:
    async with told_slowly(settings, telegram) as crowd:
        yield crowd


def _told(crowd: Crowd, words: str) -> list[int]:
    """How often each person has been told."""
    return [sum(words in message.text for message in person.messages) for person in crowd.everybody]


async def test_it_is_paused_goes_on_and_in_the_end_everybody_was_told_once(crowded: Crowd) -> None:
    author = crowded.coordinator
    await drafts(author, "전체")
    await author.hears("40명에게")
    await author.taps("보내기")
    await crowded.everybody[0].hears("회의")
    await author.taps("일시정지")
    await author.hears("잠깐 멈췄어요")
    held = await _settled(crowded)
    assert 0 < held < 40
    await author.taps("계속")
    await author.hears("보내고 있어요")
    await author.hears("다 보냈어요", within=20)

    assert _told(crowded, "회의") == [1] * 40


async def test_stopped_it_says_how_many_were_not_told(crowded: Crowd) -> None:
    author = crowded.coordinator
    await drafts(author, "전체")
    await author.hears("40명에게")
    await author.taps("보내기")
    await crowded.everybody[0].hears("회의")
    await author.taps("중단")
    await author.hears("중단했어요")
    report = await author.hears("중단되어 안 보낸 분")
    told = await _settled(crowded)

    assert 0 < told < 40
    assert f"안 보낸 분 {40 - told}명" in report.text


async def test_an_sos_overtakes_a_broadcast(crowded: Crowd) -> None:
    author, leader, person = crowded.coordinator, crowded.everybody[0], crowded.everybody[-1]
    await drafts(author, "전체")
    await author.hears("40명에게")
    await author.taps("보내기")
    await author.hears("남음")
    await person.says("/sos")
    await person.hears("112")
    await leader.hears("긴급 도움")

    assert 0 in _told(crowded, "회의")


async def test_who_joins_while_it_is_sent_is_told_as_well(crowded: Crowd, telegram: Simulator) -> None:
    author = crowded.coordinator
    newcomer = await telegram.person("새사람", language="ko")
    await author.says(f"/neworg merchants {MERCHANTS}")
    link = links_in((await author.hears(MERCHANTS)).text)[0]
    await registers(newcomer, link)
    application = await author.hears(newcomer.name)
    await drafts(author, "전체")
    await author.hears("40명에게")
    await author.taps("보내기")
    await author.hears("남음")
    await author.taps("승인", on=application)
    await newcomer.hears("회의", within=20)
    await author.hears("41 / 41명", within=20)

    assert _told(crowded, "회의") == [1] * 40


async def _settled(crowd: Crowd) -> int:
    """How many have been told once nothing more comes: what was in flight has landed."""
    for person in crowd.everybody[-3:]:
        await person.does_not_hear("회의", within=0.5)
    return sum(_told(crowd, "회의"))
