"""Flood limits that are counted or enforced, and trouble that happens on cue."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from simulator.client import Simulator, Someone
from simulator.limits import LimitMode, Limits
from tests.simulator.raw_bot import RawBot


class Hand:
    """A monotonic clock moved by hand."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


def test_a_private_chat_takes_a_burst_and_then_one_message_a_second() -> None:
    hand = Hand()
    limits = Limits(LimitMode.HARD, monotonic=hand)
    burst = [limits.check(7, count=1) for _ in range(6)]
    hand.seconds += 1
    later = [limits.check(7, count=1) for _ in range(2)]

    assert burst == [0, 0, 0, 0, 0, 1]
    assert later == [0, 1]


def test_a_group_takes_twenty_in_a_minute_edits_included() -> None:
    hand = Hand()
    limits = Limits(LimitMode.HARD, monotonic=hand)
    sent = [limits.check(-7, count=1, counts_in_private=False) for _ in range(21)]
    hand.seconds += 3

    assert sent == [0] * 20 + [3]
    assert limits.check(-7, count=1) == 0


def test_thirty_messages_a_second_go_out_over_all_chats() -> None:
    limits = Limits(LimitMode.HARD, monotonic=Hand())
    sent = [limits.check(chat_id, count=1) for chat_id in range(1, 32)]

    assert sent == [0] * 30 + [1]
    assert limits.violations == {"overall": 1, "private": 0, "group": 0}
    assert limits.busiest_second == 30


async def test_above_a_hard_limit_the_call_is_not_done_and_says_when_to_come_back(
    bot: RawBot, telegram: Simulator, minsu: Someone
) -> None:
    await telegram.limits(mode="hard", private_burst=1)
    await bot.does("sendMessage", chat_id=minsu.id, text="하나")
    status, body = await bot.call("sendMessage", chat_id=minsu.id, text="둘")
    counters = await telegram.counters()

    assert (status, body["parameters"]) == (429, {"retry_after": 1})
    assert body["description"] == "Too Many Requests: retry after 1"
    assert bot.headers["Retry-After"] == "1"
    assert counters["limits"]["violations"]["private"] == 1
    await minsu.hears("하나")
    await minsu.does_not_hear("둘", within=0.05)


async def test_above_a_counted_limit_the_call_is_done_and_counted(
    bot: RawBot, telegram: Simulator, minsu: Someone
) -> None:
    for _ in range(7):
        await bot.does("sendMessage", chat_id=minsu.id, text="또")
    counters = await telegram.counters()

    assert counters["limits"]["violations"] == {"overall": 0, "private": 2, "group": 0}
    assert (await telegram.limits(reset=True))["violations"]["private"] == 0
    assert counters["calls"]["sendMessage"] == sum(counters["limits"]["by_second"]) == 7


@pytest.mark.parametrize(("fault", "is_done"), [("reset_before", False), ("reset_after", True)])
async def test_a_connection_is_cut_before_or_after_the_call(
    bot: RawBot, telegram: Simulator, minsu: Someone, fault: str, is_done: bool
) -> None:
    await telegram.faults.add(fault, method="sendMessage", chat_id=minsu.id)
    with pytest.raises(aiohttp.ClientError):
        await bot.call("sendMessage", chat_id=minsu.id, text="끊김")
    if is_done:
        await minsu.hears("끊김")
    else:
        await minsu.does_not_hear("끊김", within=0.05)
    await bot.does("sendMessage", chat_id=minsu.id, text="이어짐")
    assert [line["happened"] for line in await telegram.faults.list()] == [1]


@pytest.mark.parametrize(
    ("fault", "status"),
    [("status:502", 502), ("status_after:500", 500), ("retry_after:7", 429)],
)
async def test_an_answer_is_replaced_as_often_as_told(
    bot: RawBot, telegram: Simulator, minsu: Someone, fault: str, status: int
) -> None:
    await telegram.faults.add(fault, method="sendMessage", times=2, skip=1)
    statuses = [(await bot.call("sendMessage", chat_id=minsu.id, text=f"{n}번"))[0] for n in range(4)]
    await minsu.hears("3번")

    assert statuses == [200, status, status, 200]
    assert any("1번" in message.text for message in minsu.messages) is ("after:5" in fault)


async def test_a_slow_answer_comes_late_but_the_call_was_done(bot: RawBot, telegram: Simulator, minsu: Someone) -> None:
    await telegram.faults.add("slow:2", method="sendMessage")
    call = asyncio.create_task(bot.call("sendMessage", chat_id=minsu.id, text="느려요"))
    await minsu.hears("느려요")
    was_done = call.done()

    assert not was_done
    assert (await call)[0] == 200


async def test_a_hanging_call_never_answers(bot: RawBot, telegram: Simulator) -> None:
    await telegram.faults.add("hang", method="getMe")
    hanging = asyncio.create_task(bot.call("getMe"))
    await telegram.faults.happens("hang")

    assert (await bot.does("getMe"))["is_bot"]
    assert not hanging.done()
    hanging.cancel()


async def test_faults_nobody_knows_are_refused(telegram: Simulator) -> None:
    with pytest.raises(AssertionError, match="unknown fault"):
        await telegram.faults.add("explode")
