"""A short torture: while everything goes wrong, no effect is lost or happens twice and no answer is lost."""

import pytest

from tests.torture import torture


@pytest.mark.parametrize(("kind", "seed"), [("sqlite", 7), ("asyncpg", 11), ("psycopg", 13)])
async def test_trouble_loses_nothing_and_does_nothing_twice(kind: str, seed: int) -> None:
    toll = await torture(kind, seed, seconds=6)

    assert toll.commands > 0
    assert (toll.effects_lost, toll.effects_twice, toll.answers_lost) == (0, 0, 0)
