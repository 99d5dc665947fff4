"""Methods that repeat a message elsewhere: forwarding names its author, copying does not."""

from __future__ import annotations

from simulator.chats import Chat, Message, Payload
from simulator.errors import bad_request
from simulator.keyboards import checked_markup
from simulator.methods.declarations import CAPTION, MESSAGE_ID, PLACING, SENDING, Call, Kind, Parameter, method
from simulator.methods.editing import identifiers
from simulator.methods.reaching import caption_fields, known_chat, send, writable_chat
from simulator.methods.sending import original, resolved

_FROM_CHAT = Parameter("from_chat_id", Kind.CHAT, missing="from_chat_id is empty")
_IDS = Parameter("message_ids", Kind.JSON, "Array of Integer", missing="message identifiers are not specified")
_NOT_CONTENT = frozenset(
    {
        "message_id",
        "from",
        "sender_chat",
        "chat",
        "date",
        "edit_date",
        "reply_markup",
        "reply_to_message",
        "media_group_id",
        "has_protected_content",
        "forward_origin",
    }
)
_SERVICE = frozenset(
    {
        "new_chat_members",
        "left_chat_member",
        "new_chat_title",
        "pinned_message",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "group_chat_created",
    }
)


def _content(message: Message, what: str) -> Payload:
    content = {k: v for k, v in message.payload.items() if k not in _NOT_CONTENT}
    if _SERVICE & content.keys():
        raise bad_request(f"message can't be {what}")
    if message.payload.get("has_protected_content"):
        raise bad_request(f"message can't be {what}")
    return content


def _origin(message: Message, from_chat: Chat) -> Payload:
    if "forward_origin" in message.payload:
        origin: Payload = message.payload["forward_origin"]
        return origin
    date = message.payload["date"]
    if "from" in message.payload:
        return {"type": "user", "date": date, "sender_user": message.payload["from"]}
    return {
        "type": "channel",
        "date": date,
        "chat": from_chat.payload(),
        "message_id": message.id,
    }


def _forward(call: Call, chat: Chat, from_chat: Chat, message: Message) -> Payload:
    content = _content(message, "forwarded")
    content["forward_origin"] = _origin(message, from_chat)
    return send(call, chat, content).payload


@method("forwardMessage", *PLACING, _FROM_CHAT, MESSAGE_ID, messages=1)
def forward_message(call: Call) -> Payload:
    """Forward one message."""
    chat, from_chat = writable_chat(call), known_chat(call, "from_chat_id")
    message = original(call.integer("message_id"), from_chat, "forward")
    return _forward(call, chat, from_chat, message)


@method("forwardMessages", *PLACING, _FROM_CHAT, _IDS, messages=1)
def forward_messages(call: Call) -> list[Payload]:
    """Forward several, passing over those that are gone."""
    chat, from_chat = writable_chat(call), known_chat(call, "from_chat_id")
    found = [message for i in identifiers(call) if (message := from_chat.find(i))]
    if not found:
        raise bad_request("there are no messages to forward")
    return [{"message_id": _forward(call, chat, from_chat, message)["message_id"]} for message in found]


@method("copyMessage", *SENDING, _FROM_CHAT, MESSAGE_ID, *CAPTION, messages=1)
def copy_message(call: Call) -> Payload:
    """Copy one message, perhaps with another caption."""
    chat, from_chat = writable_chat(call), known_chat(call, "from_chat_id")
    message = original(call.integer("message_id"), from_chat, "copy")
    content = _content(message, "copied")
    if call.has("caption") and "text" not in content:
        content.pop("caption", None)
        content.pop("caption_entities", None)
        content |= resolved(call, caption_fields(call))
    checked_markup(call.json("reply_markup"), chat)
    return {"message_id": send(call, chat, content).id}


@method("copyMessages", *PLACING, _FROM_CHAT, _IDS, Parameter("remove_caption", Kind.FLAG), messages=1)
def copy_messages(call: Call) -> list[Payload]:
    """Copy several, keeping albums together and passing over those that are gone."""
    chat, from_chat = writable_chat(call), known_chat(call, "from_chat_id")
    found = [message for i in identifiers(call) if (message := from_chat.find(i))]
    if not found:
        raise bad_request("there are no messages to copy")
    albums: dict[str, str] = {}
    copies: list[Payload] = []
    for message in found:
        content = _content(message, "copied")
        if call.flag("remove_caption"):
            content.pop("caption", None)
            content.pop("caption_entities", None)
        if album := message.payload.get("media_group_id"):
            content["media_group_id"] = albums.setdefault(album, call.world.new_album_id())
        copies.append({"message_id": send(call, chat, content).id})
    return copies
