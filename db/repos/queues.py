"""What is due and may leave: the first row of each chat, most urgent first, and cities in turn.

Statements are built once and never change their words.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from itertools import zip_longest
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Integer, Row, String, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from db.repos.base import Repo
from db.repos.letters import TABLE
from db.repos.slots import is_at_rest
from db.repos.terms import LONGEST_HOLD, STEP, Terms, slack
from db.tables import Bucket
from db.types import UTCDateTime

PATIENT_ATTEMPTS = 5
"""After so many attempts a row no longer makes the later ones of its chat wait."""


class Queue(Repo):
    async def first(self, terms: Terms, at: datetime, now: datetime, limit: int) -> list[Row[Any]]:
        """The first `limit` rows, or fewer: id, priority, channel, address, slot and the chat's next free moment."""
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
            "group_until": now + slack(terms.pace.group),
            "private_until": now + slack(terms.pace.private),
            "too_long": now + LONGEST_HOLD,
            "too_far": now + STEP,
            "by": terms.holder,
            "most": limit,
        }
        if group:
            facts |= dict(zip(("priority", "city_id"), group, strict=True))
        return list((await self.session.execute(_due_statement(grouped=bool(group)), facts)).all())


def _moment(name: str) -> Any:
    return bindparam(name, type_=UTCDateTime())


_CITIES = (
    select(TABLE.c.city_id)
    .where(TABLE.c.done_at.is_(None), TABLE.c.priority == bindparam("priority"))
    .distinct()
    .order_by(TABLE.c.city_id)
)


@cache
def _due_statement(*, grouped: bool) -> Any:
    bucket = aliased(Bucket)
    until = case((TABLE.c.address.like("-%"), _moment("group_until")), else_=_moment("private_until"))
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
                col(bucket.free_at) <= until,
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
