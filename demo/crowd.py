"""The people nobody plays: they announce a patrol, answer, join, come, write notes and go home by themselves."""

import asyncio
import random
from collections.abc import Awaitable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from core.roles import Role
from demo.city import DEPUTY_CHAT, ORGANISATIONS, PLACE, PLACE_NAME, Inhabitant
from demo.forms import patrol_form
from demo.newcomers import NEWCOMER, PATIENCE_SECONDS, SECOND_NEWCOMER, Newcomers
from demo.telling import Narrator
from simulator.client import Someone, StoryError, Telegram

TITLE = "범계역 합동순찰"
NEAR, FAR = 0.0003, 0.0030
"""Degrees of latitude: about 30 m and about 330 m."""
BEFORE_THE_END = timedelta(seconds=20)
"""The clock is moved to so long before the end of the patrol, which then comes while everybody looks."""
ANSWERS = ("참석", "불참", "미정")
NOTES = ("로데오거리 가로등 하나가 꺼져 있어요", "골목 입구에 깨진 유리가 있어요", "지갑을 주웠어요")


class Crowd:
    """Everybody but the three people the audience plays."""

    def __init__(self, telegram: Telegram, narrator: Narrator, zone: ZoneInfo, *, pace: float = 1.0) -> None:
        self._telegram = telegram
        self._narrator = narrator
        self._zone = zone
        self._pace = pace
        self._random = random.Random(7)
        self._answered: dict[int, set[int]] = {}
        self.everybody: dict[int, Someone] = {}
        self._members: list[Someone] = []
        self._leaders: dict[str, Someone] = {}
        self._present: list[Someone] = []
        self._ends_at: datetime | None = None

    async def settle(self, inhabitants: tuple[Inhabitant, ...], played: frozenset[int]) -> None:
        """Gives everybody a phone on which the bot has been started before; those `played` are left alone."""
        people = await self._telegram.people([self._phone_of(one) for one in inhabitants])
        for someone, one in zip(people, inhabitants, strict=True):
            self.everybody[one.chat] = someone
            if one.chat in played:
                continue
            if one.role is Role.leader and one.organisation:
                self._leaders[one.organisation] = someone
            if one.role in (Role.leader, Role.member):
                self._members.append(someone)

    def _phone_of(self, one: Inhabitant) -> dict[str, object]:
        return {
            "id": one.chat,
            "first_name": one.name,
            "phone": one.phone,
            "language_code": "ko",
            "has_started": True,
            "latitude": PLACE[0] + self._random.uniform(-FAR, FAR),
            "longitude": PLACE[1] + self._random.uniform(-FAR, FAR),
        }

    @property
    def _deputy(self) -> Someone:
        return self.everybody[DEPUTY_CHAT]

    async def greet(self, played: tuple[int, ...]) -> None:
        """Those the audience plays have opened the bot before, so the main menu lies under their chats."""
        for chat in played:
            await self.everybody[chat].says("/start")
            await self.everybody[chat].hears("반가워요", within=PATIENCE_SECONDS)

    async def announce(self, starts_at: datetime, ends_at: datetime) -> None:
        """The deputy coordinator publishes the patrol of this evening."""
        self._ends_at = ends_at
        await self._deputy.says(patrol_form(TITLE, starts_at, ends_at, self._zone))
        await self._deputy.hears("게시", within=PATIENCE_SECONDS)
        await self._deputy.taps("게시")
        await self._narrator.tell(
            f"{self._deputy.name} 코디네이터가 ‘{TITLE}’을 게시했어요. 3분 뒤에 {PLACE_NAME}에서 모여요.",
            f"{self._deputy.name}, a coordinator, published a joint patrol. It meets in three minutes.",
            about=self._deputy,
        )

    async def play(self, links: tuple[str, str]) -> None:
        """The evening of the crowd, from the first answer to the last note; `links` invite two newcomers."""
        newcomers = Newcomers(self._telegram, self._narrator, self._rest)
        await asyncio.gather(
            self._answer_all(),
            newcomers.join(NEWCOMER, "+821000009998", links[0]),
            newcomers.join(SECOND_NEWCOMER, "+821000009999", links[1], let_in_by=self._leaders[ORGANISATIONS[1][1]]),
        )
        await self._check_in_all()
        await self._write_notes()

    async def go_home(self) -> None:
        """Lets the clock come to the end of the patrol, and those who are there end their duty."""
        if self._ends_at is None or self._is_over():
            return
        await self._telegram.clock.set(self._ends_at - BEFORE_THE_END)
        await self._clock_is_followed()
        await self._narrator.tell(
            "두 시간이 지났어요. 순찰이 곧 끝나서 대원들이 집에 가요.",
            "Two hours later: the patrol ends, people go home.",
        )
        for someone in self._present[:3]:
            await self._try(someone, self._check_out(someone))
        await self._narrator.tell(
            "동네를 한 바퀴 돌았어요. 나머지 분들의 활동 시간은 순찰이 끝나면 저절로 적혀요.",
            "The round is done. Everybody else's hours are written down by themselves when it ends.",
        )

    async def _clock_is_followed(self) -> None:
        """The bot reads the clock now and then; when it reads again, it lives by what it read before."""
        before = (await self._telegram.counters())["clock_reads"]
        while (await self._telegram.counters())["clock_reads"] < before + 2:  # noqa: ASYNC110 (another process reads)
            await asyncio.sleep(0.1)

    def _is_over(self) -> bool:
        """Whether the audience has moved the clock beyond the patrol."""
        return self._ends_at is not None and self._telegram.clock.now() >= self._ends_at - BEFORE_THE_END

    async def invitations(self, *organisations: str) -> tuple[str, ...]:
        """Fresh invitation links of members into organisations."""
        return tuple([await self._invitation(name) for name in organisations])

    async def _invitation(self, organisation: str) -> str:
        await self._deputy.says(f"/neworg patrol_unit {organisation}")
        links = await self._deputy.hears("?start=", within=PATIENCE_SECONDS)
        return next(word for word in links.text.split() if "?start=" in word)

    # --- answers ----------------------------------------------------------------------------

    async def _answer_all(self) -> None:
        for someone in self._members:
            await self._try(someone, self._answer_first(someone))
        await self._narrator.tell("대원들이 참석, 불참, 미정으로 답했어요.", "The members have answered.")

    async def _answer_first(self, someone: Someone) -> None:
        await someone.hears(TITLE, within=PATIENCE_SECONDS)
        if self._random.random() < 0.9:  # noqa: PLR2004 (one in ten never answers)
            await self._answer(someone)
        await self._rest(0.1)

    async def answer_now(self) -> None:
        """Lets everybody answer what has not been answered on their phones yet."""
        answered = sum([await self._answers_if_open(someone) for someone in self._members])
        await self._narrator.tell(f"다른 분 {answered}명이 답했어요.", f"{answered} others have answered.")

    async def _answers_if_open(self, someone: Someone) -> bool:
        message = someone.see().with_button(ANSWERS[0])
        if message is None or message.id in self._answered.get(someone.id, set()):
            return False
        await self._try(someone, self._answer(someone))
        return True

    async def _answer(self, someone: Someone) -> None:
        message = someone.see().with_button(ANSWERS[0])
        choice = self._random.choices(ANSWERS, (7, 1, 1))[0]
        words = await someone.taps(choice, on=message)
        if message is not None:
            self._answered.setdefault(someone.id, set()).add(message.id)
        self._narrator.mutter(someone, f"{choice} 버튼을 눌렀어요", words)

    # --- the patrol -------------------------------------------------------------------------

    async def _check_in_all(self) -> None:
        comers = [someone for someone in self._members if self._random.random() < 0.7]  # noqa: PLR2004 (most come)
        code = await self._code(next(iter(self._leaders.values())))
        for number, someone in enumerate(comers):
            if self._is_over():
                return
            await self._try(someone, self._check_in(someone, code, number))
            await self._rest(1.0)
        await self._narrator.tell(f"{len(comers)}명이 모이는 곳에 왔어요.", f"{len(comers)} people have come.")

    async def _code(self, leader: Someone) -> str:
        await leader.says("/code")
        answer = await leader.hears("번호")
        self._narrator.mutter(leader, "/code", answer.text)
        digits = "".join(letter if letter.isdigit() else " " for letter in answer.text).split()
        return next((number for number in digits if len(number) == 4), "0000")  # noqa: PLR2004 (a code has four digits)

    async def _check_in(self, someone: Someone, code: str, number: int) -> None:
        if number % 9 == 4:  # noqa: PLR2004 (now and then somebody types the leader's code)
            await someone.says(f"/checkin {code}")
        elif number % 9 == 6:  # noqa: PLR2004 (and somebody is still on the way)
            await someone.shares_location(PLACE[0] + FAR, PLACE[1])
            answer = await someone.hears("m")
            self._narrator.mutter(someone, "아직 오는 길에 위치를 보냈어요", answer.text)
            await self._rest(1)
            await someone.shares_location(PLACE[0] + NEAR, PLACE[1])
        else:
            await someone.shares_location(PLACE[0] + self._random.uniform(-NEAR, NEAR), PLACE[1])
        answer = await someone.hears("출석")
        self._present.append(someone)
        self._narrator.mutter(someone, "출석했어요", answer.text)

    async def _write_notes(self) -> None:
        for someone, words in zip(self._members[6:9], NOTES, strict=True):
            if self._is_over():
                return
            await self._try(someone, self._note(someone, words))
            await self._rest(3)

    async def _note(self, someone: Someone, words: str) -> None:
        await someone.says(f"/note {words}")
        answer = await someone.hears("접수")
        self._narrator.mutter(someone, f"특이사항: {words}", answer.text)
        note = await self._deputy.hears(words, within=20)
        await self._deputy.taps("처리 중", on=note)
        await self._narrator.tell(
            f"{someone.name} 님의 특이사항을 {self._deputy.name} 코디네이터가 처리하고 있어요: {words}",
            f"{someone.name} wrote a note; a coordinator is on it.",
            about=someone,
        )

    async def _check_out(self, someone: Someone) -> None:
        await someone.says("/checkout")
        # The check-in of before is rewritten at the same time, and speaks of hours too.
        answer = await someone.hears("이번 활동 시간")
        self._narrator.mutter(someone, "/checkout", answer.text)

    async def _try(self, someone: Someone, doing: Awaitable[None]) -> None:
        """One person's mishap is told and does not end the evening."""
        try:
            await doing
        except StoryError as error:
            self._narrator.mutter(someone, "여기서 멈췄어요", str(error).split("\n", 1)[0])

    async def _rest(self, seconds: float) -> None:
        await asyncio.sleep(seconds * self._pace)
