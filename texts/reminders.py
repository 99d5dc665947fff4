"""Reminders: of a patrol with one's own answer, of a question not answered, and a leader's list of who has not."""

from texts.messages import Message
from texts.render import Facts, builds
from texts.rsvps import own_answer, rsvp_row, state_of
from texts.words import Words

LISTED = 60
"""Names shown in a leader's list; the rest are counted."""


@builds("reminders.before")
def before(words: Words, facts: Facts) -> Message:
    return _about_patrol(words, "reminders-before", facts)


@builds("reminders.unanswered")
def unanswered(words: Words, facts: Facts) -> Message:
    return _about_patrol(words, "reminders-unanswered", facts)


def _about_patrol(words: Words, text_id: str, facts: Facts) -> Message:
    return words.message(
        text_id,
        title=facts["title"],
        starts_at=facts["starts_at"],
        ends_at=facts["ends_at"],
        place=facts["place"],
        own_answer=own_answer(words, facts),
    ).with_buttons(rsvp_row(words, facts["patrol_id"], state_of(facts)))


@builds("reminders.leader_list")
def leader_list(words: Words, facts: Facts) -> Message:
    names = facts["names"]
    shown = ", ".join(names[:LISTED])
    more = words("reminders-more", count=len(names) - LISTED) if len(names) > LISTED else ""
    return words.message(
        "reminders-leader_list",
        title=facts["title"],
        starts_at=facts["starts_at"],
        ends_at=facts["ends_at"],
        organisation=facts["organisation"],
        count=len(names),
        names=shown + more,
    )
