"""/newcity: founding a city."""

from handlers.telegram.context import Context
from handlers.telegram.router import Router


async def newcity(context: Context) -> None:
    await context.services.cities.create_city(context.incoming, context.words.strip())


def register(router: Router) -> None:
    router.command("newcity", newcity)
