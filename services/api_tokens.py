"""Tokens for other programs: made and taken back by a coordinator, and asked who they are at every request."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.api_tokens import CHANNEL, NAME_MAX, PACE, PORTION, SEEN_EVERY, TOKEN_BEGINS, ApiScope
from core.consoles import digest
from core.names import Clean, clean_line
from core.roles import NotAllowed
from db.tables import ApiToken
from db.uow import UnitOfWork
from services.base import Policy
from services.visits import Visitor, VisitService


@dataclass(frozen=True, slots=True)
class TokenLine:
    """A token as a list shows it, without the token."""

    token_id: int
    name: str
    scopes: Sequence[str]
    made_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Client:
    """The program behind a request: what it may read, and of which city."""

    token_id: int
    city_id: int
    scopes: frozenset[ApiScope]


@dataclass(frozen=True, slots=True)
class TooFast:
    """The token has asked too often, over all processes; after `wait` it may again."""

    wait: timedelta


class ApiTokens(VisitService):
    def __init__(self, uow: UnitOfWork, policy: Policy) -> None:
        super().__init__(uow, policy)
        self._spare: dict[int, int] = {}
        """By token, requests that this process has taken from the bucket of all and not yet let pass."""

    async def listed(self, visitor: Visitor) -> Sequence[TokenLine]:
        async with self.uow.read() as tx:
            await self.coordinator(tx, visitor)
            found = await tx.api_tokens.of_city(visitor.city_id)
        return [TokenLine(each.id, each.name, each.scopes, each.made_at, each.used_at) for each in found]

    async def make(self, visitor: Visitor, name: str, scopes: Collection[ApiScope], at: datetime) -> str | None:
        """A new token, which nobody can see again; None when it has no name or opens nothing."""
        clean = clean_line(name)
        if not isinstance(clean, Clean) or not scopes:
            return None
        token = TOKEN_BEGINS + secrets.token_urlsafe(32)
        async with self.uow.write() as tx:
            await self.coordinator(tx, visitor)
            row = await tx.api_tokens.added(
                ApiToken(
                    city_id=visitor.city_id,
                    name=clean.text[:NAME_MAX],
                    digest=digest(token),
                    scopes=[each.value for each in ApiScope if each in scopes],
                    made_by=visitor.person_id,
                    made_at=at,
                )
            )
            tx.audits.record(
                "token.made",
                f"token:{row.id}",
                at,
                city_id=visitor.city_id,
                actor_id=visitor.person_id,
                scopes=row.scopes,
            )
        return token

    async def revoke(self, visitor: Visitor, token_id: int, at: datetime) -> None:
        """The token opens nothing from now on.

        Raises:
            NotAllowed: it is none of this city, or opened nothing before.
        """
        async with self.uow.write() as tx:
            await self.coordinator(tx, visitor)
            if not await tx.api_tokens.revoke(visitor.city_id, token_id, at):
                raise NotAllowed(f"token:{token_id}")
            tx.audits.record(
                "token.revoked", f"token:{token_id}", at, city_id=visitor.city_id, actor_id=visitor.person_id
            )

    async def client(self, token: str, at: datetime) -> Client | TooFast | None:
        """Whose token this is, with one request more counted against it; None when it opens nothing."""
        async with self.uow.read() as tx:
            row = await tx.api_tokens.by_digest(digest(token))
            if row is None:
                return None
            # A program that does not stop asking costs a look and no writer.
            wait = timedelta() if self._spare.get(row.id) else await tx.buckets.wait(CHANNEL, str(row.id), PACE)
        if wait or not await self._spend(row.id):
            return TooFast(wait or PACE.interval)
        if row.used_at is None or at - row.used_at >= SEEN_EVERY:
            async with self.uow.write() as tx:
                await tx.api_tokens.saw(row.id, at)
        known = {each.value for each in ApiScope}
        return Client(row.id, row.city_id, frozenset(ApiScope(each) for each in row.scopes if each in known))

    async def _spend(self, token_id: int) -> bool:
        """One request of this token's; False when another was faster to take what was left."""
        if not self._spare.get(token_id):
            async with self.uow.write() as tx:
                taken = await tx.buckets.take(CHANNEL, str(token_id), PACE, PORTION)
            self._spare[token_id] = self._spare.get(token_id, 0) + taken
        if not self._spare[token_id]:
            return False
        self._spare[token_id] -= 1
        return True
