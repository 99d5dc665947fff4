"""Every update goes somewhere that has a name."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from telegram import Bot, Update

from db.engine import Engines
from db.uow import UnitOfWork
from handlers.telegram.context import Context
from handlers.telegram.desk import build_router
from handlers.telegram.router import Router
from services.base import Policy, Toast
from services.house import build_services
from simulator.client import Simulator
from texts.buttons import Tap
from texts.languages import LanguageTap
from texts.words import Reader, Words

NOW = datetime(2026, 12, 4, 11, 0, tzinfo=UTC)
MINSU: dict[str, Any] = {"id": 5, "is_bot": False, "first_name": "민수", "language_code": "ko"}
PRIVATE: dict[str, Any] = {"id": 5, "type": "private", "first_name": "민수"}
GROUP: dict[str, Any] = {"id": -100, "type": "supergroup", "title": "평촌"}
CHANNEL: dict[str, Any] = {"id": -200, "type": "channel", "title": "소식"}
MEMBER = {"user": {"id": 1, "is_bot": True, "first_name": "bot"}, "status": "member"}
LEFT = {"user": {"id": 1, "is_bot": True, "first_name": "bot"}, "status": "left"}


def _message(chat: dict[str, Any] = PRIVATE, **content: Any) -> dict[str, Any]:
    return {"message_id": 9, "date": 1_796_000_000, "chat": chat, "from": MINSU, **content}


def _post(**content: Any) -> dict[str, Any]:
    return {"message_id": 9, "date": 1_796_000_000, "chat": CHANNEL, **content}


def _meeting(chat: dict[str, Any]) -> dict[str, Any]:
    return {"chat": chat, "from": MINSU, "date": 1_796_000_000, "old_chat_member": LEFT, "new_chat_member": MEMBER}


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    async with Simulator() as telegram, Bot(telegram.token, base_url=f"{telegram.api_url}/bot") as bot:
        yield bot


@pytest.fixture
def router(engines: Engines, bot: Bot) -> Router:
    zone = ZoneInfo("Asia/Seoul")
    return build_router(build_services(UnitOfWork(engines), Policy(zone)), bot, Reader("ko", zone, bot.username))


NAMED: dict[str, tuple[dict[str, Any], str]] = {
    "a command": ({"message": _message(text="/help")}, "command.help"),
    "a command in capitals": ({"message": _message(text="/HELP ")}, "command.help"),
    "a command with the bot's name": ({"message": _message(text="/help@simulated_bot")}, "command.help"),
    "a command for another bot": ({"message": _message(text="/help@other_bot")}, "not_understood"),
    "a command that does not exist": ({"message": _message(text="/fly")}, "not_understood"),
    "a key of the menu": ({"message": _message(text=" 내 활동 ")}, "key"),
    "a key of the menu in another language": ({"message": _message(text="my activity")}, "key"),
    "talk": ({"message": _message(text="안녕하세요")}, "not_understood"),
    "a sticker": ({"message": _message(sticker=None, dice={"emoji": "🎲", "value": 3})}, "not_understood"),
    "a pinned message": ({"message": _message(pinned_message=_message(text="x"))}, "ignored.service_message"),
    "talk in a group": ({"message": _message(GROUP, text="안녕하세요")}, "ignored.group_talk"),
    "a private command in a group": ({"message": _message(GROUP, text="/me")}, "ignored.group_talk"),
    "an edit": ({"edited_message": _message(text="/help", edit_date=1_796_000_001)}, "edited"),
    "an edit in a group": (
        {"edited_message": _message(GROUP, text="안녕히 계세요", edit_date=1_796_000_001)},
        "ignored.edited_message",
    ),
    "a channel post": ({"channel_post": _post(text="/start")}, "ignored.channel_post"),
    "an edited post": ({"edited_channel_post": _post(text="/start", edit_date=1)}, "ignored.edited_channel_post"),
    "the bot in a channel": ({"my_chat_member": _meeting(CHANNEL)}, "ignored.my_chat_member"),
    "the bot let in again": ({"my_chat_member": _meeting(PRIVATE)}, "membership"),
    "an inline query": (
        {"inline_query": {"id": "1", "from": MINSU, "query": "", "offset": ""}},
        "ignored.inline_query",
    ),
    "a button of no message": (
        {"callback_query": {"id": "1", "from": MINSU, "chat_instance": "1", "data": "x", "inline_message_id": "1"}},
        "ignored.callback_query",
    ),
    "something newer than this program": ({"telepathy": {"id": 1}}, "ignored.unknown"),
}


@pytest.mark.parametrize(("update", "name"), NAMED.values(), ids=NAMED)
async def test_an_update_is_acted_on_or_passed_over_by_name(
    router: Router, bot: Bot, update: dict[str, Any], name: str
) -> None:
    assert await router.handle(Update.de_json({"update_id": 1, **update}, bot), NOW) == name


async def _nothing(_context: Context, _tap: Tap) -> Toast | None:
    return None


async def test_two_nouns_cannot_share_a_button(router: Router) -> None:
    """What one of them packed the other would unpack."""
    with pytest.raises(ValueError, match="LanguageTap"):
        router.tap(LanguageTap, _nothing)


async def test_help_knows_every_question_that_can_be_open(router: Router) -> None:
    """A question without a hint of its own is only called the last one above."""
    reader = Reader("ko", ZoneInfo("Asia/Seoul"))

    def hint(question: str) -> str:
        return Words(reader)("help-answer_question", question=question.replace(".", "-"))

    assert [question for question in router._answers if hint(question) == hint("no.question")] == []
