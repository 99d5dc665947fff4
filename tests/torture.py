"""Everything goes wrong at random while people write, and then it is counted what was lost and what happened twice.

    python -m tests.torture --seconds 120 --seed 7 --write docs/reliability.md

A seed decides which trouble comes when; how far the program was by then, the machine decides.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlmodel import select

from bot.settings import Settings
from db import schema
from db.engine import open_engines
from db.tables import City
from db.uow import UnitOfWork
from simulator.client import Simulator, Someone
from tests.postgres import Postgres, running_postgres
from tests.stories.programs import Program

OWNERS = 12
CALM_WITHIN_S = 120.0
MESSENGER = ("reset_before", "reset_after", "status:502", "status:500", "garbage", "hang", "delay:0.7", "retry_after:2")


@dataclass(slots=True)
class Toll:
    """What a run came to."""

    database: str
    seed: int
    commands: int = 0
    troubles: Counter[str] = field(default_factory=Counter)
    effects_lost: int = 0
    effects_twice: int = 0
    answers_lost: int = 0
    answers_twice: int = 0
    exits: int = 0
    """How often the program gave up by itself, which it never should."""

    @property
    def is_clean(self) -> bool:
        return not (self.effects_lost or self.effects_twice or self.answers_lost or self.exits)


class Torture:
    def __init__(
        self, telegram: Simulator, program: Program, database_url: str, toll: Toll, server: Postgres | None
    ) -> None:
        self._telegram = telegram
        self._program = program
        self._database_url = database_url
        self._toll = toll
        self._server = server
        self._random = random.Random(toll.seed)
        self._names: list[str] = []

    async def run(self, owners: list[Someone], seconds: float) -> Toll:
        await self._program.start()
        ends_at = time.monotonic() + seconds
        people = [asyncio.create_task(self._write(owner, ends_at)) for owner in owners]
        while time.monotonic() < ends_at:
            await asyncio.sleep(self._random.uniform(0.3, 1.5))
            await self._trouble()
            if self._program.has_ended:
                sys.stdout.write("".join(self._program.lines[-60:]))
                self._toll.exits += 1
                await self._program.stop()
                await self._program.start(until="{")
        await asyncio.gather(*people)
        await self._telegram.faults.clear()
        await self._settle(owners)
        await self._program.stop()
        await self._count(owners)
        return self._toll

    async def _write(self, owner: Someone, ends_at: float) -> None:
        dice = random.Random(f"{self._toll.seed}:{owner.id}")
        number = 0
        while time.monotonic() < ends_at:
            number += 1
            name = f"도시 {owner.id} {number}."
            self._names.append(name)
            await owner.says(f"/newcity {name}")
            await asyncio.sleep(dice.uniform(0.8, 2.5))

    async def _trouble(self) -> None:
        kinds = ["kill", "kill", "messenger", "messenger", "messenger"]
        if self._server is not None:
            kinds += ["cut", "power"]
        kind = self._random.choice(kinds)
        if kind == "messenger":
            fault, method = self._random.choice(MESSENGER), self._random.choice(("sendMessage", "getUpdates", None))
            self._toll.troubles[fault] += 1
            await self._telegram.faults.add(fault, method=method, times=self._random.randint(1, 3))
            return
        self._toll.troubles[kind] += 1
        if kind == "kill":
            await self._program.kill()
            await self._program.start(until="{")
        elif self._server is not None and kind == "cut":
            await asyncio.to_thread(self._server.cut_connections)
        elif self._server is not None:
            await asyncio.to_thread(self._server.stop)
            await asyncio.sleep(self._random.uniform(0.2, 2))
            await asyncio.to_thread(self._server.start)

    async def _settle(self, owners: list[Someone]) -> None:
        """Waits until every command was answered, or long enough to call the answer lost."""
        ends_at = time.monotonic() + CALM_WITHIN_S
        while time.monotonic() < ends_at and any(not found for found in self._answers(owners).values()):
            await asyncio.sleep(0.2)
        await asyncio.sleep(2)

    def _answers(self, owners: list[Someone]) -> dict[str, list[str]]:
        heard = [said.text for owner in owners for said in owner.messages if said.sender_id != owner.id]
        return {name: [text for text in heard if name in text] for name in self._names}

    async def _count(self, owners: list[Someone]) -> None:
        engines = open_engines(self._database_url)
        async with UnitOfWork(engines).read() as tx:
            cities = Counter((await tx.session.exec(select(City.name))).all())
        await engines.dispose()
        toll, answers = self._toll, self._answers(owners)
        toll.commands = len(self._names)
        toll.effects_lost = sum(1 for name in self._names if not cities[name])
        # A command carried out a second time would find its city and say that it exists already.
        toll.effects_twice = sum(1 for texts in answers.values() for text in texts if "이미" in text)
        toll.answers_lost = sum(1 for texts in answers.values() if not texts)
        toll.answers_twice = sum(max(0, len(texts) - 1) for texts in answers.values())


@contextmanager
def database(kind: str, folder: Path) -> Iterator[tuple[str, Postgres | None]]:
    if kind == "sqlite":
        yield f"sqlite+aiosqlite:///{folder / 'patrol.db'}", None
        return
    with running_postgres(durable=True) as server:
        yield server.url(kind, server.new_database()), server


async def torture(kind: str, seed: int, seconds: float) -> Toll:
    """One run on one kind of database ("sqlite", "asyncpg", "psycopg")."""
    with tempfile.TemporaryDirectory() as folder, database(kind, Path(folder)) as (url, server):
        engines = open_engines(url)
        await schema.migrate(engines)
        await engines.dispose()
        async with Simulator() as telegram:
            ids = [900_001 + number for number in range(OWNERS)]
            owners = await telegram.people(
                [{"id": each, "first_name": f"대표 {each}", "language_code": "ko"} for each in ids]
            )
            settings = Settings(
                _env_file=None,
                bot_token=telegram.token,
                api_url=telegram.api_url,
                database_url=url,
                owner_ids=frozenset(ids),
            )
            program = Program(settings)
            for owner in owners:
                await owner.says("/start")
            try:
                toll = await Torture(telegram, program, url, Toll(kind, seed), server).run(owners, seconds)
                if not toll.is_clean:
                    sys.stdout.write("".join(program.lines[-60:]))
                return toll
            finally:
                await program.kill()


HEADING = """# Reliability

Written by `make torture`. People found cities as fast as they can type while the program is killed (kill -9), the
messenger cuts connections before and after a call, hangs, answers 502, 500, 429 and nonsense, and on PostgreSQL the
database loses its power and its connections. Then it is counted: effects that are missing or happened twice, commands
without an answer, and answers that came twice. An answer may come twice only where it was in flight when the program
was killed or the connection cut ([why](decisions/README.md)).

| database | seed | commands | kills | other troubles | effects lost | effects twice | answers lost | answers twice |
|---|---|---|---|---|---|---|---|---|
"""


def line(toll: Toll) -> str:
    others = ", ".join(f"{count} × {name}" for name, count in sorted(toll.troubles.items()) if name != "kill")
    figures = (toll.effects_lost, toll.effects_twice, toll.answers_lost, toll.answers_twice)
    cells = (toll.database, toll.seed, toll.commands, toll.troubles["kill"], others, *figures)
    return f"| {' | '.join(map(str, cells))} |\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=random.randrange(10_000))
    parser.add_argument("--database", action="append", choices=["sqlite", "asyncpg", "psycopg"])
    parser.add_argument("--write", type=Path, help="a page for the figures")
    arguments = parser.parse_args()
    tolls = []
    for kind in arguments.database or ["sqlite", "asyncpg", "psycopg"]:
        sys.stdout.write(f"{kind}, seed {arguments.seed}, {arguments.seconds:.0f} s\n")
        sys.stdout.flush()
        tolls.append(asyncio.run(torture(kind, arguments.seed, arguments.seconds)))
        sys.stdout.write(line(tolls[-1]))
    if arguments.write:
        arguments.write.write_text(HEADING + "".join(map(line, tolls)), "utf-8")
    sys.exit(0 if all(toll.is_clean for toll in tolls) else 1)


if __name__ == "__main__":
    main()
