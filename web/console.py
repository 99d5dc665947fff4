"""The coordinator's console: every page of it, on one router."""

from fastapi import APIRouter

from web import notes, patrols, people, signin, statics, today
from web.desk import Desk
from web.guards import guarded

_NOUNS = (signin, today, patrols, notes, people, statics)


def console_routes(desk: Desk) -> APIRouter:
    router = APIRouter(prefix="/console", route_class=guarded(desk))
    for noun in _NOUNS:
        noun.add_routes(router, desk)
    return router
