"""A request to the city's desk goes from step to step, each on a day that can be, until it is fixed or refused."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.facilities import (
    AlreadyThere,
    FacilityDecision,
    FacilityFault,
    FacilityMoved,
    FacilityState,
    decide_facility,
    next_facility_states,
    note_state_after,
)
from core.incidents import IncidentState

TODAY = date(2026, 12, 10)
ASKED = FacilityState.requested
states = st.none() | st.sampled_from(FacilityState)


@pytest.mark.parametrize(
    ("state", "wished", "expected"),
    [
        (None, FacilityState.requested, FacilityMoved(None, ASKED)),
        (None, FacilityState.accepted, FacilityFault.not_next),
        (None, FacilityState.fixed, FacilityFault.not_next),
        (ASKED, FacilityState.requested, AlreadyThere(ASKED)),
        (ASKED, FacilityState.accepted, FacilityMoved(ASKED, FacilityState.accepted)),
        (ASKED, FacilityState.fixed, FacilityMoved(ASKED, FacilityState.fixed)),
        (ASKED, FacilityState.refused, FacilityMoved(ASKED, FacilityState.refused)),
        (FacilityState.accepted, FacilityState.requested, FacilityFault.not_next),
        (FacilityState.accepted, FacilityState.fixed, FacilityMoved(FacilityState.accepted, FacilityState.fixed)),
        (FacilityState.fixed, FacilityState.refused, FacilityFault.not_next),
        (FacilityState.fixed, FacilityState.requested, FacilityMoved(FacilityState.fixed, ASKED)),
        (FacilityState.refused, FacilityState.requested, FacilityMoved(FacilityState.refused, ASKED)),
    ],
)
def test_each_step_follows_from_the_one_before(
    state: FacilityState | None, wished: FacilityState, expected: FacilityDecision
) -> None:
    assert decide_facility(state, wished, on=TODAY, last_on=None, today=TODAY) == expected


def test_a_day_to_come_and_a_day_before_the_last_step_are_refused() -> None:
    yesterday, tomorrow = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
    to_come = decide_facility(None, ASKED, on=tomorrow, last_on=None, today=TODAY)
    too_early = decide_facility(ASKED, FacilityState.fixed, on=yesterday, last_on=TODAY, today=TODAY)

    assert to_come is FacilityFault.in_future
    assert too_early is FacilityFault.before_last_step


@given(state=states, wished=st.sampled_from(FacilityState))
def test_what_is_offered_is_what_is_accepted(state: FacilityState | None, wished: FacilityState) -> None:
    is_moved = isinstance(decide_facility(state, wished, on=TODAY, last_on=TODAY, today=TODAY), FacilityMoved)

    assert is_moved is (wished in next_facility_states(state))


@pytest.mark.parametrize(
    ("step", "state", "after"),
    [
        (FacilityState.requested, IncidentState.open, IncidentState.in_progress),
        (FacilityState.accepted, IncidentState.accepted, IncidentState.in_progress),
        (FacilityState.fixed, IncidentState.in_progress, IncidentState.done),
        (FacilityState.refused, IncidentState.in_progress, IncidentState.in_progress),
        (FacilityState.requested, IncidentState.done, IncidentState.in_progress),
        (FacilityState.fixed, IncidentState.handed_to_112, IncidentState.handed_to_112),
    ],
)
def test_a_step_takes_the_note_along(step: FacilityState, state: IncidentState, after: IncidentState) -> None:
    assert note_state_after(step, state) is after
