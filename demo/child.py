"""Runs the bot so that it ends together with the demo, even when the demo is killed and cannot say goodbye."""

import ctypes
import os
import runpy
import signal
import sys

_PR_SET_PDEATHSIG = 1


def _end_with(parent: int) -> None:
    """Asks Linux for a signal when the parent ends; elsewhere only the terminal ends a process group."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # it ended before the request was made
        sys.exit(1)


if __name__ == "__main__":
    _end_with(int(sys.argv[1]))
    sys.argv = ["bot", "run"]
    runpy.run_module("bot", run_name="__main__")
