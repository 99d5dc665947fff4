"""An order of the director, and its answer: JSON, and a plain sentence for what cannot be done."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from aiohttp import web

from simulator.errors import ApiError, CannotDoError

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


async def read_order(request: web.Request) -> Any:
    """Return the JSON of a request, an empty order where there is none."""
    body = await request.read()
    return orjson.loads(body) if body else {}


def answer(body: Any, status: int = 200) -> web.Response:
    """Return JSON."""
    return web.Response(body=orjson.dumps(body), status=status, content_type="application/json")


@web.middleware
async def explain_refusals(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer what cannot be done with 409, and orders nobody understands with 400."""
    if not request.path.startswith("/control/"):
        return await handler(request)
    origin = request.headers.get("Origin")
    if origin and origin != str(request.url.origin()):
        # Any page open in the same browser can reach this port; only our own may give orders.
        return answer({"error": f"pages from {origin} may not direct this simulator"}, status=403)
    try:
        return await handler(request)
    except CannotDoError as error:
        return answer({"error": str(error)}, status=409)
    except ApiError as error:
        return answer({"error": error.description}, status=409)
    except KeyError as error:
        return answer({"error": f"the order lacks {error}"}, status=400)
    except (ValueError, TypeError) as error:
        return answer({"error": str(error)}, status=400)
