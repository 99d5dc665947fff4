"""What happens to a note beside its way from state to state, by the names its history keeps."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from core.roles import Role


class DeedKind(StrEnum):
    """A line of a note's history."""

    assigned = "assigned"
    unassigned = "unassigned"
    merged = "merged"
    took_in = "took_in"
    separated = "separated"
    let_go = "let_go"
    facility = "facility"
    photo_hidden = "photo_hidden"
    photo_shown = "photo_shown"


ASSIGNED_ROLES = (Role.leader, Role.coordinator)
"""Who can be given a note to look after."""


@dataclass(frozen=True, slots=True)
class Assigned:
    """The note changes hands; `before` had it, None is nobody."""

    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class AlreadyTheirs:
    """Nothing changes, and nobody is told twice."""


class AssignmentFault(StrEnum):
    """Why this person cannot be given the note."""

    cannot_have_it = "cannot_have_it"


AssignmentDecision: TypeAlias = Assigned | AlreadyTheirs | AssignmentFault


def decide_assignment(assignee_id: int | None, wished_id: int | None, *, may_have_it: bool) -> AssignmentDecision:
    """Judge giving a note to somebody, or with None taking it back; `may_have_it` is about who is wished for."""
    if wished_id == assignee_id:
        return AlreadyTheirs()
    if wished_id is not None and not may_have_it:
        return AssignmentFault.cannot_have_it
    return Assigned(assignee_id, wished_id)
