"""All that is to be said, written by the commit that makes it true."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, ColumnElement, Select, func, literal, literal_column, tuple_, update
from sqlalchemy import cast as sql_cast
from sqlmodel import col, select

from core.incoming import Address, Incoming
from db.repos.base import Repo, insert_for
from db.tables import Identity, OutboxRow, Person, TakenUpdate
from db.tables.outbox import Outcome, Priority
from db.types import Json

_UNTOUCHED = (col(OutboxRow.done_at).is_(None), col(OutboxRow.holder).is_(None))
"""Not sent yet, and in nobody's hands."""


@dataclass(frozen=True, slots=True)
class Message:
    """What is to be said: `kind` names the words in texts/, `facts` (JSON) fill them. See OutboxRow for the rest."""

    kind: str
    facts: Mapping[str, Any]
    at: datetime
    priority: Priority = Priority.answer
    city_id: int | None = None
    key: str | None = None
    slot: str | None = None
    edit_message_id: str | None = None
    due_at: datetime | None = None
    expires_at: datetime | None = None
    broadcast_id: int | None = None

    def columns(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "facts": dict(self.facts),
            "priority": int(self.priority),
            "city_id": self.city_id,
            "slot": self.slot,
            "edit_message_id": self.edit_message_id,
            "due_at": self.due_at or self.at,
            "expires_at": self.expires_at,
            "broadcast_id": self.broadcast_id,
            "created_at": self.at,
            "attempts": 0,
        }


FAILED: ColumnElement[bool] = col(OutboxRow.outcome) == literal_column("'failed'")
"""Written out and not bound: only so does a database see that its index of failed messages holds them all."""


class Outbox(Repo):
    has_spoken = False

    @property
    def _dialect(self) -> str:
        return self.session.get_bind().dialect.name

    async def take(self, incoming: Incoming) -> bool:
        """Marks the update as handled; False when it was handled before.

        On PostgreSQL this also makes all updates of one sender follow each other until the end of the transaction,
        whichever process they reached. On SQLite every writer waits for the one before.
        """
        returned: list[Any] = [TakenUpdate.update_id]
        if self._dialect == "postgresql":
            sender = f"{incoming.sender.channel}:{incoming.sender.chat}"
            returned.append(func.pg_advisory_xact_lock(func.hashtextextended(sender, 0)))
        statement = (
            insert_for(self._dialect, TakenUpdate)
            .values(channel=incoming.sender.channel, update_id=incoming.update_id, taken_at=incoming.at)
            .on_conflict_do_nothing()
            .returning(*returned)
        )
        return (await self.session.execute(statement)).first() is not None

    async def say(self, to: Address, message: Message, *, locale: str, person_id: int | None = None) -> None:
        """One message to one chat. A message whose `key` was used before is not said again."""
        self.has_spoken = True
        statement = insert_for(self._dialect, OutboxRow).values(
            channel=to.channel,
            address=to.chat,
            locale=locale,
            person_id=person_id,
            key=message.key,
            **message.columns(),
        )
        await self.session.exec(statement.on_conflict_do_nothing(index_elements=["key"]))

    async def tell(self, people: Select[Any], message: Message) -> None:
        """The message to each person whose id `people` selects, in one statement, wherever a messenger reaches them.

        `message.key` becomes "KEY:PERSON_ID": said again for the same people, it is said to those who are new only.
        """
        self.has_spoken = True
        columns = message.columns()
        facts = (
            sql_cast(literal(columns.pop("facts"), Json), Json)
            if self._dialect != "sqlite"
            else literal(columns.pop("facts"), JSON)
        )
        key = literal(message.key + ":").concat(col(Person.id)) if message.key else literal(None)
        names = ["person_id", "channel", "address", "locale", "key", "facts", *columns]
        values = [
            literal(value, OutboxRow.__table__.c[name].type).label(name)  # type: ignore[attr-defined]
            for name, value in columns.items()
        ]
        rows = (
            select(Person.id, Identity.channel, Identity.address, Person.locale, key, facts, *values)  # type: ignore[call-overload]
            .join(Identity, col(Identity.person_id) == col(Person.id))
            .where(col(Identity.unreachable_at).is_(None), col(Person.id).in_(people))
            .order_by(col(Person.id))
        )
        statement = insert_for(self._dialect, OutboxRow).from_select(names, rows)
        await self.session.exec(statement.on_conflict_do_nothing(index_elements=["key"]))

    async def tell_each(self, facts: Mapping[int, Mapping[str, Any]], message: Message) -> None:
        """Like `tell`, to the person ids in `facts`, each with facts of their own beside those of the message."""
        self.has_spoken = True
        reachable = await self.session.exec(
            select(Person.id, Person.locale, Identity.channel, Identity.address)
            .join(Identity, col(Identity.person_id) == col(Person.id))
            .where(col(Identity.unreachable_at).is_(None), col(Person.id).in_(list(facts)))
            .order_by(col(Person.id))
        )
        rows = [
            message.columns()
            | {
                "person_id": person_id,
                "locale": locale,
                "channel": channel,
                "address": address,
                "key": f"{message.key}:{person_id}" if message.key else None,
                "facts": {**message.facts, **facts[person_id]},
            }
            for person_id, locale, channel, address in reachable
        ]
        if rows:
            statement = insert_for(self._dialect, OutboxRow).on_conflict_do_nothing(index_elements=["key"])
            await self.session.execute(statement, rows)

    async def is_of_slot(self, to: Address, slot: str, message_id: str) -> bool:
        """Whether this message in this chat is the one that the slot keeps up to date."""
        rows = await self.session.exec(
            select(OutboxRow.id).where(
                OutboxRow.channel == to.channel,
                OutboxRow.address == to.chat,
                OutboxRow.slot == slot,
                OutboxRow.message_id == message_id,
            )
        )
        return rows.first() is not None

    async def stuck(self, *, due_before: datetime) -> Sequence[OutboxRow]:
        """Rows that failed, wait for another attempt, or have been due since before `due_before`."""
        waits = col(OutboxRow.done_at).is_(None) & (
            (col(OutboxRow.attempts) > 0) | (col(OutboxRow.due_at) < due_before)
        )
        return (await self.session.exec(select(OutboxRow).where(waits | FAILED).order_by(col(OutboxRow.id)))).all()

    async def early(self, at: datetime, margin: timedelta) -> Sequence[int]:
        """Ids of rows that were written after `at`, which is now, and meant for the moment they were written."""
        is_early = (col(OutboxRow.created_at) > at) & (col(OutboxRow.due_at) > at)
        # Compared here and not in SQL, where adding to a moment is said differently by every database.
        rows = await self.session.exec(
            select(OutboxRow.id, OutboxRow.created_at, OutboxRow.due_at).where(
                col(OutboxRow.done_at).is_(None), is_early
            )
        )
        return [row_id for row_id, created_at, due_at in rows if due_at - created_at <= margin]

    async def hasten(self, row_ids: Sequence[int], at: datetime) -> int:
        """Makes those of these rows due now that still wait; how many."""
        self.has_spoken = True
        moved = await self.session.exec(
            update(OutboxRow)
            .where(col(OutboxRow.id).in_(row_ids), col(OutboxRow.done_at).is_(None))
            .values(due_at=at)
            .returning(col(OutboxRow.id))
            .execution_options(synchronize_session=False)
        )
        return len(moved.all())

    async def retry(self, at: datetime, row_id: int | None) -> int:
        """Makes a failed or waiting row due now; without an id every failed one."""
        values = {"done_at": None, "outcome": None, "not_before": None, "attempts": 0, "due_at": at, "expires_at": None}
        return await self._change(row_id, values)

    async def give_up(self, at: datetime, row_id: int | None) -> int:
        """Ends a failed or waiting row undelivered; without an id every failed one."""
        return await self._change(row_id, {"done_at": at, "outcome": Outcome.dropped, "facts": {}, "not_before": None})

    async def _change(self, row_id: int | None, values: Mapping[str, Any]) -> int:
        theirs = (
            FAILED if row_id is None else (col(OutboxRow.id) == row_id) & (FAILED | col(OutboxRow.done_at).is_(None))
        )
        statement = update(OutboxRow).where(theirs, col(OutboxRow.holder).is_(None)).values(**values)
        changed = await self.session.execute(
            statement.returning(col(OutboxRow.id)).execution_options(synchronize_session=False)
        )
        self.has_spoken = True
        return len(changed.all())

    async def correct(self, key: str, facts: Mapping[str, Any]) -> None:
        """What `tell` put here under this key and nobody was sent yet says these facts instead."""
        await self.session.execute(
            update(OutboxRow)
            .where(*self._untouched(key))
            .values(facts=dict(facts))
            .execution_options(synchronize_session=False)
        )

    async def drop(self, key: str, at: datetime) -> None:
        """What `tell` put here under this key and nobody was sent yet is not said any more."""
        await self.session.execute(
            update(OutboxRow)
            .where(*self._untouched(key))
            .values(done_at=at, outcome=Outcome.dropped)
            .execution_options(synchronize_session=False)
        )

    async def withdraw(self, slot: str, person_id: int, at: datetime) -> None:
        """What waits in this slot of a person's chats, and nobody has in hand, is not said any more."""
        chats = select(Identity.channel, Identity.address).where(Identity.person_id == person_id)
        await self.session.execute(
            update(OutboxRow)
            .where(
                tuple_(col(OutboxRow.channel), col(OutboxRow.address)).in_(chats),
                col(OutboxRow.slot) == slot,
                *_UNTOUCHED,
            )
            .values(done_at=at, outcome=Outcome.dropped)
            .execution_options(synchronize_session=False)
        )

    @staticmethod
    def _untouched(key: str) -> tuple[ColumnElement[bool], ...]:
        return (
            col(OutboxRow.key).startswith(f"{key}:", autoescape=True),
            *_UNTOUCHED,
        )
