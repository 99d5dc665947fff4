"""/newcity: founding a city; and the choice of the city to work in."""

from handlers.telegram.context import Context
from handlers.telegram.router import Router
from services.base import Toast
from texts.cities import CityPage, WorkIn


async def newcity(context: Context) -> None:
    await context.services.cities.create_city(context.incoming, context.words)


async def work_in(context: Context, tap: WorkIn) -> Toast | None:
    return await context.services.cities.work_in(context.incoming, tap.city_id)


async def turn_page(context: Context, tap: CityPage) -> Toast | None:
    return await context.services.cities.show_choice(context.incoming, tap.page)


def register(router: Router) -> None:
    router.command("newcity", newcity)
    router.answer("cities.name", newcity)
    router.tap(WorkIn, work_in)
    router.tap(CityPage, turn_page)
