"""The guided tour: a volunteer, a leader and a coordinator of one patrol within three minutes, one tap at a time."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from demo.city import COORDINATOR_CHAT, FIRST_CHAT, ORGANISATIONS, PLACE
from demo.crowd import NEWCOMER, patrol_form, tomorrow_evening
from demo.telling import Narrator
from simulator.client import Heard, Someone, StoryError, Telegram

VOLUNTEER_CHAT, LEADER_CHAT = FIRST_CHAT + len(ORGANISATIONS), FIRST_CHAT
PLAYED = frozenset({VOLUNTEER_CHAT, LEADER_CHAT, COORDINATOR_CHAT})
"""Those the audience plays: a member and the leader of the first organisation, and a coordinator."""
NOTE = "여성안심귀갓길 가로등이 꺼져 있어요"
TOMORROW = "내일 저녁 순찰"
REMINDED_BEFORE = timedelta(hours=2)

Words = dict[str, str]
VOLUNTEER, LEADER, COORDINATOR = (
    {"ko": "① 대원", "en": "① Volunteer"},
    {"ko": "② 대장", "en": "② Leader"},
    {"ko": "③ 코디네이터", "en": "③ Coordinator"},
)


@dataclass(slots=True)
class Step:
    """Something to try: done once its person has noticed what fits `until`; `play` does it for whoever asks."""

    id: str
    role: Words
    title: Words
    hint: Words
    person: int
    words: tuple[str, ...]
    until: str
    play: Callable[[], Awaitable[object]]
    says: str | None = None
    state: str = field(default="later")

    def describe(self) -> dict[str, Any]:
        """The step as the page shows it."""
        shown = ("id", "role", "title", "hint", "person", "words", "says", "state")
        return {name: getattr(self, name) for name in shown}


class Guide:
    """Leads through the steps, watching the phones; the audience may do each by hand or have it done."""

    def __init__(self, telegram: Telegram, narrator: Narrator, people: dict[int, Someone], zone: ZoneInfo) -> None:
        self._telegram = telegram
        self._narrator = narrator
        self._volunteer = people[VOLUNTEER_CHAT]
        self._leader = people[LEADER_CHAT]
        self._coordinator = people[COORDINATOR_CHAT]
        self._people = people
        self._zone = zone
        self._tomorrow = tomorrow_evening(telegram.clock.now(), zone)
        self._steps = self._plan()

    async def lead(self) -> None:
        """Goes from step to step until all are done."""
        for step in self._steps:
            step.state = "now"
            await self._show()
            while not self._has_noticed(step):
                await self._telegram.changed_within(60)
            step.state = "done"
            await self._narrator.tell(
                f"✓ {step.role['ko']}: {step.title['ko']}", f"✓ {step.role['en']}: {step.title['en']}"
            )
            if step.id == "plan":
                await self._telegram.stage.set(moments=self._moments())
        await self._show()

    async def help(self, step_id: str) -> None:
        """Does a step for the audience, if it is the one to be done."""
        step = next((one for one in self._steps if one.id == step_id and one.state == "now"), None)
        if step is None:
            return
        try:
            await step.play()
        except StoryError as error:
            self._narrator.mutter(self._people[step.person], "대신 하지 못했어요", str(error).split("\n", 1)[0])

    async def _show(self) -> None:
        await self._telegram.stage.set(steps=[step.describe() for step in self._steps])

    def _has_noticed(self, step: Step) -> bool:
        """Looks at the whole evening, since the audience may be ahead of its guide."""
        log = self._telegram.mirror.screen(step.person, step.person).log
        return any(heard.sender_id != step.person and re.search(step.until, heard.text) for heard in log)

    def _moments(self) -> list[dict[str, Any]]:
        def moment(at: datetime, korean: str, english: str) -> dict[str, Any]:
            return {"name": {"ko": korean, "en": english}, "at": at.isoformat()}

        return [
            moment(self._tomorrow - timedelta(days=1), "하루 전 알림", "reminder a day before"),
            moment(self._tomorrow - REMINDED_BEFORE, "시작 두 시간 전 알림", "reminder two hours before"),
            moment(self._tomorrow - timedelta(minutes=30), "시작 30분 전 알림", "reminder half an hour before"),
            moment(self._tomorrow + timedelta(hours=2), "순찰이 끝나는 때", "end of the patrol"),
        ]

    # --- the steps --------------------------------------------------------------------------

    def _plan(self) -> list[Step]:
        return [*self._volunteer_steps(), *self._leader_steps(), *self._coordinator_steps()]

    def _volunteer_steps(self) -> list[Step]:
        one = self._volunteer
        return [
            Step(
                "answer",
                VOLUNTEER,
                {
                    "ko": "순찰 안내가 오면 ‘참석’을 눌러 주세요.",
                    "en": "When a patrol is announced, press “참석” (going).",
                },
                {"ko": f"{one.name} 님의 휴대전화예요.", "en": f"On {one.name}'s phone."},
                one.id,
                ("참석",),
                "참석으로",
                lambda: one.taps("참석"),
            ),
            Step(
                "check_in",
                VOLUNTEER,
                {"ko": "모이는 곳에 왔어요. ‘출석’을 눌러 보세요.", "en": "You have arrived. Press “출석” (check in)."},
                {
                    "ko": "위치를 보낼 때 ‘모이는 곳’이나 ‘300 m 떨어진 곳’을 골라 보세요.",
                    "en": "Send the place: at the meeting place, or 300 m away first.",
                },
                one.id,
                ("내 위치 보내기", "출석"),
                "출석했어요",
                lambda: one.shares_location(PLACE[0] + 0.0002, PLACE[1]),
            ),
            Step(
                "note",
                VOLUNTEER,
                {
                    "ko": "꺼진 가로등이 보여요. ‘특이사항’을 누르고 적어 주세요.",
                    "en": "A lamp is out. Press “특이사항” and write.",
                },
                {"ko": "글로 적거나 사진을 보내도 돼요.", "en": "Words or a photo, as you like."},
                one.id,
                ("특이사항",),
                "접수했어요",
                lambda: one.says(f"/note {NOTE}"),
                says=f"/note {NOTE}",
            ),
        ]

    def _leader_steps(self) -> list[Step]:
        one = self._leader
        return [
            Step(
                "approve",
                LEADER,
                {
                    "ko": f"새로 온 {NEWCOMER} 님이 기다려요. ‘승인’을 눌러 주세요.",
                    "en": f"{NEWCOMER} wants to join. Press “승인” (approve).",
                },
                {"ko": f"이번에는 {one.name} 대장의 휴대전화예요.", "en": f"Now on the phone of {one.name}, a leader."},
                one.id,
                ("승인",),
                "승인했어요",
                lambda: one.taps("승인"),
            ),
            Step(
                "roster",
                LEADER,
                {
                    "ko": "휴대전화가 없는 분도 왔어요. 출석부에서 이름을 눌러 주세요.",
                    "en": "Somebody came without a phone. Tap the name in the roster.",
                },
                {"ko": "/roster 를 보내면 출석부가 와요.", "en": "Send /roster to see it."},
                one.id,
                ("▫️",),
                "출석으로 표시했어요",
                self._mark_somebody,
                says="/roster",
            ),
        ]

    def _coordinator_steps(self) -> list[Step]:
        one = self._coordinator
        form = patrol_form(TOMORROW, self._tomorrow, self._tomorrow + timedelta(hours=2), self._zone)
        return [
            Step(
                "triage",
                COORDINATOR,
                {
                    "ko": "아까 적은 특이사항이 왔어요. ‘처리 중’을 눌러 주세요.",
                    "en": "Your note has arrived. Press “처리 중” (in progress).",
                },
                {
                    "ko": f"이번에는 {one.name} 코디네이터예요. 알린 사람에게도 바로 전해져요.",
                    "en": f"You are {one.name} now. Whoever wrote is told at once.",
                },
                one.id,
                ("처리 중",),
                r"^#\d+: ",
                lambda: one.taps("처리 중", on=self._note_seen()),
            ),
            Step(
                "plan",
                COORDINATOR,
                {
                    "ko": "내일 순찰을 만들어요. 적힌 글을 보내고 ‘게시’를 눌러 주세요.",
                    "en": "Plan tomorrow: send the text that is written, then press “게시”.",
                },
                {"ko": "‘어디인지 보기’를 누르면 글이 미리 적혀요.", "en": "“Show me where” writes the text for you."},
                one.id,
                ("게시",),
                "게시했어요",
                self._plan_tomorrow,
                says=form,
            ),
            Step(
                "remind",
                COORDINATOR,
                {
                    "ko": "시계를 내일로 옮겨 보세요. ‘다음 알림까지’를 눌러 주세요.",
                    "en": "Move the clock: press “To the next reminder”.",
                },
                {"ko": "대원들에게 알림이 저절로 가요.", "en": "The members are reminded by themselves."},
                self._volunteer.id,
                (),
                "순찰이 있어요|아직 답을 못 들었어요",
                lambda: self._telegram.clock.set(self._tomorrow - REMINDED_BEFORE),
            ),
        ]

    def _note_seen(self) -> Heard | None:
        seen = [message for message in self._coordinator.messages if message.button("처리 중")]
        named = [message for message in seen if "가로등" in message.text or self._volunteer.name in message.text]
        return next(reversed(named or seen), None)

    async def _mark_somebody(self) -> None:
        await self._leader.says("/roster")
        await self._leader.hears("출석부")
        await self._leader.taps("▫️")

    async def _plan_tomorrow(self) -> None:
        await self._coordinator.says(next(step.says for step in self._steps if step.id == "plan" and step.says))
        await self._coordinator.hears("게시")
        await self._coordinator.taps("게시")


async def forever_granting(telegram: Telegram, grant: Callable[[str], Awaitable[None]]) -> None:
    """Grants what the audience wishes for, several wishes at a time."""
    async with asyncio.TaskGroup() as wishes:
        while True:
            wishes.create_task(_granted(grant, await telegram.stage.next_wish()))


async def _granted(grant: Callable[[str], Awaitable[None]], wish: str) -> None:
    await grant(wish)
