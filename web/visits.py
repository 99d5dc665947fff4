"""What a browser asks of the console: outside it may be anybody, inside it is somebody who signed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import Depends, Query, Request, Response

from services.house import Services
from services.visits import Visitor
from texts.words import Words
from web.desk import Desk

PageNumber = Annotated[int, Query(ge=1, le=1_000_000)]
"""The page of a list, counted from 1 as people do."""


class SignedOut(Exception):  # noqa: N818 (a state, not a fault)
    """Nobody is known at this browser, or not any more."""


@dataclass(frozen=True, slots=True)
class Call:
    """A request at the desk, whoever it is from."""

    desk: Desk
    request: Request

    @property
    def services(self) -> Services:
        return self.desk.services

    def now(self) -> datetime:
        return self.desk.now()

    def page(self, template: str, facts: Mapping[str, Any] | None = None, *, status: int = 200) -> Response:
        return self.desk.page(self.request, template, facts, status=status)


@dataclass(frozen=True, slots=True)
class Visit(Call):
    """A request of somebody who is signed in."""

    visitor: Visitor

    @property
    def words(self) -> Words:
        return self.desk.words(self.visitor)

    def page(self, template: str, facts: Mapping[str, Any] | None = None, *, status: int = 200) -> Response:
        return self.desk.page(self.request, template, facts, visitor=self.visitor, status=status)

    async def record_reading(self, action: str, subject: str) -> None:
        """Keeps that personal data was read, and by whom."""
        await self.services.overviews.record_reading(self.visitor, action, subject, self.now())


def desk_of(request: Request) -> Desk:
    """The desk of the application that was asked."""
    desk: Desk = request.app.state.desk
    return desk


def _call(request: Request) -> Call:
    return Call(desk_of(request), request)


async def visit(request: Request) -> Visit:
    """Raises SignedOut where nobody is known."""
    desk = desk_of(request)
    secret = desk.secret_of(request)
    visitor = await desk.services.consoles.visitor(secret, desk.now()) if secret else None
    if visitor is None:
        raise SignedOut
    return Visit(desk, request, visitor)


Calling = Annotated[Call, Depends(_call)]
Visiting = Annotated[Visit, Depends(visit)]
"""What every page but the way in depends on."""
