"""Notes move forward, what the police have stays theirs, and the right people hear of it."""

import pytest

from core.incidents import (
    AlreadySo,
    FacilityKind,
    Hearers,
    IncidentCategory,
    IncidentState,
    NotPossible,
    Triaged,
    decide_triage,
    hearers_of_change,
    hearers_of_note,
    is_facility_kind_asked,
    next_states,
)


@pytest.mark.parametrize("state", IncidentState)
@pytest.mark.parametrize("wished", IncidentState)
def test_every_tap_moves_the_note_says_it_is_so_or_names_what_is_possible(
    state: IncidentState, wished: IncidentState
) -> None:
    expected = {
        wished in next_states(state): Triaged(state, wished),
        wished is state: AlreadySo(state),
    }.get(True, NotPossible(state, next_states(state)))

    assert decide_triage(state, wished) == expected


def test_the_four_buttons_are_offered_for_a_new_note_and_none_once_112_has_it() -> None:
    assert next_states(IncidentState.open) == (
        IncidentState.accepted,
        IncidentState.in_progress,
        IncidentState.done,
        IncidentState.handed_to_112,
    )
    assert next_states(IncidentState.handed_to_112) == ()


def test_nothing_becomes_new_again() -> None:
    assert all(IncidentState.open not in next_states(state) for state in IncidentState)


def test_only_a_facility_has_kinds() -> None:
    assert [category for category in IncidentCategory if is_facility_kind_asked(category)] == [
        IncidentCategory.facility
    ]


def test_a_note_is_told_to_leaders_and_coordinators_once_each_and_not_to_its_writer() -> None:
    actual = hearers_of_note(reporter_id=2, leader_ids=[1, 2], coordinator_ids=[1, 3])

    assert actual == Hearers((1, 3), None)


@pytest.mark.parametrize(("reporter_id", "reporter"), [(9, 9), (3, None), (None, None)])
def test_a_change_is_told_to_the_reporter_unless_they_made_it_or_left(
    reporter_id: int | None, reporter: int | None
) -> None:
    actual = hearers_of_change(actor_id=3, reporter_id=reporter_id, leader_ids=[1], coordinator_ids=[3, 4])

    assert actual == Hearers((1, 4), reporter)


@pytest.mark.parametrize("enum", [IncidentCategory, FacilityKind, IncidentState])
def test_what_is_stored_by_name_has_its_name_as_value(
    enum: type[IncidentCategory] | type[FacilityKind] | type[IncidentState],
) -> None:
    assert [member.name for member in enum] == [member.value for member in enum]
