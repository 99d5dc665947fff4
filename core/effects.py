"""What changed in a city's 112 calls against the same month of the year before, and against other cities.

Method: the ratio of the city's two counts over the ratio of the others' (a difference in differences on the log scale).
Calls come in bunches, so their counts vary more than chance alone would have it; that overdispersion is estimated from
how unlike each other the other cities changed, and assumed where there are too few of them to tell. The interval is
95 %. One month says little: nothing here shows that patrols are the cause.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt
from statistics import NormalDist
from typing import TypeAlias

ASSUMED_DISPERSION = 4.0
"""Variance over mean where it cannot be estimated: swings twice as wide as chance alone makes."""
ENOUGH_CITIES = 4
"""From this many other cities on their differences tell the dispersion."""
_T_975 = (
    *(12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228),
    *(2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086),
    *(2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042),
)
"""Student's t at 97.5 % for 1 to 30 degrees of freedom."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Calls of one month, and of the same month a year before."""

    before: int
    after: int

    @property
    def change(self) -> float:
        """-0.053 is 5.3 % fewer."""
        return self.after / self.before - 1


@dataclass(frozen=True, slots=True)
class Effect:
    """Changes as shares, the difference and its 95 % interval in points (-3.0 is three points fewer)."""

    change: float
    others_change: float
    points: float
    low: float
    high: float
    dispersion: float
    is_dispersion_estimated: bool
    cities: int

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out that nothing differs."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class NothingToCompare:
    """A month without calls, or no other city, says nothing."""


EffectDecision: TypeAlias = Effect | NothingToCompare


def effect_against_cities(city: Counts, others: Sequence[Counts]) -> EffectDecision:
    """The city against others whose counts are known, each for itself."""
    if not others or not all(_has_calls(each) for each in (city, *others)):
        return NothingToCompare()
    together = Counts(sum(each.before for each in others), sum(each.after for each in others))
    dispersion, is_estimated = _dispersion(others)
    quantile = student_t(len(others) - 1) if is_estimated else NormalDist().inv_cdf(0.975)
    spread = quantile * sqrt(dispersion * (_variance(city) + _variance(together)))
    return _effect(city, together.change, spread, dispersion, is_estimated=is_estimated, cities=len(others))


def effect_against_rate(city: Counts, others_change: float) -> EffectDecision:
    """The city against a change that is known as a share only, as newspapers give it: taken as exact."""
    if not _has_calls(city) or others_change <= -1:
        return NothingToCompare()
    spread = NormalDist().inv_cdf(0.975) * sqrt(ASSUMED_DISPERSION * _variance(city))
    return _effect(city, others_change, spread, ASSUMED_DISPERSION, is_estimated=False, cities=0)


def _effect(
    city: Counts, others_change: float, spread: float, dispersion: float, *, is_estimated: bool, cities: int
) -> Effect:
    difference = log(1 + city.change) - log(1 + others_change)

    def points(logarithm: float) -> float:
        return 100 * (1 + others_change) * (exp(logarithm) - 1)

    return Effect(
        change=city.change,
        others_change=others_change,
        points=points(difference),
        low=points(difference - spread),
        high=points(difference + spread),
        dispersion=dispersion,
        is_dispersion_estimated=is_estimated,
        cities=cities,
    )


def _dispersion(others: Sequence[Counts]) -> tuple[float, bool]:
    """How much more the others differ than chance alone makes them; never less than chance."""
    if len(others) < ENOUGH_CITIES:
        return ASSUMED_DISPERSION, False
    weights = [1 / _variance(each) for each in others]
    changes = [log(1 + each.change) for each in others]
    mean = sum(weight * change for weight, change in zip(weights, changes, strict=True)) / sum(weights)
    squares = sum(weight * (change - mean) ** 2 for weight, change in zip(weights, changes, strict=True))
    return max(1.0, squares / (len(others) - 1)), True


def _variance(counts: Counts) -> float:
    """Of the logarithm of the ratio, by chance alone."""
    return 1 / counts.before + 1 / counts.after


def _has_calls(counts: Counts) -> bool:
    return counts.before > 0 and counts.after > 0


def student_t(freedom: int) -> float:
    """The quantile for a 95 % interval."""
    return _T_975[freedom - 1] if freedom <= len(_T_975) else NormalDist().inv_cdf(0.975)
