"""How long the console's pages take in a city of 100,000 members with 50,000 notes: `python -m benchmarks.console`.

Each page is asked for again and again, through the whole application but the network. Two figures are told: the time
that passed, and the time the processor was busy with it, which on SQLite is what an idle machine takes and stays
the same on one that is busy with something else.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
from sqlalchemy import text

from benchmarks.cities import fill
from benchmarks.databases import KINDS, NAMES, Databases, databases
from benchmarks.figures import table, verdict
from bot.loading import sweep
from core.volunteer_hours import month_before
from db.engine import Engines
from db.uow import UnitOfWork
from services.base import Policy
from services.house import build_services
from texts.words import Reader
from web.app import create_app
from web.console import console
from web.cookies import cookie_signer, signed
from web.desk import Desk

PEOPLE, NOTES, ROUNDS = 100_000, 50_000, 20
ALLOWED_MS, HTTP_OK = 150.0, 200
SEOUL = ZoneInfo("Asia/Seoul")
PAGES = (
    "/console/today",
    "/console/patrols",
    "/console/patrols/1",
    "/console/patrols/1?organisation=1",
    "/console/patrols/1/messages",
    "/console/patrols/1/code",
    "/console/plan",
    "/console/plan/load",
    "/console/notes",
    "/console/notes?stage=all&text=가로",
    "/console/notes/{note}",
    "/console/people",
    "/console/people/7",
    "/console/members/{member}",
    "/console/changes",
    "/console/broadcasts",
    "/console/broadcasts/new",
    "/console/months",
    "/console/months?month={month}",
    "/console/effects",
    "/console/connections",
    "/console/settings",
    "/console/audit",
    "/console/access",
    "/console/more",
)


@dataclass(frozen=True, slots=True)
class Taken:
    """Milliseconds of one page: as they passed, and as the processor was busy with them.

    `is_all_ours`: the processor's time holds the database's part as well.
    """

    page: str
    status: int
    size: int
    passed: Sequence[float]
    busy: Sequence[float]
    is_all_ours: bool

    @property
    def is_quick(self) -> bool:
        """Whether an idle machine would keep to the limit: what is measured beside others may wait for them.

        Where the database works in processes of its own only the time that passed can tell.
        """
        taken = min(_late(self.passed), _late(self.busy)) if self.is_all_ours else _late(self.passed)
        return self.status == HTTP_OK and taken < ALLOWED_MS

    def cells(self) -> tuple[str, ...]:
        told = verdict(self.is_quick) if self.status == HTTP_OK else f"**{self.status}**"
        times = (statistics.median(self.passed), _late(self.passed), _late(self.busy))
        return (*(f"{each:.0f}" for each in times), f"{self.size / 1000:.0f}", told)


async def measure(held: Databases, _folder: Path) -> str:
    """The pages of a large city on SQLite and on PostgreSQL, one table each."""
    tables = [f"{NAMES[kind]}:\n\n{shown(await visit(held, kind))}" for kind in ("sqlite", "asyncpg")]
    return "\n".join(tables)


def shown(taken: Sequence[Taken]) -> str:
    head = ("page", "median ms", "p95 ms", "p95 ms of the processor", "kB", f"p95 < {ALLOWED_MS:.0f} ms")
    return table(head, [(f"`{each.page}`", *each.cells()) for each in taken])


async def visit(
    held: Databases, kind: str, people: int = PEOPLE, notes: int = NOTES, rounds: int = ROUNDS
) -> list[Taken]:
    """Every page, so many times each; what is read for the first time is not counted."""
    async with held.new(kind) as (_, engines):
        secret = await fill(engines, people, notes)
        async with _browser(engines, secret) as browser:
            sweep()
            return [
                await _asked(browser, page, rounds, is_all_ours=engines.is_sqlite) for page in await _pages(engines)
            ]


@asynccontextmanager
async def _browser(engines: Engines, secret: str) -> AsyncIterator[httpx.AsyncClient]:
    services = build_services(UnitOfWork(engines), Policy(zone=SEOUL))
    reader, signer = Reader("ko", SEOUL, "bench_bot", "http://bench"), cookie_signer("bench")
    desk = Desk(services, reader, lambda: datetime.now(UTC), signer)
    transport = httpx.ASGITransport(app=create_app([console], desk=desk))
    cookies = {desk.cookie: signed(signer, secret)}
    async with httpx.AsyncClient(transport=transport, base_url="http://bench", cookies=cookies) as browser:
        yield browser


async def _pages(engines: Engines) -> list[str]:
    """Where a page is about one row, the newest of them; the month is one that is over."""
    async with engines.reading.connect() as connection:
        member = "SELECT max(id) FROM memberships WHERE organisation_id IS NOT NULL"
        rows = {
            "member": (await connection.execute(text(member))).scalar_one(),
            "note": (await connection.execute(text("SELECT max(id) FROM notes"))).scalar_one(),
        }
    today = datetime.now(SEOUL)
    year, month = month_before(today.year, today.month)
    return [page.format(month=f"{year}-{month:02d}", **rows) for page in PAGES]


async def _asked(browser: httpx.AsyncClient, page: str, rounds: int, *, is_all_ours: bool) -> Taken:
    passed, busy = [], []
    for _ in range(rounds + 2):
        began, worked = time.perf_counter(), time.process_time()
        answer = await browser.get(page)
        passed.append(1000 * (time.perf_counter() - began))
        busy.append(1000 * (time.process_time() - worked))
    return Taken(page, answer.status_code, len(answer.content), passed[2:], busy[2:], is_all_ours)


def _late(taken: Sequence[float]) -> float:
    return sorted(taken)[int(0.95 * (len(taken) - 1))]


def main() -> int:
    """The table of one database; exit status 1 when a page takes longer than it may."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kind", choices=KINDS, default="sqlite")
    options.add_argument("--people", type=int, default=PEOPLE)
    options.add_argument("--notes", type=int, default=NOTES)
    options.add_argument("--rounds", type=int, default=ROUNDS)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, databases(Path(folder)) as held:
        taken = asyncio.run(visit(held, given.kind, given.people, given.notes, given.rounds))
    print(f"{NAMES[given.kind]}: {given.people:,} members, {given.notes:,} notes, {given.rounds} times each\n")
    print(shown(taken))
    return 0 if all(each.is_quick for each in taken) else 1


if __name__ == "__main__":
    raise SystemExit(main())
