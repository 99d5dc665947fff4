"""python -m tests.torture: one run on each kind of database, and the page of figures."""

import argparse
import asyncio
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


async def _run(plans: Sequence[Plan], *, at_once: bool) -> list[Toll]:
    async def run(plan: Plan) -> Toll:
        sys.stdout.write(f"{plan.database}, seed {plan.seed}, {plan.kills} kills\n")
        sys.stdout.flush()
        toll = await torture(plan)
        sys.stdout.write(result(toll))
        sys.stdout.flush()
        return toll

    if at_once:
        return await asyncio.gather(*map(run, plans))
    return [await run(plan) for plan in plans]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200, help="over all databases")
    parser.add_argument("--minutes", type=float, default=30, help="the longest time for one database")
    parser.add_argument("--seed", type=int, default=random.randrange(10_000))
    parser.add_argument("--database", action="append", choices=DATABASES)
    parser.add_argument("--at-once", action="store_true", help="all databases side by side")
    parser.add_argument("--short", action="store_true", help="a few people and a few kills, as in the tests")
    parser.add_argument("--write", type=Path, help="a page for the figures")
    arguments = parser.parse_args()
    move_into_own_mounts()
    plans, databases = [], arguments.database or DATABASES
    for number, kind in enumerate(databases):
        kills = arguments.kills // len(databases) + (number < arguments.kills % len(databases))
        plan = Plan(kind, arguments.seed, kills, timedelta(minutes=arguments.minutes), PROCESSES[kind])
        plans.append(replace(plan, **SHORT) if arguments.short else plan)
    tolls = asyncio.run(_run(plans, at_once=arguments.at_once))
    if arguments.write:
        arguments.write.write_text(page(tolls, asyncio.run(_whose_clock())), "utf-8")
    sys.exit(0 if all(toll.is_clean for toll in tolls) else 1)


if __name__ == "__main__":
    main()
