"""What a sender knows from its own claims: what the database's clock shows by now, and whether it sends alone."""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.pacing import Held
from db.repos.claims import Claim


@dataclass(slots=True)
class OwnClaims:
    """The last claim, carried on by a clock that nobody sets, and since when no other process claimed in between."""

    last: Claim | None = None
    made_at: float = 0.0
    alone_since: float = 0.0

    def learn(self, claim: Claim) -> None:
        now = time.monotonic()
        is_next = self.last is not None and claim.found_at is not None and claim.found_at == self.last.left_at
        if not is_next:
            self.alone_since = now
        self.last, self.made_at = claim, now

    def now(self) -> datetime:
        """The database's clock."""
        now = self.expected()
        if now is None:
            raise RuntimeError("nothing was claimed yet")
        return now

    def expected(self) -> datetime | None:
        """What it should show by now, unless it was set; None while nobody knows."""
        return None if self.last is None else self.last.now + timedelta(seconds=time.monotonic() - self.made_at)

    def held(self) -> Held | None:
        """What the next claim is told of this one; None where it gave no slots."""
        if self.last is None or self.last.left_at is None:
            return None
        alone_for = timedelta(seconds=time.monotonic() - self.alone_since)
        return Held(self.last.left_at, alone_for, self.last.is_held_up)
