"""A process is known to have ended only where its number means something."""

import os
import subprocess
import sys

from bot.processes import has_ended, name_of_this_process


def test_one_that_has_ended_is_known_by_its_number() -> None:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    name = name_of_this_process().replace(f"/{os.getpid()}/", f"/{child.pid}/")
    while_it_runs = has_ended(name)
    child.communicate()

    assert (while_it_runs, has_ended(name)) == (False, True)


def test_whoever_had_our_number_before_us_has_ended() -> None:
    assert has_ended(name_of_this_process())


def test_of_other_machines_nobody_can_tell() -> None:
    assert not has_ended("another.4026531836/1/name")
    assert not has_ended("a name of another form")
