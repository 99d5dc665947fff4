"""Places go in order, nobody overtakes, and a freed place is offered rather than forced on anybody."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.quiet_hours import QuietHours
from core.rsvps import (
    OFFERS_END,
    Answer,
    Answered,
    Offer,
    OfferKept,
    OfferLapsed,
    PatrolState,
    Places,
    RsvpFacts,
    RsvpRefusal,
    RsvpRefused,
    RsvpState,
    Unchanged,
    choose_organisation,
    decide_offer_end,
    decide_quota,
    decide_rsvp,
    next_offers,
    offer_expires_at,
    queued_after,
)

SEOUL = ZoneInfo("Asia/Seoul")
QUIET = QuietHours()
START = datetime(2026, 12, 4, 20, 0, tzinfo=SEOUL).astimezone(UTC)
BEFORE = START - timedelta(days=3)
FACTS = RsvpFacts(PatrolState.published, START, is_invited=True, state=None, places=Places(2))


def test_a_free_place_is_given_at_once() -> None:
    assert decide_rsvp(FACTS, Answer.going, BEFORE) == Answered(RsvpState.going)


def test_without_a_quota_there_is_always_a_place() -> None:
    facts = replace(FACTS, places=Places(None, going=5_000))

    assert decide_rsvp(facts, Answer.going, BEFORE) == Answered(RsvpState.going)


@pytest.mark.parametrize(
    ("places", "position"),
    [(Places(2, going=2), 1), (Places(2, going=1, offered=1), 1), (Places(2, going=1, waiting=1), 2), (Places(0), 1)],
)
def test_once_full_or_while_others_wait_one_waits_behind_them(places: Places, position: int) -> None:
    facts = replace(FACTS, places=places)

    assert decide_rsvp(facts, Answer.going, BEFORE) == Answered(RsvpState.waiting, position)


@pytest.mark.parametrize(
    ("state", "answer", "expected"),
    [
        (RsvpState.going, Answer.going, Unchanged(RsvpState.going)),
        (RsvpState.waiting, Answer.going, Unchanged(RsvpState.waiting, 3)),
        (RsvpState.maybe, Answer.maybe, Unchanged(RsvpState.maybe)),
        (RsvpState.going, Answer.not_going, Answered(RsvpState.not_going, frees_place=True)),
        (RsvpState.going, Answer.maybe, Answered(RsvpState.maybe, frees_place=True)),
        (RsvpState.offered, Answer.not_going, Answered(RsvpState.not_going, frees_place=True)),
        (RsvpState.waiting, Answer.not_going, Answered(RsvpState.not_going)),
        (RsvpState.maybe, Answer.not_going, Answered(RsvpState.not_going)),
        (RsvpState.offered, Answer.going, Answered(RsvpState.going)),
    ],
)
def test_changing_ones_mind_frees_a_place_only_where_one_was_held(
    state: RsvpState, answer: Answer, expected: Answered | Unchanged
) -> None:
    facts = replace(FACTS, state=state, position=3, offer_expires_at=BEFORE + timedelta(hours=1))

    assert decide_rsvp(facts, answer, BEFORE) == expected


@pytest.mark.parametrize(
    ("changes", "at", "reason"),
    [
        ({"patrol_state": PatrolState.draft}, BEFORE, RsvpRefusal.not_published),
        ({"is_invited": False}, BEFORE, RsvpRefusal.not_invited),
        ({"patrol_state": PatrolState.cancelled}, BEFORE, RsvpRefusal.cancelled),
        ({"patrol_state": PatrolState.cancelled, "is_invited": False}, BEFORE, RsvpRefusal.not_invited),
        ({}, START, RsvpRefusal.started),
    ],
)
def test_an_answer_that_counts_for_nothing_is_refused_by_name(
    changes: dict[str, object], at: datetime, reason: RsvpRefusal
) -> None:
    facts = replace(FACTS, **changes)  # type: ignore[arg-type]

    assert decide_rsvp(facts, Answer.going, at) == RsvpRefused(reason)


def test_one_may_answer_until_the_last_second() -> None:
    assert decide_rsvp(FACTS, Answer.going, START - timedelta(seconds=1)) == Answered(RsvpState.going)


@pytest.mark.parametrize(
    ("waiting", "expected"),
    [(0, Answered(RsvpState.going)), (2, Answered(RsvpState.waiting, 3, frees_place=True))],
)
def test_a_tap_on_an_offer_that_ran_out_keeps_the_place_only_if_nobody_waits(waiting: int, expected: Answered) -> None:
    facts = replace(
        FACTS, state=RsvpState.offered, places=Places(2, going=1, offered=1, waiting=waiting), offer_expires_at=BEFORE
    )

    assert decide_rsvp(facts, Answer.going, BEFORE) == expected


def offers(places: Places, waiting: tuple[int, ...], at: datetime = BEFORE) -> tuple[Offer, ...]:
    return next_offers(places, waiting, starts_at=START, at=at, quiet=QUIET, zone=SEOUL)


def test_a_freed_place_is_offered_to_the_first_in_line() -> None:
    actual = offers(Places(3, going=2, waiting=2), (11, 12))

    assert [offer.person_id for offer in actual] == [11]


def test_a_place_held_by_an_offer_is_not_offered_twice() -> None:
    assert offers(Places(3, going=2, offered=1, waiting=2), (11, 12)) == ()


def test_lifting_the_quota_asks_everybody_who_waits() -> None:
    assert [offer.person_id for offer in offers(Places(None, going=2, waiting=2), (11, 12))] == [11, 12]


def test_minutes_before_the_start_nobody_is_asked_any_more() -> None:
    assert offers(Places(3, going=2, waiting=1), (11,), START - timedelta(minutes=15)) == ()


@pytest.mark.parametrize(
    ("at", "expires"),
    [
        ("2026-12-01T09:00", "2026-12-01T21:00"),
        ("2026-12-04T12:00", "2026-12-04T14:00"),
        ("2026-12-04T19:00", "2026-12-04T19:15"),
        ("2026-12-02T18:00", "2026-12-03T09:00"),
    ],
)
def test_an_offer_stands_shorter_near_the_start_and_never_runs_out_in_the_night(at: str, expires: str) -> None:
    made_at, expected = (datetime.fromisoformat(text).replace(tzinfo=SEOUL) for text in (at, expires))

    assert offer_expires_at(made_at, starts_at=START, quiet=QUIET, zone=SEOUL) == expected


@given(minutes=st.integers(-100, 60 * 24 * 30), begins=st.times(), ends=st.times(), start_hour=st.integers(0, 23))
def test_an_offer_always_ends_between_now_and_the_start(
    minutes: int, begins: time, ends: time, start_hour: int
) -> None:
    start = START + timedelta(hours=start_hour)
    at = start - timedelta(minutes=minutes)

    expires = offer_expires_at(at, starts_at=start, quiet=QuietHours(begins, ends), zone=SEOUL)

    assert (expires is None) == (minutes < 20)
    if expires is not None:
        assert at + timedelta(minutes=5) <= expires <= at + (start - at) / 2


def test_an_offer_nobody_answered_is_over_at_its_time() -> None:
    assert decide_offer_end(BEFORE, at=BEFORE - timedelta(seconds=1)) == OfferKept()
    assert decide_offer_end(BEFORE, at=BEFORE) == OfferLapsed(RsvpState.maybe)


@pytest.mark.parametrize(
    ("quota", "over_by", "may_offer"), [(8, 0, True), (6, 0, False), (5, 0, False), (2, 3, False), (None, 0, True)]
)
def test_nobody_loses_a_place_when_a_quota_changes(quota: int | None, over_by: int, may_offer: bool) -> None:
    waiting = 0 if quota == 6 else 4
    actual = decide_quota(Places(5, going=4, offered=1, waiting=waiting), quota)

    assert (actual.over_by, actual.may_offer) == (over_by, may_offer)
    assert (actual.places.going, actual.places.offered) == (4, 1)


@given(quota=st.integers(0, 4), taps=st.lists(st.tuples(st.integers(0, 7), st.sampled_from(Answer)), max_size=40))
def test_no_order_of_taps_ever_gives_away_more_places_than_there_are(
    quota: int, taps: list[tuple[int, Answer]]
) -> None:
    states: dict[int, RsvpState] = {}
    line: list[int] = []
    for person, answer in taps:
        count = {state: list(states.values()).count(state) for state in RsvpState}
        places = Places(quota, count[RsvpState.going], count[RsvpState.offered], count[RsvpState.waiting])
        position = line.index(person) + 1 if person in line else None
        facts = replace(FACTS, state=states.get(person), places=places, position=position)
        decision = decide_rsvp(facts, answer, BEFORE)
        if isinstance(decision, Answered):
            states[person] = decision.state
            line = [waiting for waiting in line if waiting != person]
            if decision.state is RsvpState.waiting:
                line.append(person)
                assert decision.position == len(line)
            if decision.frees_place:
                held = list(states.values())
                now = Places(quota, held.count(RsvpState.going), held.count(RsvpState.offered), len(line))
                for offer in offers(now, tuple(line)):
                    states[offer.person_id] = RsvpState.offered
                    line.remove(offer.person_id)

        held = list(states.values())
        assert held.count(RsvpState.going) + held.count(RsvpState.offered) <= quota
        assert not line or held.count(RsvpState.going) + held.count(RsvpState.offered) == quota


@pytest.mark.parametrize(
    ("places", "chosen"),
    [
        ({}, None),
        ({3: Places(None), 5: Places(None)}, 3),
        ({3: Places(1, going=1), 5: Places(4)}, 5),
        ({3: Places(2, going=1, waiting=1), 5: Places(1)}, 5),
        ({3: Places(1, going=1, waiting=4), 5: Places(1, going=1, waiting=2)}, 5),
        ({3: Places(1, going=1), 5: Places(1, going=1)}, 3),
    ],
)
def test_a_person_in_two_invited_organisations_counts_where_a_place_is_nearest(
    places: dict[int, Places], chosen: int | None
) -> None:
    assert choose_organisation(places) == chosen


def test_nobody_overtakes_the_line_when_a_clock_is_set_back() -> None:
    assert queued_after(BEFORE, None) == BEFORE
    assert queued_after(BEFORE, BEFORE - timedelta(minutes=1)) == BEFORE
    assert queued_after(BEFORE - timedelta(hours=1), BEFORE) > BEFORE


def test_a_city_may_set_a_shorter_time_to_confirm() -> None:
    at = datetime(2026, 12, 1, 9, tzinfo=SEOUL)

    actual = offer_expires_at(at, starts_at=START, quiet=QUIET, zone=SEOUL, longest=timedelta(minutes=30))

    assert actual == at + timedelta(minutes=30)


def test_so_near_the_start_that_nobody_is_asked_begins_where_the_shortest_offer_ends() -> None:
    assert offer_expires_at(START - OFFERS_END, starts_at=START, quiet=QUIET, zone=SEOUL) is not None
    late = START - OFFERS_END + timedelta(seconds=1)
    assert offer_expires_at(late, starts_at=START, quiet=QUIET, zone=SEOUL) is None
