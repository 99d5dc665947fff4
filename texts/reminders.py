"""Reminders: of a patrol with one's own answer, of a question not answered, and a leader's list of who has not."""

from core.rsvps import RsvpState
from texts.messages import Message
from texts.patrol_buttons import find_row
from texts.patrol_lines import head, joined
from texts.render import Facts, builds
from texts.rsvps import own_answer, rsvp_row, state_of
from texts.words import Words, as_typed

LISTED = 60
"""Names shown in a leader's list; the rest are counted."""


@builds("reminders.before")
def before(words: Words, facts: Facts) -> Message:
    return _about_patrol(words, "reminders-before", facts)


@builds("reminders.unanswered")
def unanswered(words: Words, facts: Facts) -> Message:
    return _about_patrol(words, "reminders-unanswered", facts)


def _about_patrol(words: Words, text_id: str, facts: Facts) -> Message:
    patrol_id = facts["patrol_id"]
    lines = [words(text_id), "", *head(words, facts)]
    if facts["info"]:
        lines.append(words("patrols-info", info=facts["info"]))
    come = [words("reminders-come")] if state_of(facts) is RsvpState.going else []
    return joined([*lines, "", own_answer(words, facts), *come]).with_buttons(
        rsvp_row(words, patrol_id, state_of(facts)), find_row(words, patrol_id)
    )


@builds("reminders.leader_list")
def leader_list(words: Words, facts: Facts) -> Message:
    names = facts["names"]
    more = words("reminders-more", count=len(names) - LISTED) if len(names) > LISTED else ""
    silent = words("reminders-leader_list", organisation=facts["organisation"], count=len(names))
    lines = [*head(words, facts), "", silent, ", ".join(as_typed(name) for name in names[:LISTED]) + more]
    return joined([*lines, "", words("reminders-leader_hint")])
