"""Whether the program lives, and whether it can do its work: for load balancers and for people on call."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

PATIENCE_S = 3.0

Check = Callable[[], Awaitable[str | None]]
"""Returns what is wrong, in a few words, or None."""


def health_routes(checks: Mapping[str, Check]) -> list[Route]:
    """`/health/live` answers as long as the loop turns; `/health/ready` asks every check.

    They are answered before anything large is loaded, and so are made of as little as can be.
    """

    async def live(_request: Request) -> JSONResponse:
        return JSONResponse({"status": "alive"})

    async def ready(_request: Request) -> JSONResponse:
        found = await asyncio.gather(*(_ask(check) for check in checks.values()))
        states = {name: fault or "ok" for name, fault in zip(checks, found, strict=True)}
        is_ready = not any(found)
        body = {"status": "ready" if is_ready else "not ready", "checks": states}
        return JSONResponse(body, status_code=200 if is_ready else 503)

    return [Route("/health/live", live), Route("/health/ready", ready)]


async def _ask(check: Check) -> str | None:
    try:
        async with asyncio.timeout(PATIENCE_S):
            return await check()
    except TimeoutError:
        return "no answer"
