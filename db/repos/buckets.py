"""Paces that all processes keep together: one row each, locked by whoever takes a slot, by the database's clock."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, select, update
from sqlmodel import col

from core.pacing import Bucket as Rate
from core.pacing import Wait, decide_slot, reserve_slots
from db.clocks import database_now
from db.repos.base import Repo, insert_for
from db.tables import Bucket
from db.types import UTCDateTime


class Buckets(Repo):
    async def lock(self, channel: str, address: str = "") -> tuple[Row[Any], datetime]:
        """The row, made when there is none, and the database's clock."""
        of = {"channel": channel, "address": address}
        found = (await self.session.execute(_LOCKED, of)).first()
        if found is None:
            dialect = self.session.get_bind().dialect.name
            first = insert_for(dialect, Bucket).values(**of, free_at=database_now())
            await self.session.exec(first.on_conflict_do_nothing())
            found = (await self.session.execute(_LOCKED, of)).one()
        return found, found.now

    async def move(self, channel: str, address: str, free_at: datetime) -> None:
        await self.session.execute(_MOVED, {"of": channel, "at": address, "until": free_at})

    async def wait(self, channel: str, address: str, rate: Rate) -> timedelta:
        """How long until there is a slot, as it looks without holding anybody up; nothing when there is one."""
        found = (await self.session.execute(_SEEN, {"channel": channel, "address": address})).first()
        if found is None:
            return timedelta()
        decision = decide_slot(_believed(found.free_at, rate, found.now), rate, found.now)
        return decision.until - found.now if isinstance(decision, Wait) else timedelta()

    async def take(self, channel: str, address: str, rate: Rate, wanted: int) -> int:
        """Takes as many slots of this moment as there are, at most so many."""
        found, now = await self.lock(channel, address)
        slots = reserve_slots(_believed(found.free_at, rate, now), rate, now, wanted=wanted, within=timedelta())
        if slots.at:
            await self.move(channel, address, slots.next_free_at or now)
        return len(slots.at)


def _believed(free_at: datetime, rate: Rate, now: datetime) -> datetime | None:
    """A bucket further ahead than a full one was filled before the clock was set back."""
    return free_at if free_at <= now + rate.interval * rate.burst else None


_SEEN = select(col(Bucket.free_at), col(Bucket.blocked_until), database_now().label("now")).where(
    col(Bucket.channel) == bindparam("channel"), col(Bucket.address) == bindparam("address")
)
_LOCKED = _SEEN.with_for_update(of=Bucket)
_TABLE: Any = Bucket.__table__  # type: ignore[attr-defined]
_MOVED = (
    update(_TABLE)
    .where(_TABLE.c.channel == bindparam("of"), _TABLE.c.address == bindparam("at"))
    .values(free_at=bindparam("until", type_=UTCDateTime()))
)
