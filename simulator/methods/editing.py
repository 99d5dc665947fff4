"""Methods that change what was sent: texts, captions, media, buttons, places, pins, deletion."""

from __future__ import annotations

from typing import Any

from simulator.chats import Chat, Message, Payload
from simulator.errors import bad_request
from simulator.keyboards import checked_inline_markup
from simulator.methods.declarations import (
    CAPTION,
    MESSAGE_ID,
    PARSE_MODE,
    REPLY_MARKUP,
    Call,
    Kind,
    Parameter,
    method,
)
from simulator.methods.reaching import (
    caption_fields,
    known_chat,
    message_text,
    require_membership,
    writable_chat,
)
from simulator.methods.sending import LOCATION, input_media_fields, location_fields, resolved

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_MEDIA = ("photo", "video", "audio", "document", "animation", "voice")
# An edit names a chat and a message, or an inline message, which no bot here can have.
TARGET = (
    Parameter("chat_id", Kind.CHAT),
    Parameter("message_id", Kind.INTEGER),
    Parameter("inline_message_id"),
    REPLY_MARKUP,
)
_VOLATILE = ("edit_date", "reply_markup")


def _editable(call: Call) -> tuple[Chat, Message]:
    if call.has("inline_message_id") and not call.has("chat_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    if not call.has("chat_id"):
        raise bad_request("chat_id is empty")
    if call.integer("message_id") <= 0:
        raise bad_request("message identifier is not specified")
    chat = writable_chat(call)
    message = chat.find(call.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message.sender_id != call.world.bot.id:
        raise bad_request("message can't be edited")
    return chat, message


def _replace(call: Call, chat: Chat, message: Message, content: Payload) -> Payload:
    markup = checked_inline_markup(call.json("reply_markup"))
    if markup is not None:
        content = content | {"reply_markup": markup}
    before = {k: v for k, v in message.payload.items() if k != "edit_date"}
    if content == before:
        raise bad_request(NOT_MODIFIED)
    call.world.edit_message(chat, message, content)
    return message.payload


def _kept(message: Message, *dropped: str) -> Payload:
    gone = {*dropped, *_VOLATILE}
    return {name: value for name, value in message.payload.items() if name not in gone}


@method(
    "editMessageText",
    *TARGET,
    Parameter("text", missing="message text is empty"),
    PARSE_MODE,
    Parameter("entities", Kind.JSON, "Array of MessageEntity"),
    Parameter("link_preview_options", Kind.JSON, "LinkPreviewOptions"),
    is_edit=True,
)
def edit_message_text(call: Call) -> Payload:
    """Change a text."""
    text = message_text(call)
    chat, message = _editable(call)
    if "text" not in message.payload:
        raise bad_request("there is no text in the message to edit")
    fields = resolved(call, text.fields())
    options: Any = call.json("link_preview_options")
    if isinstance(options, dict):
        fields["link_preview_options"] = options
    kept = _kept(message, "text", "entities", "link_preview_options")
    return _replace(call, chat, message, kept | fields)


@method("editMessageCaption", *TARGET, *CAPTION, is_edit=True)
def edit_message_caption(call: Call) -> Payload:
    """Change the caption of a medium."""
    fields = resolved(call, caption_fields(call))
    chat, message = _editable(call)
    if not any(kind in message.payload for kind in _MEDIA):
        raise bad_request("there is no caption in the message to edit")
    kept = _kept(message, "caption", "caption_entities", "show_caption_above_media")
    return _replace(call, chat, message, kept | fields)


@method(
    "editMessageMedia",
    *TARGET,
    Parameter("media", Kind.JSON, "InputMedia", missing="media is empty"),
    is_edit=True,
)
def edit_message_media(call: Call) -> Payload:
    """Change a medium for another."""
    chat, message = _editable(call)
    fields = input_media_fields(call, call.json("media"))
    dropped = (*_MEDIA, "text", "entities", "caption", "caption_entities")
    return _replace(call, chat, message, _kept(message, *dropped) | fields)


@method("editMessageReplyMarkup", *TARGET, is_edit=True)
def edit_message_reply_markup(call: Call) -> Payload:
    """Change or take away the buttons."""
    chat, message = _editable(call)
    return _replace(call, chat, message, _kept(message))


@method("editMessageLiveLocation", *TARGET, *LOCATION[:3], *LOCATION[3:], is_edit=True)
def edit_message_live_location(call: Call) -> Payload:
    """Move a live location."""
    location = location_fields(call)
    chat, message = _editable(call)
    period = _live_period(call, message)
    if call.integer("live_period"):
        period = call.integer("live_period")
    moved = _kept(message) | {"location": location | {"live_period": period}}
    return _replace(call, chat, message, moved)


@method("stopMessageLiveLocation", *TARGET, is_edit=True)
def stop_message_live_location(call: Call) -> Payload:
    """Let a live location rest where it is."""
    chat, message = _editable(call)
    _live_period(call, message)
    location = {k: v for k, v in message.payload["location"].items() if k != "live_period"}
    return _replace(call, chat, message, _kept(message) | {"location": location})


def _live_period(call: Call, message: Message) -> int:
    period = int(message.payload.get("location", {}).get("live_period", 0))
    ends_at = message.payload["date"] + period
    if not period or (period != 0x7FFFFFFF and ends_at <= call.world.clock.timestamp()):
        raise bad_request("message can't be edited")
    return period


@method("deleteMessage", Parameter("chat_id", Kind.CHAT, missing="chat_id is empty"), MESSAGE_ID)
def delete_message(call: Call) -> bool:
    """Delete one message."""
    chat = known_chat(call)
    require_membership(chat)
    message = chat.find(call.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    is_old = call.world.clock.timestamp() - message.payload["date"] > 48 * 3600
    is_foreign = chat.person is None and message.sender_id != call.world.bot.id
    is_allowed = not is_foreign or chat.bot_status.value == "administrator"
    if is_old or not is_allowed:
        raise bad_request("message can't be deleted for everyone" if is_old else "message can't be deleted")
    call.world.delete_message(chat, message)
    return True


@method(
    "deleteMessages",
    Parameter("chat_id", Kind.CHAT, missing="chat_id is empty"),
    Parameter(
        "message_ids",
        Kind.JSON,
        "Array of Integer",
        missing="message identifiers are not specified",
    ),
)
def delete_messages(call: Call) -> bool:
    """Delete several; those that are gone already are passed over."""
    chat = known_chat(call)
    require_membership(chat)
    for message_id in identifiers(call):
        message = chat.find(message_id)
        if message is not None:
            call.world.delete_message(chat, message)
    return True


def identifiers(call: Call) -> list[int]:
    """Return the list of message numbers a call names."""
    found: Any = call.json("message_ids")
    if not isinstance(found, list) or not found:
        raise bad_request("message identifiers are not specified")
    if len(found) > 100:
        raise bad_request("too many message identifiers specified")
    try:
        return [int(one) for one in found]
    except (TypeError, ValueError):
        raise bad_request("can't parse message identifiers JSON object") from None


_CHAT = Parameter("chat_id", Kind.CHAT, missing="chat_id is empty")


@method("pinChatMessage", _CHAT, MESSAGE_ID, Parameter("disable_notification", Kind.FLAG))
def pin_chat_message(call: Call) -> bool:
    """Pin a message; in groups everybody is told by a service message."""
    chat = writable_chat(call)
    _require_pin_right(chat)
    message = chat.find(call.integer("message_id"))
    if message is None:
        raise bad_request("message to pin not found")
    if message.id not in chat.pinned:
        chat.pinned.append(message.id)
        call.world.note_pins(chat)
        call.world.add_message(chat, None, {"pinned_message": message.payload})
    return True


@method("unpinChatMessage", _CHAT, Parameter("message_id", Kind.INTEGER))
def unpin_chat_message(call: Call) -> bool:
    """Unpin one message, the latest when none is named."""
    chat = writable_chat(call)
    _require_pin_right(chat)
    message_id = call.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if message_id and chat.find(message_id) is None:
        raise bad_request("message to unpin not found")
    if message_id in chat.pinned:
        chat.pinned.remove(message_id)
        call.world.note_pins(chat)
    return True


@method("unpinAllChatMessages", _CHAT)
def unpin_all_chat_messages(call: Call) -> bool:
    """Unpin everything."""
    chat = writable_chat(call)
    _require_pin_right(chat)
    chat.pinned.clear()
    call.world.note_pins(chat)
    return True


def _require_pin_right(chat: Chat) -> None:
    if chat.person is None and chat.bot_status.value != "administrator":
        raise bad_request("not enough rights to manage pinned messages in the chat")
