"""Which city the desk is about, for whoever coordinates several."""

from typing import Annotated

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse

from web.guards import Guarded
from web.visits import Visiting

routes = APIRouter(route_class=Guarded)


@routes.get("/cities")
async def cities(visit: Visiting) -> Response:
    return visit.page("cities.html", {"cities": await visit.services.city_choices.show(visit.visitor)})


@routes.post("/cities")
async def switch(visit: Visiting, city_id: Annotated[int, Form()]) -> Response:
    await visit.services.city_choices.work_in(visit.visitor, city_id)
    return RedirectResponse("/console/today?said=city_switched", status_code=303)
