"""What every use case shares: one transaction, an answer in the outbox of the same commit, and a toast for a tap."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from core.incoming import Incoming
from core.roles import Actor, NotAllowed
from db.repos.outbox import Message
from db.tables.outbox import Priority
from db.uow import Transaction, UnitOfWork


@dataclass(frozen=True, slots=True)
class Policy:
    """What the operator decided for the whole installation."""

    zone: ZoneInfo
    owners: frozenset[tuple[str, str]] = frozenset()
    """(channel, address) of the people who become administrators by themselves."""
    reminder_offsets: tuple[timedelta, ...] = ()
    messages_per_second: float = 30.0
    """The pace of the whole bot, for telling how long something takes."""
    allows_private_webhooks: bool = False
    """Whether programs in networks of one's own, and without https, may be told of notes."""


@dataclass(frozen=True, slots=True)
class Toast:
    """The short answer to a tap: a kind with its facts, in the person's language. Nothing depends on its arrival."""

    kind: str
    locale: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    is_alert: bool = False


class Service:
    """Base of the use cases of one noun."""

    def __init__(self, uow: UnitOfWork, policy: Policy) -> None:
        self.uow = uow
        self.policy = policy

    async def answer(
        self,
        tx: Transaction,
        incoming: Incoming,
        kind: str,
        /,
        *,
        actor: Actor | None = None,
        edits: bool = False,
        **facts: Any,
    ) -> None:
        """Says something to the chat the update came from; with `edits` it changes the message that was tapped."""
        edit_message_id = incoming.message_id if edits else None
        await tx.outbox.say(
            incoming.sender,
            Message(
                kind,
                facts,
                incoming.at,
                Priority.answer,
                city_id=actor.city_id if actor else None,
                edit_message_id=edit_message_id,
                slot=f"message:{edit_message_id}" if edit_message_id else None,
            ),
            locale=actor.locale if actor else await self.locale(tx, incoming),
            person_id=actor.person_id if actor else None,
        )

    async def locale(self, tx: Transaction, incoming: Incoming) -> str:
        """The language chosen by whoever speaks, registered or not; until they choose, the messenger's guess."""
        return await tx.languages.of(incoming.sender) or incoming.locale

    async def actor(self, tx: Transaction, incoming: Incoming) -> Actor:
        """The person who is speaking.

        Raises:
            NotAllowed: nobody registered from this chat.
        """
        actor = await tx.actors.of(incoming.sender)
        if actor is None:
            raise NotAllowed("unregistered")
        return actor
