"""A Bot API server as lean as can be, so that it is never what a measurement waits for.

It hands out updates, answers every call, takes the time of each message, and does what it is told on `/control`. It
checks nothing: whether calls are right is the simulator's business, whose limits it can apply.
"""

import asyncio
import sys
import time
from collections import deque
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

import orjson
import uvloop

from simulator.limits import LimitMode, Limits, LimitSettings

UPDATES_AT_ONCE = 100
MESSAGES = frozenset({"sendMessage", "editMessageText", "copyMessage"})
"""What counts as a message; `copyMessage` is how a broadcast leaves."""
OK = {"ok": True, "result": True}


class Board:
    """What was sent when, and which updates wait."""

    def __init__(self) -> None:
        self.latency_s = 0.0
        self.limits: Limits | None = None
        self.waiting: deque[tuple[int, bytes]] = deque()
        self.poll: Callable[[], None] | None = None
        self.polls = 0
        self.next_update = self.next_message = 1
        self.reset()

    def reset(self) -> None:
        """Forgets what was measured; updates that wait stay."""
        self.sent: list[tuple[float, int]] = []
        self.first_of: dict[int, float] = {}
        self.asked_of: dict[int, float] = {}
        self.last: dict[int, dict[str, Any]] = {}
        self.refused = 0
        self.awaited: tuple[int, asyncio.Future[None]] | None = None

    def add(self, updates: list[dict[str, Any]]) -> None:
        """Updates arrive now, whatever dates they carry."""
        now = time.monotonic()
        for update in updates:
            message = update.get("message") or update["callback_query"]["message"]
            self.asked_of[message["chat"]["id"]] = now
            self.waiting.append((self.next_update, orjson.dumps({"update_id": self.next_update, **update})))
            self.next_update += 1
        if self.poll is not None and self.waiting:
            self.poll()

    def fetch(self, offset: int) -> bytes:
        while self.waiting and self.waiting[0][0] < offset:
            self.waiting.popleft()
        batch = [self.waiting[number][1] for number in range(min(UPDATES_AT_ONCE, len(self.waiting)))]
        return b'{"ok":true,"result":[' + b",".join(batch) + b"]}"

    def send(self, method: str, call: dict[str, Any]) -> dict[str, Any]:
        chat_id = int(call["chat_id"])
        is_edit = method == "editMessageText"
        wait = self.limits.check(chat_id, count=1, counts_in_private=not is_edit) if self.limits is not None else 0
        if wait:
            self.refused += 1
            description = f"Too Many Requests: retry after {wait}"
            return {"ok": False, "error_code": 429, "description": description, "parameters": {"retry_after": wait}}
        now = time.monotonic()
        self.sent.append((now, chat_id))
        if chat_id in self.asked_of and method == "sendMessage":
            self.first_of.setdefault(chat_id, now)
        if self.awaited is not None and len(self.sent) >= self.awaited[0] and not self.awaited[1].done():
            self.awaited[1].set_result(None)
        self.next_message += 1
        if "reply_markup" in call:
            self.last[chat_id] = {"message_id": self.next_message, **call}
        if method == "copyMessage":
            return {"ok": True, "result": {"message_id": self.next_message}}
        chat = {"id": chat_id, "type": "private", "first_name": "a"}
        message = {
            "message_id": self.next_message,
            "date": int(time.time()),
            "chat": chat,
            "text": call.get("text", ""),
        }
        return {"ok": True, "result": message}

    def result(self) -> dict[str, Any]:
        times = [at for at, _ in self.sent]
        waits = [at - self.asked_of[chat] for chat, at in self.first_of.items()]
        polls = {"polls": self.polls, "is_polled": self.poll is not None}
        return {"times": times, "waits": waits, "refused": self.refused, **polls}


class Connection(asyncio.Protocol):
    """One keep-alive connection, HTTP/1.1 as clients of a Bot API speak it."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._buffer = b""
        self._transport: Any = None
        self._poll: Callable[[], None] | None = None

    def connection_made(self, transport: Any) -> None:
        self._transport = transport

    def connection_lost(self, _error: Exception | None) -> None:
        """Whoever has gone is no longer waiting for updates."""
        if self._poll is not None and self._board.poll is self._poll:
            self._board.poll = None

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = self._buffer[:end]
            lower = head.lower()
            mark = lower.find(b"content-length:")
            length = int(lower[mark + 15 :].partition(b"\r\n")[0]) if mark >= 0 else 0
            if len(self._buffer) < end + 4 + length:
                return
            body = self._buffer[end + 4 : end + 4 + length]
            self._buffer = self._buffer[end + 4 + length :]
            self._call(head.split(b" ", 2)[1].decode(), lower, body)

    def _call(self, path: str, head: bytes, body: bytes) -> None:
        method = path.rsplit("/", 1)[1].split("?", maxsplit=1)[0]
        call = _parameters(head, body)
        if method == "control":
            asyncio.get_running_loop().create_task(self._control(call))
        elif method == "getUpdates":
            self._updates(call)
        elif method in MESSAGES:
            self._later(orjson.dumps(self._board.send(method, call)))
        else:
            self._later(orjson.dumps(_RESULTS.get(method, OK)))

    def _updates(self, call: dict[str, Any]) -> None:
        board, loop = self._board, asyncio.get_running_loop()
        offset, wait_s = int(call.get("offset") or 0), float(call.get("timeout") or 0)
        board.polls += 1

        def answer() -> None:
            timer.cancel()
            if board.poll is answer:
                board.poll = None
            self._later(board.fetch(offset))

        timer = loop.call_later(wait_s, answer)
        batch = board.fetch(offset)
        if board.waiting or not wait_s:
            timer.cancel()
            self._later(batch)
        else:
            board.poll = self._poll = answer

    def _later(self, body: bytes) -> None:
        if self._board.latency_s:
            asyncio.get_running_loop().call_later(self._board.latency_s, self._write, body)
        else:
            self._write(body)

    def _write(self, body: bytes) -> None:
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        if not self._transport.is_closing():
            self._transport.write(head + body)

    async def _control(self, order: dict[str, Any]) -> None:
        board, answer = self._board, {}
        match order["do"]:
            case "reset":
                board.waiting.clear()
                board.reset()
                board.latency_s = order["latency_s"]
                limit = order["messages_per_second"]
                settings = LimitSettings(overall_per_second=limit or 30, overall_burst=limit or 30)
                board.limits = Limits(LimitMode.HARD, settings) if limit else None
            case "forget":
                board.reset()
            case "add":
                board.add(order["updates"])
            case "await":
                answer = await self._sent(order["messages"], order["within_s"])
            case "last":
                answer = board.last.get(order["chat_id"], {})
            case "result":
                answer = board.result()
        self._write(orjson.dumps(answer))

    async def _sent(self, messages: int, within_s: float) -> dict[str, Any]:
        board = self._board
        if len(board.sent) < messages:
            board.awaited = (messages, asyncio.get_running_loop().create_future())
            await asyncio.wait([board.awaited[1]], timeout=within_s)
        return {"sent": len(board.sent)}


_RESULTS: dict[str, dict[str, Any]] = {
    "getMe": {
        "ok": True,
        "result": {"id": 1, "is_bot": True, "first_name": "bench", "username": "bench_bot"},
    },
    "getWebhookInfo": {
        "ok": True,
        "result": {"url": "", "has_custom_certificate": False, "pending_update_count": 0},
    },
}


def _parameters(head: bytes, body: bytes) -> dict[str, Any]:
    if not body:
        return {}
    if b"application/json" in head:
        return dict(orjson.loads(body))
    return dict(parse_qsl(body.decode()))


async def main(port: int) -> None:
    board = Board()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(board), "127.0.0.1", port)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(main(0))
