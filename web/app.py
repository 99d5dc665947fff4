"""Everything this program answers over HTTP, put together from routers."""

from collections.abc import Iterable, Mapping

from fastapi import APIRouter, FastAPI
from starlette.routing import Route

from web.desk import Desk


def create_app(
    routers: Iterable[APIRouter],
    mounts: Mapping[str, FastAPI] | None = None,
    routes: Iterable[Route] = (),
    *,
    desk: Desk,
) -> FastAPI:
    """An application without pages about itself: what is not routed is not there. `desk` is what its pages share."""
    app = FastAPI(title="Patrolbot", openapi_url=None, docs_url=None, redoc_url=None)
    app.state.desk = desk
    app.router.routes.extend(routes)
    for router in routers:
        app.include_router(router)
    for path, mounted in (mounts or {}).items():
        app.mount(path, mounted)
    return app
