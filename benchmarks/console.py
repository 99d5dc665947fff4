"""How long the console's pages take in a city of 100,000 members with 50,000 notes: `python -m benchmarks.console`.

The city is larger than any: all volunteers of the country in one, in 300 organisations, with a patrol of 670 people.
Each page is asked for one after the other, through the whole application but the network. Two figures are told: the
time that passed, and the time the processor was busy with it, which on SQLite is what an idle machine takes and stays
the same on one that is busy with something else.
"""

import argparse
import asyncio
import random
import secrets
import statistics
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
from sqlalchemy import text

from benchmarks.databases import KINDS, NAMES, databases
from benchmarks.towns import PLACE, found, settle_down
from core.consoles import digest
from core.incidents import IncidentCategory, IncidentState
from core.roles import OrganisationKind
from db.engine import Engines
from db.tables import ConsoleSession, Note, NoteEvent, Organisation
from db.uow import UnitOfWork
from services.base import Policy
from services.house import build_services
from texts.words import Reader
from web.app import create_app
from web.console import console_routes
from web.desk import Desk

PEOPLE, NOTES, UNITS = 100_000, 50_000, 300
INVITED = 2
"""Organisations of a patrol: some 670 people, twice the largest meeting there was."""
ALLOWED_MS, HTTP_OK = 150.0, 200
SEOUL = ZoneInfo("Asia/Seoul")
PAGES = (
    "/console/today",
    "/console/patrols",
    "/console/patrols/{patrol}",
    "/console/patrols/{patrol}/code",
    "/console/plan",
    "/console/plan/load",
    "/console/notes",
    "/console/notes?stage=all&text=%EA%B0%80%EB%A1%9C",
    "/console/notes/{note}",
    "/console/people",
    "/console/people/7",
    "/console/members/{person}",
    "/console/changes",
    "/console/broadcasts",
    "/console/broadcasts/new",
    "/console/months",
    "/console/effects",
    "/console/connections",
    "/console/settings",
    "/console/audit",
    "/console/access",
    "/console/more",
)


async def fill(engines: Engines, people: int, notes: int) -> str:
    """The city, and the secret of its coordinator's browser."""
    await found(engines, people)
    now, chance = datetime.now(UTC), random.Random(1)
    secret = secrets.token_urlsafe(32)
    states = [*([IncidentState.done] * 19), IncidentState.open, IncidentState.in_progress]
    async with engines.writing.begin() as connection:
        units = [
            {"city_id": 1, "kind": OrganisationKind.patrol_unit, "name": f"{number}자율방범대", "created_at": now}
            for number in range(1, UNITS)
        ]
        await connection.execute(_table(Organisation).insert(), units)
        await connection.execute(
            text("UPDATE memberships SET organisation_id = 1 + person_id % :units WHERE organisation_id IS NOT NULL"),
            {"units": UNITS},
        )
        await connection.execute(text("UPDATE patrols SET invites_all = false"))
        invited = (
            "INSERT INTO patrol_organisations (patrol_id, organisation_id, city_id)"
            " SELECT p.id, o.id, 1 FROM patrols p, organisations o WHERE o.id <= :invited"
        )
        await connection.execute(text(invited), {"invited": INVITED})
        written = [_note(number, people, now, chance, states) for number in range(1, notes + 1)]
        await connection.execute(_table(Note).insert(), written)
        events = [
            {"city_id": 1, "note_id": row["number"], "state": row["state"], "actor_id": 1, "at": row["created_at"]}
            for row in written
        ]
        await connection.execute(_table(NoteEvent).insert(), events)
        await connection.execute(text("UPDATE cities SET last_note_number = :notes"), {"notes": notes})
        session = {"digest": digest(secret), "person_id": 1, "browser": "", "begun_at": now, "seen_at": now}
        await connection.execute(_table(ConsoleSession).insert(), [session])
    await settle_down(engines)
    return secret


def _note(number: int, people: int, now: datetime, chance: random.Random, states: Sequence[Any]) -> dict[str, Any]:
    return {
        "city_id": 1,
        "number": number,
        "reporter_id": 2 + number % (people - 1),
        "category": chance.choice(list(IncidentCategory)),
        "text": "가로등이 꺼져 있어 골목이 어두워요" if number % 2 else "취객이 소란을 피우고 있어요",
        "latitude": PLACE[0] + chance.gauss(0, 0.02),
        "longitude": PLACE[1] + chance.gauss(0, 0.02),
        "state": chance.choice(states),
        "revision": 1,
        "created_at": now - timedelta(minutes=10 * (NOTES - number)),
    }


def _table(model: Any) -> Any:
    return model.__table__


async def measure(engines: Engines, secret: str, rounds: int) -> list[tuple[str, int, float, float, float, int]]:
    """(page, status, median, p95, p95 of the processor, bytes) for each page, milliseconds."""
    services = build_services(UnitOfWork(engines), Policy(zone=SEOUL))
    desk = Desk(services, Reader("ko", SEOUL, "bench_bot", "http://bench"), lambda: datetime.now(UTC))
    transport = httpx.ASGITransport(app=create_app([console_routes(desk)]))
    async with engines.reading.connect() as connection:
        person = (await connection.execute(text("SELECT max(id) FROM memberships"))).scalar_one()
        patrol = (await connection.execute(text("SELECT max(id) FROM patrols"))).scalar_one()
        note = (await connection.execute(text("SELECT max(id) FROM notes"))).scalar_one()
    rows = []
    async with httpx.AsyncClient(transport=transport, base_url="http://bench", cookies={"patrol": secret}) as client:
        for page in PAGES:
            path = page.format(person=person, patrol=patrol, note=note)
            taken, busy = [], []
            for _ in range(rounds + 2):
                began, worked = time.perf_counter(), time.process_time()
                answer = await client.get(path)
                taken.append(1000 * (time.perf_counter() - began))
                busy.append(1000 * (time.process_time() - worked))
            row = (
                page,
                answer.status_code,
                statistics.median(taken[2:]),
                _late(taken[2:]),
                _late(busy[2:]),
                len(answer.content),
            )
            print(_told(row), flush=True)
            rows.append(row)
    return rows


async def run(kind: str, people: int, notes: int, rounds: int) -> bool:
    with tempfile.TemporaryDirectory() as folder, databases(Path(folder)) as held:
        async with held.new(kind) as (_, engines):
            secret = await fill(engines, people, notes)
            print(f"\n{NAMES[kind]}: {people:,} members, {notes:,} notes, {rounds} times each\n")
            print("| page | median ms | p95 ms | p95 ms of the processor | kB |")
            print("|---|---:|---:|---:|---:|")
            rows = await measure(engines, secret, rounds)
    return all(min(late, busy) < ALLOWED_MS and status == HTTP_OK for _, status, _, late, busy, _ in rows)


def _told(row: tuple[str, int, float, float, float, int]) -> str:
    page, status, median, late, busy, size = row
    mark = f" ({status})" if status != HTTP_OK else "" if min(late, busy) < ALLOWED_MS else " ✗"
    return f"| `{page}` | {median:.0f} | {late:.0f}{mark} | {busy:.0f} | {size / 1000:.0f} |"


def _late(taken: Sequence[float]) -> float:
    return sorted(taken)[int(0.95 * (len(taken) - 1))]


def main() -> int:
    """The table; exit status 1 when a page takes longer than it may."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kind", choices=KINDS, default="sqlite")
    options.add_argument("--people", type=int, default=PEOPLE)
    options.add_argument("--notes", type=int, default=NOTES)
    options.add_argument("--rounds", type=int, default=20)
    given = options.parse_args()
    return 0 if asyncio.run(run(given.kind, given.people, given.notes, given.rounds)) else 1


if __name__ == "__main__":
    raise SystemExit(main())
