"""Without a browser its tests fail, without an office one is skipped; both say what to install, and `make` does it."""

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


async def test_a_machine_without_an_office_skips_one_test_and_says_why(tmp_path: Path) -> None:
    said = await run(
        *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/texts/test_workbooks.py"),
        PATH=str(tmp_path),
        HOME=str(tmp_path),
    )

    assert "apt-get install libreoffice-calc-nogui" in said
    assert "1 passed, 1 skipped" in said


async def makes(tmp_path: Path, target: str, *there: str, user: str, installing: str = 'echo "apt-get $@"') -> str:
    """What `make` says on a machine with these programs."""
    programs = {"apt-get": installing, "id": f"echo {user}"} | dict.fromkeys(there, ":")
    for name, body in programs.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    (tmp_path / "sh").symlink_to("/bin/sh")
    make = shutil.which("make")
    assert make
    return await run(make, target, PATH=str(tmp_path))


@pytest.mark.parametrize(
    ("there", "user", "installs"), [((), "0", True), (("chromium",), "0", False), ((), "1000", False)]
)
async def test_make_installs_a_browser_where_it_may_and_there_is_none(
    tmp_path: Path, there: tuple[str, ...], user: str, installs: bool
) -> None:
    said = await makes(tmp_path, "browser", *there, user=user)

    assert ("apt-get install" in said) == installs
    assert ("chromium" in said) == installs


@pytest.mark.parametrize(
    ("there", "user", "installs"),
    [((), "0", True), (("soffice",), "0", False), (("libreoffice",), "0", False), ((), "1000", False)],
)
async def test_make_installs_an_office_where_it_may_and_there_is_none(
    tmp_path: Path, there: tuple[str, ...], user: str, installs: bool
) -> None:
    said = await makes(tmp_path, "office", *there, user=user)

    assert ("apt-get install" in said) == installs
    assert ("libreoffice-calc-nogui" in said) == installs
    assert "Error" not in said


async def test_an_office_that_cannot_be_installed_stops_no_other_test(tmp_path: Path) -> None:
    said = await makes(tmp_path, "office", user="0", installing="exit 100")

    assert "will be skipped" in said
    assert "Error" not in said
