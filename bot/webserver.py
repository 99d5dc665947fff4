"""The web application on uvicorn, in the program's own loop."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator

import structlog
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.pauses import pause
from core.retries import retry_pause

log = structlog.get_logger()

LONGEST_PAUSE_S = 10.0
GRACE_S = 2


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals belong to the program, not to its web server."""
        yield


class WebServer:
    """Listens on one address until told to stop. A port that is taken is waited for: the chat works without it."""

    def __init__(self, app: ASGIApp, host: str, port: int) -> None:
        self.app = app
        """What is served; it may be exchanged while serving."""
        self._host = host
        self._port = port
        self.is_listening = asyncio.Event()

    @property
    def port(self) -> int:
        """The port that is listened on: the one asked for, or with 0 any that was free."""
        return self._port

    async def run(self, stopping: asyncio.Event) -> None:
        listener = await self._listener(stopping)
        if listener is None:
            return
        with contextlib.closing(listener):
            self._port = listener.getsockname()[1]
            config = uvicorn.Config(
                self._serve,
                log_config=None,
                access_log=False,
                lifespan="off",
                interface="asgi3",
                server_header=False,
                timeout_graceful_shutdown=GRACE_S,
                proxy_headers=False,
            )
            server = _Server(config)
            serving = asyncio.create_task(server.serve(sockets=[listener]))
            self.is_listening.set()
            log.info("web.listening", host=self._host, port=self._port)
            stop = asyncio.create_task(stopping.wait())
            await asyncio.wait((serving, stop), return_when=asyncio.FIRST_COMPLETED)
            stop.cancel()
            server.should_exit = True
            await serving

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)

    async def _listener(self, stopping: asyncio.Event) -> socket.socket | None:
        failures = 0
        while not stopping.is_set():
            try:
                family = socket.AF_INET6 if ":" in self._host else socket.AF_INET
                return socket.create_server((self._host, self._port), family=family, backlog=512)
            except OSError as error:
                failures += 1
                if failures == 1:
                    log.error("web.port_taken", host=self._host, port=self._port, reason=error.strerror)  # noqa: TRY400 (the reason is all there is to say)
                await pause(stopping, min(retry_pause(failures).total_seconds(), LONGEST_PAUSE_S))
        return None
