"""Invitation links: made by those who may, used many times, good for thirty days."""

import secrets
from datetime import datetime

from core.invitations import LIFETIME
from core.roles import Actor, Role
from db.tables import Invitation
from db.uow import Transaction


async def invite(
    tx: Transaction, actor: Actor, at: datetime, *, role: Role, city_id: int, organisation_id: int | None = None
) -> str:
    """A new link's token: 32 characters that fit a start payload."""
    token = secrets.token_urlsafe(24)
    await tx.invitations.added(
        Invitation(
            token=token,
            city_id=city_id,
            organisation_id=organisation_id,
            role=role,
            created_by=actor.person_id,
            created_at=at,
            expires_at=at + LIFETIME,
        )
    )
    return token
