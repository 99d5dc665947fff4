"""Programs of a city hall on this machine, which are told of new notes."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

PATIENCE_S = 60


@dataclass
class Heard:
    message_id: str
    body: bytes
    timestamp: str
    signature: str

    def is_signed_with(self, secret: str) -> bool:
        """What a receiver checks, in its own words."""
        key = base64.b64decode(secret.removeprefix("whsec_"))
        signed = f"{self.message_id}.{self.timestamp}.".encode() + self.body
        return self.signature == "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


@dataclass
class Receiver:
    """A program on this machine: answers what `moods` say one after the other, then takes everything."""

    moods: list[str] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    url: str = ""

    async def take(self, request: web.Request) -> web.Response:
        names = ("webhook-id", "webhook-timestamp", "webhook-signature")
        message_id, timestamp, signature = (request.headers[name] for name in names)
        self.heard.append(Heard(message_id, await request.read(), timestamp, signature))
        mood = self.moods.pop(0) if self.moods else "takes"
        if mood == "hangs":
            await asyncio.sleep(PATIENCE_S)
        if mood == "redirects":
            return web.Response(status=302, headers={"Location": self.url + "/elsewhere"})
        return web.Response(status={"fails": 500, "gone": 410}.get(mood, 200))

    async def hears(self, count: int) -> list[Heard]:
        async with asyncio.timeout(PATIENCE_S):
            while len(self.heard) < count:
                await asyncio.sleep(0.05)
        return self.heard


@asynccontextmanager
async def receiving(*moods: str, port: int = 0) -> AsyncIterator[Receiver]:
    receiver = Receiver(list(moods))
    app = web.Application()
    app.router.add_post("/{rest:.*}", receiver.take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    receiver.url = address(runner.addresses[0][1])
    try:
        yield receiver
    finally:
        await runner.cleanup()


@dataclass
class ShutDoor:
    """Where somebody knocks and nothing of what they say is read."""

    port: int = 0
    knocked: asyncio.Event = field(default_factory=asyncio.Event)
    waiting: list[asyncio.StreamWriter] = field(default_factory=list)

    async def knock(self, _reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.waiting.append(writer)
        self.knocked.set()


@asynccontextmanager
async def shut_door() -> AsyncIterator[ShutDoor]:
    door = ShutDoor()
    server = await asyncio.start_server(door.knock, "127.0.0.1", 0)
    door.port = server.sockets[0].getsockname()[1]
    try:
        yield door
    finally:
        server.close()
        for writer in door.waiting:
            writer.transport.abort()


def address(port: int) -> str:
    return f"http://127.0.0.1:{port}/hook"
