"""The way up: database and messenger are waited for, and whoever asks meanwhile hears what is missing."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

import structlog
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from telegram.error import TelegramError

from bot.pauses import pause, unless
from core.retries import retry_pause
from db.engine import is_outage
from web.health import Check, health_routes

log = structlog.get_logger()

LONGEST_PAUSE_S = 30.0
NOT_YET = "not reached yet"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


class Start:
    """What is waited for in turn, and why each is not there yet."""

    def __init__(self, steps: Mapping[str, Callable[[], Awaitable[None]]]) -> None:
        self._steps = steps
        self._faults: dict[str, str | None] = dict.fromkeys(steps, NOT_YET)

    def wait_for(self, what: str, reason: str | None) -> None:
        """Why something that is no step has to wait; None when it need not any more."""
        self._faults |= {what: reason}

    async def run(self, stopping: asyncio.Event) -> None:
        """Returns when everything is there, or at once when the program is told to stop."""
        for what, attempt in self._steps.items():
            await self._until_reachable(what, attempt, stopping)

    async def _until_reachable(
        self, what: str, attempt: Callable[[], Awaitable[None]], stopping: asyncio.Event
    ) -> None:
        failures = 0
        while not stopping.is_set():
            try:
                await unless(stopping, attempt())
            except Exception as error:
                if not (is_outage(error) or isinstance(error, TelegramError)):
                    raise
                failures += 1
                self._faults[what] = type(error).__name__
                if failures == 1:
                    log.warning("start.unreachable", what=what, reason=type(error).__name__)
                await pause(stopping, min(retry_pause(failures).total_seconds(), LONGEST_PAUSE_S))
            else:
                self._faults[what] = None
                return

    def app(self) -> Starlette:
        """What is served until then: `/health/live` answers, `/health/ready` names what is missing, the rest waits."""
        health = health_routes({what: self._check(what) for what in ("turn", *self._steps, "pages")})
        return Starlette(routes=[*health, Route("/{path:path}", _later, methods=list(METHODS))])

    def _check(self, what: str) -> Check:
        async def fault() -> str | None:
            return self._faults.get(what)

        return fault


async def _later(_request: Request) -> JSONResponse:
    """A webhook's update comes again, a browser may be reloaded."""
    return JSONResponse({"status": "starting"}, status_code=503, headers={"Retry-After": "5"})
