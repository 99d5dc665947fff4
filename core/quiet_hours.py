"""The hours of the night in which nobody is disturbed without need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Local wall time, the begin quiet and the end not; equal ends mean there are none."""

    begins: time = time(22)
    ends: time = time(8)

    def covers(self, clock: time) -> bool:
        """Whether this wall time is quiet; the hours may cross midnight."""
        if self.begins <= self.ends:
            return self.begins <= clock < self.ends
        return clock >= self.begins or clock < self.ends


def is_quiet(at: datetime, quiet: QuietHours, zone: ZoneInfo) -> bool:
    """Whether the instant lies in the quiet hours of the zone."""
    return quiet.covers(at.astimezone(zone).time())


def quiet_end(at: datetime, quiet: QuietHours, zone: ZoneInfo) -> datetime:
    """The first moment not quiet, at or after a quiet instant."""
    local = at.astimezone(zone)
    if not quiet.covers(local.time()):
        return at
    day = local.date() if local.time() < quiet.ends else local.date() + timedelta(days=1)
    return datetime.combine(day, quiet.ends, tzinfo=zone).astimezone(UTC)


def quiet_begin(at: datetime, quiet: QuietHours, zone: ZoneInfo) -> datetime:
    """When the quiet that covers this instant began."""
    local = at.astimezone(zone)
    if not quiet.covers(local.time()):
        return at
    day = local.date() if local.time() >= quiet.begins else local.date() - timedelta(days=1)
    return datetime.combine(day, quiet.begins, tzinfo=zone).astimezone(UTC)
