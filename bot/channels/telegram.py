"""Telegram: a neutral message becomes one call of the Bot API, its answer one of the results a sender knows."""

from collections.abc import Mapping
from typing import Any

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    KeyboardButton,
    MenuButtonCommands,
    MenuButtonWebApp,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    WebAppInfo,
)
from telegram import Message as TelegramMessage
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.channels import SendResult, Sent
from bot.transport import NothingSent
from core.retries import Failure, InDoubt, Migrated, NotSent, RateLimited, Rejected, Unreachable, UnreachableReason
from texts.messages import CopyOf, File, Keyboard, Message, Picture, Place, StoredMedia, in_parts, shortened

MAX_TEXT = 4096
MAX_CAPTION = 1024
_GONE = {
    "bot was blocked": UnreachableReason.blocked,
    "user is deactivated": UnreachableReason.deactivated,
    "bot was kicked": UnreachableReason.kicked,
    "can't initiate conversation": UnreachableReason.never_started,
    "chat not found": UnreachableReason.chat_not_found,
}


class TelegramChannel:
    name = "telegram"

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(self, address: str, message: Message, *, edit_message_id: str | None = None) -> SendResult:
        try:
            if edit_message_id is not None:
                return await self._edit(int(address), int(edit_message_id), message)
            if message.commands:
                return await self._set_commands(int(address), message)
            return Sent(await self._send(int(address), message))
        except TelegramError as error:
            return _failure(error)

    async def _set_commands(self, chat_id: int, message: Message) -> SendResult:
        await self._bot.set_my_commands(
            [BotCommand(command.name, command.description) for command in message.commands],
            scope=BotCommandScopeChat(chat_id),
        )
        if message.menu is not None:
            app = message.menu.app
            key = MenuButtonWebApp(message.menu.text, WebAppInfo(app)) if app else MenuButtonCommands()
            await self._bot.set_chat_menu_button(chat_id, key)
        return Sent(None)

    async def _edit(self, chat_id: int, message_id: int, message: Message) -> SendResult:
        short = shortened(message, MAX_TEXT)
        try:
            await self._bot.edit_message_text(
                chat_id=chat_id,
                message_id=message_id,
                text=short.text,
                entities=_entities(short),
                reply_markup=_inline(message),
            )
        except BadRequest as error:
            return await self._edit_otherwise(chat_id, message_id, message, error)
        return Sent(str(message_id))

    async def _edit_otherwise(self, chat_id: int, message_id: int, message: Message, error: BadRequest) -> SendResult:
        """What to do where words cannot be changed: nothing, a caption's, or say it again below."""
        words = error.message.lower()
        if "message is not modified" in words:
            return Sent(str(message_id))
        if "no text in the message" in words:
            short = shortened(message, MAX_CAPTION)
            await self._bot.edit_message_caption(
                chat_id=chat_id,
                message_id=message_id,
                caption=short.text,
                caption_entities=_entities(short),
                reply_markup=_inline(message),
            )
            return Sent(str(message_id))
        if "message to edit not found" in words or "message can't be edited" in words:
            return Sent(await self._send(chat_id, message))
        raise error

    async def _send(self, chat_id: int, message: Message) -> str | None:
        markup = _markup(message)
        match message.attachment:
            case None:
                *before, last = in_parts(message, MAX_TEXT)
                for part in before:
                    await self._call("sendMessage", _words(chat_id, part))
                return await self._call("sendMessage", _words(chat_id, last) | _keys(markup))
            case CopyOf(source, (message_id,)):
                original = {"chat_id": chat_id, "from_chat_id": int(source), "message_id": int(message_id)}
                return await self._call("copyMessage", original | _keys(markup))
            case CopyOf(source, message_ids):  # several at once can carry no buttons
                copies = await self._bot.copy_messages(chat_id, int(source), [int(each) for each in message_ids])
                return str(copies[0].message_id) if copies else None
            case Place() as place:
                sent = await self._bot.send_venue(
                    chat_id,
                    place.latitude,
                    place.longitude,
                    place.name,
                    place.address or place.name,
                    reply_markup=markup,
                )
            case Picture() | File() | StoredMedia() as attachment:
                sent = await self._send_file(chat_id, attachment, message, markup)
        return str(sent.message_id)

    async def _call(self, method: str, parameters: Mapping[str, Any]) -> str:
        """A call whose only news is the number of the new message.

        These are nearly all calls there are: going through python-telegram-bot's own methods costs three times as much.
        """
        data = RequestData([RequestParameter(name, value, None) for name, value in parameters.items()])
        sent: Any = await self._bot.request.post(f"{self._bot.base_url}/{method}", data)
        return str(sent["message_id"])

    async def _send_file(
        self, chat_id: int, attachment: Picture | File | StoredMedia, message: Message, markup: Any
    ) -> TelegramMessage:
        short = shortened(message, MAX_CAPTION)
        words: dict[str, Any] = {
            "caption": short.text or None,
            "caption_entities": _entities(short),
            "reply_markup": markup,
        }
        match attachment:
            case Picture(content, filename):
                return await self._bot.send_photo(chat_id, InputFile(content, filename), **words)
            case File(content, filename):
                return await self._bot.send_document(chat_id, InputFile(content, filename), **words)
            case StoredMedia("photo", file_id):
                return await self._bot.send_photo(chat_id, file_id, **words)
            case StoredMedia("video", file_id):
                return await self._bot.send_video(chat_id, file_id, **words)
            case StoredMedia("voice", file_id):
                return await self._bot.send_voice(chat_id, file_id, **words)
            case StoredMedia(_, file_id):
                return await self._bot.send_document(chat_id, file_id, **words)


def _failure(error: TelegramError) -> Failure:
    """What an error of the Bot API means for the message that met it."""
    words = error.message.lower()
    match error:
        case RetryAfter():
            return RateLimited(error._retry_after)  # noqa: SLF001 (the timedelta behind a deprecated int)
        case ChatMigrated():
            return Migrated(str(error.new_chat_id))
        case Forbidden() | BadRequest():
            gone = next((reason for phrase, reason in _GONE.items() if phrase in words), None)
            if gone is not None:
                return Unreachable(gone)
            return Unreachable(UnreachableReason.blocked) if isinstance(error, Forbidden) else Rejected(error.message)
        case NothingSent():
            return NotSent(error.message)
        case TimedOut():
            return InDoubt(error.message)
        case NetworkError() if "bad gateway" in words or "server error" in words or "unavailable" in words:
            return NotSent(error.message)
        case _:
            return InDoubt(error.message)


def _words(chat_id: int, message: Message) -> dict[str, Any]:
    words: dict[str, Any] = {"chat_id": chat_id, "text": message.text}
    entities = _entities(message)
    return words | {"entities": [entity.to_dict() for entity in entities]} if entities else words


def _keys(markup: InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None) -> dict[str, Any]:
    return {} if markup is None else {"reply_markup": markup.to_dict()}


def _entities(message: Message) -> list[MessageEntity] | None:
    """Bold words, counted as Telegram does: an emoji is two."""
    if not message.bold:
        return None
    return [
        MessageEntity(MessageEntity.BOLD, _length(message.text[:start]), _length(message.text[start:end]))
        for start, end in message.bold
    ]


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _markup(message: Message) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None:
    return _inline(message) if message.buttons else _reply(message.keyboard)


def _inline(message: Message) -> InlineKeyboardMarkup | None:
    if not message.buttons:
        return None
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(
                    button.text,
                    callback_data=button.data,
                    url=button.url,
                    web_app=WebAppInfo(button.app) if button.app else None,
                )
                for button in row
            ]
            for row in message.buttons
        ]
    )


def _reply(keyboard: Keyboard | None) -> ReplyKeyboardMarkup | ReplyKeyboardRemove | None:
    if keyboard is None:
        return None
    if not keyboard.rows:
        return ReplyKeyboardRemove()
    keys = [
        [
            KeyboardButton(
                key.text,
                request_contact=key.requests == "contact" or None,
                request_location=key.requests == "location" or None,
            )
            for key in row
        ]
        for row in keyboard.rows
    ]
    return ReplyKeyboardMarkup(
        keys,
        resize_keyboard=True,
        one_time_keyboard=keyboard.one_time or None,
        is_persistent=(not keyboard.one_time) or None,
        input_field_placeholder=keyboard.hint,
    )
