"""Programs are told of new notes: signed, at least once under one id, through failures, silence and a stop."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.app import App
from bot.channels import Sent
from bot.channels.webhooks import PublicResolver, WebhookChannel
from bot.settings import Settings
from core.retries import InDoubt, NotSent
from core.webhooks import FAILURES_AT_LEAST, GIVEN_UP_AFTER, UrlFault
from services.webhooks import WebhookLine
from simulator.client import Simulator
from tests.receivers import PATIENCE_S, Receiver, receiving
from tests.stories.conftest import settings as plain_settings
from tests.stories.conftest import telegram, town
from tests.stories.stage import running
from tests.stories.towns import Town, settles
from tests.web.tokens import desk_of
from texts.messages import File, Message

__all__ = ["plain_settings", "telegram", "town"]


@pytest.fixture
def settings(plain_settings: Settings) -> Settings:
    return plain_settings.model_copy(update={"private_webhooks": True})


@pytest.fixture
async def bot(settings: Settings, telegram: Simulator) -> AsyncIterator[App]:
    async with running(settings, telegram) as app:
        yield app


async def adds(app: App, town: Town, receiver: Receiver, *, with_text: bool = False) -> str:
    visitor = await desk_of(app, town.crowd)
    secret = await app.services.webhooks.add(visitor, receiver.url, app.clock.now(), with_text=with_text)
    assert not isinstance(secret, UrlFault)
    return secret


async def writes(town: Town, text: str) -> None:
    await town.members[0].says(f"/note {text}")
    await town.members[0].hears("접수")


async def line(app: App, town: Town) -> WebhookLine:
    (found,) = await app.services.webhooks.listed(await desk_of(app, town.crowd))
    return found


@pytest.mark.every_database
async def test_a_note_arrives_signed_and_without_name_or_words(bot: App, town: Town) -> None:
    async with receiving() as receiver:
        secret = await adds(bot, town, receiver)
        await writes(town, "가로등이 꺼져 있어요")
        (heard,) = await receiver.hears(1)
    body = json.loads(heard.body)

    assert heard.is_signed_with(secret)
    assert body["type"] == "note.created"
    assert body["data"]["number"] == 1
    assert "가로등" not in heard.body.decode()
    assert "평촌" not in heard.body.decode()


async def test_words_go_where_they_were_asked_for(bot: App, town: Town) -> None:
    async with receiving() as receiver:
        await adds(bot, town, receiver, with_text=True)
        await writes(town, "가로등이 꺼져 있어요")
        (heard,) = await receiver.hears(1)

    assert json.loads(heard.body)["data"]["text"] == "가로등이 꺼져 있어요"


@pytest.mark.every_database
async def test_a_receiver_that_fails_gets_the_same_message_again_in_order(bot: App, town: Town) -> None:
    async with receiving("fails", "redirects") as receiver:
        await adds(bot, town, receiver)
        await writes(town, "첫 번째")
        await writes(town, "두 번째")
        heard = await receiver.hears(4)

    assert [each.message_id for each in heard] == ["msg_1_1"] * 3 + ["msg_1_2"]
    assert len({each.body for each in heard[:3]}) == 1


@pytest.mark.every_database
async def test_a_program_that_stops_between_sending_and_noting_it_sends_again_under_the_same_id(
    settings: Settings, telegram: Simulator
) -> None:
    async with receiving("hangs") as receiver:
        async with running(settings, telegram) as first:
            town = await settles(first, telegram)
            await adds(first, town, receiver)
            await writes(town, "가로등이 꺼져 있어요")
            await receiver.hears(1)
        async with running(settings, telegram):
            heard = await receiver.hears(2)

    assert [each.message_id for each in heard] == ["msg_1_1", "msg_1_1"]


@pytest.mark.every_database
async def test_a_receiver_that_fails_for_long_is_paused_and_nothing_is_lost(bot: App, town: Town) -> None:
    async with receiving("fails") as receiver:
        await adds(bot, town, receiver)
        await writes(town, "첫 번째")
        await receiver.hears(1)
        at = bot.clock.now()
        for number in range(FAILURES_AT_LEAST + 1):
            late = GIVEN_UP_AFTER * number / FAILURES_AT_LEAST
            await bot.services.webhooks.failed(1, "status 500", at + late)
        paused = await line(bot, town)
        before = len(receiver.heard)
        await writes(town, "두 번째")
        while_paused = await line(bot, town)
        await bot.services.webhooks.retry(await desk_of(bot, town.crowd), 1, bot.clock.now() + timedelta(seconds=1))
        await telegram_moves(bot)
        heard = await receiver.hears(before + 2)

    assert paused.paused_at is not None
    assert paused.last_error == "status 500"
    assert while_paused.waiting == 2
    assert {each.message_id for each in heard} == {"msg_1_1", "msg_1_2"}


async def telegram_moves(app: App) -> None:
    """A second of the product's clock, which runs."""
    start = app.clock.now()
    while app.clock.now() < start + timedelta(seconds=1.2):
        await asyncio.sleep(0.05)


@pytest.mark.every_database
async def test_a_receiver_that_is_gone_is_paused_at_once(bot: App, town: Town) -> None:
    async with receiving("gone") as receiver:
        await adds(bot, town, receiver)
        await writes(town, "첫 번째")
        await receiver.hears(1)
        async with asyncio.timeout(PATIENCE_S):
            while (await line(bot, town)).paused_at is None:
                await asyncio.sleep(0.05)

    assert len(receiver.heard) == 1


async def test_a_receiver_that_says_nothing_is_in_doubt_and_one_that_is_not_there_got_nothing(
    bot: App, town: Town
) -> None:
    channel = WebhookChannel(bot.services.webhooks, bot.clock, allows_private=True, patience_s=0.5)
    message = Message(attachment=File(b"{}", "msg_1_1"))
    async with receiving("hangs") as receiver:
        await adds(bot, town, receiver)
        silent = await channel.send("1", message)
        heard = await channel.send("1", message)
    absent = await channel.send("1", message)
    await channel.close()

    assert isinstance(silent, InDoubt)
    assert heard == Sent(None)
    assert isinstance(absent, NotSent)


async def test_a_name_that_leads_into_a_private_network_is_not_called(bot: App, town: Town) -> None:
    async with receiving() as receiver:
        await adds(bot, town, receiver)
        channel = WebhookChannel(bot.services.webhooks, bot.clock, allows_private=False)
        refused = await channel.send("1", Message(attachment=File(b"{}", "msg_1_1")))
        await channel.close()

    assert isinstance(refused, NotSent)
    assert receiver.heard == []
    with pytest.raises(OSError, match="not a public address"):
        await PublicResolver(allows_private=False).resolve("localhost", 443)


@pytest.mark.every_database
async def test_removed_receivers_hear_nothing_more(bot: App, town: Town) -> None:
    async with receiving() as receiver:
        await adds(bot, town, receiver)
        await bot.services.webhooks.remove(await desk_of(bot, town.crowd), 1, bot.clock.now())
        await writes(town, "첫 번째")
        listed = await bot.services.webhooks.listed(await desk_of(bot, town.crowd))

    assert listed == []
    assert receiver.heard == []
