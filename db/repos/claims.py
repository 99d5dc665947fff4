"""Who sends what, and when: rows are leased to one sender at a time, no faster than the messenger allows.

The bucket row of the bot token is locked by every claim. That makes the pace common to all processes and lets claims
follow each other, so nothing below needs to race for rows. Statements are built once and never change their words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import zip_longest
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Row,
    String,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import aliased
from sqlmodel import col

from core.pacing import Bucket as Rate
from core.pacing import Go, Held, Pace, assign_slots, decide_slot, most_slots
from db.bulk import Unfolded, fold
from db.repos.base import Repo, insert_for
from db.repos.buckets import Buckets
from db.repos.letters import COLUMNS, TABLE, Letter
from db.repos.slots import Slots, is_at_rest
from db.tables import Bucket
from db.tables.outbox import Priority
from db.types import UTCDateTime

LEASE = timedelta(seconds=60)
"""Longer than any send may take; a sender that died is noticed earlier, by its own lease."""
LONGEST_HOLD = timedelta(minutes=15)
"""No row waits longer between attempts. One that would is a sign that the clock was set back: it is due."""
STEP = timedelta(minutes=1)
"""No pace is reserved so far ahead, and no clock is so late by itself: the database's clock was set."""
BREATH = timedelta(seconds=1)
"""What was reserved by a clock as it was leaves within this time, and limits are told per second."""
PATIENT_ATTEMPTS = 5
"""After so many attempts a row no longer makes the later ones of its chat wait."""


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


@dataclass(frozen=True, slots=True)
class Terms:
    """On which terms a sender claims: `within` is how far ahead it reserves, `quiet_kinds` make no bubble in a chat."""

    channel: str
    holder: str
    pace: Pace
    within: timedelta
    quiet_kinds: frozenset[str] = frozenset()


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
        candidates = await self._candidates(terms, at, now, limit)
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

    async def _candidates(self, terms: Terms, at: datetime, now: datetime, limit: int) -> list[Row[Any]]:
        rows = await self._due(terms, at, now, limit)
        if len(rows) < limit:
            return rows
        cities = (await self.session.execute(_CITIES, {"priority": rows[-1].priority})).scalars().all()
        if len(cities) <= 1:  # none: what was due has been dropped since
            return rows
        # Whoever is first takes turns as well: there may be more cities than slots.
        first = int(now.timestamp() * 1000) % len(cities)
        urgent = [row for row in rows if row.priority < rows[-1].priority]
        share = max(1, limit // len(cities))
        turns = [
            await self._due(terms, at, now, share, rows[-1].priority, city)
            for city in (*cities[first:], *cities[:first])
        ]
        return [*urgent, *_in_turns(turns)][:limit]

    async def _due(self, terms: Terms, at: datetime, now: datetime, limit: int, *group: int | None) -> list[Row[Any]]:
        """Due rows that are the first of their chat, in chats that may be spoken to."""
        facts: dict[str, Any] = {
            "channel": terms.channel,
            "at": at,
            "now": now,
            "group_until": now + _slack(terms.pace.group),
            "private_until": now + _slack(terms.pace.private),
            "too_long": now + LONGEST_HOLD,
            "too_far": now + STEP,
            "by": terms.holder,
            "most": limit,
        }
        if group:
            facts |= dict(zip(("priority", "city_id"), group, strict=True))
        return list((await self.session.execute(_due_statement(grouped=bool(group)), facts)).all())

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
                decision.next_free_at if isinstance(decision, Go) else decision.until + _slack(rate) + rate.interval
            )
            charges.append((row.channel, row.address, free_at))
        if charges:
            await self.session.execute(_charge_statement(self._dialect), fold(self._dialect, charges))


def _moment(name: str) -> Any:
    return bindparam(name, type_=UTCDateTime())


_BUCKETS: Any = Bucket.__table__  # type: ignore[attr-defined]
_CITIES = (
    select(TABLE.c.city_id)
    .where(TABLE.c.done_at.is_(None), TABLE.c.priority == bindparam("priority"))
    .distinct()
    .order_by(TABLE.c.city_id)
)


@cache
def _due_statement(*, grouped: bool) -> Any:
    bucket = aliased(Bucket)
    slack = case((TABLE.c.address.like("-%"), _moment("group_until")), else_=_moment("private_until"))
    statement = (
        select(*(TABLE.c[name] for name in ("id", "priority", "channel", "address", "slot")), col(bucket.free_at))
        .join_from(
            TABLE,
            bucket,
            and_(col(bucket.channel) == TABLE.c.channel, col(bucket.address) == TABLE.c.address),
            isouter=True,
        )
        .where(
            TABLE.c.done_at.is_(None),
            TABLE.c.channel == bindparam("channel"),
            TABLE.c.due_at <= _moment("at"),
            # What somebody else has in his hands is his until he is known to be gone: a clock that is set would end
            # or revive the leases of the living, and what they are just sending would be sent twice.
            or_(TABLE.c.holder.is_(None), TABLE.c.holder == bindparam("by", type_=String())),
            _is_free(TABLE.c.not_before),
            _is_free(col(bucket.blocked_until)),
            or_(
                col(bucket.free_at).is_(None),
                col(bucket.free_at) <= slack,
                col(bucket.free_at) > _moment("too_far"),
            ),
            _is_first_of_chat(),
            or_(TABLE.c.slot.is_(None), is_at_rest(_is_free)),
        )
        .order_by(TABLE.c.priority, TABLE.c.due_at, TABLE.c.id)
        .limit(bindparam("most", type_=Integer()))
    )
    if not grouped:
        return statement
    return statement.where(
        TABLE.c.priority == bindparam("priority"),
        TABLE.c.city_id.is_not_distinct_from(bindparam("city_id", type_=BigInteger())),
    )


@cache
def _lease_statement(dialect: str) -> Any:
    rows = Unfolded(dialect, {"row_id": BigInteger()})
    return (
        update(TABLE)
        .where(TABLE.c.id.in_(select(rows.columns["row_id"]).select_from(rows.source)), TABLE.c.done_at.is_(None))
        .values(not_before=_moment("until"), holder=bindparam("by"), attempts=TABLE.c.attempts + 1)
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


def _slack(rate: Rate) -> timedelta:
    """How far a bucket may be ahead of the clock with a message still allowed."""
    return rate.interval * (rate.burst - 1)


def _is_free(moment: Any) -> ColumnElement[bool]:
    return or_(moment.is_(None), moment <= _moment("now"), moment > _moment("too_long"))


def _is_first_of_chat() -> ColumnElement[bool]:
    """Whether no more urgent and no older row of the same chat is still to be sent, so that order is kept.

    A scalar subquery and a wrapped moment, because PostgreSQL makes a join of what is written plainly, and compares
    each row of a new broadcast with all others until it has counted them.
    """
    earlier = TABLE.alias("earlier")
    return (
        select(earlier.c.id)
        .where(
            earlier.c.done_at.is_(None),
            earlier.c.channel == TABLE.c.channel,
            earlier.c.address == TABLE.c.address,
            func.coalesce(earlier.c.due_at, earlier.c.due_at) <= _moment("at"),
            earlier.c.attempts <= PATIENT_ATTEMPTS,
            or_(
                earlier.c.priority < TABLE.c.priority,
                and_(earlier.c.priority == TABLE.c.priority, earlier.c.id < TABLE.c.id),
            ),
        )
        .limit(1)
        .scalar_subquery()
        .is_(None)
    )


def _in_turns(groups: Iterable[Sequence[Row[Any]]]) -> list[Row[Any]]:
    return [row for turn in zip_longest(*groups) for row in turn if row is not None]
