"""Without a browser the tests of the page fail with a sentence that says what to install, and `make` installs it."""

from __future__ import annotations

import asyncio
import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ONE_TEST = "tests/browser/test_messages.py::test_commands_are_offered_and_sent"


async def run(*words: str, **environment: str) -> str:
    """What a program prints, on both of its voices."""
    program = await asyncio.create_subprocess_exec(
        *words, cwd=ROOT, env=environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    output, _ = await program.communicate()
    return output.decode()


@pytest.mark.parametrize("named", ["", "/nowhere/chromium"])
async def test_a_machine_without_a_browser_is_told_what_to_install(tmp_path: Path, named: str) -> None:
    said = await run(
        *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", ONE_TEST),
        PATH=str(tmp_path),
        HOME=str(tmp_path),
        PATROL_TEST_CHROMIUM=named,
    )

    assert "apt-get install chromium fonts-noto-cjk fonts-noto-color-emoji" in said
    assert named in said
    assert "1 error" in said


@pytest.mark.parametrize(
    ("has_browser", "user", "installs"), [(False, "0", True), (True, "0", False), (False, "1000", False)]
)
async def test_make_installs_a_browser_where_it_may_and_there_is_none(
    tmp_path: Path, has_browser: bool, user: str, installs: bool
) -> None:
    programs = {"apt-get": 'echo "apt-get $@"', "id": f"echo {user}"} | ({"chromium": ":"} if has_browser else {})
    for name, body in programs.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    (tmp_path / "sh").symlink_to("/bin/sh")
    make = shutil.which("make")
    assert make
    said = await run(make, "browser", PATH=str(tmp_path))

    assert ("apt-get install" in said) == installs
    assert ("chromium" in said) == installs
