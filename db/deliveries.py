"""The sender's desk: each step of a delivery is a short transaction of its own."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from core.pacing import Held
from db.engine import Engines
from db.repos.claims import Claim, Claims
from db.repos.deliveries import Deliveries, Finished, Postponed
from db.repos.letters import Letter
from db.repos.terms import Terms
from db.sessions import Session
from db.tables.outbox import Outcome


class DeliveryDesk:
    def __init__(self, engines: Engines, terms: Terms) -> None:
        self._engines = engines
        self._terms = terms

    @property
    def terms(self) -> Terms:
        return self._terms

    def _writing(self) -> Session:
        return Session(self._engines.writing, expire_on_commit=False)

    async def next_due_at(self) -> datetime | None:
        async with Session(self._engines.reading, expire_on_commit=False) as session:
            return await Deliveries(session).next_due_at(self._terms.channel)

    async def claim(
        self, at: datetime, limit: int, expected: datetime | None = None, held: Held | None = None
    ) -> Claim:
        async with self._writing() as session, session.begin():
            return await Claims(session).claim(self._terms, at, limit, expected, held)

    async def settle(self, ended: Sequence[Finished], late: Sequence[Postponed]) -> None:
        """Writes down how several deliveries ended, in one transaction."""
        async with self._writing() as session, session.begin():
            deliveries = Deliveries(session)
            if ended:
                await deliveries.finish(ended)
            for postponed in late:
                await deliveries.postpone(postponed)
            for finished in ended:
                if finished.outcome is Outcome.unreachable:
                    await deliveries.mark_unreachable(finished.row, finished.at, finished.error or "")

    async def block(self, address: str, delay: timedelta) -> None:
        """The messenger asked to wait, for one chat or with an empty address for the whole token."""
        async with self._writing() as session, session.begin():
            await Deliveries(session).block(self._terms.channel, address, delay)

    async def move(self, row: Letter, address: str) -> None:
        async with self._writing() as session, session.begin():
            await Deliveries(session).move(row, address)
