"""What a desk sees of one patrol: the roster by organisation, who was missed, what people were told, the code."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.rsvps import RsvpState
from db.repos.overviews import Delivery
from db.repos.rosters import RosterLine
from services.overviews import NoteLine, PatrolGlance
from services.patrol_timelines import Step

MOST_AT_ONCE = 150
"""People that a page shows by name; of a larger patrol it shows one organisation's."""


@dataclass(frozen=True, slots=True)
class OrganisationRoster:
    organisation_id: int
    name: str
    lines: Sequence[RosterLine]

    @property
    def going(self) -> int:
        return sum(line.answer is RsvpState.going for line in self.lines)

    @property
    def there(self) -> int:
        return sum(line.arrived_at is not None for line in self.lines)


@dataclass(frozen=True, slots=True)
class Absentee:
    """Somebody who said yes and was not seen; `is_own`: they told why themselves."""

    organisation: str
    organisation_id: int
    line: RosterLine

    @property
    def is_own(self) -> bool:
        return self.line.excused_by == self.line.person_id


@dataclass(frozen=True, slots=True)
class Pulse:
    """What shows that a patrol's page is out of date.

    `traces` are those people left by answers, presences and excuses; `told` counts messages by what became of them.
    """

    glance: PatrolGlance
    revision: int
    can_mark: bool
    traces: Sequence[tuple[str, int, int]]
    told: Mapping[str, int]
    notes: Sequence[NoteLine]
    timeline: Sequence[Step]


@dataclass(frozen=True, slots=True)
class PatrolSheet:
    """`can_mark`: the roster takes marks now; `told` is every message about it; `unheard` those nobody received.

    `repeats`: it belongs to a series; `absent` are those who were missed, once it is over.
    """

    pulse: Pulse
    zones: Sequence[str]
    info: str
    can_cancel: bool
    repeats: bool
    rosters: Sequence[OrganisationRoster]
    told: Sequence[Delivery]
    absent: Sequence[Absentee]

    @property
    def glance(self) -> PatrolGlance:
        return self.pulse.glance

    @property
    def can_mark(self) -> bool:
        return self.pulse.can_mark

    @property
    def notes(self) -> Sequence[NoteLine]:
        return self.pulse.notes

    @property
    def timeline(self) -> Sequence[Step]:
        return self.pulse.timeline

    def opened(self, organisation_id: int | None) -> set[int]:
        """The organisations whose people are shown by name: all of them, or of a large patrol the one asked for."""
        ids = {roster.organisation_id for roster in self.rosters}
        is_large = sum(len(roster.lines) for roster in self.rosters) > MOST_AT_ONCE
        return ids & {organisation_id} if is_large else ids

    @property
    def unheard(self) -> Sequence[Delivery]:
        return [each for each in self.told if each.state not in ("sent", "superseded", "waiting")]

    @property
    def heard(self) -> int:
        return sum(each.state in ("sent", "superseded") for each in self.told)

    @property
    def pending(self) -> int:
        return sum(each.state == "waiting" for each in self.told)


@dataclass(frozen=True, slots=True)
class CodeSheet:
    """The code of this moment; `code` is None outside the hours of check-in."""

    patrol_id: int
    title: str
    code: str | None
    opens_at: datetime
    changes_at: datetime
