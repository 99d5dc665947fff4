"""The schema and its migrations say the same, and every step can be taken back."""

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect

from db import schema
from db.engine import Engines, open_engines
from db.tables import metadata


async def test_models_and_migrations_describe_the_same_tables(engines: Engines) -> None:
    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata))

    async with engines.writing.connect() as connection:
        found = await connection.run_sync(differences)

    assert found == []


async def test_every_migration_goes_down_and_up_again(engines: Engines) -> None:
    def back_and_forth(connection: Connection) -> tuple[list[str], list[str], list[str]]:
        before = sorted(inspect(connection).get_table_names())
        config = schema.alembic_config(connection)
        command.downgrade(config, "base")
        empty = inspect(connection).get_table_names()
        command.upgrade(config, "head")
        return before, empty, sorted(inspect(connection).get_table_names())

    async with engines.writing.begin() as connection:
        before, empty, after = await connection.run_sync(back_and_forth)

    assert empty == ["alembic_version"]
    assert before == after
    assert await schema.version(engines) == schema.head()


async def test_several_processes_may_migrate_at_once(database_url: str) -> None:
    import asyncio

    several = [open_engines(database_url) for _ in range(3)]
    await asyncio.gather(*(schema.migrate(engines) for engines in several))
    versions = [await schema.version(engines) for engines in several]
    for engines in several:
        await engines.dispose()

    assert versions == [schema.head()] * 3
