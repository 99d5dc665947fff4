"""One evening of the demo: the city is filled, the bot started, the crowd lives, and the audience is led through it."""

import asyncio
from datetime import UTC, datetime, timedelta
from enum import Enum, auto
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from core.roles import Role
from db import schema
from db.engine import open_engines
from db.uow import UnitOfWork
from demo.bots import BotProcess, running_bot
from demo.city import CITY, CITY_ENGLISH, ORGANISATIONS, PLACE, PLACE_NAME, ZONE, Inhabitant, fill, inhabitants
from demo.crowd import Crowd
from demo.forms import this_evening
from demo.guide import Guide, forever_granting
from demo.steps import LEADER_CHAT, PLAYED, VOLUNTEER_CHAT
from demo.telling import Narrator
from simulator.client import Simulator

OPENS_BEFORE, LASTS = timedelta(minutes=3), timedelta(hours=2)
"""How long before the patrol the curtain rises, and how long the patrol lasts, by the simulator's clock."""
RADIUS_M = 150
PHONES = (VOLUNTEER_CHAT, LEADER_CHAT, *sorted(PLAYED - {VOLUNTEER_CHAT, LEADER_CHAT}))
_ROLES = {
    Role.member: {"ko": "대원", "en": "member"},
    Role.leader: {"ko": "대장", "en": "leader"},
    Role.coordinator: {"ko": "코디네이터", "en": "coordinator"},
    Role.administrator: {"ko": "관리자", "en": "administrator"},
}


class Outcome(Enum):
    """How an evening ended."""

    ended = auto()
    again = auto()
    died = auto()


class Evening:
    """From an empty database to the last wish."""

    def __init__(self, telegram: Simulator, folder: Path, *, pace: float, leave: bool) -> None:
        self._telegram = telegram
        self._folder = folder
        self._leave = leave
        self._zone = ZoneInfo(ZONE)
        self._narrator = Narrator(telegram, self._zone)
        self._crowd = Crowd(telegram, self._narrator, self._zone, pace=pace)
        self._again = asyncio.Event()
        self._starts_at = this_evening(datetime.now(UTC), self._zone)

    async def play(self) -> Outcome:
        """Plays until the crowd is done and nobody stays, or the audience wants it all again.

        Raises:
            BotDied: the bot's process ended by itself.
        """
        people = inhabitants()
        database_url = f"sqlite+aiosqlite:///{self._folder}/patrol.db"
        begins_at = self._starts_at - OPENS_BEFORE
        await _fill(database_url, people, begins_at)
        await self._telegram.reset()
        await self._telegram.clock.set(begins_at)
        await self._crowd.settle(people, PLAYED)
        await self._set_stage(people)
        async with running_bot(self._telegram, database_url, self._folder) as bot:
            await bot.polls(self._telegram)
            # The bot took its time to start; the evening has not.
            await self._telegram.clock.set(begins_at)
            print(f"open {self._telegram.api_url}   (Ctrl-C를 누르면 모두 끝나요)", flush=True)
            return await self._live(bot)

    async def _live(self, bot: BotProcess) -> Outcome:
        dying = asyncio.create_task(bot.dies())
        living = asyncio.create_task(self._crowd_and_guide())
        wanting_again = asyncio.create_task(self._again.wait())
        tasks = (dying, living, wanting_again)
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
            return Outcome.again if self._again.is_set() else Outcome.ended
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _crowd_and_guide(self) -> None:
        guide = Guide(self._telegram, self._narrator, self._crowd.everybody, self._zone)
        async with asyncio.TaskGroup() as tasks:
            leading = tasks.create_task(self._lead(guide))
            await self._crowd.greet(PHONES)
            await self._crowd.announce(self._starts_at, self._starts_at + LASTS)
            links = await self._crowd.invitations(ORGANISATIONS[0][1], ORGANISATIONS[1][1])
            await self._crowd.play((links[0], links[1]))
            if not self._leave:
                await guide.has_left_the_street.wait()
            await self._crowd.go_home()
            if self._leave:
                leading.cancel()

    async def _lead(self, guide: Guide) -> None:
        async def grant(wish: str) -> None:
            if wish == "reset":
                self._again.set()
            elif wish == "others_answer":
                await self._crowd.answer_now()
            else:
                await guide.help(wish)

        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(guide.lead())
            tasks.create_task(forever_granting(self._telegram, grant))

    async def _set_stage(self, people: tuple[Inhabitant, ...]) -> None:
        await self._telegram.stage.set(
            title={"ko": "우리 동네 순찰, 한 바퀴", "en": "A patrol of our neighbourhood"},
            about={
                "ko": f"{CITY}의 지어낸 대원 80명이 함께 있어요.",
                "en": f"80 invented members of {CITY_ENGLISH} are here with you.",
            },
            zone=ZONE,
            phones=PHONES,
            cast=[_cast(one) for one in people],
            places=[
                {
                    "name": {"ko": PLACE_NAME, "en": PLACE_NAME},
                    "latitude": PLACE[0],
                    "longitude": PLACE[1],
                    "radius_m": RADIUS_M,
                }
            ],
            wishes=[
                {
                    "id": "others_answer",
                    "title": {"ko": "다른 분들 답하기", "en": "Let the others answer"},
                    "hint": {"ko": "아직 답하지 않은 대원들이 답해요.", "en": "Members who have not answered do so."},
                },
                {"id": "reset", "title": {"ko": "처음부터 다시", "en": "Start over"}, "is_quiet": True},
            ],
        )


def _cast(one: Inhabitant) -> dict[str, Any]:
    where = f"{one.organisation} " if one.organisation else ""
    return {"person": one.chat, "role": {language: where + word for language, word in _ROLES[one.role].items()}}


async def _fill(database_url: str, people: tuple[Inhabitant, ...], at: datetime) -> None:
    engines = open_engines(database_url)
    try:
        await schema.migrate(engines)
        async with UnitOfWork(engines).write() as tx:
            await fill(tx, people, at.astimezone(UTC))
    finally:
        await engines.dispose()
