"""`make demo` opens, plays, ends and fails as a person at a terminal expects."""

from __future__ import annotations

import asyncio
import os
import re
import signal

import aiohttp
import pytest

from tests.demo.conftest import Starts


async def is_gone(process_id: int) -> bool:
    """Whether a process has ended, waiting a while for it."""
    for _ in range(200):
        try:
            os.kill(process_id, 0)
        except ProcessLookupError:
            return True
        await asyncio.sleep(0.1)
    return False


async def test_the_patrol_plays_by_itself_to_its_end(starts: Starts) -> None:
    demo = await starts("--port", "0", "--pace", "0", "--leave")
    await demo.opens()
    await demo.says("게시했어요")
    status = await demo.ends()
    said = "\n".join(demo.lines)

    assert status == 0
    assert said.count("버튼을 눌렀어요  ⇒") > 50
    assert said.count(": 출석했어요") > 40
    assert "여름해 님을 승인했어요" in said
    assert said.count("처리하고 있어요") == 3
    assert len(re.findall(r"/checkout.*활동 시간 1시간 5\d분", said)) == 3
    assert "멈췄어요" not in said


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_an_interrupt_ends_everything(starts: Starts, number: signal.Signals) -> None:
    demo = await starts("--port", "0")
    await demo.opens()
    bot = demo.bot()
    demo.interrupt(number)

    assert await demo.ends() == 0
    assert await is_gone(bot)


async def test_the_bot_is_not_left_behind_when_the_demo_is_killed(starts: Starts) -> None:
    demo = await starts("--port", "0")
    await demo.opens()
    bot = demo.bot()
    demo.process.kill()
    await demo.ends()

    assert await is_gone(bot)


async def test_a_bot_that_dies_is_told_of_with_the_end_of_its_log(starts: Starts) -> None:
    demo = await starts("--port", "0")
    await demo.opens()
    os.kill(demo.bot(), signal.SIGKILL)
    status = await demo.ends()

    assert status == 1
    assert any("봇이 스스로 끝났어요" in line for line in demo.lines)
    assert any("serving" in line for line in demo.lines)


async def test_a_port_that_is_taken_is_left_alone(starts: Starts) -> None:
    server = await asyncio.start_server(lambda _reader, writer: writer.close(), "127.0.0.1", 0)
    taken = server.sockets[0].getsockname()[1]
    demo = await starts("--port", str(taken))
    await demo.opens()
    async with aiohttp.ClientSession() as session, session.get(demo.address) as page:
        assert page.status == 200
        assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    server.close()
    await server.wait_closed()

    assert str(taken) not in demo.address
