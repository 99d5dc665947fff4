"""Tokens of a city's data."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update
from sqlmodel import col, select

from db.repos.base import Repo
from db.tables import ApiToken


class ApiTokens(Repo):
    async def by_digest(self, digest: str) -> ApiToken | None:
        """The token of this digest that still opens something."""
        return (
            await self.session.exec(
                select(ApiToken).where(ApiToken.digest == digest, col(ApiToken.revoked_at).is_(None))
            )
        ).one_or_none()

    async def of_city(self, city_id: int) -> Sequence[ApiToken]:
        """The tokens of a city that still open something, the newest first."""
        return (
            await self.session.exec(
                select(ApiToken)
                .where(ApiToken.city_id == city_id, col(ApiToken.revoked_at).is_(None))
                .order_by(col(ApiToken.id).desc())
            )
        ).all()

    async def revoke(self, city_id: int, token_id: int, at: datetime) -> bool:
        """The token opens nothing any more; False when the city has none of this number."""
        revoked = await self.session.execute(
            update(ApiToken)
            .where(col(ApiToken.city_id) == city_id, col(ApiToken.id) == token_id, col(ApiToken.revoked_at).is_(None))
            .values(revoked_at=at)
            .returning(col(ApiToken.id))
            .execution_options(synchronize_session=False)
        )
        return revoked.first() is not None

    async def saw(self, token_id: int, at: datetime) -> None:
        await self.session.execute(
            update(ApiToken)
            .where(col(ApiToken.id) == token_id)
            .values(used_at=at)
            .execution_options(synchronize_session=False)
        )
