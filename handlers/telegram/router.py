"""Which handler an update belongs to: a command, a key of the menu, a tapped button, or the answer to an open question.

Commands and menu keys win over an open question, so nobody is ever locked into one. Questions live in the database: any
process can take the next answer. What nobody asked for gets a kind sentence, or is passed over by name.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

import structlog
from telegram import Bot, Message, Update
from telegram.error import BadRequest, TelegramError

from core.incoming import Incoming
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
        self._memberships: Handler | None = None

    def command(self, name: str, handler: Handler) -> None:
        """A command of private chats; the handler finds what followed it in `context.words`."""
        self._commands[name] = handler

    def group_command(self, name: str, handler: Handler) -> None:
        self._group_commands[name] = handler

    def key(self, text_id: str, handler: Handler) -> None:
        """A key of the reply keyboard, by the id of its words, in whatever language it was shown."""
        for locale in LOCALES:
            self._keys[Words(replace(self._reader, locale=locale)).plain(text_id)] = handler

    def tap(self, kind: type[T], handler: Callable[[Context, T], Awaitable[Toast | None]]) -> None:
        """A button under a message, by the dataclass that its data unpacks into."""
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

    def bot_membership(self, handler: Handler) -> None:
        """The bot was blocked, unblocked, added to a group or removed from it."""
        self._memberships = handler

    async def handle(self, update: Update, now: datetime) -> str:
        """Acts on an update and says by name what it was ("command.checkin", "ignored.channel_post")."""
        incoming = incoming_of(update, now)
        if incoming is None:
            return "ignored.no_chat"
        context = Context(update, incoming, self._services, self._bot)
        if update.callback_query is not None:
            return await self._tapped(context)
        if update.my_chat_member is not None and self._memberships is not None:
            await self._memberships(context)
            return "membership"
        if update.edited_message is not None:
            return await self._edited(context)
        if update.message is None or update.effective_user is None:
            return "ignored.not_a_message"
        return await self._group_said(context) if incoming.is_group else await self._said(context)

    async def _said(self, context: Context) -> str:
        text = context.message.text or ""
        name, handler, words = self._named(text, self._commands)
        if handler is None and (key := self._keys.get(text.strip())) is not None:
            name, handler = "key", key
        if handler is None and not name:
            name, handler, context = await self._answering(context)
            words = text
        if handler is None:
            await self._services.replies.say(context.incoming, "common.not_understood")
            return "not_understood"
        await self._run(context.incoming, handler(replace(context, words=words)))
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
        if handler is None and context.message.migrate_to_chat_id is None:
            return "ignored.group_talk"
        if handler is not None:
            await self._run(context.incoming, handler(replace(context, words=words)))
        elif self._memberships is not None:
            await self._memberships(context)
            name = "group.migrated"
        return name

    async def _edited(self, context: Context) -> str:
        for fits, handler in self._edits:
            if fits(context.message) and not context.incoming.is_group:
                await self._run(context.incoming, handler(context))
                return "edited"
        return "ignored.edit"

    def _named(self, text: str, commands: dict[str, Handler]) -> tuple[str, Handler | None, str]:
        """The command a text begins with: its name, its handler if there is one, and what follows it."""
        match = _COMMAND.match(text)
        if match is None or (match[2] and match[2].lower() != self._bot.username.lower()):
            return "", None, text
        name = match[1].lower()
        return f"command.{name}", commands.get(name), text[match.end() :]

    async def _tapped(self, context: Context) -> str:
        query = context.update.callback_query
        data = (query.data or "") if query else ""
        prefix = data.split(":", 1)[0]
        button = self._buttons.get(prefix)
        answer: Toast | None = None
        try:
            tap = (button.kind if button else Tap).unpack(data)
            answer = await self._run(context.incoming, button.handler(context, tap)) if button else None
        except StaleButton:
            prefix = "stale"
            answer = Toast("common.stale_button", context.incoming.locale, is_alert=True)
        finally:
            await self._toast(context, answer)
        return f"tap.{prefix}"

    async def _run(self, incoming: Incoming, handling: Awaitable[Toast | None]) -> Toast | None:
        try:
            return await handling
        except NotAllowed:
            await self._services.replies.say(incoming, "common.not_allowed")
            return Toast("common.not_allowed", incoming.locale)

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
