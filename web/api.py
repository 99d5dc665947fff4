"""The API: a city's data for other programs, read only, each request with a token that names its city and scopes."""

import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, FastAPI, Path, Query, Request, Response
from fastapi.responses import JSONResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from core.api_tokens import A_MINUTE, LARGEST_PAGE, PAGE, row_after
from core.incidents import IncidentState
from services.api_readings import ApiReadings, Page
from services.api_tokens import Client, TooFast
from web import api_answers as out
from web.api_problems import Problem, Refused, answers, speak_of_problems
from web.desk import Desk
from web.month_names import MonthName, year_and_month
from web.visits import desk_of

T = TypeVar("T")
_DESCRIPTION = """Send the token as `Authorization: Bearer …`. A token belongs to one city and sees nothing of another.
Lists come in pages: pass `next` as `cursor` until it is null. Refusals are problem details (RFC 9457)."""

_bearer = HTTPBearer(auto_error=False, description="A token made in the console under Connections.")
Limit = Annotated[int, Query(ge=1, le=LARGEST_PAGE)]
Cursor = Annotated[str | None, Query(pattern="^[0-9a-z]{1,12}$", description="`next` of the page before")]
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]


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
    app.state.desk = desk
    app.include_router(routes)
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


def _seconds(wait: timedelta) -> str:
    return str(math.ceil(wait.total_seconds()))


class GeoJson(JSONResponse):
    media_type = "application/geo+json"


@dataclass(frozen=True, slots=True)
class ApiCall:
    """A request of a program whose token is good."""

    desk: Desk
    client: Client

    @property
    def readings(self) -> ApiReadings:
        return self.desk.services.api_readings

    def now(self) -> datetime:
        return self.desk.now()


async def _call(request: Request, given: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]) -> ApiCall:
    desk = desk_of(request)
    found = await desk.services.api_tokens.client(given.credentials, desk.now()) if given else None
    if found is None:
        if not desk.token_door.lets_pass(desk.address_of(request)):
            raise Refused(429, headers={"Retry-After": _seconds(A_MINUTE)})
        raise Refused(401, headers={"WWW-Authenticate": "Bearer"})
    if isinstance(found, TooFast):
        raise Refused(429, headers={"Retry-After": _seconds(found.wait)})
    return ApiCall(desk, found)


ApiCalling = Annotated[ApiCall, Depends(_call)]
routes = APIRouter(responses=answers(401, 403, 405, 422, 429))


@routes.get("/city", summary="The city of this token")
async def city(call: ApiCalling) -> out.City:
    return out.City(**await call.readings.city(call.client))


@routes.get("/organisations", summary="Organisations (patrols:read)")
async def organisations(call: ApiCalling) -> list[out.Organisation]:
    return [out.Organisation(**each) for each in await call.readings.organisations(call.client)]


@routes.get("/patrols", summary="Patrols with counts of answers and presences (patrols:read)")
async def patrols(
    call: ApiCalling,
    since: date | None = None,
    until: date | None = None,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> out.PageOf[out.Patrol]:
    page = await call.readings.patrols(call.client, row_after(cursor), limit, since, until)
    return _page(page, out.Patrol)


@routes.get("/patrols/{patrol_id}", summary="One patrol (patrols:read)", responses=answers(404))
async def patrol(call: ApiCalling, patrol_id: Number) -> out.Patrol:
    found = await call.readings.patrol(call.client, patrol_id)
    if found is None:
        raise Refused(404)
    return out.Patrol(**found)


@routes.get("/notes", summary="Notes (notes:read; words and places with notes:text)")
async def notes(
    call: ApiCalling,
    state: IncidentState | None = None,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> out.PageOf[out.Note]:
    return _page(await call.readings.notes(call.client, row_after(cursor), limit, state, call.now()), out.Note)


@routes.get(
    "/months/{month}/notes.geojson",
    summary="Where a month's notes were seen, coarse (notes:read)",
    responses=answers(404) | {200: {"model": out.Squares, "content": {"application/geo+json": {}}}},
    response_class=GeoJson,
)
async def note_areas(call: ApiCalling, month: MonthName) -> Response:
    areas = await call.readings.note_areas(call.client, *year_and_month(month), call.now())
    if areas is None:
        raise Refused(404, "This month is not over; squares are told by whole months.")
    return GeoJson(out.Squares.of(areas, month).model_dump(mode="json"))


@routes.get("/members", summary="Members by name (members:read)")
async def members(call: ApiCalling, cursor: Cursor = None, limit: Limit = PAGE) -> out.PageOf[out.Member]:
    return _page(await call.readings.members(call.client, row_after(cursor), limit, call.now()), out.Member)


@routes.get("/months/{month}/hours", summary="Hours of service by person (hours:read)")
async def hours(
    call: ApiCalling, month: MonthName, cursor: Cursor = None, limit: Limit = PAGE
) -> out.PageOf[out.Hours]:
    return _page(
        await call.readings.hours(call.client, year_and_month(month), row_after(cursor), limit, call.now()), out.Hours
    )


@routes.get("/months/{month}", summary="A month in numbers (months:read)")
async def month(call: ApiCalling, month: MonthName) -> out.Month:
    return out.Month.of(await call.readings.month(call.client, *year_and_month(month), call.now()))


def _page(page: Page[dict[str, Any]], form: Callable[..., T]) -> out.PageOf[T]:
    return out.PageOf[T](items=[form(**each) for each in page.items], next=page.next)
