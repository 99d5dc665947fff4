"""A facility that the city's desk was asked to mend: each step with its day, until it is fixed or refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from core.incidents import IncidentState


class FacilityState(StrEnum):
    """How far the city's desk is with it."""

    requested = "requested"
    accepted = "accepted"
    fixed = "fixed"
    refused = "refused"


OFFICE_MAX, REFERENCE_MAX, REMARK_MAX = 40, 60, 200

_NEXT: dict[FacilityState | None, tuple[FacilityState, ...]] = {
    None: (FacilityState.requested,),
    FacilityState.requested: (FacilityState.accepted, FacilityState.fixed, FacilityState.refused),
    FacilityState.accepted: (FacilityState.fixed, FacilityState.refused),
    # A lamp goes out again, and a second letter may find another ear.
    FacilityState.fixed: (FacilityState.requested,),
    FacilityState.refused: (FacilityState.requested,),
}
OPEN_FACILITY_STATES = (FacilityState.requested, FacilityState.accepted)


def next_facility_states(state: FacilityState | None) -> tuple[FacilityState, ...]:
    """What can be written down next; None is a facility nobody was asked to mend."""
    return _NEXT[state]


class FacilityFault(StrEnum):
    """Why a step cannot be written down."""

    not_next = "not_next"
    in_future = "in_future"
    before_last_step = "before_last_step"


@dataclass(frozen=True, slots=True)
class FacilityMoved:
    """The step is taken."""

    before: FacilityState | None
    after: FacilityState


@dataclass(frozen=True, slots=True)
class AlreadyThere:
    """Somebody was faster, or pressed twice."""

    state: FacilityState


FacilityDecision: TypeAlias = FacilityMoved | AlreadyThere | FacilityFault


def decide_facility(
    state: FacilityState | None, wished: FacilityState, *, on: date, last_on: date | None, today: date
) -> FacilityDecision:
    """Judge one step; `on` is the day the desk gave, `last_on` that of the step before."""
    if wished is state:
        return AlreadyThere(wished)
    if wished not in _NEXT[state]:
        return FacilityFault.not_next
    if on > today:
        return FacilityFault.in_future
    if last_on is not None and on < last_on:
        return FacilityFault.before_last_step
    return FacilityMoved(state, wished)


def note_state_after(step: FacilityState, state: IncidentState) -> IncidentState:
    """Where a step takes the note itself.

    What was asked for is in progress, what is fixed is done. A refusal leaves the note to a human: there may be
    another way. What the police have stays theirs.
    """
    if state is IncidentState.handed_to_112:
        return state
    match step:
        case FacilityState.requested | FacilityState.accepted:
            return IncidentState.in_progress
        case FacilityState.fixed:
            return IncidentState.done
        case FacilityState.refused:
            return state
