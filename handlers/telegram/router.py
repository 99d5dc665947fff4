"""Which handler an update belongs to: a command, a key of the menu, a tapped button, or the answer to an open question.

Commands and menu keys win over an open question, so nobody is ever locked into one. Questions live in the database: any
process can take the next answer. What nobody asked for gets a kind sentence, or is passed over by name.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar

import structlog
from telegram import Bot, Message, Update
from telegram.error import BadRequest, TelegramError

from core.roles import NotAllowed
from handlers.telegram.context import Context, incoming_of
from services.base import Toast
from services.house import Services
from texts.buttons import StaleButton, Tap
from texts.render import toast
from texts.words import LOCALES, Reader, Words

log = structlog.get_logger()

Handler = Callable[[Context], Awaitable[Toast | None]]
T = TypeVar("T", bound=Tap)

_COMMAND = re.compile(r"/([a-z_]{1,32})(?:@(\w+))?(?:\s+|$)", re.IGNORECASE)
_LIKE_A_COMMAND = re.compile(r"/\S")


@dataclass(frozen=True, slots=True)
class _Button:
    kind: type[Tap]
    handler: Callable[[Context, Any], Awaitable[Toast | None]]


class Router:
    """Handlers by what leads to them; `reader` says for which city's clock and links toasts are written."""

    def __init__(self, services: Services, bot: Bot, reader: Reader) -> None:
        self._services = services
        self._bot = bot
        self._reader = reader
        self._commands: dict[str, Handler] = {}
        self._group_commands: dict[str, Handler] = {}
        self._keys: dict[str, Handler] = {}
        self._buttons: dict[str, _Button] = {}
        self._answers: dict[str, Handler] = {}
        self._passing: list[tuple[Callable[[Message], bool], Handler]] = []
        self._edits: list[tuple[Callable[[Message], bool], Handler]] = []
        self._following: dict[str, tuple[Callable[[Message], bool], Handler]] = {}
        self._memberships: dict[bool, Handler] = {}

    def command(self, name: str, handler: Handler) -> None:
        """A command of private chats; the handler finds what followed it in `context.words`."""
        self._commands[name] = handler

    def group_command(self, name: str, handler: Handler) -> None:
        self._group_commands[name] = handler

    def key(self, text_id: str, handler: Handler) -> None:
        """A key of the reply keyboard, by the id of its words, in whatever language it was shown."""
        self._keys[text_id] = handler

    @cached_property
    def _key_words(self) -> dict[str, Handler]:
        """What is written on the keys; texts are read when somebody writes, a start need not wait for them."""
        languages = [Words(replace(self._reader, locale=locale)) for locale in LOCALES]
        return {words.plain(key).casefold(): self._keys[key] for words in languages for key in self._keys}

    def tap(self, kind: type[T], handler: Callable[[Context, T], Awaitable[Toast | None]]) -> None:
        """A button under a message, by the dataclass that its data unpacks into."""
        if kind.prefix in self._buttons:
            raise ValueError(f"{kind.__name__} and {self._buttons[kind.prefix].kind.__name__} share {kind.prefix!r}")
        self._buttons[kind.prefix] = _Button(kind, handler)

    def answer(self, question: str, handler: Handler) -> None:
        """The next message of a chat in which this question is open: text, contact, location or media."""
        self._answers[question] = handler

    def unasked(self, fits: Callable[[Message], bool], handler: Handler) -> None:
        """A message that answers no question but means something by its form, such as a shared location."""
        self._passing.append((fits, handler))

    def edited(self, fits: Callable[[Message], bool], handler: Handler) -> None:
        """An edited message that means something: a live location that moved."""
        self._edits.append((fits, handler))

    def edited_answer(self, question: str, fits: Callable[[Message], bool], handler: Handler) -> None:
        """An edited message while this question is open, before it means anything else."""
        self._following[question] = (fits, handler)

    def bot_membership(self, handler: Handler, *, in_groups: bool) -> None:
        """In private chats: the bot was blocked or let in again. In groups: it came, went, or the group moved."""
        self._memberships[in_groups] = handler

    async def handle(self, update: Update, now: datetime) -> str:
        """Acts on an update and says by name what it was ("command.checkin", "ignored.channel_post")."""
        incoming = incoming_of(update, now)
        if incoming is None:
            return f"ignored.{_kind_of(update)}"
        context = Context(update, incoming, self._services, self._bot)
        if update.callback_query is not None:
            return await self._tapped(context)
        if update.my_chat_member is not None:
            return await self._met(context)
        if update.edited_message is not None:
            return await self._edited(context)
        if update.message is None or update.effective_user is None:
            return f"ignored.{_kind_of(update)}"
        return await self._group_said(context) if incoming.is_group else await self._said(context)

    async def _said(self, context: Context) -> str:
        if _is_of_the_messenger(context.update):
            return "ignored.service_message"
        text = context.message.text or ""
        name, handler, words = self._named(text, self._commands)
        if handler is None and (key := self._key_words.get(text.strip().casefold())) is not None:
            name, handler = "key", key
        if handler is None and not name:
            name, handler, context = await self._answering(context)
            words = text
        if handler is None:
            await self._services.replies.turn_away(context.incoming, "common.not_understood", once=_album_of(context))
            return "not_understood"
        await self._run(context, handler(replace(context, words=words)))
        return name

    async def _answering(self, context: Context) -> tuple[str, Handler | None, Context]:
        dialog = await self._services.dialogs.current(context.incoming)
        if dialog is not None and dialog.question in self._answers:
            return f"answer.{dialog.question}", self._answers[dialog.question], replace(context, answers=dialog.answers)
        for fits, handler in self._passing:
            if fits(context.message):
                return f"unasked.{handler.__name__}", handler, context
        return "", None, context

    async def _group_said(self, context: Context) -> str:
        name, handler, words = self._named(context.message.text or "", self._group_commands)
        if handler is None and context.message.migrate_to_chat_id is not None:
            name, handler = "group.migrated", self._memberships.get(True)
        if handler is None:
            return "ignored.group_talk"
        await self._run(context, handler(replace(context, words=words)))
        return name

    async def _met(self, context: Context) -> str:
        chat = context.update.effective_chat
        is_private = chat is not None and chat.type == chat.PRIVATE
        handler = self._memberships.get(not is_private)
        if handler is None or not (is_private or context.incoming.is_group):
            return "ignored.my_chat_member"
        await self._run(context, handler(context))
        return "membership"

    async def _edited(self, context: Context) -> str:
        if self._following and not context.incoming.is_group:
            dialog = await self._services.dialogs.current(context.incoming)
            fits, handler = self._following.get(dialog.question if dialog else "", (_never, None))
            if handler is not None and fits(context.message):
                await self._run(context, handler(context))
                return "edited.answer"
        for fits, handler in self._edits:
            if fits(context.message) and not context.incoming.is_group:
                await self._run(context, handler(context))
                return "edited"
        return "ignored.edited_message"

    def _named(self, text: str, commands: dict[str, Handler]) -> tuple[str, Handler | None, str]:
        """The command a text begins with: its name, its handler if there is one, and what follows it.

        What only looks like a command is one that does not exist: as the answer to a question nobody means it.
        """
        match = _COMMAND.match(text)
        if match is None or (match[2] and match[2].lower() != self._bot.username.lower()):
            return ("command.unknown" if _LIKE_A_COMMAND.match(text) else ""), None, text
        name = match[1].lower()
        handler = commands.get(name)
        return (f"command.{name}" if handler else "command.unknown"), handler, text[match.end() :]

    async def _tapped(self, context: Context) -> str:
        query = context.update.callback_query
        data = (query.data or "") if query else ""
        prefix = data.split(":", 1)[0]
        button = self._buttons.get(prefix)
        answer: Toast | None = None
        try:
            answer = await self._pressed(context, button, data)
        except StaleButton:
            prefix = "stale"
            locale = await self._services.replies.language_of(context.incoming)
            answer = Toast("common.stale_button", locale, is_alert=True)
        finally:
            await self._toast(context, answer)
        return f"tap.{prefix}"

    async def _pressed(self, context: Context, button: _Button | None, data: str) -> Toast | None:
        if button is None:
            raise StaleButton(data)
        return await self._run(context, button.handler(context, button.kind.unpack(data)))

    async def _run(self, context: Context, handling: Awaitable[Toast | None]) -> Toast | None:
        try:
            return await handling
        except NotAllowed as refusal:
            return await self._services.replies.turn_away(context.incoming, refusal.kind, once=_album_of(context))

    async def _toast(self, context: Context, answer: Toast | None) -> None:
        """Stops the button's spinner. What matters is in the outbox already, so a lost toast is only logged."""
        query = context.update.callback_query
        if query is None:
            return
        words = toast(answer.kind, answer.facts, replace(self._reader, locale=answer.locale)) if answer else None
        try:
            await query.answer(words, show_alert=bool(answer and answer.is_alert))
        except BadRequest as error:
            log.info("toast.too_late", update_id=context.incoming.update_id, reason=error.message)
        except TelegramError as error:
            log.warning("toast.lost", update_id=context.incoming.update_id, reason=type(error).__name__)


def _kind_of(update: Update) -> str:
    """What Telegram calls the thing this update brings; "unknown" for what is newer than this program."""
    return next((kind for kind in Update.ALL_TYPES if getattr(update, kind, None) is not None), "unknown")


def _is_of_the_messenger(update: Update) -> bool:
    """Whether a message only tells what happened in the chat, such as a picture of it that was changed."""
    from telegram.ext.filters import StatusUpdate  # brings a whole framework along, and a start need not wait for it

    return bool(StatusUpdate.ALL.check_update(update))


def _album_of(context: Context) -> str | None:
    """The mark that the parts of an album share: they are answered together."""
    message = context.update.message
    return message.media_group_id if message else None


def _never(_message: Message) -> bool:
    return False
