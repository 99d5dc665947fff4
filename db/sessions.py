"""The session of repositories: SQLModel's `exec` for models, SQLAlchemy's own `execute` for everything else."""

from sqlalchemy.ext.asyncio import AsyncSession as PlainAsyncSession
from sqlalchemy.orm import Session as PlainSession
from sqlmodel import Session as ModelSession
from sqlmodel.ext.asyncio.session import AsyncSession


class _Session(ModelSession):
    execute = PlainSession.execute  # SQLModel's only adds a warning, for those who meant `exec`


class Session(AsyncSession):
    sync_session_class = _Session
    execute = PlainAsyncSession.execute
