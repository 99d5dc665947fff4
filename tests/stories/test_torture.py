"""A short torture: while everything goes wrong nothing is lost, and nothing happens twice without an excuse."""

import asyncio
import sys

import pytest

from tests.stories.programs import ROOT


@pytest.mark.parametrize(("kind", "seed"), [("sqlite", 7), ("asyncpg", 11), ("psycopg", 13)])
async def test_trouble_loses_nothing_and_does_nothing_twice_without_an_excuse(kind: str, seed: int) -> None:
    torture = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.torture", "--short"),
        *("--database", kind, "--seed", str(seed)),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    told, _ = await torture.communicate()

    assert torture.returncode == 0, told.decode()
