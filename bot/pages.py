"""What is served over HTTP, put together: console, API, calendars, health, metrics and the webhook's door.

All that only the web server needs is imported here and nowhere else in `bot`: a start begins to work without it.
"""

import asyncio
from urllib.parse import urlsplit

from starlette.types import ASGIApp

from bot.intake import Intake
from bot.launches import launches
from bot.settings import Settings
from bot.vitals import Vitals
from services.house import Services
from texts.words import Reader
from web.api import create_api
from web.app import create_app
from web.calendars import calendars
from web.console import console
from web.cookies import cookie_signer
from web.desk import Desk
from web.health import health_routes
from web.metrics import metrics_routes
from web.tiles import TileSource
from web.webhook import webhook_routes


def web_app(
    settings: Settings,
    services: Services,
    *,
    reader: Reader,
    vitals: Vitals,
    intake: Intake,
    stopping: asyncio.Event,
) -> ASGIApp:
    tiles = TileSource(settings.map_tiles, settings.map_credit) if settings.map_tiles else None
    signer, launch_of = cookie_signer(settings.bot_token), launches(settings.bot_token)
    desk = Desk(services, reader, vitals.clock.now, signer, stopping, launch_of, settings.trusted_proxies, tiles)
    routers = [metrics_routes(vitals.exposition), console, calendars]
    url, secret = settings.webhook_url, settings.webhook_secret
    if url and secret:
        routers.append(webhook_routes(urlsplit(url).path, secret, lambda update: intake.take([update])))
    return create_app(routers, {"/api/v1": create_api(desk)}, health_routes(vitals.checks()), desk=desk)
