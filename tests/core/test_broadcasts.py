"""Whom a broadcast reaches, which steps it takes, how long it lasts and when it begins."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.broadcasts import (
    REMINDING_INTERVAL,
    Answered,
    Audience,
    BroadcastState,
    BroadcastStep,
    Choice,
    Everyone,
    LeadersOnly,
    OfKind,
    OfOrganisation,
    PatrolAnswer,
    Progress,
    audience_from,
    expected_duration,
    may_approve,
    may_remind,
    parse_start,
    state_after,
)
from core.clocks import TimeProblem, TimeReason
from core.roles import OrganisationKind

SEOUL = ZoneInfo("Asia/Seoul")
NOW = datetime(2026, 12, 4, 1, 0, tzinfo=UTC)
"""10:00 in Seoul."""
LATER = NOW + timedelta(hours=1)

choices: st.SearchStrategy[Choice] = st.one_of(
    st.just(Everyone()),
    st.just(LeadersOnly()),
    st.builds(OfOrganisation, st.integers(1, 3)),
    st.builds(OfKind, st.sampled_from(OrganisationKind)),
    st.builds(Answered, st.integers(1, 2), st.sampled_from(PatrolAnswer)),
)


def _audience(*taps: Choice) -> Audience:
    audience = Audience()
    for tap in taps:
        audience = audience.after(tap)
    return audience


def test_nothing_chosen_reaches_nobody() -> None:
    assert not Audience().is_chosen


def test_filters_narrow_each_other_and_everyone_takes_them_all_away() -> None:
    narrowed = _audience(Everyone(), OfOrganisation(1), OfOrganisation(2), LeadersOnly())

    assert narrowed == Audience(organisation_ids=frozenset({1, 2}), leaders_only=True)
    assert narrowed.after(Everyone()) == Audience(everyone=True)


def test_another_patrol_takes_the_place_of_the_one_before() -> None:
    chosen = _audience(Answered(1, PatrolAnswer.going), Answered(2, PatrolAnswer.waiting))

    assert chosen == Audience(patrol_id=2, answers=frozenset({PatrolAnswer.waiting}))


@given(st.lists(choices, max_size=6), choices.filter(lambda choice: not isinstance(choice, Everyone | Answered)))
def test_a_second_tap_takes_the_first_one_back(taps: list[Choice], tap: Choice) -> None:
    before = _audience(*taps)

    assert before.after(tap).after(tap) == Audience(
        organisation_ids=before.organisation_ids,
        kinds=before.kinds,
        patrol_id=before.patrol_id,
        answers=before.answers,
        leaders_only=before.leaders_only,
    )


@given(st.lists(choices, max_size=6))
def test_an_audience_survives_being_written_down(taps: list[Choice]) -> None:
    audience = _audience(*taps)

    assert audience_from(audience.as_facts()) == audience


@pytest.mark.parametrize(
    ("state", "step", "after"),
    [
        ("draft", "send", "running"),
        ("draft", "cancel", "cancelled"),
        ("awaiting", "approve", "running"),
        ("awaiting", "decline", "declined"),
        ("awaiting", "cancel", "cancelled"),
        ("scheduled", "send", "running"),
        ("scheduled", "cancel", "cancelled"),
        ("running", "pause", "paused"),
        ("running", "stop", "stopped"),
        ("running", "finish", "done"),
        ("paused", "resume", "running"),
        ("paused", "stop", "stopped"),
    ],
)
def test_these_steps_lead_on_and_no_others(state: str, step: str, after: str) -> None:
    assert state_after(BroadcastState[state], BroadcastStep[step]) is BroadcastState[after]


@pytest.mark.parametrize("state", ["done", "stopped", "declined", "cancelled"])
@pytest.mark.parametrize("step", BroadcastStep)
def test_what_is_over_stays_over(state: str, step: BroadcastStep) -> None:
    assert state_after(BroadcastState[state], step) is None


def test_with_a_second_approver_sending_waits_for_approval_and_then_for_its_time() -> None:
    send, approve = BroadcastStep.send, BroadcastStep.approve
    asked = state_after(BroadcastState.draft, send, needs_approval=True, starts_at=LATER, at=NOW)
    approved = state_after(BroadcastState.awaiting, approve, starts_at=LATER, at=NOW)

    assert (asked, approved) == (BroadcastState.awaiting, BroadcastState.scheduled)


@pytest.mark.parametrize(
    ("starts_at", "after"),
    [(LATER, BroadcastState.scheduled), (NOW, BroadcastState.running), (None, BroadcastState.running)],
)
def test_what_is_to_start_later_waits_for_its_time(starts_at: datetime | None, after: BroadcastState) -> None:
    assert state_after(BroadcastState.draft, BroadcastStep.send, starts_at=starts_at, at=NOW) is after


def test_nobody_approves_their_own() -> None:
    assert not may_approve(author_id=1, actor_id=1)
    assert may_approve(author_id=1, actor_id=2)


@pytest.mark.parametrize(("recipients", "each", "seconds"), [(12_000, 1, 400), (12_000, 2, 800), (1, 1, 1), (0, 1, 1)])
def test_the_expected_duration_is_that_of_the_allowed_pace(recipients: int, each: int, seconds: int) -> None:
    assert expected_duration(recipients, each, 30) == timedelta(seconds=seconds)


def test_progress_adds_up() -> None:
    progress = Progress(sent=3, unreachable=1, failed={"rejected": 2}, left=4, dropped=5)

    assert progress.total == 15
    assert not progress.is_over
    assert Progress(sent=1).is_over


@pytest.mark.parametrize(
    ("typed", "local"),
    [
        ("내일 09:00", "2026-12-05 09:00"),
        ("12/4 오후 2시", "2026-12-04 14:00"),
        ("오후 3시", "2026-12-04 15:00"),
        ("9:00", "2026-12-05 09:00"),
        ("2026-12-24 18:30", "2026-12-24 18:30"),
        ("tomorrow 09:00", "2026-12-05 09:00"),
    ],
)
def test_a_start_is_understood_as_people_write_it(typed: str, local: str) -> None:
    start = parse_start(typed, now=NOW, zone=SEOUL)

    assert start == datetime.fromisoformat(local).replace(tzinfo=SEOUL)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("12/4 09:00", TimeReason.past_start),
        ("언젠가", TimeReason.unreadable),
        ("내일", TimeReason.unreadable),
        ("2/30 10:00", TimeReason.impossible_date),
        ("내일 25:00", TimeReason.impossible_time),
    ],
)
def test_a_start_that_cannot_be_is_refused_by_name(typed: str, reason: TimeReason) -> None:
    problem = parse_start(typed, now=NOW, zone=SEOUL)

    assert isinstance(problem, TimeProblem)
    assert problem.reason is reason


@given(st.text(max_size=60))
def test_any_text_is_a_moment_to_come_or_a_named_problem(typed: str) -> None:
    start = parse_start(typed, now=NOW, zone=SEOUL)

    assert isinstance(start, TimeProblem) or start > NOW


def test_those_who_have_not_confirmed_are_not_reminded_over_and_over() -> None:
    assert may_remind(reminded_at=None, at=NOW)
    assert not may_remind(reminded_at=NOW, at=NOW + REMINDING_INTERVAL / 2)
    assert may_remind(reminded_at=NOW, at=NOW + REMINDING_INTERVAL)
