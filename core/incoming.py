"""What reached us: one thing one person said or tapped, named so that it is acted on once."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Address:
    """Where a messenger delivers: a channel ("telegram") and the chat's id there, as text."""

    channel: str
    chat: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update of a messenger.

    `sender` is the person's own chat, `chat` where it happened: the same, unless `is_group`. `at` is when the person
    acted (the messenger's date of the message), or for a tap, which carries no date, when it reached us. `message_id`
    is the message whose button was tapped, so that the answer can change that message. `locale` is the messenger's
    guess.
    """

    update_id: int
    sender: Address
    at: datetime
    locale: str = "ko"
    message_id: str | None = None
    chat: Address | None = None
    is_group: bool = False
