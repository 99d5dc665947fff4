"""Patrols as people read them: announced, listed, changed, cancelled, on the map and in the calendar."""

from texts.calendars import calendar_file
from texts.messages import Button, File, Message, Place
from texts.patrol_buttons import MoreTap, change_row, find_row
from texts.patrol_lines import details, head, joined, value
from texts.render import Facts, builds
from texts.rsvps import own_answer, rsvp_row, state_of
from texts.words import Words


@builds("patrols.announced")
def announced(words: Words, facts: Facts) -> Message:
    """The announcement: everything one has to know, and the question."""
    patrol_id = facts["patrol_id"]
    lines = [words("patrols-announced"), "", *head(words, facts), *details(words, facts), "", words("rsvps-question")]
    return joined(lines).with_buttons(rsvp_row(words, patrol_id), find_row(words, patrol_id))


@builds("patrols.card")
def card(words: Words, facts: Facts) -> Message:
    """One of the coming patrols with the reader's own answer; coordinators can change it here."""
    patrol_id = facts["patrol_id"]
    may_answer = facts["is_invited"] and not facts["has_begun"]
    lines = [*head(words, facts), *details(words, facts)]
    if facts["has_begun"]:
        lines += ["", words("patrols-is_on")]
    elif may_answer:
        lines += ["", own_answer(words, facts)]
    return joined(lines).with_buttons(
        rsvp_row(words, patrol_id, state_of(facts)) if may_answer else (),
        find_row(words, patrol_id),
        change_row(words, patrol_id) if facts["may_change"] else (),
    )


@builds("patrols.more")
def more(words: Words, facts: Facts) -> Message:
    return words.message("patrols-more").with_buttons(
        (Button(words.plain("patrols-more_button"), MoreTap(facts["offset"]).pack()),)
    )


@builds("patrols.none")
def none(words: Words, facts: Facts) -> Message:
    return words.message("patrols-none_to_plan" if facts["may_change"] else "patrols-none")


@builds("patrols.place")
def place(words: Words, facts: Facts) -> Message:
    """A pin; the messenger shows name and address beside it."""
    pin = Place(facts["latitude"], facts["longitude"], facts["place"], facts["title"])
    return words.message("patrols-place", title=facts["title"], place=facts["place"]).with_attachment(pin)


@builds("patrols.calendar")
def calendar(words: Words, facts: Facts) -> Message:
    content = calendar_file(facts, host=words.reader.bot_name or "patrolbot")
    return words.message("patrols-calendar", title=facts["title"]).with_attachment(
        File(content, f"patrol-{facts['patrol_id']}.ics")
    )


@builds("patrols.changed")
def changed(words: Words, facts: Facts) -> Message:
    """What people who had answered are told: old and new."""
    patrol_id = facts["patrol_id"]
    lines = [
        words("patrols-changed" if facts["count"] == 1 else "patrols-changed_following", starts_at=_old_start(facts)),
        "",
        words("patrols-title", title=facts["title"]),
        words("patrols-old_value", value=_as_told(words, facts, facts["old"])),
        words("patrols-new_value", value=_as_told(words, facts, facts["new"])),
        "",
        words("patrols-changed_question"),
    ]
    return joined(lines).with_buttons(rsvp_row(words, patrol_id), find_row(words, patrol_id))


def _as_told(words: Words, facts: Facts, side: Facts) -> str:
    """Members find a place by its name and on the map; coordinates are told where the name alone would not differ."""
    if facts["change"] == "place" and facts["old"]["place"] != facts["new"]["place"]:
        return words("patrols-where", place=side["place"])
    return value(words, facts["change"], side)


def _old_start(facts: Facts) -> str:
    return str(facts["old"].get("starts_at", facts["starts_at"]))


@builds("patrols.cancelled")
def cancelled(words: Words, facts: Facts) -> Message:
    following = facts["count"] > 1
    opening = words("patrols-cancelled_following" if following else "patrols-cancelled", starts_at=facts["starts_at"])
    return joined([opening, "", *head(words, facts), "", words("patrols-cancelled_hint")])


@builds("patrols.uninvited")
def uninvited(words: Words, facts: Facts) -> Message:
    return joined([words("patrols-uninvited"), "", *head(words, facts)])
