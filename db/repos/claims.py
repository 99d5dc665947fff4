"""Who sends what, and when: rows are leased to one sender at a time, no faster than the messenger allows.

The bucket row of the bot token is locked by every claim. That makes the pace common to all processes and lets claims
follow each other, so nothing below needs to race for rows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import zip_longest
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, case, literal, or_, update
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from core.pacing import Bucket as Rate
from core.pacing import Go, Pace, assign_slots, decide_slot
from db.clocks import database_now
from db.repos.base import Repo, insert_for
from db.repos.slots import Slots
from db.tables import Bucket, OutboxRow
from db.tables.outbox import Priority
from db.types import UTCDateTime

LEASE = timedelta(seconds=60)
"""Longer than any send may take; a sender that died is noticed earlier, by its own lease."""
LONGEST_HOLD = timedelta(minutes=15)
"""No row waits longer between attempts. One that would is a sign that the clock was set back: it is due."""
PATIENT_ATTEMPTS = 5
"""After so many attempts a row no longer makes the later ones of its chat wait."""


@dataclass(frozen=True, slots=True)
class Leased:
    """A row to send at `send_at`, by editing `edit_message_id` if that is set."""

    row: OutboxRow
    send_at: datetime
    edit_message_id: str | None


@dataclass(frozen=True, slots=True)
class Claim:
    """What one claim brought. `now` is the database's clock; `is_held_up` says that more is due than may leave yet."""

    now: datetime
    leased: tuple[Leased, ...] = ()
    is_held_up: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """On which terms a sender claims: `within` is how far ahead it reserves, `quiet_kinds` make no bubble in a chat."""

    channel: str
    holder: str
    pace: Pace
    within: timedelta
    quiet_kinds: frozenset[str] = frozenset()


class Claims(Repo):
    async def claim(self, terms: Terms, at: datetime, limit: int) -> Claim:
        """Leases what is due at `at` (the product's clock), most urgent first and fair between cities."""
        token, now = await self._lock_token(terms.channel)
        if token.blocked_until is not None and now < token.blocked_until <= now + LONGEST_HOLD:
            return Claim(now, is_held_up=True)
        # A bucket far in the future was filled before the clock was set back.
        free_at = token.free_at if token.free_at < now + timedelta(minutes=1) else None
        candidates = await self._candidates(terms, at, now, limit)
        slots = assign_slots(
            free_at,
            terms.pace.token,
            now,
            urgent=[row.priority <= Priority.sos for row in candidates],
            within=terms.within,
        )
        chosen = candidates[: len(slots.at)]
        if not chosen:
            return Claim(now, is_held_up=bool(candidates))
        slots_of = Slots(self.session)
        latest = await slots_of.latest(chosen, at)
        leased = await self._lease(terms, [latest.get(row.id, row.id) for row in chosen], now)
        token.free_at = slots.next_free_at or now
        messages = await slots_of.messages(leased)
        await self._charge_chats(terms, chosen, leased, messages, now)
        return Claim(
            now,
            tuple(
                Leased(row, slot, row.edit_message_id or messages.get((row.address, row.slot or "")))
                for row, slot in zip(leased, slots.at, strict=True)
            ),
            is_held_up=len(chosen) < len(candidates) or len(candidates) == limit,
        )

    async def _lock_token(self, channel: str) -> tuple[Bucket, datetime]:
        statement = (
            select(Bucket, database_now())
            .where(Bucket.channel == channel, Bucket.address == "")
            .with_for_update(of=Bucket)
        )
        found = (await self.session.exec(statement)).first()
        if found is None:
            first = insert_for(self.session.get_bind().dialect.name, Bucket).values(
                channel=channel, address="", free_at=database_now()
            )
            await self.session.exec(first.on_conflict_do_nothing())
            found = (await self.session.exec(statement)).one()
        return found[0], found[1]

    async def _candidates(self, terms: Terms, at: datetime, now: datetime, limit: int) -> list[Row[Any]]:
        rows = await self._due(terms, at, now, limit)
        if len(rows) < limit:
            return rows
        cities = (
            await self.session.exec(
                select(OutboxRow.priority, OutboxRow.city_id).where(col(OutboxRow.done_at).is_(None)).distinct()
            )
        ).all()
        mine = [city for priority, city in cities if priority == rows[-1].priority]
        if len(mine) == 1:
            return rows
        urgent = [row for row in rows if row.priority < rows[-1].priority]
        share = max(1, limit // len(mine))
        turns = [await self._due(terms, at, now, share, rows[-1].priority, city) for city in mine]
        return [*urgent, *_in_turns(turns)][:limit]

    async def _due(self, terms: Terms, at: datetime, now: datetime, limit: int, *group: int | None) -> list[Row[Any]]:
        """Due rows that are the first of their chat, in chats that may be spoken to."""
        bucket = aliased(Bucket)
        slack = case(
            (
                col(OutboxRow.address).like("-%"),
                literal(now + _slack(terms.pace.group), UTCDateTime()),
            ),
            else_=literal(now + _slack(terms.pace.private), UTCDateTime()),
        )
        statement = (
            select(
                OutboxRow.id,
                OutboxRow.priority,
                OutboxRow.channel,
                OutboxRow.address,
                OutboxRow.slot,
                bucket.free_at,
            )  # type: ignore[call-overload]
            .join(
                bucket,
                and_(col(bucket.channel) == OutboxRow.channel, col(bucket.address) == OutboxRow.address),
                isouter=True,
            )
            .where(
                col(OutboxRow.done_at).is_(None),
                OutboxRow.channel == terms.channel,
                OutboxRow.due_at <= at,
                _is_free(col(OutboxRow.not_before), now),
                _is_free(col(bucket.blocked_until), now),
                or_(
                    col(bucket.free_at).is_(None),
                    col(bucket.free_at) <= slack,
                    col(bucket.free_at) > now + LONGEST_HOLD,
                ),
                ~_earlier_of_chat(at),
            )
            .order_by(col(OutboxRow.priority), col(OutboxRow.due_at), col(OutboxRow.id))
            .limit(limit)
        )
        if group:
            priority, city_id = group
            statement = statement.where(
                OutboxRow.priority == priority, col(OutboxRow.city_id).is_not_distinct_from(city_id)
            )
        return list((await self.session.exec(statement)).all())

    async def _lease(self, terms: Terms, ids: Sequence[int], now: datetime) -> list[OutboxRow]:
        statement = (
            update(OutboxRow)
            .where(col(OutboxRow.id).in_(ids))
            .values(not_before=now + LEASE, holder=terms.holder, attempts=OutboxRow.attempts + 1)
            .returning(OutboxRow)
            .execution_options(synchronize_session=False)
        )
        rows = {row.id: row for row in (await self.session.exec(statement)).scalars()}
        return [rows[row_id] for row_id in ids]

    async def _charge_chats(
        self,
        terms: Terms,
        chosen: Sequence[Row[Any]],
        leased: Sequence[OutboxRow],
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
            known = candidate.free_at if candidate.free_at and candidate.free_at <= now + LONGEST_HOLD else None
            decision = decide_slot(known, rate, now)
            free_at = (
                decision.next_free_at if isinstance(decision, Go) else decision.until + _slack(rate) + rate.interval
            )
            charges.append({"channel": row.channel, "address": row.address, "free_at": free_at})
        if charges:
            statement = insert_for(self.session.get_bind().dialect.name, Bucket).values(charges)
            await self.session.exec(
                statement.on_conflict_do_update(
                    index_elements=["channel", "address"], set_={"free_at": statement.excluded.free_at}
                ).execution_options(synchronize_session=False)
            )


def _slack(rate: Rate) -> timedelta:
    """How far a bucket may be ahead of the clock with a message still allowed."""
    return rate.interval * (rate.burst - 1)


def _is_free(moment: Any, now: datetime) -> ColumnElement[bool]:
    return or_(moment.is_(None), moment <= now, moment > now + LONGEST_HOLD)


def _earlier_of_chat(at: datetime) -> ColumnElement[bool]:
    """Whether a more urgent or an older row of the same chat is still to be sent, so that order is kept."""
    earlier = aliased(OutboxRow)
    return (
        select(earlier.id)
        .where(
            col(earlier.done_at).is_(None),
            earlier.channel == OutboxRow.channel,
            earlier.address == OutboxRow.address,
            earlier.due_at <= at,
            earlier.attempts <= PATIENT_ATTEMPTS,
            or_(
                col(earlier.priority) < col(OutboxRow.priority),
                and_(col(earlier.priority) == col(OutboxRow.priority), col(earlier.id) < col(OutboxRow.id)),
            ),
        )
        .exists()
    )


def _in_turns(groups: Iterable[Sequence[Row[Any]]]) -> list[Row[Any]]:
    return [row for turn in zip_longest(*groups) for row in turn if row is not None]
