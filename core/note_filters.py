"""Which notes somebody looks for at the desk: everything that narrows the list, each by itself optional."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.incidents import OPEN_STATES, IncidentCategory, IncidentState

TEXT_MAX = 80
_NUMBER = re.compile(r"#?(\d{1,9})")


class Stage(StrEnum):
    """How far the notes looked for are: what waits, what is through, one state, or any."""

    open = "open"
    new = "new"
    accepted = "accepted"
    in_progress = "in_progress"
    done = "done"
    handed_to_112 = "handed_to_112"
    through = "through"
    all = "all"

    @property
    def states(self) -> tuple[IncidentState, ...]:
        match self:
            case Stage.open:
                return OPEN_STATES
            case Stage.new:
                return (IncidentState.open,)
            case Stage.through:
                return tuple(state for state in IncidentState if state not in OPEN_STATES)
            case Stage.all:
                return tuple(IncidentState)
            case _:
                return (IncidentState[self.name],)


@dataclass(frozen=True, slots=True)
class NoteFilter:
    """`since` and `until` are days of the city, both included; `is_unassigned` excludes `assignee_id`."""

    stage: Stage = Stage.open
    category: IncidentCategory | None = None
    since: date | None = None
    until: date | None = None
    zone: str = ""
    assignee_id: int | None = None
    is_unassigned: bool = False
    text: str = ""

    @property
    def number(self) -> int | None:
        """The note meant by "#12" or "12", which finds it by its number as well as by its words."""
        found = _NUMBER.fullmatch(self.text.strip())
        return int(found[1]) if found else None
