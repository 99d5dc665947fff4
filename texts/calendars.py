"""A patrol as a calendar file, which every telephone opens."""

from datetime import UTC, datetime

from icalendar import Calendar, Event

from texts.render import Facts


def calendar_file(facts: Facts, *, host: str) -> bytes:
    """One event; sent again after a change it replaces the first one, because it keeps its name and counts on."""
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
    calendar = Calendar()
    calendar.add("prodid", "-//patrolbot//patrols//KO")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
