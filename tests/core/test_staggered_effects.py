"""Cities that began one after the other: a known change is found, nothing is found in nothing, and how sure is told."""

from __future__ import annotations

import random

import pytest

from core.call_counts import CallCounts, CountProblem, CountReason, read_counts
from core.effects import Counts, Effect, effect_against_rate
from core.staggered_effects import YearMonth, staggered_effect

MONTHS = [(year, month) for year in (2024, 2025, 2026) for month in range(1, 13)]
STARTS: dict[str, YearMonth] = {"가시": (2026, 2), "나시": (2026, 5), "다시": (2026, 8)}
NAMES = [*STARTS, *(f"{number}번시" for number in range(8))]


def province(change: float, *, seed: int = 1, swing: float = 0.02) -> dict[tuple[str, int, int], int]:
    """Three years of calls with seasons, a common fall, swings of each city and month, and `change` after a start."""
    chance = random.Random(seed)
    calls = {}
    for city in NAMES:
        size = chance.uniform(4_000, 12_000)
        for year, month in MONTHS:
            season = 1 + 0.1 * (month % 12) / 12
            trend = 0.98 ** (year - 2024)
            begun = city in STARTS and (year, month) >= STARTS[city]
            expected = size * season * trend * (1 + change if begun else 1) * chance.gauss(1, swing)
            calls[city, year, month] = round(expected)
    return calls


def test_a_change_that_is_there_is_found_with_the_fall_of_all_taken_out() -> None:
    found = staggered_effect(province(-0.06), STARTS)

    assert found is not None
    assert found.low < -6 < found.high
    assert found.percent == pytest.approx(-6, abs=1.5)
    assert found.is_clear
    assert (found.cities, found.months) == (3, 11 + 8 + 5)


def test_where_nothing_changed_the_interval_holds_nothing_nearly_always() -> None:
    found = [staggered_effect(province(0.0, seed=seed), STARTS) for seed in range(60)]
    wrong = sum(each is None or each.is_clear for each in found)

    assert wrong <= 7


def test_cities_that_differ_much_make_the_interval_wide() -> None:
    calm, wild = (
        staggered_effect(province(-0.06, swing=0.01), STARTS),
        staggered_effect(province(-0.06, swing=0.1), STARTS),
    )

    assert calm is not None
    assert wild is not None
    assert wild.high - wild.low > 3 * (calm.high - calm.low)
    assert wild.dispersion > calm.dispersion


def test_months_whose_year_before_had_patrols_are_left_out() -> None:
    calls = province(-0.06)
    early: dict[str, YearMonth] = {"가시": (2024, 3)}
    found = staggered_effect(calls, early)

    assert found is not None
    assert found.months == 2


def test_without_cities_that_have_not_begun_there_is_nothing_to_compare_with() -> None:
    everybody: dict[str, YearMonth] = dict.fromkeys(NAMES, (2026, 1))

    assert staggered_effect(province(-0.06), everybody) is None
    assert staggered_effect(province(-0.06), {}) is None


def test_the_table_may_say_when_a_city_began() -> None:
    read = read_counts("도시,월,건수,시작\n안양시,2025-11,11486,2026-03\n안양시,2026-11,10879,\n수원시,2026-11,5,\n")
    wrong = read_counts("도시,월,건수,시작\n안양시,2025-11,11486,봄\n")

    assert isinstance(read, CallCounts)
    assert read.starts == {"안양시": (2026, 3)}
    assert wrong == (CountProblem(2, CountReason.no_start),)


def test_the_figures_of_the_model_city_say_about_three_points_and_not_for_sure() -> None:
    found = effect_against_rate(Counts(11_486, 10_879), -0.023)

    assert isinstance(found, Effect)
    assert round(100 * found.change, 1) == -5.3
    assert round(found.points, 1) == -3.0
    assert found.low < 0 < found.high
