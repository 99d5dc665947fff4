"""A place that somebody chose on the map: a location, or a venue with a name of its own."""

from dataclasses import dataclass

from telegram import Message

from core.geo import Point


@dataclass(frozen=True, slots=True)
class SharedPlace:
    point: Point
    name: str | None


def shared_place(message: Message) -> SharedPlace | None:
    """The place in a message; None when there is none."""
    if message.venue is not None:
        location = message.venue.location
        return SharedPlace(Point(location.latitude, location.longitude), message.venue.title or None)
    if message.location is not None:
        return SharedPlace(Point(message.location.latitude, message.location.longitude), None)
    return None
