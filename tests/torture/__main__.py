"""python -m tests.torture: one run on each kind of database, and the page of figures."""

import argparse
import asyncio
import random
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from tests.torture.clocks import wrong_clock
from tests.torture.disks import move_into_own_mounts
from tests.torture.page import page, result
from tests.torture.runs import Plan, torture

DATABASES = ("sqlite", "asyncpg", "psycopg")
PROCESSES = {"sqlite": 2, "asyncpg": 3, "psycopg": 3}
LONGEST_A_KILL = timedelta(seconds=30)


async def _whose_clock() -> str:
    with tempfile.TemporaryDirectory() as folder:
        async with wrong_clock(Path(folder)) as clock:
            return clock.whose


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200, help="over all databases")
    parser.add_argument("--seed", type=int, default=random.randrange(10_000))
    parser.add_argument("--database", action="append", choices=DATABASES)
    parser.add_argument("--write", type=Path, help="a page for the figures")
    arguments = parser.parse_args()
    move_into_own_mounts()
    tolls, databases = [], arguments.database or DATABASES
    for number, kind in enumerate(databases):
        kills = arguments.kills // len(databases) + (number < arguments.kills % len(databases))
        plan = Plan(kind, arguments.seed, kills, kills * LONGEST_A_KILL, PROCESSES[kind])
        sys.stdout.write(f"{kind}, seed {arguments.seed}, {kills} kills\n")
        sys.stdout.flush()
        tolls.append(asyncio.run(torture(plan)))
        sys.stdout.write(result(tolls[-1]))
        sys.stdout.flush()
    if arguments.write:
        arguments.write.write_text(page(tolls, asyncio.run(_whose_clock())), "utf-8")
    sys.exit(0 if all(toll.is_clean for toll in tolls) else 1)


if __name__ == "__main__":
    main()
