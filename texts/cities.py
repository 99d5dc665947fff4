"""Cities: the answer to their founding, with the link for coordinators, and the choice of where to work."""

from dataclasses import dataclass
from typing import ClassVar

from texts.buttons import Tap
from texts.invitations import ShowLinks, ShowQr
from texts.links import start_link
from texts.messages import Button, Message, message_from
from texts.pages import pager
from texts.render import Facts, builds
from texts.words import Words


@dataclass(frozen=True, slots=True)
class WorkIn(Tap):
    prefix: ClassVar[str] = "city1"
    city_id: int


@dataclass(frozen=True, slots=True)
class CityPage(Tap):
    prefix: ClassVar[str] = "citypage1"
    page: int


@builds("cities.created")
def created(words: Words, facts: Facts) -> Message:
    return _with_link(words, facts, "cities-created")


@builds("cities.exists")
def exists(words: Words, facts: Facts) -> Message:
    return _with_link(words, facts, "cities-exists")


def _with_link(words: Words, facts: Facts, text: str) -> Message:
    message = words.message(text, city=facts["city"], link=start_link(words, facts["token"]))
    return message.with_buttons(
        (Button(words.plain("invitations-button_qr"), ShowQr(facts["token"]).pack()),),
        (Button(words.plain("invitations-button_links"), ShowLinks(0).pack()),),
    )


@builds("cities.ask_name")
def ask_name(words: Words, facts: Facts) -> Message:
    question = words("cities-ask_name")
    return message_from(f"{words('names-' + facts['hint'])}\n{question}" if facts.get("hint") else question)


@builds("cities.choose")
def choose(words: Words, facts: Facts) -> Message:
    rows = [(Button(name, WorkIn(city_id).pack()),) for city_id, name in facts["choices"]]
    text = words("cities-choose", city=facts["city"]) if facts["city"] else words("cities-choose_first")
    return message_from(text).with_buttons(*rows, pager(words, facts["page"], facts["last_page"], CityPage))
