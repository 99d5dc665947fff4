"""Which city the desk is about, for whoever coordinates several."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from services.visits import Visitor
from web.desk import Desk
from web.guards import visiting


def add_routes(router: APIRouter, desk: Desk) -> None:
    known = Depends(visiting(desk))
    choices = desk.services.city_choices

    @router.get("/cities")
    async def cities(request: Request, visitor: Annotated[Visitor, known]) -> Response:
        return desk.page(request, "cities.html", {"cities": await choices.show(visitor)}, visitor=visitor)

    @router.post("/cities")
    async def switch(visitor: Annotated[Visitor, known], city_id: Annotated[int, Form()]) -> Response:
        await choices.work_in(visitor, city_id)
        return RedirectResponse("/console/today?said=city_switched", status_code=303)
