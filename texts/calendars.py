"""Patrols for a telephone's calendar: one as a file to open, all of them as a calendar to subscribe to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from core.calendars import REFRESH_EVERY
from texts.buttons import Tap
from texts.messages import Button, Message, message_from
from texts.render import Facts, builds
from texts.words import Words

if TYPE_CHECKING:
    from icalendar import Calendar, Event


class CalendarAction(StrEnum):
    show = "show"
    make = "make"
    renew = "renew"
    drop = "drop"


@dataclass(frozen=True, slots=True)
class CalendarLinkTap(Tap):
    prefix: ClassVar[str] = "ical1"

    action: CalendarAction


def calendar_button(words: Words, action: CalendarAction = CalendarAction.show) -> Button:
    return Button(words.plain(f"calendars-{action}_button"), CalendarLinkTap(action).pack())


@builds("calendars.card")
def card(words: Words, facts: Facts) -> Message:
    made_at, read_at = facts["made_at"], facts["read_at"]
    parts = [words("calendars-card")]
    if made_at:
        parts.append(words("calendars-made_at", at=made_at))
        parts.append(words("calendars-read_at", at=read_at) if read_at else words("calendars-never_read"))
    actions = (CalendarAction.renew, CalendarAction.drop) if made_at else (CalendarAction.make,)
    return message_from("\n\n".join(parts)).with_buttons(*((calendar_button(words, each),) for each in actions))


@builds("calendars.link")
def link(words: Words, facts: Facts) -> Message:
    return words.message("calendars-link", link=feed_link(words, facts["secret"]))


def feed_link(words: Words, secret: str) -> str:
    """Where a telephone subscribes."""
    return f"{words.reader.web_url}/calendar/{secret}.ics"


def calendar_file(facts: Facts, *, host: str) -> bytes:
    """One event; sent again after a change it replaces the first one, because it keeps its name and counts on."""
    calendar = _calendar()
    calendar.add("method", "PUBLISH")
    calendar.add_component(_event(facts, host))
    return bytes(calendar.to_ical())


def calendar_feed(words: Words, city: str, events: Iterable[Facts]) -> bytes:
    """A calendar to subscribe to. The same patrols make the same bytes; times are UTC, which no zone file can bend."""
    calendar = _calendar()
    calendar.add(
        "x-wr-calname", words.plain("calendars-name_city", city=city) if city else words.plain("calendars-name")
    )
    calendar.add("x-wr-timezone", words.reader.zone.key)
    calendar.add("refresh-interval", REFRESH_EVERY, {"value": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for facts in events:
        event = _event(facts, words.reader.bot_name or "patrolbot")
        event.add("status", facts["status"])
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _calendar() -> "Calendar":
    from icalendar import Calendar  # seldom needed, and a start need not wait for it

    calendar = Calendar()
    calendar.add("prodid", "-//patrolbot//patrols//KO")
    calendar.add("version", "2.0")
    return calendar


def _event(facts: Facts, host: str) -> "Event":
    from icalendar import Event  # as above

    event = Event()
    event.add("uid", f"patrol-{facts['patrol_id']}@{host}")
    event.add("sequence", facts["revision"] - 1)
    event.add("dtstamp", _instant(facts["at"]))
    event.add("dtstart", _instant(facts["starts_at"]))
    event.add("dtend", _instant(facts["ends_at"]))
    event.add("summary", facts["title"])
    event.add("location", facts["place"])
    event.add("geo", (facts["latitude"], facts["longitude"]))
    description = "\n".join(part for part in (", ".join(facts["zones"]), facts["info"]) if part)
    if description:
        event.add("description", description)
    return event


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
