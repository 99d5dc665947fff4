"""Invitation links by their token, which is the secret that opens them."""

from collections.abc import Sequence

from sqlmodel import col, select

from db.repos.base import Repo
from db.tables import Invitation


class Invitations(Repo):
    async def by_token(self, token: str) -> Invitation | None:
        return (await self.session.exec(select(Invitation).where(Invitation.token == token))).one_or_none()

    async def of_city(self, city_id: int) -> Sequence[Invitation]:
        return (
            await self.session.exec(
                select(Invitation).where(Invitation.city_id == city_id).order_by(col(Invitation.created_at).desc())
            )
        ).all()
