"""A copy made while the program runs becomes a program elsewhere: it knows what was done and says what was not."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import col, func, select

from bot.settings import Settings
from core.roles import OrganisationKind
from db.engine import open_engines
from db.tables import OutboxRow
from db.uow import UnitOfWork
from simulator.client import Simulator
from tests.postgres import Postgres
from tests.stories.commands import patrolbot
from tests.stories.crowds import Crowd, fills
from tests.stories.patrolling import HERE, plans
from tests.stories.programs import started
from tests.stories.stage import running
from tests.stories.towns import UNIT


@pytest.fixture
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path, settings: Settings) -> Settings:
    """The same program with an empty database of another machine: no table is in it."""
    if request.param == "sqlite":
        (tmp_path / "elsewhere").mkdir()
        url = f"sqlite+aiosqlite:///{tmp_path / 'elsewhere' / 'patrol.db'}"
    else:
        server: Postgres = request.getfixturevalue("postgres")
        url = server.url(request.param, server.new_database())
    return settings.model_copy(update={"database_url": url})


async def gathers_now(settings: Settings, telegram: Simulator) -> Crowd:
    """A leader and three members, invited to a patrol that begins in ten minutes."""
    async with running(settings, telegram) as app:
        crowd = await fills(app, telegram, {UNIT: (OrganisationKind.patrol_unit, 4)})
        await plans(app, crowd, starts_at=app.clock.now() + timedelta(minutes=10))
    return crowd


async def unsaid(settings: Settings, count: int) -> None:
    """Waits until just so many messages are not known to have arrived."""
    engines = open_engines(settings.database_url)
    pending = select(func.count()).select_from(OutboxRow).where(col(OutboxRow.done_at).is_(None))
    async with asyncio.timeout(60):
        found = -1
        while found != count:
            async with UnitOfWork(engines).read() as tx:
                found = (await tx.session.exec(pending)).one()
            await asyncio.sleep(0.05)
    await engines.dispose()


@pytest.mark.parametrize(
    ("database_url", "elsewhere"),
    [("sqlite", "sqlite"), ("asyncpg", "asyncpg"), ("sqlite", "psycopg")],
    indirect=True,
)
async def test_a_program_started_on_a_restored_copy_goes_on_where_the_copy_was_made(
    telegram: Simulator, settings: Settings, elsewhere: Settings, tmp_path: Path
) -> None:
    crowd = await gathers_now(settings, telegram)
    leader, hana, duri, sechan = crowd.people[UNIT]
    async with started(settings) as program:
        await hana.shares_location(*HERE)
        await hana.hears("출석했어요")
        await telegram.faults.add("hang", method="sendMessage", chat_id=duri.id, times=None)
        await telegram.faults.add("status:502", method="sendMessage", chat_id=sechan.id, times=None)
        await duri.says("/note 가로등이 꺼졌어요")
        await telegram.faults.happens("hang")
        await sechan.says("/note 빈집에 불이 켜졌어요")
        await telegram.faults.happens("status:502")
        await unsaid(settings, 2)
        copied = await patrolbot(settings, "backup", str(tmp_path / "copy"))
        await program.kill()
    restored = await patrolbot(elsewhere, "restore", str(tmp_path / "copy"))
    await telegram.faults.clear()
    async with started(elsewhere):
        await duri.hears("접수")
        await sechan.hears("접수")
        await hana.does_not_hear("출석했어요", within=1)
        await duri.does_not_hear("접수")
        await sechan.does_not_hear("접수")
        await hana.shares_location(*HERE)
        known = await hana.hears("이미")
        await duri.shares_location(*HERE)
        await duri.hears("출석했어요")
        await leader.says("/roster")
        roster = await leader.hears("출석부")
        await hana.says("/checkout")
        await hana.hears("시간")
        await crowd.coordinator.says("/incidents")
        notes = await crowd.coordinator.hears("가로등이 꺼졌어요")
        await sechan.says("/note 물이 새요")
        numbered = await sechan.hears("접수")

    assert (copied.status, restored.status) == (0, 0)
    assert "이미 출석" in known.text
    assert "출석 2명" in roster.text
    assert "2건 중" in notes.text
    assert "#3" in numbered.text
