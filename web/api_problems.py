"""Refusals of the API in one form (RFC 9457): what is wrong, for programs and for the people who write them."""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from core.roles import NotAllowed

MEDIA_TYPE = "application/problem+json"
_TITLES = {
    401: "There is no valid token in this request",
    403: "This token does not open this",
    404: "There is no such thing in this city",
    405: "This is read only",
    422: "This request is not understood",
    429: "Too many requests in a minute",
}


class Fault(BaseModel):
    """Where in a request something is wrong, and what."""

    where: str
    what: str


class Problem(BaseModel):
    """`type` names the problem for programs; `title` says it to people."""

    type: str
    title: str
    status: int
    detail: str | None = None
    errors: list[Fault] | None = None


class Refused(Exception):  # noqa: N818 (what it is)
    """An answer that is a problem."""

    def __init__(self, status: int, detail: str | None = None, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.detail, self.headers = status, detail, headers


def answers(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What a route says of its refusals in the schema."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        status: {"description": _TITLES[status], "content": {MEDIA_TYPE: {"schema": schema}}} for status in statuses
    }


def problem(
    status: int,
    detail: str | None = None,
    errors: Sequence[Fault] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    body = Problem(
        type=f"urn:patrolbot:problem:{status}",
        title=_TITLES.get(status, "This did not work"),
        status=status,
        detail=detail,
        errors=list(errors) if errors else None,
    )
    return JSONResponse(
        body.model_dump(exclude_none=True), status_code=status, headers=dict(headers or {}), media_type=MEDIA_TYPE
    )


def speak_of_problems(app: FastAPI) -> None:
    """Every refusal of this application becomes a problem."""

    @app.exception_handler(Refused)
    async def refused(_: Request, fault: Refused) -> Response:
        return problem(fault.status, fault.detail, headers=fault.headers)

    @app.exception_handler(NotAllowed)
    async def not_allowed(_: Request, fault: NotAllowed) -> Response:
        return problem(403, f"The token lacks the scope {fault}.")

    @app.exception_handler(RequestValidationError)
    async def not_understood(_: Request, fault: RequestValidationError) -> Response:
        errors = [Fault(where=".".join(map(str, each["loc"])), what=each["msg"]) for each in fault.errors()]
        return problem(422, errors=errors)

    @app.exception_handler(HTTPException)
    async def other(_: Request, fault: HTTPException) -> Response:
        return problem(fault.status_code, headers=fault.headers)
