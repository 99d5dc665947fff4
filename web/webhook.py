"""The door Telegram posts updates to: an update is confirmed only after its effect is committed."""

import asyncio
import hmac
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import orjson
import structlog
from fastapi import APIRouter, Request, Response

log = structlog.get_logger()

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 (the name of a header)
MAX_BODY = 1 << 20
PATIENCE_S = 25.0
"""How long a post may wait for its effect. Then it is refused and comes again, in the same order."""

Take = Callable[[Mapping[str, Any]], Awaitable[None]]


def webhook_routes(path: str, secret: str, take: Take) -> APIRouter:
    """The route of the webhook; `take` returns when the update's effect is committed."""
    router = APIRouter()

    async def post(request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), secret.encode()):
            log.warning("webhook.wrong_secret")
            return Response(status_code=401)
        update = await _update(request)
        if update is None:
            return Response(status_code=400)
        try:
            async with asyncio.timeout(PATIENCE_S):
                await take(update)
        except TimeoutError:
            log.warning("webhook.too_slow", update_id=update["update_id"])
            return Response(status_code=503)
        return Response(status_code=200)

    router.add_api_route(path or "/", post, methods=["POST"])
    return router


async def _update(request: Request) -> dict[str, Any] | None:
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MAX_BODY:
            return None
    try:
        update = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    is_update = isinstance(update, dict) and isinstance(update.get("update_id"), int)
    return update if is_update else None
