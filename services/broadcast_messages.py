"""What a broadcast says to its author and its recipients: the copy, the preview, the card that is kept up to date."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Select

from core.broadcasts import Audience, BroadcastState, Progress, audience_from, expected_duration
from core.incoming import Address
from db.repos.broadcast_messages import COPY, MESSAGES, TEXT
from db.repos.outbox import Message
from db.tables import Broadcast
from db.tables.outbox import Priority
from db.uow import Transaction
from services.base import Policy

CONFIRM = "broadcasts.confirm"
"""The button below an album, a message of its own."""


def messages_each(broadcast: Broadcast) -> int:
    """How many messages a recipient gets: an album cannot carry a button, so the button follows by itself."""
    return 2 if is_button_apart(broadcast) else 1


def is_button_apart(broadcast: Broadcast) -> bool:
    return broadcast.asks_confirmation and len(broadcast.message_ids) > 1


def has_message(broadcast: Broadcast) -> bool:
    """Whether there is something to send; what was said is kept for a while only."""
    return bool(broadcast.message_ids or broadcast.text)


def kind_of(broadcast: Broadcast) -> str:
    return TEXT if broadcast.text else COPY


def copy_facts(broadcast: Broadcast) -> dict[str, Any]:
    shown = (
        {"text": broadcast.text}
        if broadcast.text
        else {"address": broadcast.source_address, "message_ids": list(broadcast.message_ids)}
    )
    return {
        **shown,
        "broadcast_id": broadcast.id,
        "asks_confirmation": broadcast.asks_confirmation and not is_button_apart(broadcast),
    }


async def recipients(tx: Transaction, broadcast: Broadcast) -> Select[Any]:
    """Ids of the people it is for, as things stand now."""
    audience = audience_from(broadcast.audience)
    patrol = None
    if audience.patrol_id is not None:
        patrol = await tx.patrols.get(broadcast.city_id, audience.patrol_id)
    return tx.audiences.recipients(broadcast.city_id, audience, patrol, but=broadcast.author_id)


async def fan_out(tx: Transaction, broadcast: Broadcast, at: datetime) -> None:
    """The message to everybody it is for who has not been told; whoever joined meanwhile is told now."""
    people = await recipients(tx, broadcast)
    parts: list[tuple[str, str, Sequence[str]]] = [(kind_of(broadcast), f"broadcast:{broadcast.id}", MESSAGES)]
    if is_button_apart(broadcast):
        parts.append((CONFIRM, f"broadcast:{broadcast.id}:confirm", (CONFIRM,)))
    for kind, key, told_by in parts:
        message = Message(
            kind,
            copy_facts(broadcast),
            at,
            Priority.broadcast,
            city_id=broadcast.city_id,
            key=key,
            broadcast_id=broadcast.id,
        )
        await tx.outbox.tell(tx.broadcast_messages.untold(broadcast.id, people, told_by), message)
    await tx.broadcast_messages.count_anew()


async def audience_facts(tx: Transaction, city_id: int, audience: Audience) -> dict[str, Any]:
    """An audience with the names people know it by."""
    patrol = await tx.patrols.get(city_id, audience.patrol_id) if audience.patrol_id is not None else None
    names = [each.name for each in await tx.organisations.of_city(city_id) if each.id in audience.organisation_ids]
    return {**audience.as_facts(), "organisations": names, "patrol": patrol.title if patrol else None}


async def card_facts(
    tx: Transaction, broadcast: Broadcast, policy: Policy, progress: Progress | None = None
) -> dict[str, Any]:
    """What the author's card shows, from the first choice to the final report."""
    audience = audience_from(broadcast.audience)
    state = BroadcastState(broadcast.state)
    count = await tx.audiences.count(await recipients(tx, broadcast)) if broadcast.started_at is None else 0
    if progress is None and broadcast.started_at is not None:
        progress = await tx.broadcast_messages.progress(broadcast.id)
    waiting = progress.left if progress else count
    lasts = expected_duration(waiting, messages_each(broadcast), policy.messages_per_second)
    confirmed = await tx.broadcast_confirmations.confirmed(broadcast.id) if broadcast.asks_confirmation else 0
    return {
        "broadcast_id": broadcast.id,
        "state": state.name,
        "audience": await audience_facts(tx, broadcast.city_id, audience),
        "is_chosen": audience.is_chosen,
        "count": count,
        "lasts_seconds": int(lasts.total_seconds()),
        "asks_confirmation": broadcast.asks_confirmation,
        "confirmed": confirmed,
        "starts_at": broadcast.starts_at.isoformat() if broadcast.starts_at else None,
        "progress": {**asdict(progress), "total": progress.total} if progress else None,
    }


async def say_card(
    tx: Transaction,
    broadcast: Broadcast,
    policy: Policy,
    at: datetime,
    *,
    progress: Progress | None = None,
    due_at: datetime | None = None,
    key: str | None = None,
) -> None:
    """The author's card, or its edit; every preview has a card of its own below it."""
    message = Message(
        "broadcasts.card",
        await card_facts(tx, broadcast, policy, progress),
        at,
        Priority.answer,
        city_id=broadcast.city_id,
        slot=f"broadcast:{broadcast.id}:{broadcast.revision}",
        due_at=due_at,
        key=key,
    )
    await say_to_author(tx, broadcast, message)


async def say_to_author(tx: Transaction, broadcast: Broadcast, message: Message) -> None:
    author = await tx.broadcasts.author_of(broadcast)
    to = Address(broadcast.source_channel, broadcast.source_address)
    await tx.outbox.say(to, message, locale=author.locale, person_id=author.id)
