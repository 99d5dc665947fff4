"""Everybody who arrives at one moment: their situations in one query, all effects in one statement each.

The statements are built once a dialect. What one person's check-in is judged on comes from the same query as elsewhere.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    ColumnElement,
    Integer,
    String,
    any_,
    bindparam,
    cast,
    delete,
    func,
    select,
)
from sqlmodel import col

from core.incoming import Address, Incoming
from db.bulk import ROWS, Types, Unfolded, fold
from db.repos.base import Repo, insert_for
from db.repos.checkins import Arrival
from db.repos.outbox import Message
from db.repos.situations import LONGEST, Situation, situation_from, situation_query
from db.tables import Checkin, Dialog, Identity, OutboxRow, TakenUpdate
from db.types import Json, UTCDateTime


@dataclass(frozen=True, slots=True)
class Expected:
    """One of a crowd: the situation, and the question that is open in this chat."""

    situation: Situation
    question: str | None


@dataclass(frozen=True, slots=True)
class Said:
    """One answer to one of a crowd."""

    to: Address
    person_id: int
    locale: str
    message: Message


class Crowds(Repo):
    @property
    def _dialect(self) -> str:
        return self.session.get_bind().dialect.name

    async def situations(self, channel: str, chats: Sequence[str], at: datetime) -> dict[str, Expected]:
        """By chat what each check-in is judged on; who is not registered is missing. `at` is when the first acted."""
        statement, addresses = _situations(self._dialect), list(chats)
        facts = {
            "channel": channel,
            "addresses": fold("", [[chat] for chat in chats])[ROWS] if self._dialect == "sqlite" else addresses,
            "at": at,
            "earliest": at - LONGEST,
            "latest": at + LONGEST,
        }
        rows_of: dict[str, list[Any]] = {}
        for row in (await self.session.execute(statement, facts)).all():
            rows_of.setdefault(row.chat, []).append(row)
        return {chat: Expected(situation_from(rows), rows[0].question) for chat, rows in rows_of.items()}

    async def take(self, updates: Iterable[Incoming]) -> set[int]:
        """Marks updates as handled; the ids of those that were not handled before.

        An update is also left out while another transaction handles something of the same sender: waiting for several
        at once could never end.
        """
        rows = [
            (each.sender.channel, each.update_id, each.at, f"{each.sender.channel}:{each.sender.chat}")
            for each in updates
        ]
        return set(await self._written(_take(self._dialect), rows))

    async def give_back(self, channel: str, update_ids: Iterable[int]) -> None:
        """Takes the mark away from updates that have to be looked at by themselves."""
        ids = sorted(update_ids)
        if ids:
            mark = delete(TakenUpdate).where(col(TakenUpdate.channel) == channel, col(TakenUpdate.update_id).in_(ids))
            await self.session.execute(mark.execution_options(synchronize_session=False))

    async def arrive(self, arrivals: Iterable[Arrival]) -> set[int]:
        """Writes presences, each of another person; the ids of those who were not present already."""
        rows = [
            [getattr(each, name) for name in _ARRIVAL] for each in sorted(arrivals, key=lambda each: each.person_id)
        ]
        return set(await self._written(_arrive(self._dialect), rows))

    async def close_questions(self, channel: str, chats: Iterable[str], question: str) -> None:
        rows = [(channel, chat, question) for chat in chats]
        if rows:
            await self._written(_close(self._dialect), rows)

    async def say(self, answers: Iterable[Said]) -> None:
        """Puts answers into the outbox, in this order."""
        rows = []
        for said in answers:
            own = {"channel": said.to.channel, "address": said.to.chat, "person_id": said.person_id}
            columns: Mapping[str, Any] = said.message.columns() | own | {"locale": said.locale}
            rows.append([columns[name] for name in _OUTBOX])
        await self._written(_say(self._dialect), rows)

    async def _written(self, statement: Any, rows: Iterable[Sequence[Any]]) -> Sequence[int]:
        found: Any = await self.session.execute(statement, fold(self._dialect, rows))
        return found.scalars().all() if found.returns_rows else ()


_ARRIVAL: Types = {
    "city_id": BigInteger(),
    "patrol_id": BigInteger(),
    "person_id": BigInteger(),
    "organisation_id": BigInteger(),
    "method": String(),
    "arrived_at": UTCDateTime(),
    "late_minutes": Integer(),
    "distance_m": Integer(),
}
_OUTBOX: Types = {
    "channel": String(),
    "address": String(),
    "person_id": BigInteger(),
    "locale": String(),
    "kind": String(),
    "facts": Json,
    "priority": Integer(),
    "city_id": BigInteger(),
    "due_at": UTCDateTime(),
    "created_at": UTCDateTime(),
    "attempts": Integer(),
}


def _table(model: Any) -> Any:
    return model.__table__


@cache
def _situations(dialect: str) -> Any:
    if dialect == "sqlite":
        each = func.json_each(bindparam("addresses", type_=String())).table_valued("value")
        among: ColumnElement[bool] = col(Identity.address).in_(select(func.json_extract(each.c.value, "$[0]")))
    else:
        among = col(Identity.address) == any_(bindparam("addresses", type_=ARRAY(String())))
    is_open = (
        (col(Dialog.channel) == col(Identity.channel))
        & (col(Dialog.address) == col(Identity.address))
        & (col(Dialog.expires_at) > bindparam("at", type_=UTCDateTime()))
    )
    query = situation_query(among, col(Identity.address).label("chat"), col(Dialog.question).label("question"))
    return query.outerjoin(Dialog, is_open)


@cache
def _take(dialect: str) -> Any:
    rows = Unfolded(
        dialect, {"channel": String(), "update_id": BigInteger(), "taken_at": UTCDateTime(), "sender": String()}
    )
    values = [rows.columns[name] for name in ("channel", "update_id", "taken_at")]
    chosen = select(*values).select_from(rows.source).where(_is_free(dialect, rows)).order_by(rows.columns["update_id"])
    table = _table(TakenUpdate)
    return (
        insert_for(dialect, table)
        .from_select(["channel", "update_id", "taken_at"], chosen)
        .on_conflict_do_nothing()
        .returning(table.c.update_id)
    )


def _is_free(dialect: str, rows: Unfolded) -> Any:
    """On SQLite there is one writer; the condition is there because ON CONFLICT needs one before it."""
    if dialect == "sqlite":
        return rows.columns["sender"].is_not(None)
    sender: Any = rows.columns["sender"]
    return func.pg_try_advisory_xact_lock(func.hashtextextended(sender.element, 0))


@cache
def _arrive(dialect: str) -> Any:
    table = _table(Checkin)
    constants = {"is_present": Boolean(), "away_minutes": Integer()}
    rows = Unfolded(dialect, _ARRIVAL)
    values = [*rows.columns.values(), cast(True, Boolean()), cast(0, Integer())]
    chosen = select(*values).select_from(rows.source).where(rows.order.is_not(None)).order_by(rows.order)
    names = [*_ARRIVAL, *constants]
    statement = insert_for(dialect, table).from_select(names, chosen)
    own = {name: statement.excluded[name] for name in names if name not in {"patrol_id", "person_id"}}
    gone = dict.fromkeys(("marked_by", "left_at", "checkout_method", "credited_minutes"))
    return statement.on_conflict_do_update(
        index_elements=["patrol_id", "person_id"], set_=own | gone, where=table.c.is_present.is_(False)
    ).returning(table.c.person_id)


@cache
def _close(dialect: str) -> Any:
    table, rows = _table(Dialog), Unfolded(dialect, {"channel": String(), "address": String(), "question": String()})
    theirs = [rows.columns[name] == table.c[name] for name in rows.columns]
    return delete(table).where(select(rows.source).where(*theirs).exists())


@cache
def _say(dialect: str) -> Any:
    rows = Unfolded(dialect, _OUTBOX)
    chosen = select(*rows.columns.values()).select_from(rows.source).order_by(rows.order)
    return insert_for(dialect, _table(OutboxRow)).from_select(list(_OUTBOX), chosen, include_defaults=False)
