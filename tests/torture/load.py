"""The people: they found cities, write notes, check in and out and answer, and know which answer each deed deserves."""

import asyncio
import contextlib
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.app import App
from bot.settings import Settings
from core.roles import OrganisationKind
from core.rsvps import Answer
from db.tables import Patrol
from services.reminders import plan_first_reminders
from simulator.client import Gathering, Heard, Simulator, Someone
from tests.stories.crowds import fills
from tests.stories.patrolling import HERE, plans
from tests.stories.stage import running
from texts.rsvps import RsvpTap

FOUNDERS = tuple(range(900_001, 900_004))
REST_S = (0.8, 3.0)
MOST_WAITING = 40
TOMORROW = "내일 순찰"
BREAKS = "고장"
"""A note that contains this breaks the program, for as long as the fault is not mended."""


@dataclass(slots=True)
class Deeds:
    """What one person did, and the kinds of answers that belong to it, in order."""

    person: Someone
    answers: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    cities: list[str] = field(default_factory=list)
    has_been_on_duty: bool = False
    is_on_duty: bool = False
    last_answer: Answer | None = None

    @property
    def address(self) -> str:
        return str(self.person.id)


@dataclass(slots=True)
class Town:
    """One city of the load; the leader also blocks the bot for a while, and the group becomes a supergroup."""

    coordinator: Someone
    leader: Someone
    members: list[Deeds]
    unlucky: Deeds
    group: Gathering
    cards: dict[int, Heard]
    tomorrow_id: int


@dataclass(slots=True)
class Load:
    """Everybody, and what they have done so far."""

    founders: list[Deeds]
    towns: list[Town]
    waiting: Callable[[], int]
    """How many updates the bot has not confirmed yet: people are patient when it is slow."""
    commands: Counter[str] = field(default_factory=Counter)

    @property
    def everybody(self) -> list[Deeds]:
        return [*self.founders, *(each for town in self.towns for each in (*town.members, town.unlucky))]

    async def act(self, seed: int, until: asyncio.Event) -> None:
        """Everybody does what they do, until told to stop."""
        async with asyncio.TaskGroup() as tasks:
            for founder in self.founders:
                tasks.create_task(self._found(founder, seed, until))
            for town in self.towns:
                tasks.create_task(self._break(town, seed, until))
                for member in town.members:
                    tasks.create_task(self._serve(town, member, seed, until))

    async def _found(self, founder: Deeds, seed: int, until: asyncio.Event) -> None:
        dice = random.Random(f"{seed}:{founder.address}")
        while not await self._rest(until, dice):
            name = f"도시 {founder.address} {len(founder.cities) + 1}."
            await founder.person.says(f"/newcity {name}")
            founder.cities.append(name)
            founder.answers.append("cities.created")
            self.commands["/newcity"] += 1

    async def _break(self, town: Town, seed: int, until: asyncio.Event) -> None:
        """Writes notes that break the program, and is asked to be patient each time."""
        dice, unlucky = random.Random(f"{seed}:{town.unlucky.address}"), town.unlucky
        while not await self._rest(until, dice, times=12):
            words = f"{BREAKS} {unlucky.address} {len(unlucky.notes) + 1}."
            await unlucky.person.says(f"/note {words}")
            unlucky.notes.append(words)
            unlucky.answers.append("common.fault")
            self.commands["a note that breaks"] += 1

    async def _serve(self, town: Town, member: Deeds, seed: int, until: asyncio.Event) -> None:
        dice = random.Random(f"{seed}:{member.address}")
        while not await self._rest(until, dice):
            deed = dice.choice(("note", "duty", "duty", "duty", "answer", "answer", "puzzle"))
            if deed == "note":
                words = f"가로등 {member.address} {len(member.notes) + 1}."
                await member.person.says(f"/note {words}")
                member.notes.append(words)
                member.answers.append("notes.received")
            elif deed == "duty":
                await self._change_duty(member)
            elif deed == "answer":
                member.last_answer = dice.choice([each for each in Answer if each is not member.last_answer])
                tap = RsvpTap(town.tomorrow_id, member.last_answer).pack()
                order = {"message_id": town.cards[member.person.id].id, "data": tap, "is_forged": True}
                await member.person.does("taps", **order)
            else:
                await member.person.says("가나다라")
                member.answers.append("common.not_understood")
            self.commands[deed] += 1

    async def _rest(self, until: asyncio.Event, dice: random.Random, *, times: float = 1.0) -> bool:
        """Waits as people do; True when it is time to stop."""
        while not until.is_set():
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(dice.uniform(*REST_S) * times):
                    await until.wait()
            if self.waiting() < MOST_WAITING:
                break
        return until.is_set()

    async def _change_duty(self, member: Deeds) -> None:
        if member.is_on_duty:
            await member.person.says("/checkout")
            member.answers.append("checkouts.ended")
        else:
            await member.person.shares_location(*HERE)
            member.answers.append("checkins.resumed" if member.has_been_on_duty else "checkins.accepted")
        member.has_been_on_duty, member.is_on_duty = True, not member.is_on_duty


async def gather(settings: Settings, telegram: Simulator, *, towns: int, members: int) -> Load:
    """Registers everybody, with a patrol that is on and one tomorrow, while nothing goes wrong yet."""
    async with running(settings, telegram) as app:
        names = [{"id": each, "first_name": f"대표 {each}", "language_code": "ko"} for each in FOUNDERS]
        founders = await telegram.people(names)
        for founder in founders:
            await founder.says("/start")
            await founder.hears("반가워요")
        made = [await _town(app, telegram, founders[0], number, members) for number in range(towns)]
    return Load([Deeds(each) for each in founders], made, lambda: len(telegram.world.updates))


async def _town(app: App, telegram: Simulator, owner: Someone, number: int, members: int) -> Town:
    unit = f"제{number + 1}방범대"
    units = {unit: (OrganisationKind.patrol_unit, members + 2)}
    crowd = await fills(app, telegram, units, city=f"안양{number + 1}시", owner=owner)
    leader, unlucky, *others = crowd.people[unit]
    now = datetime.now(UTC).replace(microsecond=0)
    today = {"title": "오늘 순찰", "ends_at": now + timedelta(hours=9)}
    await plans(app, crowd, starts_at=now - timedelta(hours=3), **today)
    tomorrow_id = await plans(app, crowd, starts_at=now + timedelta(hours=24, minutes=30), title=TOMORROW)
    async with app.uow.write() as tx:
        patrol = await tx.session.get_one(Patrol, tomorrow_id)
        await plan_first_reminders(tx, [patrol], now, app.services.reminders.policy)
    cards: dict[int, Heard] = {}
    for member in others:
        await member.says("/patrols")
        cards[member.id] = await member.hears(TOMORROW)
    group = await telegram.group(f"{unit} 대화방", leader, *others, with_bot=False)
    await group.adds_bot(by=leader)
    await leader.hears("방으로 연결했어요", chat=group)
    return Town(crowd.coordinator, leader, [Deeds(each) for each in others], Deeds(unlucky), group, cards, tomorrow_id)
