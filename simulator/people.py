"""The people of the simulated Telegram and the account of the bot they talk to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

EXAMPLE_TOKEN = "123456789:simulated-token-of-no-real-bot"  # noqa: S105 — opens nothing


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the map, in degrees, with the accuracy of the phone in metres."""

    latitude: float
    longitude: float
    accuracy: float | None = None

    def payload(self) -> dict[str, Any]:
        """Return the Location object of a message."""
        location: dict[str, Any] = {"latitude": self.latitude, "longitude": self.longitude}
        if self.accuracy is not None:
            location["horizontal_accuracy"] = self.accuracy
        return location


@dataclass(slots=True)
class Person:
    """Somebody with a phone and the messenger on it."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    phone: str | None = None
    location: Point | None = None
    has_started: bool = False
    has_blocked: bool = False
    is_deactivated: bool = False

    @property
    def name(self) -> str:
        """The name as chats show it."""
        return f"{self.first_name} {self.last_name}" if self.last_name else self.first_name

    def user(self) -> dict[str, Any]:
        """Return the User object bots see."""
        user: dict[str, Any] = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        if self.last_name:
            user["last_name"] = self.last_name
        if self.username:
            user["username"] = self.username
        if self.language_code:
            user["language_code"] = self.language_code
        return user

    def private_chat(self) -> dict[str, Any]:
        """Return the Chat object of this person's chat with the bot."""
        chat: dict[str, Any] = {"id": self.id, "first_name": self.first_name, "type": "private"}
        if self.last_name:
            chat["last_name"] = self.last_name
        if self.username:
            chat["username"] = self.username
        return chat

    def contact(self) -> dict[str, Any]:
        """Return this person's own business card."""
        card: dict[str, Any] = {
            "phone_number": self.phone or "",
            "first_name": self.first_name,
            "user_id": self.id,
        }
        if self.last_name:
            card["last_name"] = self.last_name
        return card

    def describe(self) -> dict[str, Any]:
        """Return everything the director of a scene may know about this person."""
        return {
            "id": self.id,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language_code,
            "phone": self.phone,
            "location": self.location.payload() if self.location else None,
            "has_started": self.has_started,
            "has_blocked": self.has_blocked,
            "is_deactivated": self.is_deactivated,
        }


@dataclass(slots=True)
class BotAccount:
    """The bot's own account, with the texts it may set about itself by language."""

    token: str
    first_name: str = "Simulated bot"
    username: str = "simulated_bot"
    reads_all_group_messages: bool = False
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)

    @property
    def id(self) -> int:
        """The number before the colon of the token."""
        return int(self.token.partition(":")[0])

    def user(self) -> dict[str, Any]:
        """Return the User object that messages of the bot carry."""
        return {
            "id": self.id,
            "is_bot": True,
            "first_name": self.names.get("", self.first_name),
            "username": self.username,
        }

    def me(self) -> dict[str, Any]:
        """Return what getMe answers."""
        return self.user() | {
            "can_join_groups": True,
            "can_read_all_group_messages": self.reads_all_group_messages,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
            "has_topics_enabled": False,
            "allows_users_to_create_topics": False,
        }
