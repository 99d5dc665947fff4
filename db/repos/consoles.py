"""Links and sessions of the console, by the digest of their secret."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import CursorResult, delete, update
from sqlmodel import col, select

from db.repos.base import Repo, insert_for
from db.tables import ConsoleLink, ConsoleSession


class Consoles(Repo):
    async def link(self, digest: str) -> ConsoleLink | None:
        return (await self.session.exec(select(ConsoleLink).where(ConsoleLink.digest == digest))).one_or_none()

    async def use(self, digest: str, at: datetime) -> bool:
        """Opens the link; of two who open it at once, one does."""
        used: CursorResult[tuple[()]] = await self.session.execute(  # type: ignore[assignment]
            update(ConsoleLink)
            .where(
                col(ConsoleLink.digest) == digest,
                col(ConsoleLink.used_at).is_(None),
                col(ConsoleLink.expires_at) > at,
            )
            .values(used_at=at)
            .execution_options(synchronize_session=False)
        )
        return used.rowcount == 1

    async def spend(self, digest: str, person_id: int, at: datetime, expires_at: datetime) -> bool:
        """Keeps that this was used; False when it was before. Of two who bring it at once, one comes in."""
        statement = (
            insert_for(self.session.get_bind().dialect.name, ConsoleLink)
            .values(digest=digest, person_id=person_id, created_at=at, expires_at=expires_at, used_at=at)
            .on_conflict_do_nothing(index_elements=["digest"])
            .returning(col(ConsoleLink.digest))
        )
        return (await self.session.execute(statement)).first() is not None

    async def by_digest(self, digest: str) -> ConsoleSession | None:
        return (await self.session.exec(select(ConsoleSession).where(ConsoleSession.digest == digest))).one_or_none()

    async def of_person(self, person_id: int, since: datetime) -> Sequence[ConsoleSession]:
        """The browsers of somebody that were not signed out and were seen since then, the latest first."""
        return (
            await self.session.exec(
                select(ConsoleSession)
                .where(
                    ConsoleSession.person_id == person_id,
                    col(ConsoleSession.ended_at).is_(None),
                    ConsoleSession.seen_at > since,
                )
                .order_by(col(ConsoleSession.seen_at).desc(), col(ConsoleSession.id))
            )
        ).all()

    async def saw(self, session_id: int, at: datetime) -> None:
        await self.session.execute(
            update(ConsoleSession)
            .where(col(ConsoleSession.id) == session_id)
            .values(seen_at=at)
            .execution_options(synchronize_session=False)
        )

    async def end(self, person_id: int, session_id: int, at: datetime) -> bool:
        """Signs a browser of this person out; False when it is none of theirs or already out."""
        ended: CursorResult[tuple[()]] = await self.session.execute(  # type: ignore[assignment]
            update(ConsoleSession)
            .where(
                col(ConsoleSession.id) == session_id,
                col(ConsoleSession.person_id) == person_id,
                col(ConsoleSession.ended_at).is_(None),
            )
            .values(ended_at=at)
            .execution_options(synchronize_session=False)
        )
        return ended.rowcount == 1

    async def forget_links(self, person_id: int, before: datetime) -> None:
        """Links this person can no longer open; the newest stay long enough to say why they do not open."""
        await self.session.execute(
            delete(ConsoleLink)
            .where(col(ConsoleLink.person_id) == person_id, col(ConsoleLink.expires_at) < before)
            .execution_options(synchronize_session=False)
        )
