"""Calendars that telephones subscribe to: whose they are, what stands in them, and how far back they reach."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from core.rsvps import RsvpState

REACHES_BACK = timedelta(days=90)
"""What is over stays in the calendar for a season; a subscription that only grows would slow telephones down."""
MOST_EVENTS = 500
REFRESH_EVERY = timedelta(hours=1)
"""How often a subscriber is asked to look again. Some look once a day whatever they are asked."""


class CalendarKind(StrEnum):
    """Whose calendar a link opens."""

    own = "own"
    city = "city"

    def scope(self, owner_id: int) -> str:
        """The one calendar of this person or city."""
        return f"{self.name}:{owner_id}"


class EventStatus(StrEnum):
    """How sure an event is, in the words of RFC 5545."""

    confirmed = "CONFIRMED"
    tentative = "TENTATIVE"
    cancelled = "CANCELLED"


def own_status(answer: RsvpState | None, *, is_cancelled: bool) -> EventStatus | None:
    """How a patrol stands in the calendar of somebody who is invited; None when they said no."""
    if answer is RsvpState.not_going:
        return None
    if is_cancelled:
        return EventStatus.cancelled
    return EventStatus.confirmed if answer is RsvpState.going else EventStatus.tentative
