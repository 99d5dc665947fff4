"""The front desk: a router with every noun registered."""

from telegram import Bot

from handlers.telegram import (
    alerts,
    applications,
    checkins,
    cities,
    groups,
    incidents,
    invitations,
    languages,
    notes,
    organisations,
    reachability,
    registrations,
    rsvps,
)
from handlers.telegram.router import Router
from services.house import Services
from texts.words import Reader

_NOUNS = (
    registrations,
    languages,
    reachability,
    cities,
    rsvps,
    groups,
    applications,
    invitations,
    organisations,
    notes,
    incidents,
    alerts,
    checkins,
)


def build_router(services: Services, bot: Bot, reader: Reader) -> Router:
    router = Router(services, bot, reader)
    for noun in _NOUNS:
        noun.register(router)
    return router
