"""The guided dialog: every answer leads on or is named as wrong, and what was said survives storage."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.clocks import ClockRange
from core.geo import Point
from core.patrol_fields import FieldProblem, FieldReason, OrganisationWish
from core.patrol_forms import PatrolForm
from core.patrol_questions import (
    ASKED,
    OPTIONAL,
    QUOTAS,
    Draft,
    Move,
    Step,
    answered,
    form_of,
    from_json,
    located,
    moved,
    on,
    repeated,
    to_json,
    toggled,
    with_next_quota,
)
from core.recurrence import Frequency, Recurrence

SEOUL = ZoneInfo("Asia/Seoul")
NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
FRIDAY = date(2026, 12, 4)
EVENING = ClockRange(time(20), time(22))
HERE = Point(37.3897, 126.9507)
FULL = Draft(Step.preview, FRIDAY, EVENING, "범계역", HERE, "순찰", ((7, 10),), ("일번가",), None, "우산")

drafts = st.builds(
    Draft,
    st.sampled_from(ASKED),
    st.none() | st.dates(date(2026, 1, 1), date(2030, 1, 1)),
    st.none() | st.just(EVENING),
    st.none() | st.text(max_size=20),
    st.none() | st.builds(Point, st.floats(-90, 90), st.floats(-180, 180)),
    st.none() | st.text(max_size=20),
    st.lists(st.tuples(st.integers(1, 9), st.none() | st.integers(1, 99))).map(tuple),
    st.lists(st.text(max_size=9)).map(tuple),
    st.none() | st.just(Recurrence(Frequency.weekly, (4,), until=FRIDAY)),
    st.none() | st.text(max_size=20),
)


def answer(draft: Draft, typed: str) -> Draft | FieldProblem:
    return answered(draft, typed, now=NOW, zone=SEOUL)


@given(drafts)
def test_what_was_said_survives_storage(draft: Draft) -> None:
    assert from_json(to_json(draft)) == draft


@given(st.sampled_from([s for s in ASKED if s not in {Step.organisations, Step.preview}]), st.text(max_size=60))
def test_any_answer_leads_on_or_is_named_as_wrong(step: Step, typed: str) -> None:
    outcome = answer(Draft(step, day=FRIDAY), typed)

    assert isinstance(outcome, FieldProblem) or outcome.step in ASKED


@pytest.mark.parametrize(
    ("typed", "step"),
    [("내일", Step.clock), ("내일 20:00-22:00", Step.place), ("일시: 12/4 20:00-22:00", Step.place)],
)
def test_a_day_with_hours_answers_two_questions_at_once(typed: str, step: Step) -> None:
    outcome = answer(Draft(), typed)

    assert isinstance(outcome, Draft)
    assert outcome.step is step


def test_hours_that_have_passed_today_are_refused() -> None:
    outcome = answer(Draft(Step.clock, day=date(2026, 11, 23)), "10:00-11:00")

    assert isinstance(outcome, FieldProblem)
    assert outcome.reason is FieldReason.when_past_start


def test_a_place_needs_a_name_and_a_point_in_either_order() -> None:
    named = answer(Draft(Step.place), "범계역")
    assert isinstance(named, Draft)
    assert (named.step, named.place_name) == (Step.place, "범계역")
    assert located(named, HERE, None).step is Step.title_line

    pointed = located(Draft(Step.place), HERE, None)
    assert pointed.step is Step.place
    named_later = answer(pointed, "범계역")
    assert isinstance(named_later, Draft)
    assert (named_later.step, named_later.point) == (Step.title_line, HERE)


def test_going_back_to_the_place_forgets_it_so_that_name_and_point_are_of_one_place() -> None:
    back = moved(Draft(Step.title_line, place_name="범계역", point=HERE), Move.back)

    assert back == Draft(Step.place)


@pytest.mark.parametrize("step", ASKED)
def test_only_optional_questions_can_be_skipped(step: Step) -> None:
    assert (moved(Draft(step), Move.skip) is not None) is (step in OPTIONAL)


def test_skipping_takes_back_what_was_chosen() -> None:
    skipped = moved(Draft(Step.organisations, organisations=((1, 5),)), Move.skip)

    assert skipped == Draft(Step.zones)


def test_organisations_are_toggled_and_their_quota_goes_round() -> None:
    draft = toggled(Draft(Step.organisations), 7)
    seen = []
    for _ in QUOTAS:
        seen.append(dict(draft.organisations)[7])
        draft = with_next_quota(draft, 7)

    assert tuple(seen) == QUOTAS
    assert dict(draft.organisations)[7] is None
    assert toggled(draft, 7).organisations == ()
    assert with_next_quota(Draft(), 7) == Draft()


def test_a_rule_that_ends_before_the_first_day_is_refused() -> None:
    rule = Recurrence(Frequency.daily, until=date(2026, 12, 3))

    assert isinstance(repeated(Draft(Step.repeat, day=FRIDAY), rule), FieldProblem)


def test_the_finished_dialog_is_the_same_form_as_a_pasted_one() -> None:
    form = form_of(FULL, {7: "평촌자율방범대"}, now=NOW, zone=SEOUL)

    assert form == PatrolForm(
        title="순찰",
        starts_at=datetime(2026, 12, 4, 11, tzinfo=UTC),
        ends_at=datetime(2026, 12, 4, 13, tzinfo=UTC),
        place_name="범계역",
        point=HERE,
        organisations=(OrganisationWish("평촌자율방범대", 10),),
        zones=("일번가",),
        info="우산",
    )


def test_a_start_that_passed_while_questions_were_answered_is_refused() -> None:
    outcome = form_of(FULL, {}, now=datetime(2026, 12, 4, 12, tzinfo=UTC), zone=SEOUL)

    assert isinstance(outcome, FieldProblem)
    assert outcome.reason is FieldReason.when_past_start


def test_every_question_leads_to_the_next() -> None:
    assert [on(Draft(step)).step for step in ASKED[:-1]] == list(ASKED[1:])
