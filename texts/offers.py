"""The offer of a place that became free, and what becomes of it when nobody answers."""

from core.rsvps import Answer, RsvpState
from texts.messages import Button, Message
from texts.patrol_lines import head, joined
from texts.render import Facts, builds
from texts.rsvps import RsvpTap, rsvp_row
from texts.words import Words


@builds("offers.made")
def made(words: Words, facts: Facts) -> Message:
    """A place became free: confirm it or leave it to the next. The buttons are ordinary answers, whenever tapped."""
    patrol_id = facts["patrol_id"]
    lines = [
        words("offers-made"),
        "",
        *head(words, facts),
        "",
        words("offers-until", expires_at=facts["expires_at"]),
    ]
    return joined(lines).with_buttons(
        (Button(words.plain("offers-confirm"), RsvpTap(patrol_id, Answer.going).pack()),),
        (Button(words.plain("offers-decline"), RsvpTap(patrol_id, Answer.not_going).pack()),),
    )


@builds("offers.lapsed")
def lapsed(words: Words, facts: Facts) -> Message:
    return joined([*head(words, facts), "", words("offers-lapsed")]).with_buttons(
        rsvp_row(words, facts["patrol_id"], RsvpState.maybe)
    )
