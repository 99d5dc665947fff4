"""Registration: each question with the buttons or keys that answer it, and how it ends."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from core.members import Step
from texts.buttons import Tap
from texts.messages import Button, Key, Keyboard, Message, message_from
from texts.pages import pager
from texts.render import Facts, builds
from texts.roles import role_name
from texts.words import Words, in_every_language


@dataclass(frozen=True, slots=True)
class AnswerConsent(Tap):
    prefix: ClassVar[str] = "consent1"
    step: Step
    is_granted: bool


@dataclass(frozen=True, slots=True)
class AnswerAdult(Tap):
    prefix: ClassVar[str] = "adult1"
    is_adult: bool


@dataclass(frozen=True, slots=True)
class ShowOrganisations(Tap):
    """`city_id` 0 means the list of cities."""

    prefix: ClassVar[str] = "joinpage1"
    city_id: int
    page: int


@dataclass(frozen=True, slots=True)
class ChooseOrganisation(Tap):
    prefix: ClassVar[str] = "join1"
    organisation_id: int


def is_skip(text: str) -> bool:
    """Whether this is what the key to skip a question says, in any language."""
    return text.strip() in {words.plain("registrations-key_skip") for words in in_every_language()}


def _asked(words: Words, facts: Facts, question: str) -> Message:
    hint = facts.get("hint")
    if not hint:
        return message_from(question)
    hint_id = f"names-{hint}" if hint.startswith("name_") else f"registrations-hint_{hint}"
    return message_from(f"{words(hint_id)}\n\n{question}")


@builds("registrations.ask_organisation")
def ask_organisation(words: Words, facts: Facts) -> Message:
    city_id = facts["city_id"]
    question = (
        words("registrations-ask_organisation", city=facts["city"]) if city_id else words("registrations-ask_city")
    )

    def line(choice_id: int) -> Tap:
        return ChooseOrganisation(choice_id) if city_id else ShowOrganisations(choice_id, 0)

    rows = [(Button(name, line(choice_id).pack()),) for choice_id, name in facts["choices"]]
    turned = pager(words, facts["page"], facts["last_page"], lambda page: ShowOrganisations(city_id, page))
    back: tuple[Button, ...] = ()
    if city_id and facts["has_cities"]:
        back = (Button(words.plain("registrations-button_cities"), ShowOrganisations(0, 0).pack()),)
    return _asked(words, facts, question).with_buttons(*rows, turned, back)


@builds("registrations.ask_collection")
def ask_collection(words: Words, facts: Facts) -> Message:
    where = facts["organisation"] or facts["city"]
    greeting = words("registrations-greeting", where=where, role=role_name(words, facts["role"]))
    question = f"{greeting}\n\n{words('registrations-ask_collection')}"
    return _asked(words, facts, question).with_buttons(*_consent_buttons(words, Step.collection))


def _consent(text: str, step: Step) -> Callable[[Words, Facts], Message]:
    def ask(words: Words, facts: Facts) -> Message:
        return _asked(words, facts, words(text)).with_buttons(*_consent_buttons(words, step))

    return ask


builds("registrations.ask_location")(_consent("registrations-ask_location", Step.location))
builds("registrations.ask_transfer_abroad")(_consent("registrations-ask_transfer_abroad", Step.transfer_abroad))


def _consent_buttons(words: Words, step: Step) -> tuple[tuple[Button, ...], ...]:
    return (
        (Button(words.plain("registrations-button_agree"), AnswerConsent(step, True).pack()),),
        (Button(words.plain("registrations-button_disagree"), AnswerConsent(step, False).pack()),),
    )


@builds("registrations.ask_adult")
def ask_adult(words: Words, facts: Facts) -> Message:
    return _asked(words, facts, words("registrations-ask_adult")).with_buttons(
        (Button(words.plain("registrations-button_adult"), AnswerAdult(True).pack()),),
        (Button(words.plain("registrations-button_not_adult"), AnswerAdult(False).pack()),),
    )


@builds("registrations.ask_name")
def ask_name(words: Words, facts: Facts) -> Message:
    return _asked(words, facts, words("registrations-ask_name"))


@builds("registrations.ask_phone")
def ask_phone(words: Words, facts: Facts) -> Message:
    keys = Keyboard(
        (
            (Key(words.plain("registrations-key_phone"), requests="contact"),),
            (Key(words.plain("registrations-key_skip")),),
        ),
        one_time=True,
    )
    return _asked(words, facts, words("registrations-ask_phone")).with_keyboard(keys)


@builds("registrations.link_fault")
def link_fault(words: Words, facts: Facts) -> Message:
    return words.message(f"registrations-link_{facts['fault']}")


@builds("registrations.applied")
def applied(words: Words, facts: Facts) -> Message:
    """For a newcomer the keys of the last question go; who is active already keeps the main menu."""
    message = _about_place(words, facts, f"registrations-applied_{facts['role']}")
    return message if facts["is_active"] else message.with_keyboard(Keyboard())


def _about_place(words: Words, facts: Facts, text: str) -> Message:
    where = facts["organisation"] or facts["city"]
    return words.message(text, name=facts["name"], where=where, role=role_name(words, facts["role"]))


def _about(text: str) -> Callable[[Words, Facts], Message]:
    def build(words: Words, facts: Facts) -> Message:
        return _about_place(words, facts, text)

    return build


for _state in ("already_in", "already_waiting", "other_patrol_unit", "waiting", "paused"):
    builds(f"registrations.{_state}")(_about(f"registrations-{_state}"))
