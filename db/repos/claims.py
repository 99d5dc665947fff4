"""Who sends what, and when: rows are leased to one sender at a time, no faster than the messenger allows.

The bucket row of the bot token is locked by every claim. That makes the pace common to all processes and lets claims
follow each other, so nothing below needs to race for rows. Statements are built once and never change their words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Row, String, bindparam, select, update

from core.pacing import Go, Held, assign_slots, decide_slot, most_slots
from db.bulk import Unfolded, fold
from db.repos.base import Repo, insert_for
from db.repos.buckets import Buckets
from db.repos.letters import COLUMNS, TABLE, Letter
from db.repos.queues import Queue
from db.repos.slots import Slots
from db.repos.terms import LONGEST_HOLD, STEP, Terms, slack
from db.tables import Bucket
from db.tables.outbox import Priority
from db.types import UTCDateTime

LEASE = timedelta(seconds=60)
"""Longer than any send may take; a sender that died is noticed earlier, by its own lease."""
BREATH = timedelta(seconds=1)
"""What was reserved by a clock as it was leaves within this time, and limits are told per second."""


@dataclass(frozen=True, slots=True)
class Leased:
    """A row to send at `send_at`, by editing `edit_message_id` if that is set."""

    row: Letter
    send_at: datetime
    edit_message_id: str | None


@dataclass(frozen=True, slots=True)
class Claim:
    """What one claim brought. `now` is the database's clock; `is_held_up` says that more is due than may leave yet.

    `found_at` and `left_at` are the next free slot of the token before and after; None where none could be given.
    """

    now: datetime
    leased: tuple[Leased, ...] = ()
    is_held_up: bool = False
    found_at: datetime | None = None
    left_at: datetime | None = None


class Claims(Repo):
    async def claim(
        self,
        terms: Terms,
        at: datetime,
        limit: int,
        expected: datetime | None = None,
        held: Held | None = None,
    ) -> Claim:
        """Leases what is due at `at` (the product's clock), most urgent first and fair between cities.

        `expected` is what the database's clock should show by now, if anybody knows; `held` the sender's last claim.
        """
        bucket = Buckets(self.session)
        token, now = await bucket.lock(terms.channel)
        if token.free_at >= now + STEP or (expected is not None and now >= expected + STEP):
            await bucket.move(terms.channel, "", now + BREATH)
            return Claim(now, is_held_up=True)
        if token.blocked_until is not None and now < token.blocked_until <= now + LONGEST_HOLD:
            return Claim(now, is_held_up=True)
        late = held.makes_up_for(token.free_at) if held else timedelta()
        limit = min(limit, most_slots(token.free_at, terms.pace.token, now, within=terms.within, late=late))
        candidates = await Queue(self.session).first(terms, at, now, limit)
        slots = assign_slots(
            token.free_at,
            terms.pace.token,
            now,
            urgent=[row.priority <= Priority.sos for row in candidates],
            within=terms.within,
            late=late,
        )
        chosen = candidates[: len(slots.at)]
        if not chosen:
            return Claim(now, is_held_up=bool(candidates), found_at=token.free_at, left_at=token.free_at)
        slots_of = Slots(self.session)
        latest = await slots_of.latest(chosen, at)
        letters = await self._lease(terms, [latest.get(row.id, row.id) for row in chosen], now)
        found = [
            (row, letters[row_id], slot)
            for row, slot in zip(chosen, slots.at, strict=True)
            if (row_id := latest.get(row.id, row.id)) in letters
        ]
        leased = [letter for _, letter, _ in found]
        left_at = slots.next_free_at or now
        await bucket.move(terms.channel, "", left_at)
        messages = await slots_of.messages(leased)
        await self._charge_chats(terms, [row for row, _, _ in found], leased, messages, now)
        return Claim(
            now,
            tuple(
                Leased(row, slot, row.edit_message_id or messages.get((row.address, row.slot or "")))
                for _, row, slot in found
            ),
            is_held_up=len(chosen) < len(candidates) or len(candidates) == limit,
            found_at=token.free_at,
            left_at=left_at,
        )

    @property
    def _dialect(self) -> str:
        return self.session.get_bind().dialect.name

    async def _lease(self, terms: Terms, ids: Sequence[int], now: datetime) -> dict[int, Letter]:
        """By number; one that its former sender, taken for dead, has marked as done meanwhile is not among them."""
        facts = {"until": now + LEASE, "by": terms.holder} | fold(self._dialect, [[row_id] for row_id in ids])
        return {row.id: Letter(*row) for row in await self.session.execute(_lease_statement(self._dialect), facts)}

    async def _charge_chats(
        self,
        terms: Terms,
        chosen: Sequence[Row[Any]],
        leased: Sequence[Letter],
        messages: dict[tuple[str, str], str],
        now: datetime,
    ) -> None:
        """Moves the buckets of the chats that get a message; an edit counts in groups only."""
        charges = []
        for candidate, row in zip(chosen, leased, strict=True):
            is_group = row.address.startswith("-")
            is_edit = row.edit_message_id is not None or (row.address, row.slot or "") in messages
            if row.kind in terms.quiet_kinds or (is_edit and not is_group):
                continue
            rate = terms.pace.group if is_group else terms.pace.private
            known = candidate.free_at if candidate.free_at and candidate.free_at <= now + STEP else None
            decision = decide_slot(known, rate, now)
            free_at = (
                decision.next_free_at if isinstance(decision, Go) else decision.until + slack(rate) + rate.interval
            )
            charges.append((row.channel, row.address, free_at))
        if charges:
            await self.session.execute(_charge_statement(self._dialect), fold(self._dialect, charges))


_BUCKETS: Any = Bucket.__table__  # type: ignore[attr-defined]


@cache
def _lease_statement(dialect: str) -> Any:
    rows = Unfolded(dialect, {"row_id": BigInteger()})
    return (
        update(TABLE)
        .where(TABLE.c.id.in_(select(rows.columns["row_id"]).select_from(rows.source)), TABLE.c.done_at.is_(None))
        .values(
            not_before=bindparam("until", type_=UTCDateTime()), holder=bindparam("by"), attempts=TABLE.c.attempts + 1
        )
        .returning(*COLUMNS)
    )


@cache
def _charge_statement(dialect: str) -> Any:
    rows = Unfolded(dialect, {"channel": String(), "address": String(), "free_at": UTCDateTime()})
    chosen = select(*rows.columns.values()).select_from(rows.source).where(rows.order.is_not(None))
    statement = insert_for(dialect, _BUCKETS).from_select(list(rows.columns), chosen)
    return statement.on_conflict_do_update(
        index_elements=["channel", "address"], set_={"free_at": statement.excluded.free_at}
    )
