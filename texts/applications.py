"""Applications: what those above are asked, with the two buttons, and what the applicant hears."""

from dataclasses import dataclass
from typing import ClassVar

from texts.buttons import Tap
from texts.menu import main_keyboard
from texts.messages import Button, Message, message_from
from texts.render import Facts, builds
from texts.roles import role_name
from texts.words import Words


@dataclass(frozen=True, slots=True)
class DecideApplication(Tap):
    prefix: ClassVar[str] = "apply1"
    application_id: int
    is_approved: bool


@builds("applications.received")
def received(words: Words, facts: Facts) -> Message:
    """The application while it waits; once decided, or recommended by whom it was for, no buttons."""
    asked = words("applications-received", **_named(words, facts))
    if facts["is_expected"]:
        asked = f"{asked}\n{words('applications-expected')}"
    if facts["recommended_by"]:
        asked = f"{asked}\n{words('applications-recommended_by', by=facts['recommended_by'])}"
    elif facts["is_two_step"]:
        asked = f"{asked}\n{words('applications-in_two_steps')}"
    if facts["state"] != "waiting":
        decided = words(f"applications-decided_{facts['state']}", by=facts["by"])
        return message_from(f"{asked}\n\n{decided}")
    if not facts["may_appoint"]:
        return message_from(asked)
    return message_from(asked).with_buttons(decision_buttons(words, facts["application_id"]))


def decision_buttons(words: Words, application_id: int) -> tuple[Button, ...]:
    return (
        Button(words.plain("applications-button_approve"), DecideApplication(application_id, True).pack()),
        Button(words.plain("applications-button_decline"), DecideApplication(application_id, False).pack()),
    )


@builds("applications.approved")
def approved(words: Words, facts: Facts) -> Message:
    return words.message("applications-approved", **_named(words, facts)).with_keyboard(main_keyboard(words))


@builds("applications.recommended")
def recommended(words: Words, facts: Facts) -> Message:
    return words.message("applications-recommended", **_named(words, facts))


@builds("applications.declined")
def declined(words: Words, facts: Facts) -> Message:
    return words.message("applications-declined", **_named(words, facts))


def _named(words: Words, facts: Facts) -> dict[str, str]:
    return {
        "name": facts["name"],
        "role": role_name(words, facts["role"]),
        "where": facts["organisation"] or facts["city"],
    }
