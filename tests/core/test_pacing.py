"""Messages leave as fast as the messenger allows and never faster, and a failure has one named consequence."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.doubts import SAID_ONCE, on_doubt
from core.pacing import (
    ALONE_AFTER,
    GROUP_CHAT,
    MADE_UP_FOR,
    PRIVATE_CHAT,
    SOS_OVERDRAFT,
    Bucket,
    Go,
    Held,
    Wait,
    assign_slots,
    decide_slot,
    most_slots,
    reserve_slots,
    token_bucket,
)
from core.retries import (
    LONGEST_PAUSE,
    MAX_ATTEMPTS,
    Failure,
    FollowMigration,
    GiveUp,
    GiveUpReason,
    InDoubt,
    MarkUnreachable,
    Migrated,
    NotSent,
    OnDoubt,
    RateLimited,
    Rejected,
    RetryDecision,
    RetryIn,
    Scope,
    Unreachable,
    UnreachableReason,
    decide_after_failure,
    retry_pause,
)

NOW = datetime(2026, 12, 4, 11, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def sent_at(bucket: Bucket, asked_at: list[datetime]) -> list[datetime]:
    """When messages asked for at these moments leave, each waiting as long as it is told."""
    free_at, clock, sent = None, NOW, []
    for asked in sorted(asked_at):
        clock = max(clock, asked)
        decision = decide_slot(free_at, bucket, clock)
        while isinstance(decision, Wait):
            clock = decision.until
            decision = decide_slot(free_at, bucket, clock)
        free_at = decision.next_free_at
        sent.append(clock)
    return sent


def most_in_any(window: timedelta, sent: list[datetime]) -> int:
    return max(sum(1 for other in sent if begin <= other < begin + window) for begin in sent)


@given(
    asked=st.lists(st.integers(0, 120_000), min_size=1, max_size=120),
    case=st.sampled_from(
        [(GROUP_CHAT, 60, 20), (PRIVATE_CHAT, 1, 3), (PRIVATE_CHAT, 10, 12), (token_bucket(30), 1, 30)]
    ),
)
def test_no_window_ever_holds_more_messages_than_allowed(asked: list[int], case: tuple[Bucket, int, int]) -> None:
    bucket, seconds, allowed = case

    sent = sent_at(bucket, [NOW + timedelta(milliseconds=moment) for moment in asked])

    assert most_in_any(seconds * SECOND, sent) <= allowed


def test_a_volley_uses_the_whole_allowance() -> None:
    sent = sent_at(token_bucket(30), [NOW] * 301)

    assert sent[-1] - sent[0] == pytest.approx(10 * SECOND, abs=timedelta(milliseconds=1))


def test_three_answers_in_one_chat_leave_at_once_and_the_fourth_a_second_later() -> None:
    assert [moment - NOW for moment in sent_at(PRIVATE_CHAT, [NOW] * 5)] == [SECOND * n for n in (0, 0, 0, 1, 2)]


def test_silence_saves_nothing_up_beyond_the_burst() -> None:
    assert decide_slot(NOW - timedelta(days=1), Bucket(SECOND), NOW) == Go(NOW + SECOND)
    assert decide_slot(NOW + SECOND, Bucket(SECOND), NOW) == Wait(NOW + SECOND)


def test_the_urgent_overtake_by_a_limited_overdraft_that_the_rest_pay_back() -> None:
    bucket, free_at = token_bucket(30), NOW
    for _ in range(SOS_OVERDRAFT + 1):
        decision = decide_slot(free_at, bucket, NOW, overdraft=SOS_OVERDRAFT)
        assert isinstance(decision, Go)
        free_at = decision.next_free_at

    assert isinstance(decide_slot(free_at, bucket, NOW, overdraft=SOS_OVERDRAFT), Wait)
    assert decide_slot(free_at, bucket, NOW) == Wait(free_at)


def test_a_batch_reserves_the_slots_its_messages_would_have_got_one_by_one() -> None:
    slots = reserve_slots(None, PRIVATE_CHAT, NOW, wanted=5, within=timedelta(minutes=1))

    assert list(slots.at) == sent_at(PRIVATE_CHAT, [NOW] * 5)
    assert slots.next_free_at is not None
    assert decide_slot(slots.next_free_at, PRIVATE_CHAT, NOW) == Wait(NOW + 3 * SECOND)


def test_a_batch_reserves_no_further_than_it_is_told() -> None:
    slots = reserve_slots(NOW + 5 * SECOND, Bucket(SECOND), NOW, wanted=5, within=6 * SECOND)

    assert slots.at == (NOW + 5 * SECOND, NOW + 6 * SECOND)
    assert reserve_slots(NOW + 5 * SECOND, Bucket(SECOND), NOW, wanted=5, within=SECOND).at == ()


def test_a_bucket_that_never_fills_is_refused() -> None:
    with pytest.raises(ValueError, match="positive interval"):
        Bucket(timedelta())


@pytest.mark.parametrize(
    ("failure", "attempts", "on_doubt", "expected"),
    [
        (RateLimited(7 * SECOND), 999, OnDoubt.repeat, RetryIn(7 * SECOND, Scope.chat, counts=False)),
        (RateLimited(7 * SECOND, Scope.token), 1, OnDoubt.repeat, RetryIn(7 * SECOND, Scope.token, counts=False)),
        (
            Unreachable(UnreachableReason.blocked),
            1,
            OnDoubt.repeat,
            MarkUnreachable(UnreachableReason.blocked),
        ),
        (Migrated("-100200"), 1, OnDoubt.repeat, FollowMigration("-100200")),
        (Rejected("chat not found"), 1, OnDoubt.repeat, GiveUp(GiveUpReason.rejected)),
        (InDoubt("timed out"), 1, OnDoubt.repeat, RetryIn(SECOND, Scope.message)),
        (InDoubt("timed out"), 1, OnDoubt.give_up, GiveUp(GiveUpReason.may_have_arrived)),
        (NotSent("502"), 3, OnDoubt.give_up, RetryIn(4 * SECOND, Scope.message)),
        (NotSent("502"), MAX_ATTEMPTS, OnDoubt.repeat, GiveUp(GiveUpReason.too_many_attempts)),
    ],
)
def test_each_failure_has_its_consequence(
    failure: Failure, attempts: int, on_doubt: OnDoubt, expected: RetryDecision
) -> None:
    assert decide_after_failure(failure, attempts=attempts, on_doubt=on_doubt) == expected


@given(attempts=st.integers(0, 10_000), jitter=st.floats(0, 1))
def test_pauses_grow_and_stay_bearable(attempts: int, jitter: float) -> None:
    pause = retry_pause(attempts, jitter=jitter)

    assert SECOND <= pause <= LONGEST_PAUSE * 1.25
    assert retry_pause(attempts) <= retry_pause(attempts + 1)


def test_a_messenger_that_is_down_for_two_hours_loses_nothing() -> None:
    total = sum((retry_pause(attempt) for attempt in range(1, MAX_ATTEMPTS)), timedelta())

    assert total > timedelta(hours=2)


@given(urgent=st.lists(st.booleans(), max_size=40))
def test_messages_in_line_get_the_moments_they_would_have_got_one_by_one(urgent: list[bool]) -> None:
    slots = assign_slots(None, token_bucket(30), NOW, urgent=urgent, within=timedelta(milliseconds=200))
    calm = [moment for moment, is_urgent in zip(slots.at, urgent, strict=False) if not is_urgent]

    assert all(later - earlier >= timedelta(seconds=1) / 30 for earlier, later in pairwise(calm))
    assert all(moment - NOW <= timedelta(milliseconds=200) for moment in slots.at)


@given(
    late_ms=st.integers(0, 800),
    held_up_ms=st.lists(st.integers(0, 800), min_size=1, max_size=40),
)
def test_a_sender_that_was_held_up_takes_what_it_missed_and_no_more(late_ms: int, held_up_ms: list[int]) -> None:
    bucket, late, within = token_bucket(30), timedelta(milliseconds=late_ms), timedelta(milliseconds=200)
    clock, free_at, sent = NOW, None, 0
    first = NOW
    for pause in held_up_ms:
        clock += timedelta(milliseconds=pause)
        if free_at is None or free_at < clock - late:
            first, sent = clock, 0  # what was missed before is lost
        slots = assign_slots(free_at, bucket, clock, urgent=[False] * 100, within=within, late=late)
        free_at, sent = slots.next_free_at, sent + len(slots.at)

        assert all(clock <= moment <= clock + within for moment in slots.at)
        assert first + bucket.interval * sent == free_at
        assert free_at > clock + within
        assert sum(moment == clock for moment in slots.at) <= late / bucket.interval + 1


@pytest.mark.parametrize(
    ("found_after", "alone_for", "has_more", "expected"),
    [
        (timedelta(), ALONE_AFTER, True, MADE_UP_FOR),
        (timedelta(microseconds=1), ALONE_AFTER, True, timedelta()),
        (timedelta(), ALONE_AFTER - timedelta(milliseconds=1), True, timedelta()),
        (timedelta(), ALONE_AFTER, False, timedelta()),
    ],
)
def test_only_the_sole_sender_of_the_last_seconds_that_had_more_to_send_makes_up(
    found_after: timedelta, alone_for: timedelta, has_more: bool, expected: timedelta
) -> None:
    assert Held(NOW, alone_for, has_more).makes_up_for(NOW + found_after) == expected


@given(free_ms=st.integers(-900, 900), late_ms=st.integers(0, 800), urgent=st.booleans())
def test_no_more_are_looked_at_than_can_be_placed(free_ms: int, late_ms: int, urgent: bool) -> None:
    free_at, late = NOW + timedelta(milliseconds=free_ms), timedelta(milliseconds=late_ms)
    within = timedelta(milliseconds=200)
    placed = assign_slots(free_at, token_bucket(30), NOW, urgent=[urgent] * 100, within=within, late=late)

    assert len(placed.at) <= most_slots(free_at, token_bucket(30), NOW, within=within, late=late)


def test_an_alarm_overtakes_what_is_reserved_and_the_others_pay() -> None:
    bucket = token_bucket(10)
    reserved = assign_slots(None, bucket, NOW, urgent=[False] * 9, within=timedelta(milliseconds=200))
    alarm = assign_slots(reserved.next_free_at, bucket, NOW, urgent=[True, False], within=timedelta(milliseconds=200))

    assert len(reserved.at) == 3
    assert alarm.at == (NOW,)
    assert reserved.next_free_at is not None
    assert alarm.next_free_at == reserved.next_free_at + bucket.interval


def test_only_courtesies_are_given_up_when_nobody_knows_whether_they_arrived() -> None:
    assert on_doubt("patrols.announced") is OnDoubt.repeat
    assert {on_doubt(kind) for kind in SAID_ONCE} == {OnDoubt.give_up}
