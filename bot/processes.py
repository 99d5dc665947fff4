"""The name of a process in the database, by which others on the same machine see at once that it has ended."""

import contextlib
import os
import uuid
from functools import cache
from pathlib import Path

_BOOT = Path("/proc/sys/kernel/random/boot_id")
_NUMBERS = Path("/proc/self/ns/pid")


@cache
def _place() -> str | None:
    """Where a process number means something: this machine since its start, this container; None if nobody can tell."""
    with contextlib.suppress(OSError):
        return f"{_BOOT.read_text().strip()}.{_NUMBERS.readlink().name}"
    return None


def name_of_this_process() -> str:
    """A name that no other process ever had or will have."""
    return f"{_place() or 'somewhere'}/{os.getpid()}/{uuid.uuid4().hex}"


def has_ended(name: str) -> bool:
    """Whether a process of that name, not our own, surely runs no more; of other machines nobody here can tell."""
    place, _, rest = name.partition("/")
    number = rest.partition("/")[0]
    if place != _place() or not number.isdigit():
        return False
    if int(number) == os.getpid():
        return True  # its number is ours now
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
