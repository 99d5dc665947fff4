"""Duplicates are suggested by place, time and category; what the police have is never lost by merging."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.duplicates import (
    LONGEST_WINDOW,
    MOST_SUGGESTED,
    NEAR_M,
    Mergeable,
    Merged,
    MergeFault,
    Sighting,
    decide_merge,
    kept_of,
    likely_duplicates,
    likeness,
)
from core.geo import Point
from core.incidents import FacilityKind, IncidentCategory, IncidentState

AT = datetime(2026, 12, 4, 20, 0, tzinfo=UTC)
HERE = Point(37.38970, 126.95070)
LAMP = Sighting(1, AT, IncidentCategory.facility, FacilityKind.lamp, HERE)

sightings = st.builds(
    Sighting,
    note_id=st.integers(1, 50),
    at=st.timedeltas(timedelta(0), LONGEST_WINDOW * 2).map(lambda after: AT + after),
    category=st.none() | st.sampled_from(IncidentCategory),
    facility=st.none() | st.sampled_from(FacilityKind),
    place=st.none() | st.builds(Point, st.floats(37.389, 37.392), st.floats(126.950, 126.953)),
    words=st.sampled_from(["", "범계역 3번 출구", "범계역3번출구", "평촌공원"]),
)


@pytest.mark.parametrize(
    ("other", "is_likely"),
    [
        (LAMP, False),
        (replace(LAMP, note_id=2), True),
        (replace(LAMP, note_id=2, at=AT + timedelta(days=29)), True),
        (replace(LAMP, note_id=2, at=AT + timedelta(days=31)), False),
        (replace(LAMP, note_id=2, place=Point(37.39070, 126.95070)), True),
        (replace(LAMP, note_id=2, place=Point(37.39270, 126.95070)), False),
        (replace(LAMP, note_id=2, facility=FacilityKind.cctv), False),
        (replace(LAMP, note_id=2, facility=None), True),
        (replace(LAMP, note_id=2, category=None, facility=None), True),
        (replace(LAMP, note_id=2, category=IncidentCategory.traffic, facility=None), False),
        (replace(LAMP, note_id=2, place=None), False),
        (replace(LAMP, note_id=2, place=None, words="범계역 3번 출구"), False),
    ],
)
def test_a_lamp_is_met_again_for_a_month_and_within_a_stones_throw(other: Sighting, *, is_likely: bool) -> None:
    assert (likeness(LAMP, other) is not None) is is_likely


@pytest.mark.parametrize(
    ("category", "apart", "is_likely"),
    [
        (IncidentCategory.suspicious, timedelta(hours=2), True),
        (IncidentCategory.suspicious, timedelta(hours=4), False),
        (IncidentCategory.traffic, timedelta(hours=4), False),
        (IncidentCategory.lost_or_aid, timedelta(hours=11), True),
        (IncidentCategory.hidden_camera, timedelta(days=6), True),
        (IncidentCategory.hidden_camera, timedelta(days=8), False),
        (IncidentCategory.other, timedelta(hours=25), False),
        (None, timedelta(hours=23), True),
    ],
)
def test_what_happens_is_over_sooner_than_what_stands_still(
    category: IncidentCategory | None, apart: timedelta, *, is_likely: bool
) -> None:
    note = Sighting(1, AT, category, None, HERE)

    assert (likeness(note, replace(note, note_id=2, at=AT + apart)) is not None) is is_likely


def test_a_place_that_was_only_written_is_the_same_with_and_without_blanks() -> None:
    note = Sighting(1, AT, IncidentCategory.traffic, words="범계역 3번 출구")
    found = likeness(note, replace(note, note_id=2, words="범계역3번출구"))

    assert found is not None
    assert found.distance_m is None


@given(note=sightings, other=sightings)
def test_likeness_is_mutual_and_bounded(note: Sighting, other: Sighting) -> None:
    there, back = likeness(note, other), likeness(other, note)

    assert (there is None) is (back is None)
    if there is not None and back is not None:
        assert (there.score, there.distance_m, there.apart) == (back.score, back.distance_m, back.apart)
        assert 0 <= there.score <= 100
        assert there.distance_m is None or there.distance_m <= NEAR_M


@given(note=sightings, others=st.lists(sightings))
def test_suggestions_are_few_sorted_and_never_the_note_itself(note: Sighting, others: list[Sighting]) -> None:
    found = likely_duplicates(note, others)

    assert len(found) <= MOST_SUGGESTED
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
    assert note.note_id not in {each.note_id for each in found}


@given(metres=st.lists(st.floats(0, 0.001), min_size=2, max_size=2).map(sorted))
def test_of_two_alike_the_nearer_one_is_never_less_likely(metres: list[float]) -> None:
    near, far = (replace(LAMP, note_id=n, place=Point(HERE.lat + away, HERE.lon)) for n, away in enumerate(metres, 2))
    scores = [found.score for each in (near, far) if (found := likeness(LAMP, each)) is not None]

    assert len(scores) == 2
    assert scores[0] >= scores[1]


OPEN, POLICE = IncidentState.open, IncidentState.handed_to_112


@pytest.mark.parametrize(
    ("duplicate", "kept", "expected"),
    [
        (Mergeable(2, 2, OPEN), Mergeable(1, 1, OPEN), Merged(1)),
        (Mergeable(1, 1, OPEN), Mergeable(2, 2, OPEN), Merged(2)),
        (Mergeable(2, 2, OPEN), Mergeable(1, 1, POLICE), Merged(1)),
        (Mergeable(2, 2, POLICE), Mergeable(1, 1, POLICE), Merged(1)),
        (Mergeable(2, 2, POLICE), Mergeable(1, 1, OPEN), MergeFault.held_by_112),
        (Mergeable(1, 1, OPEN), Mergeable(1, 1, OPEN), MergeFault.itself),
        (Mergeable(3, 3, OPEN), Mergeable(2, 2, OPEN, kept_id=1), Merged(1)),
        (Mergeable(1, 1, OPEN), Mergeable(2, 2, OPEN, kept_id=1), MergeFault.itself),
        (Mergeable(2, 2, OPEN, kept_id=1), Mergeable(3, 3, OPEN), MergeFault.merged_before),
    ],
)
def test_a_note_becomes_part_of_another_unless_something_stands_against_it(
    duplicate: Mergeable, kept: Mergeable, expected: Merged | MergeFault
) -> None:
    assert decide_merge(duplicate, kept) == expected


@pytest.mark.parametrize(
    ("first", "second", "number"),
    [(OPEN, OPEN, 1), (POLICE, OPEN, 1), (OPEN, POLICE, 2), (POLICE, POLICE, 1)],
)
def test_the_note_told_first_is_kept_unless_the_police_have_the_other(
    first: IncidentState, second: IncidentState, number: int
) -> None:
    one, two = Mergeable(11, 1, first), Mergeable(12, 2, second)

    assert kept_of(one, two).number == kept_of(two, one).number == number


@given(states=st.tuples(st.sampled_from(IncidentState), st.sampled_from(IncidentState)))
def test_the_merge_that_is_offered_is_always_possible(states: tuple[IncidentState, IncidentState]) -> None:
    one, two = Mergeable(11, 1, states[0]), Mergeable(12, 2, states[1])
    kept = kept_of(one, two)
    duplicate = two if kept is one else one

    assert decide_merge(duplicate, kept) == Merged(kept.note_id)
