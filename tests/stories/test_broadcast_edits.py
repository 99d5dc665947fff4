"""Only what was previewed goes out: a message that is edited afterwards is sent to nobody else."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text as sql

from bot.app import App
from bot.settings import Settings
from simulator.client import Simulator
from tests.stories.broadcasting import another_coordinator, drafts, told_slowly
from tests.stories.crowds import Crowd
from tests.stories.towns import Town


@pytest.fixture
async def crowded(settings: Settings, telegram: Simulator) -> AsyncIterator[Crowd]:
    async with told_slowly(settings, telegram) as crowd:
        yield crowd


async def test_an_edit_before_the_tap_calls_it_off(town: Town) -> None:
    author = town.coordinator
    written = await drafts(author, "전체")
    card = await author.hears("5명에게")
    await author.edits(written, "회의는 없어요")
    await author.hears("미리 본 것과 다른 글은 나가지 않아요")
    await author.hears("보내지 않")
    data = next(b["callback_data"] for row in card.inline_keyboard for b in row if b["text"] == "보내기")
    await author.taps_data(data, on=card)

    await town.leader.does_not_hear("회의")


async def test_what_waits_for_its_time_is_called_off_by_an_edit(town: Town, telegram: Simulator) -> None:
    author = town.coordinator
    written = await drafts(author, "전체")
    await author.hears("5명에게")
    await author.taps("시간 정하기")
    await author.hears("언제")
    await author.says("내일 09:00")
    await author.hears("보내는 때")
    await author.taps("보내기")
    await author.hears("예약했어요")
    await author.edits(written, "회의는 없어요")
    await author.hears("미리 본 것과 다른 글은 나가지 않아요")
    await telegram.clock.advance(hours=48)

    await town.leader.does_not_hear("회의")


async def test_what_waits_for_approval_cannot_be_approved_after_an_edit(
    town: Town, bot: App, telegram: Simulator
) -> None:
    second = await another_coordinator(town, telegram)
    async with bot.engines.writing.begin() as connection:
        await connection.execute(sql("UPDATE cities SET second_approver = true"))
    author = town.coordinator
    written = await drafts(author, "전체")
    await author.hears("6명에게")
    await author.taps("보내기")
    request = await second.hears("보내려고 해요")
    await author.edits(written, "회의는 없어요")
    await author.hears("미리 본 것과 다른 글은 나가지 않아요")
    data = next(b["callback_data"] for row in request.inline_keyboard for b in row if "승인" in b["text"])
    await second.taps_data(data, on=request)

    await town.leader.does_not_hear("회의")


async def test_an_edit_while_it_is_sent_stops_it(crowded: Crowd) -> None:
    author = crowded.coordinator
    written = await drafts(author, "전체")
    await author.hears("40명에게")
    await author.taps("보내기")
    await crowded.everybody[0].hears("회의")
    await author.edits(written, "회의는 없어요")
    await author.hears("나머지 분께는 보내지 않았어요")
    await author.hears("중단되어 안 보낸 분")


async def test_an_edit_of_anything_else_says_nothing(town: Town) -> None:
    author, leader = town.coordinator, town.leader
    await drafts(author, "전체")
    await author.hears("5명에게")
    talk = await leader.says("안녕하세요")
    await leader.hears("")
    await leader.edits(talk, "안녕히 계세요")

    await leader.hears_nothing()
