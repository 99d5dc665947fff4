"""Sentry, where it is wished for, hears where the program broke, and nothing about people."""

import asyncio
import gzip
import json
from typing import Any

import pytest
from aiohttp import web
from sqlalchemy import text

from bot.settings import Settings, WrongSetting, load_settings
from db import schema
from db.engine import open_engines
from simulator.client import Simulator
from tests.stories.programs import Program
from tests.stories.registering import OWNER

BREAK = """CREATE TRIGGER fault BEFORE INSERT ON cities BEGIN SELECT RAISE(ABORT, 'broken for 고장시'); END"""


class Listener:
    """A Sentry that keeps what it is told."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self._arrived = asyncio.Event()

    async def take(self, request: web.Request) -> web.Response:
        body = await request.read()
        self.bodies.append(gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body)
        self._arrived.set()
        return web.json_response({})

    async def event(self) -> dict[str, Any]:
        async with asyncio.timeout(30):
            await self._arrived.wait()
        found: dict[str, Any] = next(
            part
            for part in (json.loads(line) for line in self.bodies[0].splitlines() if line.startswith(b"{"))
            if "exception" in part
        )
        return found


async def test_a_fault_is_told_without_words_or_people(telegram: Simulator, settings: Settings) -> None:
    engines = open_engines(settings.database_url)
    await schema.migrate(engines)
    async with engines.writing.begin() as connection:
        await connection.execute(text(BREAK))
    await engines.dispose()
    listener, app = Listener(), web.Application()
    app.router.add_post("/{path:.*}", listener.take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    owner = await telegram.person("김대표", id=OWNER, language="ko")
    program = Program(settings, PATROL_SENTRY_DSN=f"http://key@127.0.0.1:{port}/1")
    try:
        await program.start()
        await owner.says("/start")
        await owner.hears("반가워요")
        await owner.says("/newcity 고장시")
        event = await listener.event()
    finally:
        await program.stop()
        await runner.cleanup()

    told = b"".join(listener.bodies).decode()
    assert {fault["type"] for fault in event["exception"]["values"]} & {"IntegrityError"}
    assert event["exception"]["values"][-1]["stacktrace"]["frames"]
    for secret in ("고장시", "\\uace0\\uc7a5", "김대표", str(OWNER), settings.bot_token):
        assert secret not in told


@pytest.mark.parametrize("dsn", ["sentry.example.org", "https://sentry.example.org/1"])
def test_an_address_that_is_none_ends_the_program(monkeypatch: pytest.MonkeyPatch, dsn: str) -> None:
    monkeypatch.setenv("PATROL_BOT_TOKEN", "42:abc")
    monkeypatch.setenv("PATROL_SENTRY_DSN", dsn)
    with pytest.raises(WrongSetting, match="PATROL_SENTRY_DSN is malformed"):
        load_settings()
