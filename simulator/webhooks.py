"""Posting updates to the bot's webhook: in order within a chat, side by side between chats."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import orjson

from simulator.clock import Clock
from simulator.updates import Pending, UpdateQueue

log = logging.getLogger(__name__)

ANSWER_TIMEOUT_SECONDS = 60
LONGEST_PAUSE = 64
Reply = Callable[[dict[str, Any]], Awaitable[None]]


def pause_before(attempt: int) -> int:
    """Return the seconds to wait before an attempt: none before the first two, then 2, 4, 8 and so on."""
    return 0 if attempt <= 2 else min(2 ** (attempt - 2), LONGEST_PAUSE)


class Webhook:
    """The address updates are posted to, if the bot has set one."""

    def __init__(self, updates: UpdateQueue, clock: Clock) -> None:
        self._updates = updates
        self._clock = clock
        self._lines: dict[int, deque[Pending]] = {}
        self._workers: dict[int, asyncio.Task[None]] = {}
        self._session: aiohttp.ClientSession | None = None
        self._slots = asyncio.Semaphore(40)
        self.pause_unit_seconds = 1.0
        self.reply: Reply | None = None
        self.url = ""
        self._secret = ""
        self._facts: dict[str, Any] = {}
        self._last_error: dict[str, Any] = {}
        updates.on_add = self._enqueue

    def open(self, url: str, *, secret: str, max_connections: int, ip_address: str, has_certificate: bool) -> None:
        """Begin to post to an address, what is pending first."""
        self._stop_workers()
        self.url, self._secret = url, secret
        self._slots = asyncio.Semaphore(max_connections)
        self._facts = {"has_custom_certificate": has_certificate, "max_connections": max_connections}
        if ip_address:
            self._facts["ip_address"] = ip_address
        self._last_error = {}
        for pending in self._updates.pending():
            self._enqueue(pending)

    def close(self) -> None:
        """Stop posting; unconfirmed updates stay."""
        self._stop_workers()
        self.url, self._secret = "", ""
        self._facts, self._last_error = {}, {}

    async def shut_down(self) -> None:
        """Stop for good and let go of the connections."""
        workers = list(self._workers.values())
        self.close()
        await asyncio.gather(*workers, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
            self._session = None

    def info(self) -> dict[str, Any]:
        """Return what getWebhookInfo tells, without the number of pending updates."""
        return {"url": self.url, "has_custom_certificate": False} | self._facts | self._last_error

    def _stop_workers(self) -> None:
        for worker in self._workers.values():
            worker.cancel()
        self._workers.clear()
        self._lines.clear()

    def _enqueue(self, pending: Pending) -> None:
        if not self.url:
            return
        key = pending.order_key
        self._lines.setdefault(key, deque()).append(pending)
        if key not in self._workers:
            self._workers[key] = asyncio.get_running_loop().create_task(self._work(key))

    async def _work(self, key: int) -> None:
        line = self._lines[key]
        while line:
            pending = line[0]
            attempt = 1
            while pending.id in self._updates and not await self._post(pending):
                attempt += 1
                await asyncio.sleep(pause_before(attempt) * self.pause_unit_seconds)
            self._updates.confirm(pending.id)
            line.popleft()
        if self._workers.get(key) is asyncio.current_task():
            del self._workers[key]
            del self._lines[key]

    async def _post(self, pending: Pending) -> bool:
        headers = {"Content-Type": "application/json"}
        if self._secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self._secret
        body = orjson.dumps(pending.update())
        try:
            async with self._slots:
                answer = await self._send(body, headers)
        except (aiohttp.ClientError, TimeoutError) as error:
            self._note_error(f"Connection failed: {type(error).__name__}")
            return False
        status, content = answer
        if not 200 <= status < 300:
            self._note_error(f"Wrong response from the webhook: {status}")
            return False
        await self._perform_answer(content)
        return True

    async def _send(self, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
        if self._session is None:
            timeout = aiohttp.ClientTimeout(total=ANSWER_TIMEOUT_SECONDS)
            connector = aiohttp.TCPConnector(limit=100, ssl=False)
            self._session = aiohttp.ClientSession(timeout=timeout, connector=connector)
        async with self._session.post(self.url, data=body, headers=headers) as response:
            return response.status, await response.read()

    async def _perform_answer(self, content: bytes) -> None:
        """Carry out the one call a bot may write into its answer, whose result it never sees."""
        if self.reply is None or not content.lstrip().startswith(b"{"):
            return
        try:
            answer = orjson.loads(content)
        except orjson.JSONDecodeError:
            log.warning("webhook.answer_unreadable")
            return
        if "method" in answer:
            await self.reply(answer)

    def _note_error(self, message: str) -> None:
        self._last_error = {
            "last_error_date": self._clock.timestamp(),
            "last_error_message": message,
        }
