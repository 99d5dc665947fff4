"""One run: people gather, everything goes wrong while they write, then there is calm, and it is counted."""

import asyncio
import os
import random
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, text
from sqlmodel import col, select

from bot.settings import Settings
from db import schema
from db.engine import Engines, open_engines
from db.sessions import Session
from db.tables import FailedUpdate, OutboxRow
from simulator.client import Simulator
from tests.postgres import Postgres, running_postgres
from tests.stories.programs import ROOT
from tests.torture.clocks import wrong_clock
from tests.torture.disks import SmallDisk, small_disk
from tests.torture.fleet import Fleet
from tests.torture.load import BREAKS, FOUNDERS, Load, gather
from tests.torture.nursery import Nursery
from tests.torture.toll import Reckoning, Toll
from tests.torture.troubles import Troubles
from tests.torture.witness import Witness

CALM_WITHIN_S = 240.0

_BREAK_SQLITE = f"""CREATE TRIGGER fault BEFORE INSERT ON notes WHEN NEW.text LIKE '{BREAKS}%'
BEGIN SELECT RAISE(ABORT, 'a rule is broken'); END"""
_BREAK_POSTGRES = f"""CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
IF NEW.text LIKE '{BREAKS}%' THEN RAISE EXCEPTION 'a rule is broken'; END IF; RETURN NEW; END $$"""
_BREAK_POSTGRES_2 = "CREATE TRIGGER fault BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION fault()"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run is made of. It ends after so many kills, or when `within` is over."""

    database: str
    seed: int
    kills: int
    within: timedelta
    processes: int
    towns: int = 3
    members: int = 4


@dataclass(frozen=True, slots=True)
class _Database:
    url: str
    server: Postgres | None = None
    disk: SmallDisk | None = None


@asynccontextmanager
async def _database(kind: str, folder: Path) -> AsyncIterator[_Database]:
    if kind == "sqlite":
        with small_disk(folder / "disk") as disk:
            yield _Database(f"sqlite+aiosqlite:///{folder / 'disk' / 'patrol.db'}", disk=disk)
        return
    with running_postgres(durable=True) as server:
        yield _Database(server.url(kind, server.new_database()), server)


async def torture(plan: Plan) -> Toll:
    """Carries out a plan and returns what it came to; what is not clean is also printed."""
    toll = Toll(plan.database, plan.processes, plan.seed)
    dice = random.Random(plan.seed)
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="torture-")))
        database = await stack.enter_async_context(_database(plan.database, folder))
        clock = await stack.enter_async_context(wrong_clock(folder))
        engines = open_engines(database.url)
        stack.push_async_callback(engines.dispose)
        await schema.migrate(engines)
        telegram = await stack.enter_async_context(Simulator(timeout=60))
        settings = Settings(
            _env_file=None,
            bot_token=telegram.token,
            api_url=telegram.api_url,
            database_url=database.url,
            owner_ids=frozenset(FOUNDERS),
            web_port=0,
        )
        load = await gather(settings, telegram, towns=plan.towns, members=plan.members)
        variables = _variables(settings) | clock.variables
        nursery = await stack.enter_async_context(Nursery(folder, variables))
        fleet = Fleet(nursery, plan.processes, dice, engines)
        stack.push_async_callback(fleet.end)
        since_row = await _last_row(engines)
        await _break(engines)
        witness = Witness(telegram)
        following = asyncio.create_task(witness.follow())
        troubles = Troubles(telegram, fleet, load, dice, clock, database.server, database.disk)
        await fleet.start()
        await fleet.wait_until_one_serves()
        over = asyncio.Event()
        acting = asyncio.create_task(load.act(plan.seed, over))
        try:
            await troubles.come(plan.kills, plan.within)
        finally:
            over.set()
            await acting
        await troubles.end()
        await _calm(engines, witness, fleet)
        toll.failures_mended = await _mend(engines, load, settings)
        toll.failures_kept_aside = toll.failures_mended
        await _calm(engines, witness, fleet)
        toll.exits = len(fleet.gone)
        tail = fleet.log_tail()
        await fleet.stop()
        following.cancel()
        witness.catch_up()
        toll.commands, toll.kills = load.commands.total(), troubles.counts["kill"]
        toll.troubles = troubles.counts + witness.faults
        del toll.troubles["kill"]
        await Reckoning(toll, load, witness, fleet.lives, troubles.outages).count(engines, since_row)
        if not toll.is_clean:
            sys.stdout.write(tail + "\n".join(toll.findings) + "\n")
    return toll


def _variables(settings: Settings) -> dict[str, str]:
    return {
        "PATROL_BOT_TOKEN": settings.bot_token,
        "PATROL_API_URL": settings.api_url,
        "PATROL_DATABASE_URL": settings.database_url,
        "PATROL_OWNER_IDS": ",".join(map(str, settings.owner_ids)),
        "PATROL_WEB_PORT": "0",
        "PATROL_LOG_FORMAT": "json",
        "PYTHONPATH": str(ROOT),
    }


async def _last_row(engines: Engines) -> int:
    async with Session(engines.reading) as session:
        return (await session.exec(select(func.max(OutboxRow.id)))).one() or 0


async def _break(engines: Engines) -> None:
    """A fault that some notes meet, as if a rule were broken."""
    async with engines.writing.begin() as connection:
        for statement in (_BREAK_SQLITE,) if engines.is_sqlite else (_BREAK_POSTGRES, _BREAK_POSTGRES_2):
            await connection.execute(text(statement))


async def _calm(engines: Engines, witness: Witness, fleet: Fleet) -> None:
    """Waits until everything that came was confirmed and everything said has left, or for long."""
    ends_at = asyncio.get_running_loop().time() + CALM_WITHIN_S
    while asyncio.get_running_loop().time() < ends_at:
        await fleet.replace_the_dead()
        async with Session(engines.reading) as session:
            is_due = col(OutboxRow.done_at).is_(None) & (OutboxRow.due_at <= datetime.now(UTC) + timedelta(minutes=1))
            waiting = (await session.exec(select(func.count()).select_from(OutboxRow).where(is_due))).one()
        if witness.is_through and not waiting:
            return
        await asyncio.sleep(0.3)


async def _mend(engines: Engines, load: Load, settings: Settings) -> int:
    """The fault is mended, and what was kept aside is handled again by the command for it; returns how many were."""
    async with engines.writing.begin() as connection:
        await connection.execute(text("DROP TRIGGER fault" + ("" if engines.is_sqlite else " ON notes")))
    async with Session(engines.reading) as session:
        aside = (await session.exec(select(FailedUpdate.reference))).all()
    for reference in aside:
        command = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "updates", "retry", reference),
            cwd=ROOT,
            env=os.environ | _variables(settings),
            stdout=asyncio.subprocess.DEVNULL,
        )
        if await command.wait() != 0:
            raise RuntimeError(f"{reference} was not handled")
    for town in load.towns:
        town.unlucky.answers += ["notes.received"] * len(town.unlucky.notes)
    return len(aside)
