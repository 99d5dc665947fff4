"""Messengers: each turns a neutral message into its own form behind one small protocol."""

from dataclasses import dataclass
from typing import Protocol, TypeAlias

from core.retries import Failure
from texts.messages import Message


@dataclass(frozen=True, slots=True)
class Sent:
    """Delivered; `message_id` names it for later edits, None where there is nothing to edit."""

    message_id: str | None


SendResult: TypeAlias = Sent | Failure


class Channel(Protocol):
    """One messenger."""

    name: str

    async def send(self, address: str, message: Message, *, edit_message_id: str | None = None) -> SendResult:
        """Sends a message, or changes the one named by `edit_message_id`."""
