"""`python -m bot` is the same as `patrolbot`: here it begins, before anything large is imported."""

import signal
import sys
from types import FrameType


def main() -> None:
    """Runs the command line; a program that is told to stop before it could begin ends as orderly as later."""
    if sys.argv[1:2] == ["run"]:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, _end)
    if sys.argv[1:] == ["run"]:
        from bot.cli_run import run  # nothing to parse, and the parser of command lines takes its time

        run()
        return
    from bot.cli import app  # takes its time, in which signals may come

    app(prog_name="patrolbot")


def _end(_number: int, _frame: FrameType | None) -> None:
    sys.exit(0)


if __name__ == "__main__":
    main()
