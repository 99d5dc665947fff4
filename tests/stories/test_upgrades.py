"""A program that takes over from an earlier release goes on with its rows, in the middle of an evening."""

from pathlib import Path

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Mapper
from sqlmodel import SQLModel, col, select

from bot.settings import Settings
from db import schema
from db.engine import open_engines
from db.tables import Identity, Person, TakenUpdate
from db.uow import UnitOfWork
from simulator.client import Simulator, Someone
from tests.releases.evenings import ASKED, BOSS, TAKEN_AWAY_AT, UNASKED
from tests.releases.rows import FOLDER, read
from tests.stories.stage import running
from tests.stories.tours import HERE, TITLE

RELEASES = sorted(FOLDER.glob("*.sql"))

every_release = pytest.mark.parametrize("release", RELEASES, ids=lambda file: file.stem)


async def take_over(database_url: str, release: Path) -> set[str]:
    """A database as that release left it, brought up to date; the names of the tables it had rows in."""
    engines = open_engines(database_url)
    try:
        async with engines.writing.begin() as connection:
            tables = await connection.run_sync(read, release)
        await schema.migrate(engines)
        return tables
    finally:
        await engines.dispose()


async def forget_updates(database_url: str) -> None:
    """The simulated messenger counts its updates anew, which no messenger does."""
    engines = open_engines(database_url)
    async with UnitOfWork(engines).write() as tx:
        await tx.session.exec(delete(TakenUpdate))
    await engines.dispose()


async def everybody(database_url: str, telegram: Simulator) -> dict[str, Someone]:
    """By name, the people the release knew, with the chats they had with its bot."""
    engines = open_engines(database_url)
    async with UnitOfWork(engines).read() as tx:
        found = select(Person.name, Identity.address).join(Identity, col(Identity.person_id) == col(Person.id))
        known = (await tx.session.exec(found)).all()
    await engines.dispose()
    people = [
        {"first_name": name, "id": int(address), "language_code": "ko", "has_started": True} for name, address in known
    ]
    return {person.name: person for person in await telegram.people(people)}


@every_release
@pytest.mark.every_database
async def test_every_row_of_an_earlier_release_is_understood(database_url: str, release: Path) -> None:
    tables = await take_over(database_url, release)
    engines = open_engines(database_url)
    counts = {}
    async with UnitOfWork(engines).read() as tx:
        for mapper in SQLModel._sa_registry.mappers:
            counts[_name(mapper)] = len((await tx.session.exec(select(mapper.class_))).all())
    await engines.dispose()

    assert len(tables) > 20
    assert {name for name, count in counts.items() if count} >= tables & counts.keys()


def _name(mapper: Mapper[SQLModel]) -> str:
    return str(mapper.class_.__tablename__)


@every_release
@pytest.mark.every_database
async def test_an_evening_an_earlier_release_began_goes_on(
    telegram: Simulator, settings: Settings, release: Path
) -> None:
    await take_over(settings.database_url, release)
    await forget_updates(settings.database_url)
    people = await everybody(settings.database_url, telegram)
    await telegram.clock.freeze(TAKEN_AWAY_AT)
    async with running(settings, telegram) as bot:
        left_over = await people[BOSS].hears(TITLE)
        await people[ASKED].says("가로등이 꺼졌어요")
        await people[ASKED].hears("접수")
        announced = await people[UNASKED].hears("새 순찰")
        await people[UNASKED].shares_location(*HERE)
        checked_in = await people[UNASKED].hears("출석했어요")
        await people[UNASKED].taps("참석", on=announced)
        await people[UNASKED].hears("참석으로")
        proofs = await bot.services.seals.verify()

    assert left_over.button("지도") is not None
    assert "분 늦었어요" in checked_in.text
    assert [(proof.entries, proof.broken) for proof in proofs] == [(1, None)]
