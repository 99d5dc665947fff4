"""The work is counted by person, and who was not asked for longest comes first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from core.loads import Asking, Joined, Load, busiest_first, loads_of, share_of_busiest, whose_turn

BEGIN = datetime(2026, 10, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def asking(day: int, *organisations: int) -> Asking:
    return Asking(BEGIN + day * DAY, frozenset(organisations))


def test_somebody_is_asked_by_the_patrols_of_their_organisation_since_they_joined() -> None:
    askings = [asking(1, 7), asking(5), asking(9, 8), asking(12, 7, 8)]
    loads = loads_of([Joined(1, "이른", {7: BEGIN}), Joined(2, "늦은", {7: BEGIN + 6 * DAY})], askings, {}, {})

    assert [(load.asked, load.last_asked_at) for load in loads] == [(3, BEGIN + 12 * DAY), (1, BEGIN + 12 * DAY)]


def test_who_is_in_two_organisations_is_asked_once_a_patrol() -> None:
    (load,) = loads_of(
        [Joined(1, "둘", {7: BEGIN, 8: BEGIN + 6 * DAY})], [asking(1, 8), asking(9, 7, 8), asking(10)], {}, {}
    )

    assert load.asked == 2


def test_answers_and_presences_are_those_of_the_person() -> None:
    came = {1: (2, BEGIN + 9 * DAY)}
    loads = loads_of([Joined(1, "왔음", {7: BEGIN}), Joined(2, "안 옴", {7: BEGIN})], [asking(1)], {1: 3}, came)

    assert [(load.going, load.came, load.last_came_at) for load in loads] == [(3, 2, BEGIN + 9 * DAY), (0, 0, None)]


def load(
    number: int, *, asked: int | None = None, came: int | None = None, times: int = 0, rests: bool = False
) -> Load:
    return Load(
        number,
        f"{number}번",
        (7,),
        came=times,
        last_asked_at=None if asked is None else BEGIN + asked * DAY,
        last_came_at=None if came is None else BEGIN + came * DAY,
        rests=rests,
    )


def test_the_turn_is_of_those_longest_not_asked_then_longest_not_there() -> None:
    loads = [load(1, asked=9, came=9), load(2, asked=9), load(3, asked=2, came=8), load(4), load(5, asked=9, came=3)]

    assert [each.person_id for each in whose_turn(loads)] == [4, 3, 2, 5, 1]


def test_nobody_who_rests_is_suggested() -> None:
    assert whose_turn([load(1, rests=True)]) == ()


def test_the_share_of_the_busiest_says_how_unevenly_work_is_spread() -> None:
    loads = [load(number, times=6 if number < 10 else 1) for number in range(50)]

    assert share_of_busiest(loads) == 60
    assert share_of_busiest([load(1)]) == 0
    assert [each.person_id for each in busiest_first(loads)][:2] == [0, 1]
