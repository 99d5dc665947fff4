"""Broadcasts: how exactly the allowed pace is kept while people check in, and how fast one goes at a high pace."""

import asyncio
import contextlib
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from benchmarks import towns
from benchmarks.bots import patrolbot
from benchmarks.databases import NAMES, Databases
from benchmarks.figures import ROUNDS, p99, spread, table, verdict
from benchmarks.messenger import Messenger, running_messenger
from benchmarks.processes import Processors
from benchmarks.towns import Town

PEOPLE = 12_000
PACE = 30
ARRIVING = 358
MINUTE_S = 60.0
FAST = 1_000
FAST_PEOPLE = 3_000


async def begin(telegram: Messenger, town: Town, text: str = "오늘 밤 순찰 장소가 바뀌었어요") -> None:
    """Writes a broadcast to everybody the way a coordinator does, and sends it."""
    me = town.coordinator
    await telegram.add([towns.words(me, datetime.now(UTC), "/broadcast")])
    await _tap(telegram, me, "전체")
    await asyncio.sleep(1.5)
    await telegram.add([towns.words(me, datetime.now(UTC), text)])
    await _tap(telegram, me, "보내기")


async def _tap(telegram: Messenger, chat: int, label: str) -> None:
    """Taps the button of this label as soon as there is one."""
    async with asyncio.timeout(60):
        while True:
            message = await telegram.last_with_buttons(chat)
            for button in _buttons(message):
                if label in button["text"] and "callback_data" in button:
                    await telegram.add([towns.tap(chat, message, button["callback_data"])])
                    return
            await asyncio.sleep(0.1)


def _buttons(message: dict[str, Any]) -> list[dict[str, Any]]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]


async def paced(databases: Databases, folder: Path, *, whole: bool) -> str:
    """A broadcast at 30 a second while a crowd arrives; with `whole` to its very end, otherwise for one minute."""
    rows = [await _paced(databases, folder, kind, whole=whole) for kind in ("sqlite", "asyncpg")]
    head = (
        *("", "messages", "seconds", "share of the pace", "≥ 98 %", "busiest second", "≤ 30", "429"),
        *("check-in: update → answer, median", "p99", "< 1 s"),
    )
    return table(head, rows)


async def _paced(databases: Databases, folder: Path, kind: str, *, whole: bool) -> tuple[object, ...]:
    async with contextlib.AsyncExitStack() as held:
        telegram = await held.enter_async_context(running_messenger())
        await telegram.reset(messages_per_second=PACE)
        url, engines = await held.enter_async_context(databases.new(kind))
        town = await towns.found(engines, PEOPLE + 1)
        await held.enter_async_context(patrolbot(telegram, url, folder, messages_per_second=PACE))
        await telegram.is_polled()
        await begin(telegram, town)
        await telegram.sent(3 * PACE, within_s=60)
        await telegram.forget()
        began_at = time.monotonic()
        await _arrive(telegram, town)
        if whole:
            await telegram.sent(PEOPLE + ARRIVING - 4 * PACE, within_s=900)
        outcome = await telegram.result()
    until = outcome.times[-1] if whole else began_at + MINUTE_S
    times = [at for at in outcome.times if began_at <= at <= until]
    share = len(times) / (until - began_at) / PACE
    busiest, late = outcome.busiest_second(), p99(outcome.waits)
    return (
        *(NAMES[kind], len(times), f"{until - began_at:.0f}", f"{share:.1%}", verdict(share >= 0.98)),
        *(busiest, verdict(busiest <= PACE), outcome.refused),
        *(f"{median(outcome.waits):.2f} s", f"{late:.2f} s", verdict(late < 1 and len(outcome.waits) >= ARRIVING)),
    )


async def _arrive(telegram: Messenger, town: Town) -> None:
    """358 people at random moments of one minute, and one who calls for help."""
    dice = Random(358)
    began_at = time.monotonic()
    chats = [*town.chats(0, ARRIVING)]
    dice.shuffle(chats)
    moments = sorted(dice.uniform(0, MINUTE_S - 1) for _ in chats)
    for number, (moment, chat) in enumerate(zip(moments, chats, strict=True)):
        await asyncio.sleep(max(0.0, began_at + moment - time.monotonic()))
        now = datetime.now(UTC)
        await telegram.add([towns.checkin(chat, now)])
        if number == ARRIVING // 2:
            await telegram.add([towns.words(town.chats(ARRIVING, 1)[0], now, "/sos")])
    await asyncio.sleep(max(0.0, began_at + MINUTE_S + 1 - time.monotonic()))


@dataclass(frozen=True, slots=True)
class Run:
    """A broadcast at a high pace: messages a second, refusals, and how busy the machine's processors were."""

    rate: float
    refused: int
    busy: float


async def fast(databases: Databases, folder: Path) -> str:
    """1,000 a second allowed from one process; then any pace, from one process and from two."""
    cases = (("sqlite", FAST, 1), ("asyncpg", FAST, 1), ("asyncpg", 10 * FAST, 1), ("asyncpg", 10 * FAST, 2))
    runs: dict[tuple[str, int, int], list[Run]] = {case: [] for case in cases}
    for _ in range(ROUNDS):
        for case in cases:
            runs[case].append(await _fast(databases, folder, *case))
    alone = median(run.rate for run in runs["asyncpg", 10 * FAST, 1])
    rows = []
    for (kind, pace, processes), measured in runs.items():
        rates = [run.rate for run in measured]
        ratio = median(rates) / alone
        goal = "≥ 500" if pace == FAST else "≥ 1.8 × of one" if processes == 2 else ""
        is_met = median(rates) >= 500 if pace == FAST else ratio >= 1.8
        shown = f"{goal}: {verdict(is_met)}" if goal else ""
        factor = f"{ratio:.2f} ×" if processes == 2 else ""
        busy = f"{median(run.busy for run in measured):.0%}"
        refused = sum(run.refused for run in measured)
        rows.append((NAMES[kind], processes, pace, spread(rates), factor, busy, refused, shown))
    sent = "sent a second: median (lowest–highest)"
    return table(("", "processes", "allowed a second", sent, "", "processors busy", "429", "goal"), rows)


async def _fast(databases: Databases, folder: Path, kind: str, pace: int, processes: int) -> Run:
    """What counts is what happened between the first and the last tenth."""
    first, last = FAST_PEOPLE // 10, FAST_PEOPLE * 9 // 10
    async with contextlib.AsyncExitStack() as held:
        telegram = await held.enter_async_context(running_messenger())
        await telegram.reset(messages_per_second=pace)
        url, engines = await held.enter_async_context(databases.new(kind))
        town = await towns.found(engines, FAST_PEOPLE + 1)
        for _ in range(processes):
            await held.enter_async_context(patrolbot(telegram, url, folder, messages_per_second=pace))
        await telegram.is_polled()
        await asyncio.sleep(1.5 * (processes - 1))
        await begin(telegram, town)
        await telegram.sent(first, within_s=180)
        machine = Processors()
        await telegram.sent(last, within_s=180)
        busy = machine.share
        await telegram.sent(FAST_PEOPLE, within_s=180)
        outcome = await telegram.result()
    return Run((last - first) / (outcome.times[last] - outcome.times[first]), outcome.refused, busy)
