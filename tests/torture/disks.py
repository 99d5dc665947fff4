"""A small disk that can be filled: a tmpfs in a mount namespace of our own, which vanishes with our last process."""

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SIZE_MB = 48
_INSIDE = "PATROL_TEST_OWN_MOUNTS"


def move_into_own_mounts() -> None:
    """Starts this program anew where it may mount; where the system lets nobody do that, nothing happens."""
    user = () if os.geteuid() == 0 else ("--user", "--map-root-user")
    order = ("unshare", "--mount", *user)
    if _INSIDE in os.environ or subprocess.run([*order, "true"], check=False, capture_output=True).returncode != 0:
        return
    os.environ[_INSIDE] = "yes"
    os.execvp(order[0], [*order, sys.executable, "-m", "tests.torture", *sys.argv[1:]])  # noqa: S606 (no shell is wanted)


class SmallDisk:
    def __init__(self, folder: Path) -> None:
        self._filler = folder / "filler"

    def fill(self) -> None:
        """Takes all the room there is."""
        with self._filler.open("wb", buffering=0) as filler:
            try:
                while True:
                    filler.write(b"\0" * 65_536)
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise

    def clear(self) -> None:
        self._filler.unlink(missing_ok=True)


@contextmanager
def small_disk(folder: Path) -> Iterator[SmallDisk | None]:
    """A disk of a few megabytes at `folder`; None, and a plain folder, outside of mounts of our own."""
    folder.mkdir()
    if _INSIDE not in os.environ:
        yield None
        return
    mount = ("mount", "-t", "tmpfs", "-o", f"size={SIZE_MB}m", "tmpfs", str(folder))
    subprocess.run(mount, check=True)
    try:
        yield SmallDisk(folder)
    finally:
        unmount = ("umount", "--lazy", str(folder))
        subprocess.run(unmount, check=True)
