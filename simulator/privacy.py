"""What of people's messages a bot may read: everything in private, in groups what concerns it."""

from __future__ import annotations

from typing import Any

from simulator.chats import Chat, ChatType, Message, Payload, Status
from simulator.world import World


def tell_bot_of(world: World, chat: Chat, message: Message, *, is_edit: bool) -> None:
    """Let the bot know of a person's message, as the update its chat calls for, if it may read it."""
    if chat.type is ChatType.CHANNEL:
        kind = "edited_channel_post" if is_edit else "channel_post"
    else:
        kind = "edited_message" if is_edit else "message"
    if _reaches_bot(world, chat, message.payload):
        world.tell_bot(kind, message.payload, order_key=chat.id)


def _reaches_bot(world: World, chat: Chat, payload: Payload) -> bool:
    """Apply the privacy mode: in groups a bot reads only what concerns it."""
    if chat.person is not None:
        return True
    if not chat.bot_status.is_present:
        return False
    may_read_all = (
        chat.type is ChatType.CHANNEL or chat.bot_status is Status.ADMINISTRATOR or world.bot.reads_all_group_messages
    )
    if may_read_all or SERVICE_FIELDS & payload.keys():
        return True
    if payload.get("reply_to_message", {}).get("from", {}).get("id") == world.bot.id:
        return True
    return _addresses_bot(world, payload)


SERVICE_FIELDS = frozenset(
    {
        "new_chat_members",
        "left_chat_member",
        "new_chat_title",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "group_chat_created",
        "pinned_message",
    }
)


def _addresses_bot(world: World, payload: Payload) -> bool:
    text: str = payload.get("text") or payload.get("caption") or ""
    entities: list[Any] = payload.get("entities") or payload.get("caption_entities") or []
    encoded = text.encode("utf-16-le")
    me = f"@{world.bot.username}".lower()
    for entity in entities:
        start, end = entity["offset"] * 2, (entity["offset"] + entity["length"]) * 2
        word = encoded[start:end].decode("utf-16-le").lower()
        if entity["type"] == "bot_command" and ("@" not in word or word.endswith(me)):
            return True
        if entity["type"] == "mention" and word == me:
            return True
    return False
