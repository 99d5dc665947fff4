"""Messages that are kept up to date: which row of a slot is sent, and which message it changes."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, update
from sqlmodel import col, select

from db.repos.base import Repo
from db.repos.letters import TABLE, Letter
from db.tables import OutboxRow
from db.tables.outbox import Outcome


class Slots(Repo):
    async def latest(self, chosen: Iterable[Row[Any]], at: datetime) -> dict[int, int]:
        """For each chosen row with a slot the row to send in its place; the ones before that are superseded.

        The latest takes the turn of the first, so a message that changes all the time is still shown every few seconds.
        """
        chosen_of = {(row.address, row.slot): row.id for row in chosen if row.slot is not None}
        if not chosen_of:
            return {}
        pending = (
            await self.session.exec(
                select(OutboxRow.id, OutboxRow.address, OutboxRow.slot)
                .where(
                    col(OutboxRow.done_at).is_(None),
                    col(OutboxRow.address).in_({address for address, _ in chosen_of}),
                    col(OutboxRow.slot).in_({slot for _, slot in chosen_of}),
                )
                .order_by(col(OutboxRow.id))
            )
        ).all()
        of_slot: dict[int, list[int]] = defaultdict(list)
        for row_id, address, slot in pending:
            if (address, slot) in chosen_of:
                of_slot[chosen_of[address, slot]].append(row_id)
        superseded = [row_id for ids in of_slot.values() for row_id in ids[:-1]]
        if superseded:
            await self.session.exec(
                update(OutboxRow)
                .where(col(OutboxRow.id).in_(superseded))
                .values(done_at=at, outcome=Outcome.superseded, facts={}, not_before=None, holder=None)
                .execution_options(synchronize_session=False)
            )
        return {chosen_id: ids[-1] for chosen_id, ids in of_slot.items()}

    async def messages(self, leased: Iterable[Letter]) -> dict[tuple[str, str], str]:
        """The messenger's ids of the messages that these slots were first sent as."""
        slots = {(row.address, row.slot) for row in leased if row.slot is not None and row.edit_message_id is None}
        if not slots:
            return {}
        sent = (
            await self.session.exec(
                select(OutboxRow.address, OutboxRow.slot, OutboxRow.message_id)
                .where(
                    col(OutboxRow.address).in_({address for address, _ in slots}),
                    col(OutboxRow.slot).in_({slot for _, slot in slots}),
                    col(OutboxRow.message_id).is_not(None),
                )
                .order_by(col(OutboxRow.id))
            )
        ).all()
        return {
            (address, slot): message_id
            for address, slot, message_id in sent
            if (address, slot) in slots and slot is not None and message_id is not None
        }


def is_at_rest(is_free: Callable[[Any], ColumnElement[bool]]) -> ColumnElement[bool]:
    """Whether no row of a row's slot is in a sender's hands: until its message is known, nothing can change it.

    The order of the chat is not enough: what is more urgent overtakes, and a row tried often no longer holds up others.
    """
    busy = TABLE.alias("busy")
    return (
        select(busy.c.id)
        .where(
            busy.c.done_at.is_(None),
            busy.c.channel == TABLE.c.channel,
            busy.c.address == TABLE.c.address,
            busy.c.slot == TABLE.c.slot,
            busy.c.holder.is_not(None),
            ~is_free(busy.c.not_before),
        )
        .limit(1)
        .scalar_subquery()
        .is_(None)
    )
