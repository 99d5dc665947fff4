"""What a repository is: queries of one noun over the session of one transaction."""

from typing import Any, TypeVar

from sqlmodel.ext.asyncio.session import AsyncSession

T = TypeVar("T")


class Repo:
    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    async def added(self, row: T) -> T:
        """The row, inserted, with its id."""
        self.session.add(row)
        await self.session.flush()
        return row

    async def insert(self, table: Any, rows: list[dict[str, Any]]) -> None:
        """Many rows in one statement."""
        if rows:
            await self.session.exec(table.__table__.insert(), params=rows)


def insert_for(dialect_name: str, table: Any) -> Any:
    """The dialect's INSERT, which alone knows ON CONFLICT."""
    if dialect_name == "sqlite":
        from sqlalchemy.dialects import sqlite

        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)
