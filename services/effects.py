"""112 calls against the year before and other cities: a table that a coordinator sends, and what it says."""

from typing import Any

from core.call_counts import CallCounts, read_counts
from core.effects import Effect
from core.incoming import Incoming
from core.roles import NotAllowed, Role
from services.base import Service

ASKS_CALLS = "effects.calls"
PROBLEMS_SHOWN = 5


class Effects(Service):
    async def ask(self, incoming: Incoming) -> None:
        """Asks for the table, and says what has to stand in it."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            city = await tx.cities.get(actor.require(Role.coordinator))
            await tx.dialogs.ask(incoming.sender, ASKS_CALLS, incoming.at)
            await self.answer(tx, incoming, "effects.calls", actor=actor, city=city.name)

    async def compare(self, incoming: Incoming, table: str | None) -> None:
        """The latest month of this city that has a year before it; the table itself is not kept."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            city = await tx.cities.get(actor.require(Role.coordinator))
            dialog = await tx.dialogs.open_in(incoming.sender, incoming.at)
            if dialog is None or dialog.question != ASKS_CALLS:
                raise NotAllowed("no question is open")
            counts = read_counts(table) if table is not None else ()
            if not isinstance(counts, CallCounts):
                lines = [[each.line, each.reason.name] for each in counts[:PROBLEMS_SHOWN]]
                await self.answer(tx, incoming, "effects.unreadable", actor=actor, city=city.name, lines=lines)
                return
            month = counts.latest(city.name)
            found = counts.effect(city.name, *month) if month else None
            if month is None or not isinstance(found, Effect):
                await self.answer(tx, incoming, "effects.nothing", actor=actor, city=city.name)
                return
            await tx.dialogs.close(incoming.sender)
            year, number = month
            facts: dict[str, Any] = {
                "city": city.name,
                "year": year,
                "month": number,
                "before": counts.calls[city.name, year - 1, number],
                "after": counts.calls[city.name, year, number],
                "change": found.change,
                "others_change": found.others_change,
                "points": found.points,
                "low": found.low,
                "high": found.high,
                "is_clear": found.is_clear,
                "is_estimated": found.is_dispersion_estimated,
                "cities": found.cities,
            }
            await self.answer(tx, incoming, "effects.found", actor=actor, **facts)
