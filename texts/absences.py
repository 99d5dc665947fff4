"""After a patrol: the question why somebody was not seen, what became of the answer, and what leaders hear of it."""

from dataclasses import dataclass
from typing import ClassVar

from core.absences import AbsenceReply
from core.standings import ExcuseReason
from texts.buttons import Tap
from texts.messages import Button, Message
from texts.pages import pager
from texts.patrol_lines import head, joined
from texts.render import Facts, builds
from texts.words import Words, as_typed


@dataclass(frozen=True, slots=True)
class AbsenceTap(Tap):
    """Why somebody was not seen, in their own answer."""

    prefix: ClassVar[str] = "absent1"

    patrol_id: int
    reply: AbsenceReply


@dataclass(frozen=True, slots=True)
class WasThereTap(Tap):
    """A leader says that this person was there."""

    prefix: ClassVar[str] = "wasthere1"

    patrol_id: int
    organisation_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class AbsenteesTap(Tap):
    """Who said yes in an organisation's name and was not seen."""

    prefix: ClassVar[str] = "absentees1"

    patrol_id: int
    organisation_id: int
    page: int


@dataclass(frozen=True, slots=True)
class ExcusingTap(Tap):
    """One of them, and the reasons to choose from."""

    prefix: ClassVar[str] = "excusing1"

    patrol_id: int
    organisation_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class ExcuseTap(Tap):
    """A leader writes down what somebody told them."""

    prefix: ClassVar[str] = "excuse1"

    patrol_id: int
    organisation_id: int
    person_id: int
    reason: ExcuseReason


def absentees_tap(facts: Facts, page: int = 0) -> AbsenteesTap:
    return AbsenteesTap(facts["patrol_id"], facts["organisation_id"], page)


@builds("absences.question")
def question(words: Words, facts: Facts) -> Message:
    lines = [*head(words, facts), "", words("absences-question")]
    return joined(lines).with_buttons(*_replies(words, facts))


@builds("absences.noted")
def noted(words: Words, facts: Facts) -> Message:
    reply = AbsenceReply[facts["mine"]]
    said = facts["words"] if reply is AbsenceReply.words else words.plain(f"absences-button_{reply}")
    kept = words("absences-noted", said=said)
    if reply is AbsenceReply.was_there:
        kept = words("absences-passed_on" if facts["is_passed_on"] else "absences-roster_closed")
    lines = [*head(words, facts), "", kept, words("absences-change")]
    return joined(lines).with_buttons(*_replies(words, facts))


def _replies(words: Words, facts: Facts) -> list[tuple[Button, ...]]:
    """One below the other: the words are long and the thumbs not small. What was said carries a mark."""
    return [
        (
            Button(
                words.plain("absences-marked", answer=label) if facts["mine"] == reply.name else label,
                AbsenceTap(facts["patrol_id"], reply).pack(),
            ),
        )
        for reply in AbsenceReply
        for label in (words.plain(f"absences-button_{reply}"),)
    ]


@builds("absences.request")
def request(words: Words, facts: Facts) -> Message:
    message = joined([*head(words, facts), "", words(f"absences-request_{facts['state']}", name=facts["name"])])
    if facts["state"] != "asked":
        return message
    tap = WasThereTap(facts["patrol_id"], facts["organisation_id"], facts["person_id"])
    return message.with_buttons((Button(words.plain("absences-button_present", name=facts["name"]), tap.pack()),))


@builds("absences.call")
def call(words: Words, facts: Facts) -> Message:
    names = ", ".join(as_typed(name) for name in facts["names"])
    silent = words("absences-call", organisation=facts["organisation"], count=len(facts["names"]))
    message = joined([*head(words, facts), "", silent, names, "", words("absences-call_hint")])
    return message.with_buttons((Button(words.plain("absences-button_write"), absentees_tap(facts).pack()),))


@builds("absences.absentees")
def absentees(words: Words, facts: Facts) -> Message:
    lines = [*head(words, facts), "", words("absences-absentees", organisation=facts["organisation"])]
    if not facts["people"]:
        return joined([*head(words, facts), "", words("absences-no_absentees")])
    lines += [words("absences-absentee", name=each[1], said=_known(words, *each[2:])) for each in facts["people"]]
    patrol_id, organisation_id = facts["patrol_id"], facts["organisation_id"]
    rows = [(Button(each[1], ExcusingTap(patrol_id, organisation_id, each[0]).pack()),) for each in facts["people"]]
    pages = pager(words, facts["page"], facts["last_page"], lambda page: absentees_tap(facts, page))
    return joined([*lines, "", words("absences-absentees_hint")]).with_buttons(*rows, pages)


@builds("absences.excusing")
def excusing(words: Words, facts: Facts) -> Message:
    """What is kept now, the reasons to choose from, and the way back to the others."""
    said = _known(words, facts["reason"], facts["words"], facts["is_own"])
    lines = [words("absences-absentee", name=facts["name"], said=said), "", words("absences-excusing_hint")]
    place = (facts["patrol_id"], facts["organisation_id"], facts["person_id"])
    rows = []
    for reason in ExcuseReason:
        label = words.plain(f"standings-excuse_{reason}")
        is_kept = facts["reason"] == reason.name
        shown = words.plain("absences-marked", answer=label) if is_kept else label
        rows.append((Button(shown, ExcuseTap(*place, reason).pack()),))
    back = Button(words.plain("absences-button_absentees"), absentees_tap(facts).pack())
    return joined([*head(words, facts), "", *lines]).with_buttons(*rows, (back,))


def _known(words: Words, reason: str, typed: str, is_own: bool) -> str:
    """What is known of why somebody was not seen, and from whom."""
    if not reason:
        return words.plain("absences-not_known")
    said = typed or words.plain(f"standings-excuse_{reason}")
    return words.plain("absences-told_themselves" if is_own else "absences-told_by_phone", said=said)


@builds("absences.written_down")
def written_down(words: Words, facts: Facts) -> Message:
    said = words.plain(f"standings-excuse_{facts['reason']}")
    return words.message("absences-written_down", title=facts["title"], said=said)
