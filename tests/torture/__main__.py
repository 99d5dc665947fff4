"""python -m tests.torture: one run on each kind of database, and the page of figures."""

import argparse
import asyncio
import pickle
import random
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.torture.clocks import wrong_clock
from tests.torture.disks import move_into_own_mounts
from tests.torture.page import page, result
from tests.torture.runs import Plan, torture
from tests.torture.toll import Toll

DATABASES = ("sqlite", "asyncpg", "psycopg")
PROCESSES = {"sqlite": 2, "asyncpg": 3, "psycopg": 3}
SHORT: Mapping[str, Any] = {"kills": 3, "within": timedelta(seconds=12), "towns": 1, "members": 3}


async def _whose_clock() -> str:
    with tempfile.TemporaryDirectory() as folder:
        async with wrong_clock(Path(folder)) as clock:
            return clock.whose


async def _one_after_the_other(plans: Sequence[Plan]) -> list[Toll]:
    tolls = []
    for plan in plans:
        sys.stdout.write(f"{plan.database}, seed {plan.seed}, {plan.kills} kills\n")
        sys.stdout.flush()
        tolls.append(await torture(plan))
        sys.stdout.write(result(tolls[-1]))
        sys.stdout.flush()
    return tolls


async def _side_by_side(plans: Sequence[Plan], minutes: float) -> list[Toll]:
    """Each in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:

        async def run(plan: Plan) -> Toll:
            kept = Path(folder) / plan.database
            order = ("--database", plan.database, "--seed", plan.seed, "--kills", plan.kills, "--minutes", minutes)
            words = map(str, (*order, "--keep", kept))
            process = await asyncio.create_subprocess_exec(sys.executable, "-m", "tests.torture", *words)
            await process.wait()
            toll: Toll = pickle.loads(kept.read_bytes())[0]  # noqa: S301 (written by ourselves)
            return toll

        return await asyncio.gather(*map(run, plans))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200, help="over all databases")
    parser.add_argument("--minutes", type=float, default=30, help="the longest time for one database")
    parser.add_argument("--seed", type=int, default=random.randrange(10_000))
    parser.add_argument("--database", action="append", choices=DATABASES)
    parser.add_argument("--at-once", action="store_true", help="all databases side by side")
    parser.add_argument("--keep", type=Path, help="a file for the figures themselves")
    parser.add_argument("--short", action="store_true", help="a few people and a few kills, as in the tests")
    parser.add_argument("--write", type=Path, help="a page for the figures")
    arguments = parser.parse_args()
    move_into_own_mounts()
    plans, databases = [], arguments.database or DATABASES
    for number, kind in enumerate(databases):
        kills = arguments.kills // len(databases) + (number < arguments.kills % len(databases))
        plan = Plan(kind, arguments.seed, kills, timedelta(minutes=arguments.minutes), PROCESSES[kind])
        plans.append(replace(plan, **SHORT) if arguments.short else plan)
    work = _side_by_side(plans, arguments.minutes) if arguments.at_once else _one_after_the_other(plans)
    tolls = asyncio.run(work)
    if arguments.keep:
        arguments.keep.write_bytes(pickle.dumps(tolls))
    if arguments.write:
        arguments.write.write_text(page(tolls, asyncio.run(_whose_clock())), "utf-8")
    sys.exit(0 if all(toll.is_clean for toll in tolls) else 1)


if __name__ == "__main__":
    main()
