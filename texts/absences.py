"""After a patrol: the question why somebody was not seen, what became of the answer, and what leaders hear of it."""

from dataclasses import dataclass
from typing import ClassVar

from core.absences import AbsenceReply
from texts.buttons import Tap
from texts.messages import Button, Message
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
    return joined([*head(words, facts), "", silent, names, "", words("absences-call_hint")])
