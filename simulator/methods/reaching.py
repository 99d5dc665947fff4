"""Where a bot's message may go, and how it gets there: the common part of all sending."""

from __future__ import annotations

from typing import Any

from simulator.chats import Chat, ChatType, Keyboard, Message, Payload, Status
from simulator.errors import bad_request, forbidden
from simulator.formatting import FormattedText, format_text, found_in, utf16_length
from simulator.keyboards import checked_markup
from simulator.methods.declarations import Call, lenient_integer
from simulator.world import World

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024


def known_chat(call: Call, name: str = "chat_id") -> Chat:
    """Return a chat the bot may ask about: one it has met."""
    chat = call.world.resolve_chat(call.text(name).strip())
    person = chat.person
    if person is not None and not person.has_started and not shares_group(call.world, person.id):
        raise bad_request("chat not found")
    return chat


def shares_group(world: World, person_id: int) -> bool:
    """Tell whether the bot has met somebody in a group."""
    return any(
        chat.bot_status.is_present and person_id in chat.members for chat in world.chats.values() if chat.person is None
    )


def writable_chat(call: Call) -> Chat:
    """Return the chat a message may be put into, or refuse with the reason."""
    chat = known_chat(call)
    person = chat.person
    if person is not None:
        if person.is_deactivated:
            raise forbidden("user is deactivated")
        if not person.has_started:
            raise forbidden("bot can't initiate conversation with a user")
        if person.has_blocked:
            raise forbidden("bot was blocked by the user")
        return chat
    require_membership(chat)
    return chat


def require_membership(chat: Chat) -> None:
    """Refuse chats the bot is not in any more."""
    if chat.migrated_to is not None:
        raise bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
    if chat.person is not None or chat.bot_status.is_present:
        if chat.type is ChatType.CHANNEL and chat.bot_status is not Status.ADMINISTRATOR:
            raise bad_request("need administrator rights in the channel chat")
        return
    kind = "group" if chat.type is ChatType.GROUP else chat.type.value
    if chat.bot_status is Status.KICKED:
        raise forbidden(f"bot was kicked from the {kind} chat")
    raise forbidden(f"bot is not a member of the {kind} chat")


def formatted(call: Call, name: str, entities: str) -> FormattedText:
    """Return a text of the call with its entities."""
    return found_in(format_text(call.text(name), call.text("parse_mode"), call.json(entities)))


def message_text(call: Call) -> FormattedText:
    """Return the text of a message, neither empty nor too long."""
    result = formatted(call, "text", "entities")
    if not result.text.strip():
        raise bad_request("message text is empty")
    if utf16_length(result.text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return result


def caption_fields(call: Call) -> Payload:
    """Return the caption of a medium as message fields."""
    result = formatted(call, "caption", "caption_entities")
    check_caption(result)
    fields = result.fields("caption")
    if fields and call.flag("show_caption_above_media"):
        fields["show_caption_above_media"] = True
    return fields


def check_caption(caption: FormattedText) -> None:
    """Refuse captions that are too long."""
    if utf16_length(caption.text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")


def send(call: Call, chat: Chat, content: Payload) -> Message:
    """Put the bot's message into a chat, with its reply and its keyboard."""
    markup = checked_markup(call.json("reply_markup"), chat)
    fields = _reply(call, chat) | content
    if call.flag("protect_content"):
        fields["has_protected_content"] = True
    if markup and "inline_keyboard" in markup:
        if markup["inline_keyboard"]:
            fields["reply_markup"] = markup
        markup = None
    message = call.world.add_message(chat, None, fields)
    if markup is not None:
        _lay_keyboards(call.world, chat, message, markup)
    return message


def _reply(call: Call, chat: Chat) -> Payload:
    asked: Any = call.json("reply_parameters")
    message_id = call.integer("reply_to_message_id")
    may_be_missing = call.flag("allow_sending_without_reply")
    if isinstance(asked, dict):
        message_id = lenient_integer(asked.get("message_id", 0))
        may_be_missing = bool(asked.get("allow_sending_without_reply"))
    if not message_id:
        return {}
    replied = chat.find(message_id)
    if replied is None:
        if may_be_missing:
            return {}
        raise bad_request("message to be replied not found")
    return {"reply_to_message": without_reply(replied.payload)}


def without_reply(payload: Payload) -> Payload:
    """Return a message as it appears inside another one: replies do not nest."""
    return {name: value for name, value in payload.items() if name != "reply_to_message"}


def _lay_keyboards(world: World, chat: Chat, message: Message, markup: Payload) -> None:
    targets = chat.audience()
    if markup.get("selective"):
        targets = _selected(chat, message) or targets
    for person_id in targets:
        if "keyboard" in markup:
            world.lay_keyboard(chat, person_id, Keyboard(markup, message.id))
        elif markup.get("remove_keyboard"):
            world.lay_keyboard(chat, person_id, None)


def _selected(chat: Chat, message: Message) -> list[int]:
    replied = message.payload.get("reply_to_message", {}).get("from", {}).get("id")
    mentioned = [
        entity["user"]["id"] for entity in message.payload.get("entities", []) if entity["type"] == "text_mention"
    ]
    return [person_id for person_id in [replied, *mentioned] if person_id in chat.members]
