"""The front desk: a router with every noun registered."""

from telegram import Bot

from handlers.telegram import (
    absences,
    alerts,
    applications,
    broadcasts,
    calendars,
    checkins,
    cities,
    codes,
    consoles,
    departures,
    effects,
    groups,
    help,  # noqa: A004 (the command's name)
    incidents,
    invitations,
    languages,
    members,
    notes,
    organisations,
    patrol_changes,
    patrol_drafts,
    patrol_logs,
    patrols,
    profiles,
    reachability,
    registrations,
    reports,
    rosters,
    rsvps,
    volunteer_hours,
)
from handlers.telegram.router import Router
from services.house import Services
from texts.words import Reader

_NOUNS = (
    registrations,
    languages,
    reachability,
    help,
    profiles,
    calendars,
    departures,
    cities,
    patrols,
    patrol_drafts,
    patrol_changes,
    rsvps,
    groups,
    applications,
    invitations,
    organisations,
    notes,
    incidents,
    alerts,
    broadcasts,
    checkins,
    codes,
    consoles,
    rosters,
    absences,
    patrol_logs,
    reports,
    effects,
    volunteer_hours,
    members,
)


def build_router(services: Services, bot: Bot, reader: Reader) -> Router:
    router = Router(services, bot, reader)
    for noun in _NOUNS:
        noun.register(router)
    return router
