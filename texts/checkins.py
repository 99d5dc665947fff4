"""Checking in: the question with its location key, and what came of the answer."""

from texts.checkouts import checkout_row
from texts.menu import main_keyboard
from texts.messages import Key, Keyboard, Message, message_from
from texts.render import Facts, builds, plain
from texts.words import Words


def location_keyboard(words: Words) -> Keyboard:
    """One large key that shares the place, and a way out."""
    return Keyboard(
        ((Key(words.plain("checkins-share_key"), "location"),), (Key(words.plain("checkins-later_key")),)),
        one_time=True,
    )


@builds("checkins.where")
def where(words: Words, facts: Facts) -> Message:
    return plain(words, "checkins.where", facts).with_keyboard(location_keyboard(words))


@builds("checkins.forwarded")
def forwarded(words: Words, facts: Facts) -> Message:
    return plain(words, "checkins.forwarded", facts).with_keyboard(location_keyboard(words))


@builds("checkins.explained")
def explained(words: Words, facts: Facts) -> Message:
    return plain(words, "checkins.explained", facts).with_keyboard(location_keyboard(words))


@builds("checkins.too_far")
def too_far(words: Words, facts: Facts) -> Message:
    return plain(words, "checkins.too_far", facts).with_keyboard(location_keyboard(words))


@builds("checkins.accepted")
def accepted(words: Words, facts: Facts) -> Message:
    said = words(
        "checkins-accepted",
        title=facts["title"],
        starts_at=facts["starts_at"],
        ends_at=facts["ends_at"],
        late_minutes=facts["late_minutes"],
    )
    paragraphs = (said + _distance(words, facts), words("checkins-accepted_next"))
    return message_from("\n\n".join(paragraphs)).with_buttons(checkout_row(words, facts["patrol_id"]))


@builds("checkins.resumed")
def resumed(words: Words, facts: Facts) -> Message:
    said = words("checkins-resumed", title=facts["title"]) + _distance(words, facts)
    return message_from(said).with_buttons(checkout_row(words, facts["patrol_id"]))


@builds("checkins.already_in")
def already_in(words: Words, facts: Facts) -> Message:
    return plain(words, "checkins.already_in", facts).with_buttons(checkout_row(words, facts["patrol_id"]))


@builds("checkins.on_duty")
def on_duty(words: Words, facts: Facts) -> Message:
    return plain(words, "checkins.on_duty", facts).with_keyboard(main_keyboard(words))


@builds("checkins.later")
def later(words: Words, facts: Facts) -> Message:
    return plain(words, "checkins.later", facts).with_keyboard(main_keyboard(words))


@builds("checkins.no_patrol")
def no_patrol(words: Words, facts: Facts) -> Message:
    return plain(words, "checkins.no_patrol", facts).with_keyboard(main_keyboard(words))


@builds("checkins.too_early")
def too_early(words: Words, facts: Facts) -> Message:
    return plain(words, "checkins.too_early", facts).with_keyboard(main_keyboard(words))


@builds("checkins.too_many_tries")
def too_many_tries(words: Words, facts: Facts) -> Message:
    return plain(words, "checkins.too_many_tries", facts).with_keyboard(main_keyboard(words))


def _distance(words: Words, facts: Facts) -> str:
    """How far it was, where a place was shared."""
    if facts["distance_m"] is None:
        return ""
    return "\n" + words("checkins-distance", distance_m=facts["distance_m"])
