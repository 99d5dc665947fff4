"""A story's line to its simulator: cancelled when told so, taken up again when cut, and said to be lost when it is."""

from __future__ import annotations

import asyncio

import pytest

from simulator.client import Simulator, Someone, StoryError, Telegram


@pytest.mark.parametrize("turns", range(8))
async def test_who_waits_for_news_can_be_cancelled_just_when_news_comes(
    telegram: Simulator, minsu: Someone, turns: int
) -> None:
    """Whoever waits in a loop, as guides do, would otherwise wait for ever."""

    async def watch() -> None:
        while True:
            await telegram.changed_within(60)

    seq = telegram.mirror.seq
    watching = asyncio.create_task(watch())
    await asyncio.sleep(0)
    telegram.world.events.add("story", text={"ko": minsu.name})
    while telegram.mirror.seq == seq:
        await asyncio.sleep(0)
    for _ in range(turns):
        await asyncio.sleep(0)
    watching.cancel()
    await asyncio.wait((watching,), timeout=5)

    assert watching.cancelled()


async def test_a_line_that_was_cut_is_taken_up_where_it_was(telegram: Simulator, minsu: Someone) -> None:
    async with Telegram(telegram.api_url, timeout=20) as line:
        socket = line._session._connector._acquired  # type: ignore[union-attr]
        for connection in list(socket):
            if connection.transport is not None:
                connection.transport.abort()
        await minsu.says("끊긴 뒤에")
        while "끊긴 뒤에" not in [heard.text for heard in line.mirror.screen(minsu.id, minsu.id).log]:
            assert await line.changed_within(20)
        heard = [one.text for one in line.mirror.screen(minsu.id, minsu.id).log]

    assert heard == ["/start", "끊긴 뒤에"]


async def test_a_line_to_a_simulator_that_has_ended_is_said_to_be_lost() -> None:
    async with Simulator() as ending:
        line = Telegram(ending.api_url, timeout=20)
        await line.__aenter__()

    async def watch() -> None:
        while True:
            await line.changed_within(20)

    with pytest.raises(StoryError, match="the line to the simulator was lost"):
        await watch()
    await line.__aexit__(None, None, None)
