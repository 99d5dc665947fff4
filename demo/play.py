"""One joint patrol, lived by the people of the example city: they answer, come, check in and write notes."""

import asyncio
import random
from collections.abc import Awaitable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from core.roles import Role
from demo.city import COORDINATOR_CHAT, Inhabitant
from simulator.client import Someone, StoryError, Telegram

PLACE = (37.38970, 126.95070)
NEAR, FAR = 0.0003, 0.0030
"""Degrees of latitude: about 30 m and about 330 m."""
NEWCOMER = "봄이슬"


class Play:
    """The people of the city and what they do; every step is printed as one readable line."""

    def __init__(self, telegram: Telegram, zone: ZoneInfo, *, pace: float = 1.0) -> None:
        self._telegram = telegram
        self._zone = zone
        self._pace = pace
        self._random = random.Random(7)
        self._people: dict[int, Someone] = {}
        self._leaders: list[Someone] = []
        self._members: list[Someone] = []

    async def settle(self, inhabitants: tuple[Inhabitant, ...]) -> None:
        """Gives everybody a phone on which the bot has been started before."""
        orders = [
            {
                "id": one.chat,
                "first_name": one.name,
                "phone": one.phone,
                "language_code": "ko",
                "has_started": True,
                "latitude": PLACE[0] + self._random.uniform(-FAR, FAR),
                "longitude": PLACE[1] + self._random.uniform(-FAR, FAR),
            }
            for one in inhabitants
        ]
        people = await self._telegram.people(orders)
        for someone, one in zip(people, inhabitants, strict=True):
            self._people[one.chat] = someone
            if one.role is Role.leader:
                self._leaders.append(someone)
            if one.role in (Role.leader, Role.member):
                self._members.append(someone)

    async def run(self) -> None:
        """The whole patrol, from its announcement to the last check-out."""
        coordinator = self._people[COORDINATOR_CHAT]
        starts_at = self._telegram.clock.now().astimezone(self._zone) + timedelta(minutes=3)
        await self._publish(coordinator, starts_at)
        await asyncio.gather(self._answer_all(), self._newcomer_joins(coordinator))
        await self._check_in_all()
        await self._write_notes(coordinator)
        await self._look_at_roster()
        await self._check_out_some()

    async def _publish(self, coordinator: Someone, starts_at: datetime) -> None:
        ends_at = starts_at + timedelta(minutes=20)
        await coordinator.says(
            "/newpatrol\n"
            "제목: 범계역 합동순찰\n"
            f"일시: {starts_at:%Y-%m-%d %H:%M}-{ends_at:%H:%M}\n"
            "장소: 범계역 2번 출구 37.38970,126.95070\n"
            "단체: 평촌자율방범대 10, 범계자율방범대, 안양상인연합회, 동안시민경찰연합회, 평촌생활안전협의회\n"
            "구역: 범계역 로데오거리, 여성안심귀갓길\n"
            "안내: 형광조끼 착용"
        )
        await coordinator.hears("게시")
        self._tell(coordinator, "순찰을 적어 보냈어요", "미리보기가 왔어요")
        await coordinator.taps("게시")
        self._tell(coordinator, "게시를 눌렀어요", "초대된 대원 모두에게 안내가 나가요")

    async def _answer_all(self) -> None:
        for someone in self._members:
            await self._try(someone, self._answer(someone))

    async def _answer(self, someone: Someone) -> None:
        await someone.hears("범계역 합동순찰", within=60)
        choice = self._random.choices(("참석", "불참", "미정", ""), (7, 1, 1, 1))[0]
        if choice:
            words = await someone.taps(choice)
            self._tell(someone, f"{choice} 버튼을 눌렀어요", words)
        await self._rest(0.1)

    async def _newcomer_joins(self, coordinator: Someone) -> None:
        await coordinator.says("/neworg patrol_unit 평촌자율방범대")
        links = await coordinator.hears("?start=")
        newcomer = await self._telegram.person(NEWCOMER, phone="+82100009999", language="ko")
        link = next(word for word in links.text.split() if "?start=" in word)
        await newcomer.follows(link)
        self._tell(newcomer, "초대 링크를 열었어요", "가입을 시작해요")
        for question, answer in (
            ("동의", "동의합니다"),
            ("위치", "동의합니다"),
            ("해외", "동의합니다"),
            ("19세", "19세 이상입니다"),
        ):
            await newcomer.hears(question)
            await newcomer.taps(answer)
            self._tell(newcomer, f"{answer} 버튼을 눌렀어요", "")
            await self._rest(1)
        await newcomer.hears("이름")
        await newcomer.says(NEWCOMER)
        await newcomer.hears("전화번호")
        await newcomer.taps("전화번호")
        self._tell(newcomer, "전화번호를 보냈어요", "승인을 기다려요")
        leader = self._leaders[0]
        await leader.hears(NEWCOMER, within=30)
        await leader.taps("승인")
        self._tell(leader, f"{NEWCOMER} 님을 승인했어요", "")
        await newcomer.hears("승인", within=30)
        self._tell(newcomer, "승인되었다는 안내를 받았어요", "")

    async def _check_in_all(self) -> None:
        comers = [someone for someone in self._members if self._random.random() < 0.7]  # noqa: PLR2004 (most come)
        code = await self._code(self._leaders[0])
        for number, someone in enumerate(comers):
            await self._try(someone, self._check_in(someone, code, number))
            await self._rest(1.5)

    async def _code(self, leader: Someone) -> str:
        await leader.says("/code")
        answer = await leader.hears("번호")
        self._tell(leader, "/code", answer.text)
        digits = "".join(letter if letter.isdigit() else " " for letter in answer.text).split()
        return next(number for number in digits if len(number) == 4)  # noqa: PLR2004 (a code has four digits)

    async def _check_in(self, someone: Someone, code: str, number: int) -> None:
        if number % 9 == 4:  # noqa: PLR2004 (now and then somebody types the leader's code)
            await someone.says(f"/checkin {code}")
        elif number % 9 == 6:  # noqa: PLR2004 (and somebody is still on the way)
            await someone.shares_location(PLACE[0] + FAR, PLACE[1])
            answer = await someone.hears("m")
            self._tell(someone, "아직 오는 길에 위치를 보냈어요", answer.text)
            await self._rest(2)
            await someone.shares_location(PLACE[0] + NEAR, PLACE[1])
        else:
            await someone.shares_location(PLACE[0] + self._random.uniform(-NEAR, NEAR), PLACE[1])
        answer = await someone.hears("출석")
        self._tell(someone, "출석했어요", answer.text)

    async def _write_notes(self, coordinator: Someone) -> None:
        for someone, words in zip(
            self._members[6:9],
            ("로데오거리 가로등 하나가 꺼져 있어요", "골목 입구에 깨진 유리가 있어요", "지갑을 주웠어요"),
            strict=True,
        ):
            await self._try(someone, self._note(someone, coordinator, words))
            await self._rest(3)

    async def _note(self, someone: Someone, coordinator: Someone, words: str) -> None:
        await someone.says(f"/note {words}")
        answer = await someone.hears("접수")
        self._tell(someone, f"특이사항: {words}", answer.text)
        await coordinator.hears(words, within=20)
        await coordinator.taps("처리 중")
        self._tell(coordinator, "처리 중 버튼을 눌렀어요", words)

    async def _look_at_roster(self) -> None:
        leader = self._leaders[0]
        await leader.says("/roster")
        roster = await leader.hears("출석")
        self._tell(leader, "/roster", roster.text)

    async def _check_out_some(self) -> None:
        for someone in self._members[:3]:
            await self._try(someone, self._check_out(someone))

    async def _check_out(self, someone: Someone) -> None:
        await someone.says("/checkout")
        answer = await someone.hears("시간")
        self._tell(someone, "/checkout", answer.text)

    async def _try(self, someone: Someone, doing: Awaitable[None]) -> None:
        """One person's mishap is told and does not end the evening."""
        try:
            await doing
        except StoryError as error:
            self._tell(someone, "여기서 멈췄어요", str(error).split("\n", 1)[0])

    async def _rest(self, seconds: float) -> None:
        await asyncio.sleep(seconds * self._pace)

    def _tell(self, someone: Someone, what: str, answer: str) -> None:
        now = self._telegram.clock.now().astimezone(self._zone)
        reply = f"  ⇒ {' '.join(answer.split())[:90]}" if answer else ""
        print(f"{now:%H:%M:%S}  {someone.name}: {what}{reply}", flush=True)
