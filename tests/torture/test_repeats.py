"""The judge of repeats excuses what was in flight at a kill or a cut, and nothing else."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from db.tables import OutboxRow
from tests.torture.fleet import Life
from tests.torture.nursery import Fork
from tests.torture.repeats import Judge, Repeat
from tests.torture.troubles import Outage
from tests.torture.witness import Said

BEGUN = datetime(2026, 12, 4, 11, tzinfo=UTC)
CHAT = 7
SORRY, THANKS = b"I did not understand", b"thank you"


def at(seconds: float) -> datetime:
    return BEGUN + timedelta(seconds=seconds)


def said(number: int, seconds: float, content: bytes = SORRY, cut_off: str | None = None) -> Said:
    return Said(CHAT, number, at(seconds), content, cut_off)


def life(began: float, ended: float, *sending: int, latest: int | None = None) -> Life:
    return Life(Fork(0, Path("none.log")), at(began), at(ended), frozenset(sending), latest)


def judged(
    everything: Sequence[Said], own: dict[int, int], lives: Sequence[Life] = (), outages: Sequence[Outage] = ()
) -> list[Repeat]:
    """The repeats among messages; `own` is the row of each message that a row calls its own."""
    rows = {
        (str(CHAT), str(number)): OutboxRow(id=row, kind="common.not_understood", address=str(CHAT))
        for number, row in own.items()
    }
    judge = Judge(everything, rows, {str(CHAT): frozenset(own.values())}, lives, outages)
    return [judge.cause(message, found) for message, found in judge.repeats()]


def test_a_message_that_came_once_is_no_repeat() -> None:
    assert judged([said(1, 0), said(2, 5)], {1: 10, 2: 11}) == []


def test_a_repeat_that_nothing_happened_to_is_not_excused() -> None:
    (repeat,) = judged([said(1, 0), said(2, 5)], {2: 10})

    assert (repeat.kind, repeat.cause) == ("common.not_understood", None)


def test_what_was_on_its_way_when_its_process_was_killed_is_excused() -> None:
    (repeat,) = judged([said(1, 0), said(2, 5)], {2: 10}, [life(-5, 0.2, 10)])

    assert (repeat.cause, repeat.gap) == ("killed while sending it", timedelta(seconds=0.2))


def test_a_process_that_sent_something_else_excuses_nothing() -> None:
    (repeat,) = judged([said(1, 0), said(2, 1, THANKS), said(3, 5)], {2: 12, 3: 10}, [life(-5, 0.2, 12, latest=12)])

    assert repeat.cause is None


def test_a_process_that_ended_long_before_or_began_later_excuses_nothing() -> None:
    (repeat,) = judged([said(1, 0), said(2, 5)], {2: 10}, [life(-9, -2, 10), life(1, 4, 10)])

    assert repeat.cause is None


def test_the_same_words_much_later_are_another_row_and_not_the_one_that_was_repeated() -> None:
    """The row that was repeated says something else the second time; the same words come once more from a new row."""
    everything = [said(1, 0), said(2, 4, THANKS), said(3, 40)]
    (repeat,) = judged(everything, {2: 10, 3: 90}, [life(-5, 0.2, 10, latest=12)])

    assert repeat.cause == "killed while sending it"


def test_a_cut_answer_is_its_own_excuse_and_so_is_a_database_that_was_away() -> None:
    (cut,) = judged([said(1, 0, cut_off="reset_after"), said(2, 5)], {2: 10})
    (away,) = judged([said(1, 0), said(2, 5)], {2: 10}, outages=[Outage(at(0.3), at(2), frozenset({10}))])

    assert (cut.cause, away.cause) == ("its answer was cut off (reset_after)", "the database was away")
