"""Turnstiles in front of secrets: one address may try a few times a minute."""

import time
from collections import deque

TRIES, TRIES_IN_S = 30, 60.0
ADDRESSES = 10_000
"""As many are remembered before those that stopped trying are forgotten."""


class Turnstile:
    """Secrets are beyond guessing; this keeps the trying cheap for us."""

    def __init__(self) -> None:
        self._tries: dict[str, deque[float]] = {}

    def lets_pass(self, address: str) -> bool:
        now = time.monotonic()
        if len(self._tries) > ADDRESSES:
            self._tries = {key: tries for key, tries in self._tries.items() if tries[-1] > now - TRIES_IN_S}
        tries = self._tries.setdefault(address, deque(maxlen=TRIES))
        if len(tries) == TRIES and tries[0] > now - TRIES_IN_S:
            return False
        tries.append(now)
        return True
