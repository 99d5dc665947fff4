"""Answers to a patrol: the row of three buttons, and what becomes of an answer."""

from dataclasses import dataclass
from typing import ClassVar

from core.rsvps import Answer, RsvpState
from texts.buttons import Tap
from texts.messages import Button, Message
from texts.patrol_lines import head, joined
from texts.render import Facts, builds
from texts.words import Words

_ANSWER_OF = {
    RsvpState.going: Answer.going,
    RsvpState.waiting: Answer.going,
    RsvpState.offered: Answer.going,
    RsvpState.not_going: Answer.not_going,
    RsvpState.maybe: Answer.maybe,
}
"""Whoever waits for a place wishes to come, so the mark is on that button: an hourglass until the place is theirs."""


@dataclass(frozen=True, slots=True)
class RsvpTap(Tap):
    prefix: ClassVar[str] = "rsvp1"

    patrol_id: int
    answer: Answer


def rsvp_row(words: Words, patrol_id: int, mine: RsvpState | None = None) -> tuple[Button, ...]:
    """The three answers as buttons; the one that was given carries a mark."""
    given = _ANSWER_OF[mine] if mine is not None else None
    mark = "rsvps-marked_waiting" if mine in (RsvpState.waiting, RsvpState.offered) else "rsvps-marked"
    return tuple(
        Button(
            words.plain(mark, answer=words.plain(f"rsvps-{answer}_button"))
            if answer is given
            else words.plain(f"rsvps-{answer}_button"),
            RsvpTap(patrol_id, answer).pack(),
        )
        for answer in Answer
    )


def state_of(facts: Facts) -> RsvpState | None:
    """The reader's own standing, where the facts carry one under `mine`."""
    mine = facts.get("mine")
    return RsvpState[mine] if mine else None


def own_answer(words: Words, facts: Facts) -> str:
    """One line with what this person has said so far, or the question."""
    standing = state_of(facts)
    if standing is None:
        return words("rsvps-question")
    if standing is RsvpState.waiting and not facts.get("position"):
        return words("rsvps-mine_waiting_somewhere")
    return words(f"rsvps-mine_{standing}", position=facts.get("position") or 1)


@builds("rsvps.on_waiting_list")
def on_waiting_list(words: Words, facts: Facts) -> Message:
    return joined([*head(words, facts), "", words("rsvps-on_waiting_list", position=facts["position"])])


@builds("rsvps.closed")
def closed(words: Words, facts: Facts) -> Message:
    """The patrol when no answer counts any more: no buttons, and the reason."""
    return joined([*head(words, facts), "", words(f"rsvps-{facts['reason']}")])
