"""The way into the console: a link of two minutes for one person, then a session that ends by itself.

What a browser holds is a secret; of it only a digest is kept, so that nobody who reads the database can walk in.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LINK_LIFETIME = timedelta(minutes=2)
SESSION_LIFETIME = timedelta(hours=12)
"""A day at the desk; the next morning begins with a new link."""
IDLE_LIFETIME = timedelta(hours=3)
"""A browser left open on a shared machine is not a way in for the evening."""


LAUNCH_LIFETIME = timedelta(minutes=5)
"""So long what a messenger says about who opened the console inside it is taken; it is taken once."""
LAUNCH_SKEW = timedelta(minutes=1)
"""The messenger's clock may be ahead of ours by this."""


@dataclass(frozen=True, slots=True)
class Launch:
    """The console was opened inside a messenger: by whom and when, as the messenger signed it. `mark` names it."""

    channel: str
    address: str
    opened_at: datetime
    mark: str


def is_fresh(launch: Launch, at: datetime) -> bool:
    return launch.opened_at - LAUNCH_SKEW <= at < launch.opened_at + LAUNCH_LIFETIME


class EntryFault(StrEnum):
    """Why a link opens nothing. A link that never was and one that is forgotten look alike."""

    unknown = "unknown"
    expired = "expired"
    used = "used"


@dataclass(frozen=True, slots=True)
class EntryLink:
    """A link into the console as it was handed out."""

    expires_at: datetime
    used_at: datetime | None = None


def fault_of_entry(link: EntryLink | None, at: datetime) -> EntryFault | None:
    """Why this link does not open now; None when it does."""
    if link is None:
        return EntryFault.unknown
    if link.used_at is not None:
        return EntryFault.used
    return EntryFault.expired if at >= link.expires_at else None


@dataclass(frozen=True, slots=True)
class BrowserSession:
    """One browser that somebody signed in with."""

    begun_at: datetime
    seen_at: datetime
    ended_at: datetime | None = None


def is_session_open(session: BrowserSession, at: datetime) -> bool:
    """Whether this browser may still be let in without a new link."""
    return (
        session.ended_at is None and at < session.begun_at + SESSION_LIFETIME and at < session.seen_at + IDLE_LIFETIME
    )


def digest(secret: str) -> str:
    """What is kept of a secret of 256 random bits; a guessable one would need a slow digest."""
    return hashlib.sha256(secret.encode()).hexdigest()


def form_mark(secret: str) -> str:
    """What a form of this session carries, so that no page of somebody else can post in its name."""
    return hmac.new(secret.encode(), b"form", hashlib.sha256).hexdigest()


def is_form_mark(secret: str, given: str) -> bool:
    return hmac.compare_digest(form_mark(secret).encode(), given.encode())
