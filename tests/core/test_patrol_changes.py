"""Changes of patrols: until when, and which rules can move as a whole."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.patrol_changes import ChangeRefusal, moved_rule, objection_to_change
from core.recurrence import Frequency, Recurrence, is_chosen
from core.rsvps import PatrolState

START = datetime(2026, 12, 4, 11, tzinfo=UTC)
FRIDAY = date(2026, 12, 4)


def test_a_patrol_can_be_changed_until_it_begins_and_not_once_it_is_cancelled() -> None:
    before = START - timedelta(seconds=1)

    assert objection_to_change(PatrolState.published, starts_at=START, at=before) is None
    assert objection_to_change(PatrolState.published, starts_at=START, at=START) is ChangeRefusal.has_begun
    assert objection_to_change(PatrolState.cancelled, starts_at=START, at=before) is ChangeRefusal.is_cancelled


@given(st.integers(-6, 6))
def test_a_weekly_patrol_moves_with_its_date(days: int) -> None:
    rule = moved_rule(Recurrence(Frequency.weekly, (4,)), from_day=FRIDAY, to_day=FRIDAY + timedelta(days=days))

    assert rule is not None
    assert is_chosen(rule, FRIDAY + timedelta(days=days))


def test_rules_that_would_not_stay_one_rule_do_not_move() -> None:
    saturday = FRIDAY + timedelta(days=1)
    third_friday = Recurrence(Frequency.monthly, (4,), (3,))
    twice_a_week = Recurrence(Frequency.weekly, (2, 4))

    assert moved_rule(third_friday, from_day=FRIDAY, to_day=saturday) is None
    assert moved_rule(twice_a_week, from_day=FRIDAY, to_day=saturday) is None
    assert moved_rule(third_friday, from_day=FRIDAY, to_day=FRIDAY) == third_friday
