"""What Prometheus reads."""

from collections.abc import Awaitable, Callable

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST

Exposition = Callable[[], Awaitable[bytes]]


def metrics_routes(exposition: Exposition) -> APIRouter:
    router = APIRouter()

    @router.get("/metrics")
    async def metrics() -> Response:
        return Response(await exposition(), media_type=CONTENT_TYPE_LATEST)

    return router
