"""The API: a city's data for other programs, read only, each request with a token that names its city and scopes."""

import math
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, FastAPI, Path, Query, Request, Response
from fastapi.responses import JSONResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from core.api_tokens import A_MINUTE, LARGEST_PAGE, PAGE, row_after
from core.incidents import IncidentState
from services.api_readings import Page
from services.api_tokens import Client, TooFast
from web import api_answers as out
from web.api_problems import Problem, Refused, answers, speak_of_problems
from web.desk import Desk
from web.guards import Turnstile

T = TypeVar("T")
_DESCRIPTION = """Send the token as `Authorization: Bearer …`. A token belongs to one city and sees nothing of another.
Lists come in pages: pass `next` as `cursor` until it is null. Refusals are problem details (RFC 9457)."""

_bearer = HTTPBearer(auto_error=False, description="A token made in the console under Connections.")
Limit = Annotated[int, Query(ge=1, le=LARGEST_PAGE)]
Cursor = Annotated[str | None, Query(pattern="^[0-9a-z]{1,12}$", description="`next` of the page before")]
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
MonthName = Annotated[str, Path(pattern="^20[0-9]{2}-(0[1-9]|1[0-2])$", examples=["2026-11"])]


def create_api(desk: Desk) -> FastAPI:
    """An application of its own, to be mounted at /api/v1; its schema is at /api/v1/openapi.json."""
    app = FastAPI(
        title="Patrolbot",
        version="1",
        description=_DESCRIPTION,
        openapi_url="/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    speak_of_problems(app)
    app.include_router(_router(desk))
    app.middleware("http")(_headers)
    describe = app.openapi

    def with_problems() -> dict[str, Any]:
        schema = describe()
        schema["components"]["schemas"] |= Problem.model_json_schema(ref_template="#/components/schemas/{model}")[
            "$defs"
        ]
        schema["components"]["schemas"]["Problem"] = {
            key: value
            for key, value in Problem.model_json_schema(ref_template="#/components/schemas/{model}").items()
            if key != "$defs"
        }
        return schema

    app.openapi = with_problems  # type: ignore[method-assign]  # FastAPI's own way to extend the schema
    return app


async def _headers(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    response = await call_next(request)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _client(desk: Desk) -> Callable[..., Awaitable[Client]]:
    turnstile = Turnstile()

    async def client(
        request: Request, given: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
    ) -> Client:
        found = await desk.services.api_tokens.client(given.credentials, desk.now()) if given else None
        if found is None:
            if not turnstile.lets_pass(desk.address_of(request)):
                raise Refused(429, headers={"Retry-After": _seconds(A_MINUTE)})
            raise Refused(401, headers={"WWW-Authenticate": "Bearer"})
        if isinstance(found, TooFast):
            raise Refused(429, headers={"Retry-After": _seconds(found.wait)})
        return found

    return client


def _seconds(wait: timedelta) -> str:
    return str(math.ceil(wait.total_seconds()))


def _router(desk: Desk) -> APIRouter:  # noqa: C901 (one branch a resource, read side by side)
    router = APIRouter(responses=answers(401, 403, 405, 422, 429))
    readings = desk.services.api_readings
    known = Depends(_client(desk))

    @router.get("/city", summary="The city of this token")
    async def city(client: Annotated[Client, known]) -> out.City:
        return out.City(**await readings.city(client))

    @router.get("/organisations", summary="Organisations (patrols:read)")
    async def organisations(client: Annotated[Client, known]) -> list[out.Organisation]:
        return [out.Organisation(**each) for each in await readings.organisations(client)]

    @router.get("/patrols", summary="Patrols with counts of answers and presences (patrols:read)")
    async def patrols(
        client: Annotated[Client, known],
        since: date | None = None,
        until: date | None = None,
        cursor: Cursor = None,
        limit: Limit = PAGE,
    ) -> out.PageOf[out.Patrol]:
        page = await readings.patrols(client, row_after(cursor), limit, since, until)
        return _page(page, out.Patrol)

    @router.get("/patrols/{patrol_id}", summary="One patrol (patrols:read)", responses=answers(404))
    async def patrol(client: Annotated[Client, known], patrol_id: Number) -> out.Patrol:
        found = await readings.patrol(client, patrol_id)
        if found is None:
            raise Refused(404)
        return out.Patrol(**found)

    @router.get("/notes", summary="Notes (notes:read; words and places with notes:text)")
    async def notes(
        client: Annotated[Client, known],
        state: IncidentState | None = None,
        cursor: Cursor = None,
        limit: Limit = PAGE,
    ) -> out.PageOf[out.Note]:
        return _page(await readings.notes(client, row_after(cursor), limit, state, desk.now()), out.Note)

    @router.get(
        "/months/{month}/notes.geojson",
        summary="Where a month's notes were seen, coarse (notes:read)",
        responses=answers(404) | {200: {"model": out.Squares, "content": {"application/geo+json": {}}}},
        response_class=GeoJson,
    )
    async def note_areas(client: Annotated[Client, known], month: MonthName) -> Response:
        areas = await readings.note_areas(client, *_month(month), desk.now())
        if areas is None:
            raise Refused(404, "This month is not over; squares are told by whole months.")
        return GeoJson(out.Squares.of(areas, month).model_dump(mode="json"))

    @router.get("/members", summary="Members by name (members:read)")
    async def members(
        client: Annotated[Client, known], cursor: Cursor = None, limit: Limit = PAGE
    ) -> out.PageOf[out.Member]:
        return _page(await readings.members(client, row_after(cursor), limit, desk.now()), out.Member)

    @router.get("/months/{month}/hours", summary="Hours of service by person (hours:read)")
    async def hours(
        client: Annotated[Client, known], month: MonthName, cursor: Cursor = None, limit: Limit = PAGE
    ) -> out.PageOf[out.Hours]:
        return _page(await readings.hours(client, _month(month), row_after(cursor), limit, desk.now()), out.Hours)

    @router.get("/months/{month}", summary="A month in numbers (months:read)")
    async def month(client: Annotated[Client, known], month: MonthName) -> out.Month:
        return out.Month.of(await readings.month(client, *_month(month), desk.now()))

    return router


class GeoJson(JSONResponse):
    media_type = "application/geo+json"


def _page(page: Page[dict[str, Any]], form: Callable[..., T]) -> out.PageOf[T]:
    return out.PageOf[T](items=[form(**each) for each in page.items], next=page.next)


def _month(name: str) -> tuple[int, int]:
    year, _, month = name.partition("-")
    return int(year), int(month)
