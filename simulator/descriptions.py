"""Chats as JSON, for the director and for pages."""

from __future__ import annotations

from simulator.chats import Chat, Payload


def describe_chat(chat: Chat) -> Payload:
    """Return what a chat is and who is in it."""
    return {
        "id": chat.id,
        "type": chat.type.value,
        "chat": chat.payload(),
        "members": {str(person_id): status.value for person_id, status in chat.members.items()},
        "bot_status": chat.bot_status.value,
        "migrated_to": chat.migrated_to,
        "pinned": chat.pinned,
    }


def describe_view(chat: Chat, person_id: int, after: int) -> Payload:
    """Return a person's view of a chat: messages after a number, how many are unread, the keyboard."""
    read = chat.read_up_to.get(person_id, 0)
    keyboard = chat.keyboards.get(person_id)
    shown = [message for message in chat.messages.values() if message.id > after]
    foreign = [m for m in chat.messages.values() if m.sender_id != person_id and not m.is_deleted]
    return {
        "messages": [
            {
                "message": message.payload,
                "sender_id": message.sender_id,
                "is_deleted": message.is_deleted,
                "versions": message.versions,
                "reactions": message.reactions,
            }
            for message in shown
        ],
        "unread": sum(1 for message in foreign if message.id > read),
        "keyboard": keyboard.rows if keyboard and not keyboard.is_hidden else [],
    }
