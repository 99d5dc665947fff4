"""A bot reduced to raw calls over HTTP, to hear every word of the server."""

from __future__ import annotations

from typing import Any

import aiohttp

from simulator.client import Simulator


class RawBot:
    """Calls methods as any program could, and returns status and body."""

    def __init__(self, telegram: Simulator, session: aiohttp.ClientSession) -> None:
        self.telegram = telegram
        self.session = session
        self.headers: dict[str, str] = {}

    def url(self, method: str) -> str:
        return f"{self.telegram.api_url}/bot{self.telegram.token}/{method}"

    async def call(self, method: str, **parameters: Any) -> tuple[int, dict[str, Any]]:
        async with self.session.post(self.url(method), json=parameters) as response:
            self.headers = dict(response.headers)
            return response.status, await response.json()

    async def does(self, method: str, **parameters: Any) -> Any:
        """Call a method that must succeed and return its result."""
        status, body = await self.call(method, **parameters)
        assert status == 200, body
        return body["result"]

    async def is_refused(self, method: str, **parameters: Any) -> str:
        """Call a method that must fail and return Telegram's words, checking the envelope."""
        status, body = await self.call(method, **parameters)
        assert body["ok"] is False
        assert body["error_code"] == status
        return str(body["description"])
