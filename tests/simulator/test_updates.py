"""How updates reach a bot: offsets, conflicts, filters, ageing, webhooks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from simulator.client import Simulator, Someone
from simulator.webhooks import pause_before
from tests.simulator.raw_bot import RawBot

CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


async def test_unconfirmed_updates_come_again_and_an_offset_forgets_what_is_below(bot: RawBot, minsu: Someone) -> None:
    for word in ("하나", "둘", "셋"):
        await minsu.says(word)
    first = await bot.does("getUpdates")
    again = await bot.does("getUpdates")
    rest = await bot.does("getUpdates", offset=first[1]["update_id"])
    after = await bot.does("getUpdates")

    assert [u["message"]["text"] for u in first] == ["하나", "둘", "셋"]
    assert again == first
    assert rest == after == first[1:]


async def test_a_negative_offset_keeps_only_the_last_updates(bot: RawBot, minsu: Someone) -> None:
    for word in ("하나", "둘", "셋"):
        await minsu.says(word)
    last = await bot.does("getUpdates", offset=-1)
    kept = await bot.does("getUpdates")

    assert [u["message"]["text"] for u in last] == ["셋"]
    assert kept == last


@pytest.mark.parametrize(("limit", "count"), [(0, 1), (1, 1), (2, 2), (1000, 3)])
async def test_the_limit_is_brought_into_one_to_a_hundred(bot: RawBot, minsu: Someone, limit: int, count: int) -> None:
    for word in ("하나", "둘", "셋"):
        await minsu.says(word)

    assert len(await bot.does("getUpdates", limit=limit)) == count


async def test_a_waiting_poll_is_answered_as_soon_as_something_happens(bot: RawBot, minsu: Someone) -> None:
    poll = asyncio.create_task(bot.does("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    await minsu.says("안녕하세요")

    assert (await poll)[0]["message"]["text"] == "안녕하세요"


async def test_a_second_waiting_poll_ends_the_first(bot: RawBot, minsu: Someone) -> None:
    first = asyncio.create_task(bot.call("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(bot.call("getUpdates", timeout=30))
    status, body = await first
    await minsu.says("안녕")
    answered, _ = await second

    assert (status, body["description"]) == (409, CONFLICT)
    assert answered == 200


async def test_a_poll_answered_at_once_displaces_nobody(bot: RawBot, minsu: Someone) -> None:
    waiting = asyncio.create_task(bot.call("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    at_once = await bot.does("getUpdates", timeout=0)
    await minsu.says("안녕")
    status, _ = await waiting

    assert at_once == []
    assert status == 200


async def test_an_empty_list_of_allowed_updates_means_the_default_without_member_changes(
    bot: RawBot, telegram: Simulator, minsu: Someone
) -> None:
    friend = await telegram.person("영희")
    group = await telegram.group("범계", minsu, bot_is_admin=True)
    await friend.joins(group)
    by_default = {next(k for k in u if k != "update_id") for u in await bot.does("getUpdates")}
    await bot.does("getUpdates", offset=-1, allowed_updates=["chat_member"])
    await friend.leaves(group)
    narrowed = await bot.does("getUpdates", offset=-1)
    await bot.does("getUpdates", allowed_updates=[])
    await minsu.says("안녕")
    widened = await bot.does("getUpdates", offset=-1)

    assert by_default == {"my_chat_member", "message"}
    assert narrowed[0]["chat_member"]["new_chat_member"]["status"] == "left"
    assert widened[0]["message"]["text"] == "안녕"


async def test_messages_wait_a_day_and_pressed_buttons_150_seconds(
    bot: RawBot, telegram: Simulator, minsu: Someone
) -> None:
    markup = {"inline_keyboard": [[{"text": "참석", "callback_data": "a"}]]}
    await bot.does("sendMessage", chat_id=minsu.id, text="오세요?", reply_markup=markup)
    asked = await minsu.hears("오세요")
    await minsu.says("늦어요")
    await telegram.ask("POST", f"people/{minsu.id}/taps", {"message_id": asked.id, "text": "참석"})
    before = await bot.does("getUpdates")
    await telegram.clock.advance(seconds=151)
    without_button = await bot.does("getUpdates")
    await telegram.clock.advance(hours=24)
    without_anything = await bot.does("getUpdates")

    assert [next(k for k in u if k != "update_id") for u in before] == ["message", "callback_query"]
    assert len(without_button) == 1
    assert without_anything == []


async def test_updates_of_unknown_types_can_be_injected(bot: RawBot, telegram: Simulator) -> None:
    number = await telegram.inject("hologram", {"size": 3})

    assert await bot.does("getUpdates") == [{"update_id": number, "hologram": {"size": 3}}]


class Listener:
    """A bot's webhook, which can be told to fail."""

    def __init__(self) -> None:
        self.seen: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.failures = 0
        self.reply: dict[str, Any] | None = None
        self.changed = asyncio.Condition()
        self.url = ""

    async def has_seen(self, count: int) -> None:
        async with asyncio.timeout(5), self.changed:
            await self.changed.wait_for(lambda: len(self.seen) >= count)

    async def take(self, request: web.Request) -> web.Response:
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.seen.append(await request.json())
        async with self.changed:
            self.changed.notify_all()
        if self.failures:
            self.failures -= 1
            return web.Response(status=503)
        return web.json_response(self.reply) if self.reply else web.Response()


@pytest.fixture
async def listener() -> AsyncIterator[Listener]:
    listener = Listener()
    app = web.Application()
    app.router.add_post("/hook", listener.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    listener.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield listener
    await runner.cleanup()


async def test_a_webhook_gets_pending_and_new_updates_with_the_secret(
    bot: RawBot, minsu: Someone, listener: Listener
) -> None:
    await minsu.says("먼저")
    await bot.does("setWebhook", url=listener.url, secret_token="s-1_A")
    await minsu.says("나중")
    await listener.has_seen(2)
    refused = await bot.is_refused("getUpdates")
    info = await bot.does("getWebhookInfo")
    await bot.does("deleteWebhook")

    assert [u["message"]["text"] for u in listener.seen] == ["먼저", "나중"]
    assert set(listener.secrets) == {"s-1_A"}
    assert refused.startswith("Conflict: can't use getUpdates method while webhook is active")
    assert (info["url"], info["max_connections"]) == (listener.url, 40)
    assert await bot.does("getUpdates") == []


async def test_a_failing_webhook_is_retried_in_order_and_the_error_is_told(
    bot: RawBot, telegram: Simulator, minsu: Someone, listener: Listener
) -> None:
    telegram.world.webhook.pause_unit_seconds = 0.01
    listener.failures = 3
    await bot.does("setWebhook", url=listener.url)
    await minsu.says("하나")
    await minsu.says("둘")
    await listener.has_seen(5)
    info = await bot.does("getWebhookInfo")

    assert [u["message"]["text"] for u in listener.seen] == ["하나"] * 4 + ["둘"]
    assert info["last_error_message"] == "Wrong response from the webhook: 503"


async def test_a_chat_whose_update_fails_does_not_hold_up_the_others(
    bot: RawBot, telegram: Simulator, minsu: Someone, listener: Listener
) -> None:
    telegram.world.webhook.pause_unit_seconds = 30
    friend = await telegram.person("영희")
    listener.failures = 2
    await bot.does("setWebhook", url=listener.url)
    await minsu.says("막힘")
    await listener.has_seen(2)
    await friend.says("지나감")
    await listener.has_seen(3)

    assert [u["message"]["text"] for u in listener.seen] == ["막힘", "막힘", "지나감"]


def test_a_webhook_is_retried_at_once_and_then_after_2_4_8_seconds() -> None:
    assert [pause_before(attempt) for attempt in range(1, 7)] == [0, 0, 2, 4, 8, 16]


async def test_a_webhook_may_answer_with_a_call(bot: RawBot, minsu: Someone, listener: Listener) -> None:
    listener.reply = {"method": "sendMessage", "chat_id": minsu.id, "text": "바로 답해요"}
    await bot.does("setWebhook", url=listener.url)
    await minsu.says("안녕")

    assert (await minsu.hears("바로 답해요")).text == "바로 답해요"


@pytest.mark.parametrize("secret", ["하나", "a b", "x" * 257])
async def test_a_malformed_secret_is_refused(bot: RawBot, secret: str) -> None:
    assert "secret token" in await bot.is_refused("setWebhook", url="https://bot.example", secret_token=secret)
