"""The director's door: events, views, clock and refusals over plain HTTP."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import aiohttp
import orjson
import pytest

from simulator.client import Simulator, Someone, StoryError, Telegram
from tests.simulator.raw_bot import RawBot


async def test_events_are_waited_for_and_numbered(bot: RawBot, telegram: Simulator, minsu: Someone) -> None:
    seq = (await telegram.ask("GET", "state"))["seq"]
    waiting = asyncio.create_task(telegram.ask("GET", f"events?after={seq}&wait=5"))
    await bot.does("sendMessage", chat_id=minsu.id, text="소식")
    events = (await waiting)["events"]

    assert (events[0]["seq"], events[0]["kind"], events[0]["to"]) == (seq + 1, "message", [minsu.id])
    assert events[0]["message"]["text"] == "소식"


async def test_a_late_client_sees_the_same_screens(bot: RawBot, telegram: Simulator, minsu: Someone) -> None:
    await bot.does("sendMessage", chat_id=minsu.id, text="먼저", reply_markup={"keyboard": [["출석"]]})
    async with Telegram(telegram.api_url) as later:
        screen = later.mirror.screen(minsu.id, minsu.id)

        assert [message.text for message in screen.messages.values()] == ["/start", "먼저"]
        assert screen.keyboard == [[{"text": "출석"}]]


async def test_a_chat_is_read_with_versions_deletions_and_what_is_unread(
    bot: RawBot, telegram: Simulator, minsu: Someone
) -> None:
    first = await bot.does("sendMessage", chat_id=minsu.id, text="하나")
    await bot.does("editMessageText", chat_id=minsu.id, message_id=first["message_id"], text="하나 둘")
    second = await bot.does("sendMessage", chat_id=minsu.id, text="셋")
    await bot.does("deleteMessage", chat_id=minsu.id, message_id=second["message_id"])
    view = await telegram.ask("GET", f"chats/{minsu.id}?after={first['message_id'] - 1}")
    await telegram.ask("POST", f"people/{minsu.id}/reads", {})
    read = await telegram.ask("GET", f"chats/{minsu.id}")

    assert [version["text"] for version in view["messages"][0]["versions"]] == ["하나"]
    assert [message["is_deleted"] for message in view["messages"]] == [False, True]
    assert (view["unread"], read["unread"]) == (1, 0)


async def test_the_clock_is_set_advanced_and_stopped_and_dates_messages(
    bot: RawBot, telegram: Simulator, minsu: Someone
) -> None:
    evening = datetime(2026, 12, 4, 11, tzinfo=UTC)
    await telegram.clock.freeze(evening)
    await telegram.clock.advance(minutes=10)
    sent = await bot.does("sendMessage", chat_id=minsu.id, text="지금")

    assert telegram.clock.now() == evening + timedelta(minutes=10)
    assert sent["date"] == int((evening + timedelta(minutes=10)).timestamp())
    await telegram.clock.resume()
    assert telegram.clock.now() >= evening + timedelta(minutes=10)


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("people/5/says", {"text": "a"}, 409),
        ("people/ID/flies", {}, 409),
        ("people/ID/says", {}, 400),
        ("people/ID/says", {"text": " "}, 409),
        ("people/ID/moves", {"message_id": 1, "latitude": 1, "longitude": 1}, 409),
        ("people/ID/follows", {"link": "https://t.me/other_bot?start=a"}, 409),
        ("people/ID/follows", {"link": "한글"}, 409),
        ("groups", {"title": "a"}, 409),
        ("limits", {"mode": "soft"}, 400),
    ],
)
async def test_orders_that_cannot_be_carried_out_say_why(
    bot: RawBot, minsu: Someone, path: str, body: dict[str, object], status: int
) -> None:
    url = f"{bot.telegram.api_url}/control/{path.replace('ID', str(minsu.id))}"
    async with bot.session.post(url, json=body) as response:
        answer = await response.json()

    assert response.status == status
    assert answer["error"]


async def test_a_very_long_text_goes_out_in_several_messages(bot: RawBot, minsu: Someone) -> None:
    await minsu.says("가" * 10_000)

    assert [len(update["message"]["text"]) for update in await bot.does("getUpdates")] == [4096, 4096, 1808]


async def test_forged_and_outdated_button_data_reaches_the_bot(bot: RawBot, minsu: Someone) -> None:
    await bot.does("sendMessage", chat_id=minsu.id, text="예전 것")
    message = await minsu.hears("예전 것")
    tapping = asyncio.create_task(minsu.taps_data("v0:forged", on=message))
    query = (await bot.does("getUpdates", timeout=5))[0]["callback_query"]
    await bot.does("answerCallbackQuery", callback_query_id=query["id"], text="오래된 버튼이에요")

    assert query["data"] == "v0:forged"
    assert await tapping == "오래된 버튼이에요"


async def test_a_button_nobody_answers_keeps_spinning(bot: RawBot, minsu: Someone) -> None:
    markup = {"inline_keyboard": [[{"text": "참석", "callback_data": "a"}]]}
    await bot.does("sendMessage", chat_id=minsu.id, text="오세요?", reply_markup=markup)
    await minsu.hears("오세요")

    with pytest.raises(StoryError, match="kept spinning"):
        await minsu.taps("참석", within=0.05)


async def test_after_a_reset_nobody_is_left_and_updates_go_on_counting(
    bot: RawBot, telegram: Simulator, minsu: Someone
) -> None:
    await minsu.says("먼저")
    before = (await bot.does("getUpdates"))[0]["update_id"]
    await telegram.reset()
    someone = await telegram.person("새 사람")
    await someone.says("나중")
    after = await bot.does("getUpdates")

    assert [update["message"]["text"] for update in after] == ["나중"]
    assert after[0]["update_id"] == before + 1


async def test_a_websocket_tells_of_calls_when_asked(bot: RawBot, telegram: Simulator) -> None:
    seq = (await telegram.ask("GET", "state"))["seq"]
    url = f"{telegram.api_url}/control/events/live?calls=1&after={seq}"
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
        await bot.does("getMe")
        batch = orjson.loads(await socket.receive_bytes(timeout=5))

    assert [event["method"] for event in batch["events"]] == ["getMe"]
