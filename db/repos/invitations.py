"""Invitation links by their token, which is the secret that opens them."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, select

from db.repos.base import Repo
from db.tables import ExpectedPerson, Invitation


class Invitations(Repo):
    async def by_token(self, token: str) -> Invitation | None:
        return (await self.session.exec(select(Invitation).where(Invitation.token == token))).one_or_none()

    async def lock(self, token: str) -> Invitation | None:
        return (
            await self.session.exec(select(Invitation).where(Invitation.token == token).with_for_update())
        ).one_or_none()

    async def open_of(self, city_id: int, organisation_id: int | None, at: datetime) -> Sequence[Invitation]:
        """The links of an organisation (or, without one, of the city's coordinators) that still open something."""
        return (
            await self.session.exec(
                select(Invitation)
                .where(
                    Invitation.city_id == city_id,
                    col(Invitation.organisation_id).is_not_distinct_from(organisation_id),
                    col(Invitation.revoked_at).is_(None),
                    col(Invitation.expires_at) > at,
                    # A link for one person is on that person's paper, not among those for everybody.
                    col(Invitation.token).not_in(select(ExpectedPerson.token)),
                )
                .order_by(col(Invitation.created_at).desc(), col(Invitation.token))
            )
        ).all()
