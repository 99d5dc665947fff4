"""What comes together is handled together, and nobody is lost when that fails."""

import asyncio
import io
from collections.abc import Sequence

import pytest

from bot.crowds import MOST_AT_ONCE, Crowd


async def test_those_who_come_during_one_commit_share_the_next() -> None:
    crowds: list[list[int]] = []
    first_is_handled = asyncio.Event()

    async def act(crowd: Sequence[int]) -> set[int]:
        crowds.append(list(crowd))
        await first_is_handled.wait()
        return set(crowd)

    crowd = Crowd(act)
    first = asyncio.create_task(crowd.join(1, 1))
    while not crowds:
        await asyncio.sleep(0)
    others = [asyncio.create_task(crowd.join(number, number)) for number in range(2, MOST_AT_ONCE + 10)]
    await asyncio.sleep(0)
    first_is_handled.set()
    handled = await asyncio.gather(first, *others)

    assert all(handled)
    assert [len(each) for each in crowds] == [1, MOST_AT_ONCE, 8]


async def test_a_fault_of_ours_leaves_each_to_be_handled_alone() -> None:
    async def act(_crowd: Sequence[int]) -> set[int]:
        raise ValueError("broken")

    crowd = Crowd(act)

    assert await asyncio.gather(crowd.join(1, 1), crowd.join(2, 2)) == [False, False]
    assert await crowd.join(3, 3) is False


async def test_a_fault_that_cannot_even_be_logged_keeps_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    async def act(_crowd: Sequence[int]) -> set[int]:
        # What follows finds the place where the log is written closed.
        closed = io.StringIO()
        closed.close()
        monkeypatch.setattr("sys.stdout", closed)
        raise ValueError("broken")

    assert await Crowd(act).join(1, 1) is False


async def test_a_database_that_is_away_is_told_to_everybody() -> None:
    async def act(_crowd: Sequence[int]) -> set[int]:
        raise ConnectionError("away")

    crowd = Crowd(act)
    with pytest.raises(ConnectionError):
        await crowd.join(1, 1)
