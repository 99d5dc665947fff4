"""What somebody should do first, of all they could do now.

What is open in the chat comes first, then what keeps a person out, then what ends soonest: a patrol that is on, a place
that is held for an hour, a question about a patrol to come. Work for others follows, and last what would be good to
begin.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.roles import Role


class NextStep(StrEnum):
    answer_question = "answer_question"
    register = "register"
    wait = "wait"
    ask_leader = "ask_leader"
    join_again = "join_again"
    check_in = "check_in"
    check_out = "check_out"
    confirm_place = "confirm_place"
    answer_patrol = "answer_patrol"
    decide_applications = "decide_applications"
    work_through_notes = "work_through_notes"
    found_city = "found_city"
    found_organisation = "found_organisation"
    plan_patrol = "plan_patrol"
    end_rest = "end_rest"
    come = "come"
    look_around = "look_around"


@dataclass(frozen=True, slots=True)
class Standing:
    """A person and the moment they are in; counts and yes/no only.

    `is_waiting`: an application of theirs is undecided. `is_paused`: somebody above paused them. `is_awaited`: check-in
    to a patrol they are invited to is open, they are not in and did not decline.
    """

    is_registered: bool = False
    rank: Role | None = None
    has_question: bool = False
    is_waiting: bool = False
    is_paused: bool = False
    is_awaited: bool = False
    is_on_duty: bool = False
    is_offered: bool = False
    has_unanswered: bool = False
    has_coming: bool = False
    rests: bool = False
    applications: int = 0
    open_notes: int = 0
    has_city: bool = True
    has_organisations: bool = True
    has_patrols: bool = True


def next_step(standing: Standing) -> NextStep:
    """The one thing to do first; the first that applies wins."""
    if standing.has_question:
        return NextStep.answer_question
    if not standing.is_registered:
        return NextStep.register
    if standing.rank is None:
        if standing.is_waiting:
            return NextStep.wait
        return NextStep.ask_leader if standing.is_paused else NextStep.join_again
    candidates = (
        (NextStep.check_in, standing.is_awaited),
        (NextStep.check_out, standing.is_on_duty),
        (NextStep.confirm_place, standing.is_offered),
        (NextStep.answer_patrol, standing.has_unanswered and not standing.rests),
        (NextStep.decide_applications, standing.applications > 0),
        (NextStep.work_through_notes, standing.open_notes > 0),
        *_beginnings(standing),
        (NextStep.end_rest, standing.rests),
        (NextStep.come, standing.has_coming),
    )
    return next((step for step, applies in candidates if applies), NextStep.look_around)


def _beginnings(standing: Standing) -> tuple[tuple[NextStep, bool], ...]:
    """What a new city lacks, for those who can supply it."""
    plans = standing.rank in (Role.coordinator, Role.administrator)
    return (
        (NextStep.found_city, standing.rank is Role.administrator and not standing.has_city),
        (NextStep.found_organisation, plans and not standing.has_organisations),
        (NextStep.plan_patrol, plans and not standing.has_patrols),
    )
