"""What a month's 112 calls say against the year before and against other cities, and how sure that is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.call_counts import CallCounts, CountProblem, CountReason, read_counts
from core.effects import (
    ASSUMED_DISPERSION,
    Counts,
    Effect,
    NothingToCompare,
    effect_against_cities,
    effect_against_rate,
)

ANYANG = Counts(11_486, 10_879)
COUNTS = st.builds(Counts, st.integers(50, 50_000), st.integers(50, 50_000))


def _effect(city: Counts, others: list[Counts]) -> Effect:
    found = effect_against_cities(city, others)
    assert isinstance(found, Effect)
    return found


def test_the_figures_of_anyang_are_three_points_fewer_and_not_clear() -> None:
    found = effect_against_rate(ANYANG, -0.023)

    assert isinstance(found, Effect)
    assert f"{found.change:.1%}" == "-5.3%"
    assert found.points == pytest.approx(-3.0, abs=0.05)
    assert found.low == pytest.approx(-7.9, abs=0.1)
    assert found.high == pytest.approx(2.2, abs=0.1)
    assert not found.is_clear
    assert found.dispersion == ASSUMED_DISPERSION


def test_the_dispersion_is_estimated_where_enough_cities_are_known() -> None:
    alike = _effect(ANYANG, [Counts(10_000, 9_770)] * 12)
    unlike = _effect(ANYANG, [Counts(10_000, 9_000), Counts(10_000, 10_540)] * 6)

    assert (alike.dispersion, alike.is_dispersion_estimated) == (1.0, True)
    assert unlike.dispersion > 5
    assert unlike.high - unlike.low > 2 * (alike.high - alike.low)
    assert alike.is_clear
    assert not unlike.is_clear


def test_few_cities_do_not_tell_the_dispersion() -> None:
    assert not _effect(ANYANG, [Counts(10_000, 9_770)] * 3).is_dispersion_estimated


@given(COUNTS, st.lists(COUNTS, min_size=1, max_size=30))
def test_the_difference_is_that_of_the_changes_and_lies_in_its_interval(city: Counts, others: list[Counts]) -> None:
    found = _effect(city, others)

    assert found.points == pytest.approx(100 * (found.change - found.others_change), abs=1e-6)
    assert found.low < found.points < found.high


@pytest.mark.parametrize(("city", "others"), [(Counts(0, 5), [ANYANG]), (ANYANG, []), (ANYANG, [Counts(5, 0)])])
def test_a_month_without_calls_or_others_says_nothing(city: Counts, others: list[Counts]) -> None:
    assert effect_against_cities(city, others) == NothingToCompare()


def test_a_table_is_read_with_korean_heads_and_compared() -> None:
    lines = ["\ufeff도시,연월,건수", '안양시,2022-10,"11,486"', "안양시,2023년 10월,10879", "군포시,2022-10,100000"]
    table = "\n".join([*lines, "군포시,2023-10,97700"])
    counts = read_counts(table)

    assert isinstance(counts, CallCounts)
    found = counts.effect("안양시", 2023, 10)
    assert isinstance(found, Effect)
    assert found.points == pytest.approx(-3.0, abs=0.05)
    assert counts.effect("수원시", 2023, 10) == NothingToCompare()


def test_every_wrong_line_is_named() -> None:
    table = "city;month;calls\n안양시;2022-13;5\n;2022-10;5\n안양시;2022-10;viel\n안양시;2022-10;5\n안양시;2022-10;6"

    assert read_counts(table) == (
        CountProblem(2, CountReason.no_month),
        CountProblem(3, CountReason.no_city),
        CountProblem(4, CountReason.no_number),
        CountProblem(6, CountReason.twice),
    )


@pytest.mark.parametrize("text", ["", "안양시,2022-10,5"])
def test_a_table_without_heads_is_refused(text: str) -> None:
    assert read_counts(text) == (CountProblem(1, CountReason.no_heads),)


@given(st.text())
def test_whatever_is_sent_gets_an_answer(text: str) -> None:
    assert isinstance(read_counts(text), CallCounts | tuple)
