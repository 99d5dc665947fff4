"""The coordinator's console: every page of it, on one router."""

from fastapi import APIRouter, Response

from core.roles import NotAllowed
from web import (
    audit,
    broadcasts,
    cities,
    connections,
    member_lists,
    members,
    months,
    note_deeds,
    notes,
    patrol_changes,
    patrols,
    people,
    plan,
    plan_drafts,
    plan_entries,
    settings,
    signin,
    statics,
    today,
)
from web.desk import Desk
from web.guards import guarded

_NOUNS = (
    signin,
    today,
    patrols,
    patrol_changes,
    plan,
    plan_drafts,
    plan_entries,
    notes,
    note_deeds,
    member_lists,
    people,
    members,
    broadcasts,
    cities,
    settings,
    audit,
    connections,
    months,
    statics,
)


def console_routes(desk: Desk) -> APIRouter:
    router = APIRouter(prefix="/console", route_class=guarded(desk))
    for noun in _NOUNS:
        noun.add_routes(router, desk)

    @router.get("/{rest:path}")
    async def nothing(rest: str) -> Response:
        raise NotAllowed(rest)

    return router
