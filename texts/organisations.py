"""Organisations: the seven kinds, and the answer to a founding with its two links, the members' first."""

from dataclasses import dataclass
from typing import ClassVar

from core.roles import OrganisationKind
from texts.buttons import Tap
from texts.invitations import ShowLinks, ShowQr
from texts.links import start_link
from texts.messages import Button, Message, message_from
from texts.render import Facts, builds
from texts.words import Words, in_every_language


@dataclass(frozen=True, slots=True)
class ChooseKind(Tap):
    prefix: ClassVar[str] = "orgkind1"
    kind: OrganisationKind


def kind_name(words: Words, kind: str) -> str:
    return words.plain(f"organisations-kind_{kind}")


def kind_named(word: str) -> OrganisationKind | None:
    """The kind somebody means by a word: its key, or its name in any language."""
    wanted = word.strip().casefold()
    for kind in OrganisationKind:
        names = {kind_name(words, kind.name) for words in in_every_language()}
        if wanted in {kind.name, *(name.casefold() for name in names)}:
            return kind
    return None


@builds("organisations.ask_kind")
def ask_kind(words: Words, facts: Facts) -> Message:
    named = facts.get("name")
    text = words("organisations-ask_kind_of", name=named) if named else words("organisations-ask_kind")
    buttons = [Button(kind_name(words, kind.name), ChooseKind(kind).pack()) for kind in OrganisationKind]
    return message_from(text).with_buttons(*((button,) for button in buttons))


@builds("organisations.ask_name")
def ask_name(words: Words, facts: Facts) -> Message:
    question = words("organisations-ask_name", kind=kind_name(words, facts["kind"]))
    return message_from(f"{words('names-' + facts['hint'])}\n{question}" if facts.get("hint") else question)


@builds("organisations.created")
def created(words: Words, facts: Facts) -> Message:
    return _with_links(words, facts, "organisations-created")


@builds("organisations.exists")
def exists(words: Words, facts: Facts) -> Message:
    return _with_links(words, facts, "organisations-exists")


def _with_links(words: Words, facts: Facts, text: str) -> Message:
    member, leader = facts["member_token"], facts["leader_token"]
    message = words.message(
        text,
        name=facts["name"],
        kind=kind_name(words, facts["kind"]),
        member_link=start_link(words, member),
        leader_link=start_link(words, leader),
    )
    return message.with_buttons(
        (
            Button(words.plain("organisations-button_member_qr"), ShowQr(member).pack()),
            Button(words.plain("organisations-button_leader_qr"), ShowQr(leader).pack()),
        ),
        (Button(words.plain("invitations-button_links"), ShowLinks(facts["organisation_id"]).pack()),),
    )
