"""One's own card: coming patrols, hours, and one large button for each thing that is one's own to decide."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from core.members import Purpose
from core.phones import national_phone
from texts.buttons import Tap
from texts.calendars import calendar_button
from texts.departures import leave_button
from texts.messages import Button, Message, message_from
from texts.render import Facts, builds
from texts.roles import role_name
from texts.words import Words


class ProfileAction(StrEnum):
    """What the buttons of the card do; each says what shall be, so that tapping twice changes nothing."""

    card = "card"
    consents = "consents"
    language = "language"
    rest = "rest"
    end_rest = "end_rest"
    pause_location = "pause_location"
    resume_location = "resume_location"
    export = "export"
    certificate = "certificate"


@dataclass(frozen=True, slots=True)
class ProfileTap(Tap):
    prefix: ClassVar[str] = "me1"

    action: ProfileAction


@dataclass(frozen=True, slots=True)
class ConsentTap(Tap):
    prefix: ClassVar[str] = "agree1"

    purpose: Purpose
    is_granted: bool


def profile_button(words: Words, action: ProfileAction) -> Button:
    return Button(words.plain(f"profiles-{action}_button"), ProfileTap(action).pack())


@builds("profiles.card")
def card(words: Words, facts: Facts) -> Message:
    parts = [
        words("profiles-card", name=facts["name"], phone=_phone(words, facts["phone"])),
        "\n".join(_roles(words, facts)),
        "\n".join(_coming(words, facts)),
        words("profiles-hours", month_minutes=facts["month_minutes"], year_minutes=facts["year_minutes"]),
        *([words("profiles-resting")] if facts["rests"] else []),
        *([words(f"profiles-location_{facts['location']}_line")] if facts["location"] != "on" else []),
    ]
    return message_from("\n\n".join(part for part in parts if part)).with_buttons(*_buttons(words, facts))


def _phone(words: Words, number: str) -> str:
    return national_phone(number) if number else words.plain("profiles-no_phone")


def _roles(words: Words, facts: Facts) -> list[str]:
    return [
        words(
            "profiles-role",
            role=role_name(words, role),
            where=organisation or city or words.plain("profiles-everywhere"),
            state=state,
        )
        for role, state, organisation, city in facts["roles"]
    ]


def _coming(words: Words, facts: Facts) -> list[str]:
    if not facts["coming"]:
        return [words("profiles-no_patrols")]
    return [words("profiles-coming"), *(words("profiles-patrol", **patrol) for patrol in facts["coming"])]


def _buttons(words: Words, facts: Facts) -> list[tuple[Button, ...]]:
    wishes = [ProfileAction.end_rest if facts["rests"] else ProfileAction.rest]
    if facts["location"] != "refused":
        is_on = facts["location"] == "on"
        wishes.append(ProfileAction.pause_location if is_on else ProfileAction.resume_location)
    wishes += [ProfileAction.certificate, ProfileAction.consents, ProfileAction.language, ProfileAction.export]
    return [*((profile_button(words, wish),) for wish in wishes), (calendar_button(words),), (leave_button(words),)]


@builds("profiles.consents")
def consents(words: Words, facts: Facts) -> Message:
    """What was agreed to. The one that is needed leads to the question about leaving."""
    given = facts["consents"]
    lines = [
        words("profiles-consent", what=words.plain(f"profiles-purpose_{purpose}"), is_given=_yes(given[purpose]))
        for purpose in Purpose
    ]
    buttons = [
        (
            Button(
                words.plain(
                    "profiles-withdraw_button" if given[purpose] else "profiles-agree_button",
                    what=words.plain(f"profiles-purpose_{purpose}"),
                ),
                ConsentTap(purpose, not given[purpose]).pack(),
            ),
        )
        for purpose in (Purpose.location, Purpose.transfer_abroad)
    ]
    needed = Button(
        words.plain("profiles-withdraw_button", what=words.plain(f"profiles-purpose_{Purpose.collection}")),
        ConsentTap(Purpose.collection, False).pack(),
    )
    text = "\n".join([words("profiles-consents"), "", *lines, "", words("profiles-consents_hint")])
    return message_from(text).with_buttons(*buttons, (needed,), (profile_button(words, ProfileAction.card),))


def _yes(is_given: bool) -> str:
    return "yes" if is_given else "no"
