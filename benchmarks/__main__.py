"""Measures what docs/performance.md tells: all of it in about ten minutes, or one figure at a time.

    python -m benchmarks --only checkins --write docs/performance.md

Everything runs on this machine: bots, messenger and databases share its processors, so ratios count, not numbers.
"""

import argparse
import asyncio
import os
import platform
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import broadcasts, checkins, console, growth, pages, reminders
from benchmarks.databases import Databases, databases

Figure = Callable[[Databases, Path], Awaitable[str]]


def _figures(*, long: bool, past: int) -> dict[str, Figure]:
    return {
        "checkins": lambda held, folder: checkins.measure(held, folder, peer="ptb", latency_s=0.0),
        "latency": lambda held, folder: checkins.measure(held, folder, peer="aiogram", latency_s=0.05),
        "paced": lambda held, folder: broadcasts.paced(held, folder, whole=long),
        "fast": broadcasts.fast,
        "growth": lambda held, folder: growth.measure(held, folder, past=past),
        "reminders": reminders.measure,
        "console": console.measure,
    }


async def _measured(figure: Figure) -> str:
    with tempfile.TemporaryDirectory() as folder, databases(Path(folder)) as held:
        began_at = time.monotonic()
        shown = await figure(held, Path(folder))
        loads = ", ".join(f"{load:.1f}" for load in os.getloadavg())
        when = f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {os.cpu_count()} processors"
        took = f"{time.monotonic() - began_at:.0f} s"
        return f"{shown}\nMeasured on {when}, load {loads}; this took {took}.\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--only", action="append", choices=_figures(long=False, past=0), help="a figure; may be repeated"
    )
    parser.add_argument("--long", action="store_true", help="send the paced broadcast to its end: seven minutes each")
    parser.add_argument("--past", type=int, default=growth.PAST, help="how many past check-ins the large town has")
    parser.add_argument("--write", type=Path, help="the page to write; figures that were not measured stay as they are")
    arguments = parser.parse_args()
    figures = _figures(long=arguments.long, past=arguments.past)
    for name in arguments.only or figures:
        print(f"## {name}", flush=True)
        shown = asyncio.run(_measured(figures[name]))
        print(shown, flush=True)
        if arguments.write:
            pages.write(arguments.write, name, shown)


if __name__ == "__main__":
    main()
