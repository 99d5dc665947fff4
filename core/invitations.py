"""Invitation links: valid until they expire or are revoked, many times over; a spent one says why."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LIFETIME = timedelta(days=30)
_START_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


class LinkFault(StrEnum):
    unknown = "unknown"
    expired = "expired"
    revoked = "revoked"


@dataclass(frozen=True, slots=True)
class Invitation:
    expires_at: datetime
    revoked_at: datetime | None


def fault_of(invitation: Invitation | None, at: datetime) -> LinkFault | None:
    """Why this link opens nothing at this moment; None when it does."""
    if invitation is None:
        return LinkFault.unknown
    if invitation.revoked_at is not None:
        return LinkFault.revoked
    return LinkFault.expired if at >= invitation.expires_at else None


def is_token(text: str) -> bool:
    """Whether this could be the token of a link at all: what a messenger's start link can carry."""
    return _START_PAYLOAD.fullmatch(text) is not None
