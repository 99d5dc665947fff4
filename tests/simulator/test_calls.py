"""The envelope and the refusals: what Telegram says to a call it does not carry out."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from simulator.client import Simulator, Someone
from tests.simulator.raw_bot import RawBot

BUTTON = {"inline_keyboard": [[{"text": "참석", "callback_data": "a"}]]}


@pytest.mark.parametrize("method", ["sendDream", "sendGift", ""])
async def test_a_method_it_does_not_know_is_never_silently_true(bot: RawBot, method: str) -> None:
    status, body = await bot.call(method)

    assert status == 404
    assert body == {"ok": False, "error_code": 404, "description": "Not Found: method not found"}


async def test_a_wrong_token_is_unauthorized(bot: RawBot, telegram: Simulator) -> None:
    async with bot.session.get(f"{telegram.api_url}/bot1:wrong/getMe") as response:
        body = await response.json()

    assert (response.status, body["description"]) == (401, "Unauthorized")


async def test_get_me_is_a_bot_and_method_names_ignore_case(bot: RawBot, telegram: Simulator) -> None:
    me = await bot.does("GETme")

    assert me["is_bot"] is True
    assert me["username"] == telegram.username


async def test_calls_come_as_query_form_json_and_multipart(bot: RawBot, minsu: Someone) -> None:
    url = bot.url("sendMessage")
    fields = {"chat_id": str(minsu.id), "text": "안녕"}
    form = aiohttp.FormData(fields, default_to_multipart=True)
    for request in (
        bot.session.get(url, params=fields),
        bot.session.post(url, params=fields),
        bot.session.post(url, data=fields),
        bot.session.post(url, data=form),
        bot.session.post(url, json={"chat_id": minsu.id, "text": "안녕"}),
    ):
        async with request as response:
            body = await response.json()
        assert body["result"]["text"] == "안녕"


@pytest.mark.parametrize(
    ("parameters", "description"),
    [
        ({"text": "a"}, "chat_id is empty"),
        ({"chat_id": 5, "text": "a"}, "chat not found"),
        ({"chat_id": "abc", "text": "a"}, "chat not found"),
        ({"chat_id": "@nobody", "text": "a"}, "chat not found"),
        ({"chat_id": 1}, "message text is empty"),
        ({"text": " \n"}, "message text is empty"),
        ({"text": "가" * 4097}, "message is too long"),
        ({"text": "a", "parse_mode": "XML"}, "unsupported parse_mode"),
        ({"text": "a", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        ({"text": "a", "reply_markup": []}, "object expected as reply markup"),
        ({"text": "a", "reply_markup": {"inline_keyboard": 1}}, 'field "inline_keyboard" must be of type Array'),
        (
            {"text": "a", "reply_markup": {"inline_keyboard": [[{"text": "b"}]]}},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": "a", "reply_markup": {"inline_keyboard": [[{"callback_data": "b"}]]}},
            "can't parse inline keyboard button: Can't find field \"text\"",
        ),
        (
            {"text": "a", "reply_markup": {"inline_keyboard": [[{"text": "b", "callback_data": "가" * 22}]]}},
            "BUTTON_DATA_INVALID",
        ),
        ({"text": "a", "reply_parameters": {"message_id": 999}}, "message to be replied not found"),
        ({"text": "a", "entities": [{"type": "bold", "offset": 0, "length": 2}]}, "entity has incorrect bounds"),
        ({"text": "a", "entities": {}}, "expected an Array of MessageEntity"),
    ],
)
async def test_a_message_telegram_would_refuse_is_refused_in_its_words(
    bot: RawBot, minsu: Someone, parameters: dict[str, Any], description: str
) -> None:
    if "chat_id" not in parameters and description != "chat_id is empty":
        parameters = {"chat_id": minsu.id} | parameters

    assert await bot.is_refused("sendMessage", **parameters) == f"Bad Request: {description}"


async def test_64_bytes_of_button_data_and_4096_characters_after_entities_pass(bot: RawBot, minsu: Someone) -> None:
    markup = {"inline_keyboard": [[{"text": "b", "callback_data": "x" * 64}]]}
    text = f"<b>{'가' * 4096}</b>"
    sent = await bot.does("sendMessage", chat_id=minsu.id, text=text, parse_mode="HTML", reply_markup=markup)

    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 4096}]


async def test_parameters_it_does_not_know_are_ignored(bot: RawBot, minsu: Someone) -> None:
    assert (await bot.does("sendMessage", chat_id=minsu.id, text="a", mood="good"))["text"] == "a"


async def test_an_edit_that_changes_nothing_is_refused_and_one_that_does_returns_the_message(
    bot: RawBot, minsu: Someone
) -> None:
    sent = await bot.does("sendMessage", chat_id=minsu.id, text="하나", reply_markup=BUTTON)
    target = {"chat_id": minsu.id, "message_id": sent["message_id"]}
    same = await bot.is_refused("editMessageText", **target, text="하나", reply_markup=BUTTON)
    edited = await bot.does("editMessageText", **target, text="둘")

    assert same == (
        "Bad Request: message is not modified: specified new message content and reply markup are exactly "
        "the same as a current content and reply markup of the message"
    )
    assert (edited["text"], "reply_markup" in edited, "edit_date" in edited) == ("둘", False, True)


async def test_what_is_not_there_or_not_ones_own_cannot_be_edited(bot: RawBot, minsu: Someone) -> None:
    target = {"chat_id": minsu.id, "text": "둘"}
    own = minsu.messages[0]

    assert await bot.is_refused("editMessageText", **target, message_id=999) == (
        "Bad Request: message to edit not found"
    )
    assert await bot.is_refused("editMessageText", **target, message_id=own.id) == (
        "Bad Request: message can't be edited"
    )
    assert await bot.is_refused("editMessageText", **target) == "Bad Request: message identifier is not specified"


async def test_a_pressed_button_can_be_answered_once_and_only_in_time(
    bot: RawBot, telegram: Simulator, minsu: Someone
) -> None:
    await bot.does("sendMessage", chat_id=minsu.id, text="오세요?", reply_markup=BUTTON)
    message = await minsu.hears("오세요")

    async def press() -> str:
        order = {"message_id": message.id, "text": "참석"}
        pressed = await telegram.ask("POST", f"people/{minsu.id}/taps", order)
        return str(pressed["callback_id"])

    first, late = await press(), await press()
    too_old = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    update = (await bot.does("getUpdates"))[0]["callback_query"]
    await bot.does("answerCallbackQuery", callback_query_id=first, text="네", show_alert=True)
    toast = await minsu.hears("네")
    twice = await bot.is_refused("answerCallbackQuery", callback_query_id=first)
    await telegram.clock.advance(seconds=151)
    expired = await bot.is_refused("answerCallbackQuery", callback_query_id=late)
    unknown = await bot.is_refused("answerCallbackQuery", callback_query_id="77")

    assert update["chat_instance"]
    assert (update["data"], update["message"]["message_id"]) == ("a", message.id)
    assert toast.payload["show_alert"] is True
    assert [twice, expired, unknown] == [too_old] * 3


async def test_a_bot_cannot_write_to_people_who_do_not_want_it_or_never_met_it(
    bot: RawBot, telegram: Simulator, minsu: Someone
) -> None:
    stranger = await telegram.person("낯선 이")
    neighbour = await telegram.person("이웃")
    await telegram.group("범계", minsu, neighbour)
    leaver = await telegram.person("탈퇴자", has_started=True)
    await leaver.changes(is_deactivated=True)
    await minsu.blocks_bot()

    async def refusal(person_id: int) -> str:
        return str(await bot.is_refused("sendMessage", chat_id=person_id, text="a"))

    assert await refusal(stranger.id) == "Bad Request: chat not found"
    assert await refusal(neighbour.id) == "Forbidden: bot can't initiate conversation with a user"
    assert await refusal(leaver.id) == "Forbidden: user is deactivated"
    assert await refusal(minsu.id) == "Forbidden: bot was blocked by the user"
    await minsu.unblocks_bot()
    assert (await bot.does("sendMessage", chat_id=minsu.id, text="a"))["text"] == "a"


async def test_menus_are_found_by_the_narrowest_scope_and_the_own_language(
    bot: RawBot, telegram: Simulator, minsu: Someone
) -> None:
    async def put(name: str, **where: object) -> None:
        commands = [{"command": name, "description": name}]
        await bot.does("setMyCommands", commands=commands, **where)

    await put("everywhere")
    await put("privately", scope={"type": "all_private_chats"})
    await put("korean", scope={"type": "all_private_chats"}, language_code="ko")
    await put("leader", scope={"type": "chat", "chat_id": minsu.id})
    emma = await telegram.person("Emma", language="en")
    jisu = await telegram.person("지수", language="ko")

    assert (list(minsu.menu), list(emma.menu), list(jisu.menu)) == (["leader"], ["privately"], ["korean"])
    assert list(minsu.menu_in(-5)) == ["everywhere"]
    assert await bot.is_refused("setMyCommands", commands=[{"command": "한글", "description": "a"}]) == (
        "Bad Request: BOT_COMMAND_INVALID"
    )


async def test_every_method_declares_its_parameters_for_inspection(telegram: Simulator) -> None:
    declared = {method["name"]: method for method in await telegram.ask("GET", "methods")}
    limit = next(p for p in declared["getUpdates"]["parameters"] if p["name"] == "limit")

    assert limit == {"name": "limit", "type": "Integer", "required": False, "min": 1, "max": 100}
    assert {"name": "text", "type": "String", "required": True} in declared["sendMessage"]["parameters"]
