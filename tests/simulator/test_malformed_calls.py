"""However malformed a call is, the server answers in its envelope and never fails itself."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.client import Someone
from simulator.methods import METHODS, Method
from simulator.methods.declarations import Kind, Parameter
from tests.simulator.raw_bot import RawBot

ODD: list[Any] = [
    "",
    "x",
    -1,
    10**30,
    1.5,
    "NaN",
    [],
    {},
    [1],
    [[]],
    [{}],
    {"type": 1},
    {"type": "chat"},
    "[",
    "\0",
    True,
]
ODD_MARKUP: list[Any] = [
    {"inline_keyboard": [[1]]},
    {"inline_keyboard": [[{"text": 1, "callback_data": 2}]]},
    {"inline_keyboard": [[{"text": "a", "url": 5}]]},
    {"inline_keyboard": [[{"text": "a", "web_app": 5}]]},
    {"keyboard": [[1]]},
    {"keyboard": [["a"]], "selective": 5},
]
ODD_ENTITIES: list[Any] = [
    [{"type": "bold", "offset": "a", "length": {}}],
    [{"type": [], "offset": 0, "length": 1}],
    [{"type": "text_mention", "offset": 0, "length": 1, "user": 5}],
]


def odd_values(parameter: Parameter) -> list[Any]:
    if parameter.name == "reply_markup":
        return ODD + ODD_MARKUP
    return ODD + ODD_ENTITIES if parameter.name.endswith("entities") else ODD


def fitting(parameter: Parameter, person_id: int, message_id: int) -> Any:
    by_name: dict[str, Any] = {
        "chat_id": person_id,
        "from_chat_id": person_id,
        "user_id": person_id,
        "message_id": message_id,
        "message_ids": [message_id],
        "action": "typing",
        "media": [{"type": "photo", "media": "x"}],
    }
    return by_name.get(parameter.name, 1 if parameter.kind in {Kind.INTEGER, Kind.FLOAT} else "a")


async def test_bytes_that_are_no_utf_8_are_answered_in_the_envelope(bot: RawBot, minsu: Someone) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    for body in (b"text=%ED%A0%80&chat_id=1", b"text=%FF&chat_id=1", b"text=\xff&chat_id=1"):
        data = body.replace(b"=1", b"=%d" % minsu.id)
        async with bot.session.post(bot.url("sendMessage"), data=data, headers=headers) as response:
            answer = await response.json()
        assert answer["ok"] is (response.status == 200)


@pytest.mark.parametrize("method", METHODS.values(), ids=lambda method: method.name)
async def test_a_call_with_one_odd_parameter_is_answered_in_the_envelope(
    bot: RawBot, minsu: Someone, method: Method
) -> None:
    sent = await bot.does("sendMessage", chat_id=minsu.id, text="먼저")
    needed = {"chat_id", "message_id"}
    usual = {
        p.name: fitting(p, minsu.id, sent["message_id"]) for p in method.parameters if p.is_required or p.name in needed
    }
    for parameter in method.parameters:
        for value in odd_values(parameter):
            if parameter.name == "timeout":
                continue
            status, body = await bot.call(method.name, **usual | {parameter.name: value})
            assert status in {200, 400, 403, 409}, (parameter.name, value, body)
            assert body["ok"] is (status == 200)
