"""The way in and out: a link shows a button, the button spends the link, and one's browsers can be signed out."""

from typing import Annotated

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse

from core.consoles import SESSION_LIFETIME, EntryFault
from web.browsers import name_of
from web.cookies import signed
from web.desk import Desk
from web.guards import Guarded
from web.visits import Call, Calling, Visiting

IN_TELEGRAM = "Telegram"
_INSIDE = "Path=/; HttpOnly; Secure; SameSite=None; Partitioned"
"""In a frame of another site a browser keeps a cookie only like this: kept apart for that very site."""
_STATUS = {EntryFault.unknown: 404, EntryFault.expired: 410, EntryFault.used: 410}


routes = APIRouter(route_class=Guarded)


@routes.get("", name="door")
async def door(call: Calling) -> Response:
    secret = call.desk.secret_of(call.request)
    if secret and await call.services.consoles.visitor(secret, call.now()) is not None:
        return RedirectResponse("/console/today", status_code=303)
    return call.page("door.html", {"fault": "signed_out"}, status=401)


@routes.get("/enter/{secret}", name="entrance")
async def entrance(call: Calling, secret: str) -> Response:
    if _is_hasty(call):
        return _hold_back(call)
    fault = await call.services.consoles.look_at_link(secret, call.now())
    return _refuse(call, fault) if fault else call.page("entrance.html")


@routes.post("/enter/{secret}", name="enter")
async def enter(call: Calling, secret: str) -> Response:
    if _is_hasty(call):
        return _hold_back(call)
    browser = name_of(call.request.headers.get("user-agent", ""))
    outcome = await call.services.consoles.enter(secret, browser, call.now())
    if isinstance(outcome, EntryFault):
        return _refuse(call, outcome)
    return _let_in(call.desk, outcome.secret, is_inside=False)


@routes.get("/app", name="app")
async def app(call: Calling) -> Response:
    return call.page("app.html")


@routes.post("/app", name="launch")
async def launch(call: Calling, init_data: Annotated[str, Form()] = "") -> Response:
    if _is_hasty(call):
        return _hold_back(call)
    found = call.desk.launch_of(init_data)
    if found is None:
        return _refuse(call, EntryFault.unknown)
    outcome = await call.services.consoles.enter_from_messenger(found, IN_TELEGRAM, call.now())
    if isinstance(outcome, EntryFault):
        return _refuse(call, outcome)
    return _let_in(call.desk, outcome.secret, is_inside=call.desk.is_secure)


@routes.get("/access")
async def access(visit: Visiting) -> Response:
    browsers = await visit.services.consoles.browsers(visit.visitor, visit.now())
    return visit.page("access.html", {"browsers": browsers})


@routes.post("/access/{session_id}/end")
async def end(visit: Visiting, session_id: int) -> Response:
    await visit.services.consoles.sign_out(visit.visitor, session_id, visit.now())
    return RedirectResponse("/console/access", status_code=303)


@routes.post("/leave")
async def leave(visit: Visiting) -> Response:
    desk, visitor = visit.desk, visit.visitor
    await visit.services.consoles.sign_out(visitor, visitor.session_id, visit.now())
    response = RedirectResponse("/console", status_code=303)
    response.delete_cookie(desk.cookie, path="/", secure=desk.is_secure, httponly=True, samesite="lax")
    if desk.is_inside(visit.request):
        response.headers.append("Set-Cookie", f"{desk.cookie_inside}=; Max-Age=0; {_INSIDE}")
    return response


def _is_hasty(call: Call) -> bool:
    return not call.desk.door.lets_pass(call.desk.address_of(call.request))


def _hold_back(call: Call) -> Response:
    return call.page("door.html", {"fault": "hasty"}, status=429)


def _refuse(call: Call, fault: EntryFault) -> Response:
    return call.page("door.html", {"fault": fault.name}, status=_STATUS[fault])


def _let_in(desk: Desk, secret: str, *, is_inside: bool) -> Response:
    """The first page, with the cookie of the session."""
    response = RedirectResponse("/console/today", status_code=303)
    seconds, value = int(SESSION_LIFETIME.total_seconds()), signed(desk.signer, secret)
    if is_inside:
        response.headers.append("Set-Cookie", f"{desk.cookie_inside}={value}; Max-Age={seconds}; {_INSIDE}")
        return response
    response.set_cookie(
        desk.cookie, value, max_age=seconds, path="/", secure=desk.is_secure, httponly=True, samesite="lax"
    )
    return response
