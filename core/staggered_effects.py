"""What patrols changed where cities began one after the other, told from those that had not begun yet.

Method, after Callaway and Sant'Anna (2021) in its simplest form: each month of a city after its start is compared, by
its change against the same month of the year before, with the change of all cities that have not begun by then; the
differences (on the log scale) are averaged, months with more calls counting more. Months whose year before already
had patrols say nothing and are left out, so a city counts for its first twelve months. Cities that began are never
used as a yardstick for others: their effect may still grow, and that would be taken for the others' loss.

The interval is 95 %. It is the wider of two: leaving each city out once (what differs between cities, months of one
city belonging together), and chance with the overdispersion that the cities not yet begun show among themselves.
Limits: cities do not begin at random; whatever else changed in a city at its start is counted as patrols; calls are
not crimes, and patrols may make people call more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt
from typing import TypeAlias

from core.effects import ASSUMED_DISPERSION, ENOUGH_CITIES, student_t

YearMonth: TypeAlias = tuple[int, int]
Calls: TypeAlias = Mapping[tuple[str, int, int], int]
FEWEST_CITIES = 3
"""With fewer there is no interval worth telling."""


@dataclass(frozen=True, slots=True)
class StaggeredEffect:
    """The average change in per cent (-3.0 is three per cent fewer), its interval, and what it was made of."""

    percent: float
    low: float
    high: float
    cities: int
    months: int
    yardsticks: int
    dispersion: float
    is_dispersion_estimated: bool

    @property
    def is_clear(self) -> bool:
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class _Cell:
    """One month of one city after its start: the difference, how much it counts, and its variance by chance alone."""

    city: str
    difference: float
    weight: float
    variance: float


def staggered_effect(calls: Calls, starts: Mapping[str, YearMonth]) -> StaggeredEffect | None:
    """The average over all cities that began; None where too few cities or no month can be compared."""
    names = sorted({city for city, _, _ in calls})
    cells = _cells(calls, starts, names)
    begun = {cell.city for cell in cells}
    if not cells or len(names) < FEWEST_CITIES:
        return None
    mean = _mean(cells)
    dispersion, is_estimated = _dispersion(calls, starts, names)
    total = sum(cell.weight for cell in cells)
    by_chance = dispersion * sum((cell.weight / total) ** 2 * cell.variance for cell in cells)
    spread = student_t(len(names) - 1) * sqrt(max(by_chance, _jackknife(calls, starts, names)))
    return StaggeredEffect(
        percent=100 * (exp(mean) - 1),
        low=100 * (exp(mean - spread) - 1),
        high=100 * (exp(mean + spread) - 1),
        cities=len(begun),
        months=len(cells),
        yardsticks=len(names) - len([name for name in names if name in begun]),
        dispersion=dispersion,
        is_dispersion_estimated=is_estimated,
    )


def _cells(calls: Calls, starts: Mapping[str, YearMonth], names: Sequence[str]) -> list[_Cell]:
    cells = []
    for (city, year, month), after in sorted(calls.items()):
        start = starts.get(city)
        before = calls.get((city, year - 1, month), 0)
        if city not in names or start is None or not start <= (year, month) or not (year - 1, month) < start:
            continue
        others = _not_begun(calls, starts, names, (year, month))
        if not (before and after and others):
            continue
        then, now = sum(pair[0] for pair in others), sum(pair[1] for pair in others)
        variance = 1 / before + 1 / after + 1 / then + 1 / now
        cells.append(_Cell(city, log(after / before) - log(now / then), float(before), variance))
    return cells


def _not_begun(
    calls: Calls, starts: Mapping[str, YearMonth], names: Sequence[str], at: YearMonth
) -> list[tuple[int, int]]:
    """(the year before, now) of every city without patrols in this month."""
    year, month = at
    pairs = [
        (calls.get((city, year - 1, month), 0), calls.get((city, year, month), 0))
        for city in names
        if city not in starts or starts[city] > at
    ]
    return [(then, now) for then, now in pairs if then and now]


def _mean(cells: Sequence[_Cell]) -> float:
    return sum(cell.weight * cell.difference for cell in cells) / sum(cell.weight for cell in cells)


def _jackknife(calls: Calls, starts: Mapping[str, YearMonth], names: Sequence[str]) -> float:
    """The variance of the average when each city is left out once; 0 where leaving one out leaves nothing."""
    means = []
    for left_out in names:
        cells = _cells(calls, starts, [name for name in names if name != left_out])
        if not cells:
            return 0.0
        means.append(_mean(cells))
    middle = sum(means) / len(means)
    return (len(means) - 1) / len(means) * sum((each - middle) ** 2 for each in means)


def _dispersion(calls: Calls, starts: Mapping[str, YearMonth], names: Sequence[str]) -> tuple[float, bool]:
    """How much more cities without patrols differ from each other than chance alone makes them; never less."""
    squares, freedom = 0.0, 0
    for year, month in sorted({(year, month) for _, year, month in calls}):
        others = _not_begun(calls, starts, names, (year, month))
        if len(others) < ENOUGH_CITIES:
            continue
        weights = [1 / (1 / then + 1 / now) for then, now in others]
        changes = [log(now / then) for then, now in others]
        mean = sum(weight * change for weight, change in zip(weights, changes, strict=True)) / sum(weights)
        squares += sum(weight * (change - mean) ** 2 for weight, change in zip(weights, changes, strict=True))
        freedom += len(others) - 1
    return (max(1.0, squares / freedom), True) if freedom else (ASSUMED_DISPERSION, False)
