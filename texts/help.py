"""Help: first the one thing to do now, then every command this person may use, in plain words."""

from core.next_steps import NextStep
from core.roles import Role
from texts.departures import leave_button
from texts.menu import commands_of, main_keyboard
from texts.messages import Button, Message, message_from
from texts.profiles import ProfileAction, profile_button
from texts.render import Facts, builds
from texts.roles import role_name
from texts.rsvps import rsvp_row
from texts.words import Words

_NAMED = ("title", "starts_at", "ends_at", "place", "applications", "notes", "where", "question")


@builds("help.now")
def now(words: Words, facts: Facts) -> Message:
    rank = Role[facts["rank"]] if facts["rank"] else None
    arguments = {name: facts[name] for name in _NAMED if facts.get(name) is not None}
    if facts.get("role"):
        arguments["role"] = role_name(words, facts["role"])
    lines = [f"/{name} – {words(f'command-{name}')}" for name in commands_of(rank)]
    text = "\n\n".join(
        [
            words(f"help-{facts['step']}", **arguments),
            words("help-commands") + "\n" + "\n".join(lines),
            words("help-112"),
        ]
    )
    message = message_from(text)
    buttons = _buttons(words, facts, rank)
    if buttons:
        return message.with_buttons(*buttons)
    return message.with_keyboard(main_keyboard(words)) if rank is not None else message


def _buttons(words: Words, facts: Facts, rank: Role | None) -> list[tuple[Button, ...]]:
    """What the next step needs; and for those who are in nothing, their rights over what we keep of them."""
    if facts["step"] in (NextStep.answer_patrol, NextStep.confirm_place):
        return [rsvp_row(words, facts["patrol_id"])]
    if facts["step"] == NextStep.end_rest:
        return [(profile_button(words, ProfileAction.end_rest),)]
    if facts["is_registered"] and rank is None:
        return [(profile_button(words, ProfileAction.export),), (leave_button(words),)]
    return []
