"""Chats and the messages in them, as each person in the chat sees them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from simulator.people import Person

Payload = dict[str, Any]

ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
    "can_post_messages",
    "can_edit_messages",
)
MEMBER_RIGHTS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)


class ChatType(StrEnum):
    """The four types of chats Telegram knows."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


class Status(StrEnum):
    """What somebody is in a chat."""

    CREATOR = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    LEFT = "left"
    KICKED = "kicked"

    @property
    def is_present(self) -> bool:
        """Whether somebody of this status reads the chat."""
        return self not in {Status.LEFT, Status.KICKED}


def chat_member(user: Payload, status: Status) -> Payload:
    """Return the ChatMember object of somebody, complete for the status."""
    member: Payload = {"user": user, "status": status.value}
    if status is Status.CREATOR:
        member["is_anonymous"] = False
    elif status is Status.ADMINISTRATOR:
        member |= {"can_be_edited": False, "is_anonymous": False}
        member |= dict.fromkeys(ADMIN_RIGHTS, True)
    elif status is Status.KICKED:
        member["until_date"] = 0
    return member


@dataclass(slots=True)
class Message:
    """One message of a chat.

    The payload is the Message object the bot sees; it is replaced by an edit and never changed in
    place, so that earlier versions and events may hold on to theirs.
    """

    id: int
    chat_id: int
    sender_id: int
    payload: Payload
    is_deleted: bool = False
    versions: list[Payload] = field(default_factory=list)
    reactions: list[Payload] = field(default_factory=list)

    def replace(self, payload: Payload) -> None:
        """Give the message a new content, keeping the old one among its versions."""
        self.versions.append(self.payload)
        self.payload = payload


@dataclass(slots=True)
class Keyboard:
    """A reply keyboard as it lies under one person's chat."""

    markup: Payload
    message_id: int
    is_hidden: bool = False

    @property
    def rows(self) -> list[list[Payload]]:
        """The buttons, each as an object."""
        rows: list[list[Payload]] = self.markup["keyboard"]
        return rows


@dataclass(slots=True)
class Chat:
    """A private chat, a group or a channel."""

    id: int
    type: ChatType
    person: Person | None = None
    title: str = ""
    username: str | None = None
    members: dict[int, Status] = field(default_factory=dict)
    bot_status: Status = Status.LEFT
    messages: dict[int, Message] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    keyboards: dict[int, Keyboard] = field(default_factory=dict)
    read_up_to: dict[int, int] = field(default_factory=dict)
    migrated_to: int | None = None
    last_message_id: int = 0

    def payload(self) -> Payload:
        """Return the Chat object of messages in this chat."""
        if self.person is not None:
            return self.person.private_chat()
        chat: Payload = {"id": self.id, "title": self.title, "type": self.type.value}
        if self.username:
            chat["username"] = self.username
        if self.type is ChatType.GROUP:
            chat["all_members_are_administrators"] = False
        return chat

    def audience(self) -> list[int]:
        """Return the ids of the people who read this chat."""
        if self.person is not None:
            return [self.person.id]
        return [person_id for person_id, status in self.members.items() if status.is_present]

    def find(self, message_id: int) -> Message | None:
        """Return a message that is still there."""
        message = self.messages.get(message_id)
        return None if message is None or message.is_deleted else message
