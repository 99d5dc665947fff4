"""Places that are shared in a private chat, read straight from what the messenger wrote: many of them come at once."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from core.checkins import ByLocation
from core.geo import Point
from core.incoming import Address, Incoming
from handlers.telegram.context import CHANNEL
from texts.words import supported


def arrival_of(payload: Mapping[str, Any]) -> tuple[Incoming, ByLocation] | None:
    """The place that an update shares; None for anything else, and for whatever does not look as it should."""
    message = payload.get("message")
    try:
        if not message or "location" not in message or "forward_origin" in message:
            return None
        chat, user, location = message["chat"], message["from"], message["location"]
        if chat["type"] != "private" or chat["id"] != user["id"]:
            return None
        sender = Address(CHANNEL, str(user["id"]))
        incoming = Incoming(
            payload["update_id"],
            sender,
            datetime.fromtimestamp(message["date"], UTC),
            supported(user.get("language_code")),
            chat=sender,
        )
        point = Point(location["latitude"], location["longitude"])
        return incoming, ByLocation(point, location.get("horizontal_accuracy"))
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        return None  # the ordinary way says what is wrong with it
