"""Duties that one process holds at a time, and signs of life, by the database's clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, or_
from sqlmodel import col, select

from db.clocks import database_now
from db.repos.base import Repo, insert_for
from db.tables import Lease

LONGEST = timedelta(minutes=5)
"""A lease that ends later was written before the clock was set back; it holds nobody off."""
ALIVE = "process:"


@dataclass(frozen=True, slots=True)
class Sign:
    """That a process lived; `is_over` says whether that is long ago, by the database's clock as it stands now."""

    holder: str
    until: datetime
    is_over: bool


class Leases(Repo):
    async def hold(self, name: str, holder: str, lasting: timedelta) -> bool:
        """Takes or prolongs a lease; False while somebody else has it."""
        now = (await self.session.exec(select(database_now()))).one()
        lease = insert_for(self.session.get_bind().dialect.name, Lease).values(
            name=name, holder=holder, until=now + lasting
        )
        statement = (
            lease.on_conflict_do_update(
                index_elements=["name"],
                set_={"holder": holder, "until": now + lasting},
                where=or_(col(Lease.holder) == holder, col(Lease.until) <= now, col(Lease.until) > now + LONGEST),
            )
            .returning(col(Lease.name))
            .execution_options(synchronize_session=False)
        )
        return (await self.session.exec(statement)).first() is not None

    async def leave(self, holder: str) -> None:
        """Gives back everything this process holds."""
        await self.session.exec(
            delete(Lease).where(col(Lease.holder) == holder).execution_options(synchronize_session=False)
        )

    async def signs_of_life(self) -> Sequence[Sign]:
        """Each process's last sign of life."""
        now = (await self.session.exec(select(database_now()))).one()
        signs = select(Lease.holder, Lease.until).where(col(Lease.name).like(f"{ALIVE}%"))
        return [
            Sign(holder, until, is_over=until <= now or until > now + LONGEST)
            for holder, until in await self.session.exec(signs)
        ]
