"""112 calls against the year before and other cities: a table that a coordinator sends, and what it says."""

from typing import Any

from core.call_counts import CallCounts, CountProblem, read_counts
from core.effects import Counts, Effect, effect_against_rate
from core.incoming import Incoming
from core.roles import NotAllowed, Role
from core.staggered_effects import staggered_effect
from services.visits import Visitor, VisitService

ASKS_CALLS = "effects.calls"
PROBLEMS_SHOWN = 5


class Effects(VisitService):
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
            facts = _found(counts, city.name, month, found)
            await self.answer(tx, incoming, "effects.found", actor=actor, **facts)

    async def judge(self, visitor: Visitor, table: str) -> dict[str, Any] | list[CountProblem] | None:
        """The same at the desk; the table is not kept. None where nothing in it can be compared."""
        async with self.uow.read() as tx:
            await self.coordinator(tx, visitor)
        counts = read_counts(table)
        if not isinstance(counts, CallCounts):
            return list(counts[:PROBLEMS_SHOWN])
        month = counts.latest(visitor.city)
        found = counts.effect(visitor.city, *month) if month else None
        if month is None or not isinstance(found, Effect):
            return None
        return _found(counts, visitor.city, month, found)

    async def judge_rate(
        self, visitor: Visitor, before: int, after: int, others_change: float
    ) -> dict[str, Any] | None:
        """Two counts against a change of the others that is known as a share only."""
        async with self.uow.read() as tx:
            await self.coordinator(tx, visitor)
        found = effect_against_rate(Counts(before, after), others_change)
        return _facts(found, visitor.city, before, after) if isinstance(found, Effect) else None


def _found(counts: CallCounts, city: str, month: tuple[int, int], found: Effect) -> dict[str, Any]:
    year, number = month
    before, after = counts.calls[city, year - 1, number], counts.calls[city, year, number]
    together = staggered_effect(counts.calls, counts.starts)
    return {
        "year": year,
        "month": number,
        **_facts(found, city, before, after),
        "staggered": None
        if together is None
        else {
            "percent": together.percent,
            "low": together.low,
            "high": together.high,
            "is_clear": together.is_clear,
            "cities": together.cities,
            "months": together.months,
            "is_estimated": together.is_dispersion_estimated,
        },
    }


def _facts(found: Effect, city: str, before: int, after: int) -> dict[str, Any]:
    return {
        "city": city,
        "before": before,
        "after": after,
        "change": found.change,
        "others_change": found.others_change,
        "points": found.points,
        "low": found.low,
        "high": found.high,
        "is_clear": found.is_clear,
        "is_estimated": found.is_dispersion_estimated,
        "cities": found.cities,
    }
