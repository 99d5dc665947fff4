"""The lines that messages about patrols are made of: when, where, who, what to bring, how often."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from core.recurrence import Frequency, from_canonical
from texts.messages import Message, message_from
from texts.render import Facts
from texts.words import Words


def joined(lines: Iterable[str]) -> Message:
    """Lines of words, bold marks and all, as one message."""
    return message_from("\n".join(lines))


def head(words: Words, facts: Facts) -> list[str]:
    """Title, when and where."""
    return [
        words("patrols-title", title=facts["title"]),
        when_line(words, facts),
        words("patrols-where", place=facts["place"]),
    ]


def details(words: Words, facts: Facts) -> list[str]:
    """Who, in which zones, what to bring, how often: what there is of it."""
    lines = [words("patrols-who", organisations=organisations_of(words, facts.get("organisations", ())))]
    if facts.get("zones"):
        lines.append(words("patrols-zones", zones=", ".join(facts["zones"])))
    if facts.get("info"):
        lines.append(words("patrols-info", info=facts["info"]))
    if facts.get("repeat"):
        lines.append(words("patrols-repeat", repeat=repetition(words, facts["repeat"])))
    return lines


def when_line(words: Words, facts: Facts) -> str:
    """Day, weekday and hours; an end on the next day says so."""
    starts_at, ends_at = facts["starts_at"], facts["ends_at"]
    is_next_day = words.local(starts_at).date() != words.local(ends_at).date()
    return words("patrols-when_overnight" if is_next_day else "patrols-when", starts_at=starts_at, ends_at=ends_at)


def full_when(words: Words, facts: Facts) -> str:
    """With the year, as a preview shows it."""
    year = str(words.local(facts["starts_at"]).year)
    return words("patrols-when_full", year=year, starts_at=facts["starts_at"], ends_at=facts["ends_at"])


def organisations_of(words: Words, organisations: Sequence[Any]) -> str:
    """`평촌자율방범대 10명, …`; none means all of the city."""
    if not organisations:
        return words("patrols-all_organisations")
    return ", ".join(
        name if quota is None else words("patrols-quota", name=name, quota=quota)
        for name, quota in (pair[-2:] for pair in organisations)
    )


def repetition(words: Words, canonical: str) -> str:
    """A stored rule in words."""
    rule = from_canonical(canonical)
    days = ", ".join(words(f"patrols-weekday_{number}") for number in rule.weekdays)
    match rule.frequency:
        case Frequency.daily:
            text = words("patrols-daily")
        case Frequency.weekly:
            text = words("patrols-weekly", days=days)
        case Frequency.monthly:
            nths = ", ".join(words(f"patrols-nth_{'last' if nth < 0 else nth}") for nth in rule.nths)
            text = words("patrols-monthly", nths=nths, days=days)
    if rule.until is not None:
        text = words("patrols-until", rule=text, until=noon(words, rule.until))
    return words("patrols-without_holidays", rule=text) if rule.skips_holidays else text


def noon(words: Words, day: date | str) -> str:
    """A day as an instant that is on this day wherever the reader's clocks are."""
    found = date.fromisoformat(day) if isinstance(day, str) else day
    return datetime.combine(found, time(12), tzinfo=words.reader.zone).isoformat()


def value(words: Words, change: str, facts: Facts) -> str:
    """One value of a patrol, as it was or as it will be."""
    match change:
        case "when":
            return full_when(words, facts)
        case "place":
            return words(
                "patrols-place_value",
                place=facts["place"],
                coordinates=f"{facts['latitude']:.5f}, {facts['longitude']:.5f}",
            )
        case "organisations":
            return organisations_of(words, facts["organisations"])
        case "zones":
            return ", ".join(facts["zones"]) or words("patrols-nothing")
        case _:
            return facts["info"] or words("patrols-nothing")
