"""What people did is kept as a scene and played again, on another simulator, as a story like any other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from simulator.client import Simulator, StoryError
from tests.simulator.raw_bot import RawBot

BUTTONS = {"inline_keyboard": [[{"text": "참석", "callback_data": "1"}]]}


@asynccontextmanager
async def echoing(telegram: Simulator) -> AsyncIterator[None]:
    """A bot that repeats what it is told, slowly, with a button under it, and answers presses."""

    async def serve(bot: RawBot) -> None:
        offset = 0
        while True:
            for update in await bot.does("getUpdates", timeout=10, offset=offset):
                offset = update["update_id"] + 1
                await asyncio.sleep(0.05)
                if "callback_query" in update:
                    await bot.does("answerCallbackQuery", callback_query_id=update["callback_query"]["id"], text="네")
                elif "text" in update.get("message", {}):
                    message = update["message"]
                    text = f"‘{message['text']}’"
                    await bot.does("sendMessage", chat_id=message["chat"]["id"], text=text, reply_markup=BUTTONS)

    async with aiohttp.ClientSession() as session:
        serving = asyncio.create_task(serve(RawBot(telegram, session)))
        try:
            yield
        finally:
            serving.cancel()
            await asyncio.gather(serving, return_exceptions=True)


async def recorded(telegram: Simulator) -> dict[str, Any]:
    """A small scene with a bit of everything."""
    minsu = await telegram.person("민수", id=101, phone="+821000000001", language="ko")
    dasom = await telegram.person("다솜", id=102)
    await minsu.says("하나")
    first = await minsu.hears("하나")
    await minsu.says("둘")
    await minsu.hears("둘")
    await minsu.taps("참석", on=first)
    mine = await minsu.says("셋")
    await minsu.hears("셋")
    await minsu.edits(mine, "넷")
    await minsu.reacts(first, "👍")
    await minsu.shares_location(37.3897, 126.9507)
    await telegram.clock.advance(minutes=10)
    group = await telegram.group("방", minsu, dasom)
    await dasom.says("모두 안녕하세요", chat=group)
    return await telegram.scenes.save()


async def test_a_scene_played_on_another_simulator_gives_the_same_screens() -> None:
    async with Simulator() as first, echoing(first):
        scene = await recorded(first)
        told = first.mirror.screen(101, 101)
        lines = [message.text for message in told.messages.values()]
    async with Simulator() as second, echoing(second):
        before = second.clock.now()
        await second.scenes.play(scene)
        again = second.mirror.screen(101, 101)
        group = next(iter(second.mirror.groups))

        assert [message.text for message in again.messages.values()] == lines
        assert [heard.text for heard in again.log if heard.kind == "toast"] == ["네"]
        assert (second.clock.now() - before).total_seconds() >= 600
        assert [m.text for m in second.mirror.screen(101, group).messages.values() if m.sender_id == 102] == [
            "모두 안녕하세요"
        ]


async def test_buttons_are_found_by_their_words_and_the_message_they_were_on() -> None:
    async with Simulator() as telegram, echoing(telegram):
        scene = await recorded(telegram)
    taps = [step for step in scene["steps"] if step.get("does") == "taps"]

    assert [(step["person"], step["text"], step["on"], "data" in step) for step in taps] == [
        (101, "참석", "‘하나’", False)
    ]


async def test_a_reply_and_a_group_that_grew_are_found_again_by_words_and_by_place() -> None:
    async with Simulator() as first, echoing(first):
        minsu = await first.person("민수", id=101)
        await minsu.says("하나")
        asked = await minsu.hears("하나")
        await minsu.says("둘")
        await minsu.hears("둘")
        await minsu.says("첫 말에 답해요", reply_to=asked)
        group = await first.group("방", minsu)
        grown = await group.migrates()
        await minsu.says("/code 큰 방", chat=grown)
        scene = await first.scenes.save()
    async with Simulator() as second, echoing(second):
        await second.person("먼저 온 사람")
        await second.group("먼저 생긴 방")
        await second.scenes.play(scene)
        messages = second.mirror.screen(101, 101).messages.values()
        replies = [m.payload["reply_to_message"]["text"] for m in messages if "reply_to_message" in m.payload]
        grown_up = [chat_id for chat_id, event in second.mirror.groups.items() if event["chat"]["type"] == "supergroup"]
        said = [message.text for message in second.mirror.screen(101, grown_up[0]).messages.values()]

    assert replies == ["‘하나’"]
    assert "/code 큰 방" in said


async def test_a_scene_of_some_people_leaves_the_others_out() -> None:
    async with Simulator() as telegram, echoing(telegram):
        await recorded(telegram)
        scene = await telegram.scenes.save([102])

    assert {step["person"] for step in scene["steps"] if "person" in step} == {102}
    assert scene["people"][-1]["id"] == 102


async def test_what_cannot_be_played_says_which_step_it_was() -> None:
    step = {"after": 0, "person": 101, "does": "taps", "text": "없는 단추"}
    scene = {"format": 1, "people": [{"id": 101, "first_name": "민수"}], "steps": [step]}
    async with Simulator(timeout=0.2) as telegram:
        with pytest.raises(StoryError, match="step 1 of 1: 민수 sees no button '없는 단추'"):
            await telegram.scenes.play(scene)
        with pytest.raises(StoryError, match="format 2"):
            await telegram.scenes.play(scene | {"format": 2})


async def test_a_stage_refuses_what_it_does_not_know_and_wishes_nobody_offers() -> None:
    async with Simulator() as telegram:
        await telegram.stage.set(title={"ko": "무대"}, wishes=[{"id": "rain"}])
        await telegram.ask("POST", "wishes", {"wish": "rain"})
        with pytest.raises(StoryError, match="not costumes"):
            await telegram.stage.set(costumes=[])
        with pytest.raises(StoryError, match="nobody offers 'snow'"):
            await telegram.ask("POST", "wishes", {"wish": "snow"})

        assert await telegram.stage.next_wish() == "rain"
        assert (await telegram.ask("GET", "stage"))["title"] == {"ko": "무대"}
