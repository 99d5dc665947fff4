"""The way in and out: a link shows a button, the button spends the link, and one's browsers can be signed out."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from core.consoles import SESSION_LIFETIME, EntryFault
from services.visits import Visitor
from web.browsers import name_of
from web.desk import Desk
from web.guards import Turnstile, visiting

IN_TELEGRAM = "Telegram"
_INSIDE = "Path=/; HttpOnly; Secure; SameSite=None; Partitioned"
"""In a frame of another site a browser keeps a cookie only like this: kept apart for that very site."""
_STATUS = {EntryFault.unknown: 404, EntryFault.expired: 410, EntryFault.used: 410}


def add_routes(router: APIRouter, desk: Desk) -> None:  # noqa: C901 (one branch a door, read side by side)
    turnstile = Turnstile()
    consoles = desk.services.consoles
    known = Depends(visiting(desk))

    def refused(request: Request, fault: EntryFault) -> Response:
        return desk.page(request, "door.html", {"fault": fault.name}, status=_STATUS[fault])

    def is_hasty(request: Request) -> bool:
        return not turnstile.lets_pass(desk.address_of(request))

    @router.get("", name="door")
    async def door(request: Request) -> Response:
        secret = desk.secret_of(request)
        if secret and await consoles.visitor(secret, desk.now()) is not None:
            return RedirectResponse("/console/today", status_code=303)
        return desk.page(request, "door.html", {"fault": "signed_out"}, status=401)

    @router.get("/enter/{secret}", name="entrance")
    async def entrance(request: Request, secret: str) -> Response:
        if is_hasty(request):
            return desk.page(request, "door.html", {"fault": "hasty"}, status=429)
        fault = await consoles.look_at_link(secret, desk.now())
        return refused(request, fault) if fault else desk.page(request, "entrance.html")

    @router.post("/enter/{secret}", name="enter")
    async def enter(request: Request, secret: str) -> Response:
        if is_hasty(request):
            return desk.page(request, "door.html", {"fault": "hasty"}, status=429)
        outcome = await consoles.enter(secret, name_of(request.headers.get("user-agent", "")), desk.now())
        if isinstance(outcome, EntryFault):
            return refused(request, outcome)
        return _let_in(desk, outcome.secret, is_inside=False)

    @router.get("/app", name="app")
    async def app(request: Request) -> Response:
        return desk.page(request, "app.html")

    @router.post("/app", name="launch")
    async def launch(request: Request, init_data: Annotated[str, Form()] = "") -> Response:
        if is_hasty(request):
            return desk.page(request, "door.html", {"fault": "hasty"}, status=429)
        found = desk.launch_of(init_data)
        if found is None:
            return refused(request, EntryFault.unknown)
        outcome = await consoles.enter_from_messenger(found, IN_TELEGRAM, desk.now())
        if isinstance(outcome, EntryFault):
            return refused(request, outcome)
        return _let_in(desk, outcome.secret, is_inside=desk.is_secure)

    @router.get("/access")
    async def access(request: Request, visitor: Annotated[Visitor, known]) -> Response:
        browsers = await consoles.browsers(visitor, desk.now())
        return desk.page(request, "access.html", {"browsers": browsers}, visitor=visitor)

    @router.post("/access/{session_id}/end")
    async def end(visitor: Annotated[Visitor, known], session_id: int) -> Response:
        await consoles.sign_out(visitor, session_id, desk.now())
        return RedirectResponse("/console/access", status_code=303)

    @router.post("/leave")
    async def leave(request: Request, visitor: Annotated[Visitor, known]) -> Response:
        await consoles.sign_out(visitor, visitor.session_id, desk.now())
        response = RedirectResponse("/console", status_code=303)
        response.delete_cookie(desk.cookie, path="/", secure=desk.is_secure, httponly=True, samesite="lax")
        if desk.is_inside(request):
            response.headers.append("Set-Cookie", f"{desk.cookie_inside}=; Max-Age=0; {_INSIDE}")
        return response


def _let_in(desk: Desk, secret: str, *, is_inside: bool) -> Response:
    """The first page, with the cookie of the session."""
    response = RedirectResponse("/console/today", status_code=303)
    seconds = int(SESSION_LIFETIME.total_seconds())
    if is_inside:
        response.headers.append("Set-Cookie", f"{desk.cookie_inside}={secret}; Max-Age={seconds}; {_INSIDE}")
        return response
    response.set_cookie(
        desk.cookie, secret, max_age=seconds, path="/", secure=desk.is_secure, httponly=True, samesite="lax"
    )
    return response
