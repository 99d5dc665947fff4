"""The roster: a page of names as lines by answer, and as buttons that mark them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, ClassVar

from core.rosters import Mode
from texts.absences import absentees_tap
from texts.buttons import Tap
from texts.messages import Button, Message, message_from
from texts.pages import pager
from texts.render import Facts, builds, plain
from texts.words import Words


@dataclass(frozen=True, slots=True)
class RosterTap(Tap):
    """Another page, organisation or way of marking."""

    prefix: ClassVar[str] = "ros1"

    patrol_id: int
    organisation_id: int
    page: int
    mode: Mode


@dataclass(frozen=True, slots=True)
class RosterChoiceTap(Tap):
    """Another patrol, or back to the organisations of this one."""

    prefix: ClassVar[str] = "rosc1"

    patrol_id: int


@dataclass(frozen=True, slots=True)
class MarkTap(Tap):
    """Says what shall be, so that a second tap of the same button changes nothing."""

    prefix: ClassVar[str] = "mark1"

    patrol_id: int
    organisation_id: int
    page: int
    person_id: int
    is_present: bool


@dataclass(frozen=True, slots=True)
class SendHomeTap(Tap):
    prefix: ClassVar[str] = "home1"

    patrol_id: int
    organisation_id: int
    page: int
    person_id: int


@builds("rosters.sheet")
def sheet(words: Words, facts: Facts) -> Message:
    mode = Mode[facts["mode"]]
    people = [person for row in facts["rows"] for person in row]
    heading = words(
        "rosters-heading",
        organisation=facts["organisation"],
        title=facts["title"],
        starts_at=facts["starts_at"],
        ends_at=facts["ends_at"],
    )
    counted = ("present", "late", "going", "waiting", "unanswered")
    numbers = words("rosters-numbers", **{name: facts[name] for name in counted})
    hint = words("rosters-hint_marking" if mode is Mode.marking else "rosters-hint_leaving")
    if not people:
        hint = words("rosters-nobody")
    text = "\n\n".join((heading, numbers, *_sections(words, people), hint))
    return message_from(text).with_buttons(*_names(words, facts, mode), *_ways(words, facts, mode))


@builds("rosters.overview")
def overview(words: Words, facts: Facts) -> Message:
    rows = [
        (
            Button(
                words.plain(
                    "rosters-button_organisation", name=each["name"], present=each["present"], going=each["going"]
                ),
                RosterTap(facts["patrol_id"], each["id"], 0, Mode.marking).pack(),
            ),
        )
        for each in facts["organisations"]
    ]
    return plain(words, "rosters.overview", facts).with_buttons(*rows, *_others(words, facts))


def _sections(words: Words, people: Iterable[Mapping[str, Any]]) -> list[str]:
    return [
        "\n".join((words(f"rosters-answer_{answer}"), *(_line(words, person) for person in group)))
        for answer, group in groupby(people, key=lambda person: str(person["answer"]))
    ]


def _line(words: Words, person: Mapping[str, Any]) -> str:
    name = person["name"]
    if not person["is_present"]:
        return words("rosters-line_excused" if person["excuse"] else "rosters-line_absent", **_who(words, person))
    if person["left_at"] is not None:
        return words("rosters-line_left", name=name, arrived_at=person["arrived_at"], left_at=person["left_at"])
    if person["late_minutes"]:
        late = person["late_minutes"]
        return words("rosters-line_late", name=name, arrived_at=person["arrived_at"], late_minutes=late)
    return words("rosters-line_present", name=name, arrived_at=person["arrived_at"])


def _who(words: Words, person: Mapping[str, Any]) -> dict[str, str]:
    """The name, and why they were not seen where that was said."""
    if not person["excuse"]:
        return {"name": person["name"]}
    said = person["excuse_words"] or words.plain(f"standings-excuse_{person['excuse']}")
    return {"name": person["name"], "excuse": said}


def _names(words: Words, facts: Facts, mode: Mode) -> list[tuple[Button, ...]]:
    return [tuple(_name(words, facts, mode, person) for person in row) for row in facts["rows"]]


def _name(words: Words, facts: Facts, mode: Mode, person: Mapping[str, Any]) -> Button:
    place = (facts["patrol_id"], facts["organisation_id"], facts["page"])
    has_left = person["left_at"] is not None
    state = "left" if has_left else "present" if person["is_present"] else "absent"
    label = words.plain(f"rosters-button_{state}", name=person["name"])
    if mode is Mode.leaving:
        return Button(label, SendHomeTap(*place, person["person_id"]).pack())
    return Button(label, MarkTap(*place, person["person_id"], not person["is_present"]).pack())


def _ways(words: Words, facts: Facts, mode: Mode) -> list[tuple[Button, ...]]:
    """Pages, the other way of marking, and the way back."""
    patrol_id, organisation_id = facts["patrol_id"], facts["organisation_id"]
    pages = pager(
        words, facts["page"], facts["last_page"], lambda page: RosterTap(patrol_id, organisation_id, page, mode)
    )
    other = Mode.leaving if mode is Mode.marking else Mode.marking
    turn = Button(words.plain(f"rosters-button_{other}"), RosterTap(patrol_id, organisation_id, 0, other).pack())
    rows = [pages, (turn,)]
    if facts["missed"]:
        why = Button(words.plain("rosters-button_missed", count=facts["missed"]), absentees_tap(facts).pack())
        rows.append((why,))
    if facts["has_more_organisations"]:
        back = Button(words.plain("rosters-button_organisations"), RosterChoiceTap(patrol_id).pack())
        rows.append((back,))
    return [*rows, *_others(words, facts)]


def _others(words: Words, facts: Facts) -> list[tuple[Button, ...]]:
    return [
        (
            Button(
                words.plain("rosters-button_patrol", title=other["title"], starts_at=other["starts_at"]),
                RosterChoiceTap(other["patrol_id"]).pack(),
            ),
        )
        for other in facts["others"]
    ]
