"""One update on its way through a handler: what was said, who said it, and the services that can act on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from telegram import Bot, Message, Update, User

from core.incoming import Address, Incoming
from services.house import Services
from texts.words import supported

CHANNEL = "telegram"


@dataclass(frozen=True, slots=True)
class Context:
    """`incoming` goes to the service; `words` is what followed a command, or the whole text of a message."""

    update: Update
    incoming: Incoming
    services: Services
    bot: Bot
    words: str = ""
    answers: Mapping[str, Any] | None = None
    """What the open question has collected so far, when this update answers one."""

    @property
    def message(self) -> Message:
        message = self.update.effective_message
        if not isinstance(message, Message):
            raise TypeError("this update carries no message")
        return message

    @property
    def display_name(self) -> str:
        user = self.update.effective_user
        return user.full_name if user else ""


LITTLE_BEHIND = timedelta(minutes=1)


def incoming_of(update: Update, now: datetime) -> Incoming | None:
    """The messenger-neutral envelope of an update; None for updates that belong to no chat.

    In a group the sender is the person who spoke, not the group: roles are the person's. Every moment is a whole
    second, as the messenger's dates are: a tap, which has none, must not seem later than the word that follows it.
    """
    user: User | None = update.effective_user
    chat = update.effective_chat
    if chat is None:
        return None
    query = update.callback_query
    message = update.effective_message
    dated = message.edit_date or message.date if isinstance(message, Message) and query is None else None
    return Incoming(
        update_id=update.update_id,
        sender=Address(CHANNEL, str(user.id if user else chat.id)),
        at=_acted_at(dated, now) if dated else now.replace(microsecond=0),
        locale=supported(user.language_code if user else None),
        message_id=str(query.message.message_id) if query and query.message else None,
        chat=Address(CHANNEL, str(chat.id)),
        is_group=chat.type in (chat.GROUP, chat.SUPERGROUP),
    )


def _acted_at(dated: datetime, now: datetime) -> datetime:
    """When a person acted, by the messenger's clock.

    A clock of ours that is a little behind must not hold up the answer. One that is far behind is wrong, and what
    people did is not to be written down at its hours.
    """
    return min(dated, now) if dated - now < LITTLE_BEHIND else dated
