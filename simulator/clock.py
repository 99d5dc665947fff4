"""The time inside the simulated Telegram: real by default, and set or advanced at will.

Dates of messages and the ageing of updates follow it. Waiting (long polls, retries, flood limits)
stays in real time, because a bot really waits there.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any


class Clock:
    """A clock that may run apart from the real one, or stand still."""

    def __init__(self) -> None:
        self._offset = timedelta(0)
        self._frozen_at: datetime | None = None

    def now(self) -> datetime:
        """Return the simulated moment as an aware UTC datetime."""
        return self._frozen_at or datetime.now(UTC) + self._offset

    def timestamp(self) -> int:
        """Return the simulated moment in whole seconds, as message dates are."""
        return int(self.now().timestamp())

    def advance(self, by: timedelta) -> None:
        """Move the clock; a negative duration moves it back."""
        self.set(self.now() + by)

    def set(self, at: datetime) -> None:
        """Let the clock show `at` now, and go on from there unless it stands still."""
        if at.tzinfo is None:
            raise ValueError("the clock takes aware moments only")
        if self._frozen_at is not None:
            self._frozen_at = at.astimezone(UTC)
        else:
            self._offset = at - datetime.now(UTC)

    def freeze(self) -> None:
        """Make the clock stand still until `resume`."""
        self._frozen_at = self.now()

    def resume(self) -> None:
        """Let a standing clock go on from the moment it shows."""
        if self._frozen_at is not None:
            self._offset = self._frozen_at - datetime.now(UTC)
            self._frozen_at = None

    def state(self) -> dict[str, Any]:
        """Describe the clock so that another `Clock` can follow it."""
        return {
            "now": self.now().isoformat(),
            "offset_seconds": self._offset.total_seconds(),
            "is_frozen": self._frozen_at is not None,
        }

    def follow(self, state: dict[str, Any]) -> None:
        """Take over what `state` of another clock described."""
        self._offset = timedelta(seconds=state["offset_seconds"])
        self._frozen_at = datetime.fromisoformat(state["now"]) if state["is_frozen"] else None
