"""What all tables share: names of constraints (before the first table) and shorthand for columns."""

from enum import StrEnum
from typing import Any

from sqlalchemy import MetaData
from sqlmodel import Field, SQLModel

from db.types import Json, Named, UTCDateTime

SQLModel.model_config["defer_build"] = True  # tables do not validate, and 43 validators would be built at each start
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def reference(target: str, *, index: bool = True, **options: Any) -> Any:
    """A foreign key, indexed unless another index already begins with it."""
    return Field(foreign_key=target, index=index, **options)


def instant(**options: Any) -> Any:
    """An aware moment, kept as UTC."""
    return Field(sa_type=UTCDateTime, **options)


def named(enum: type[StrEnum], **options: Any) -> Any:
    """One of a closed set of words, kept by name."""
    kind: Any = Named(enum)
    return Field(sa_type=kind, **options)


def document(**options: Any) -> Any:
    """JSON: facts whose shape belongs to the code that reads them."""
    kind: Any = Json
    return Field(sa_type=kind, **options)


def never_reuse_ids(metadata: MetaData) -> None:
    """Makes SQLite count on like PostgreSQL, instead of giving a new row the number of one that was deleted.

    Numbers outlive their rows: in keys that let a thing be said once, and in buttons under old messages.
    """
    for table in metadata.tables.values():
        if "id" in table.primary_key.columns:
            table.dialect_kwargs["sqlite_autoincrement"] = True
