"""The guided tour: a volunteer, a leader and a coordinator of one patrol within three minutes, one tap at a time."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from demo.city import COORDINATOR_CHAT, PLACE
from demo.forms import patrol_form, tomorrow_evening
from demo.steps import LAST_ON_THE_STREET, LEADER_CHAT, NOTE, VOLUNTEER_CHAT, Step, plan
from demo.telling import Narrator
from simulator.client import Heard, Someone, StoryError, Telegram

TOMORROW = "내일 저녁 순찰"
LASTS = timedelta(hours=2)
PATIENCE_SECONDS = 60
BEFORE = {
    timedelta(days=1): ("하루 전 알림", "the reminder a day before"),
    timedelta(hours=2): ("시작 두 시간 전 알림", "the reminder two hours before"),
    timedelta(minutes=30): ("시작 30분 전 알림", "the reminder half an hour before"),
    -LASTS: ("순찰이 끝나는 때", "the end of the patrol"),
}
"""How long before the start of tomorrow's patrol the bot speaks by itself."""


class Guide:
    """Leads through the steps, watching the phones; the audience may do each by hand or have it done."""

    def __init__(self, telegram: Telegram, narrator: Narrator, people: dict[int, Someone], zone: ZoneInfo) -> None:
        self._telegram = telegram
        self._narrator = narrator
        self._people = people
        self._volunteer = people[VOLUNTEER_CHAT]
        self._leader = people[LEADER_CHAT]
        self._coordinator = people[COORDINATOR_CHAT]
        self._starts_at = tomorrow_evening(telegram.clock.now(), zone)
        self._form = patrol_form(TOMORROW, self._starts_at, self._starts_at + LASTS, zone)
        self._steps = plan({chat: someone.name for chat, someone in people.items()}, self._form)
        self._helping: set[str] = set()
        self.has_left_the_street = asyncio.Event()
        self._hands: dict[str, Callable[[], Awaitable[object]]] = {
            "answer": lambda: self._tap(self._volunteer, "참석"),
            "check_in": lambda: self._volunteer.shares_location(PLACE[0] + 0.0002, PLACE[1]),
            "note": lambda: self._volunteer.says(f"/note {NOTE}"),
            "approve": lambda: self._tap(self._leader, "승인"),
            "roster": self._mark_somebody,
            "triage": lambda: self._tap(self._coordinator, "처리 중", self._note_seen),
            "plan": self._plan_tomorrow,
            "remind": lambda: self._telegram.clock.set(self._next_moment()),
        }

    async def lead(self) -> None:
        """Goes from step to step until all are done."""
        for step in self._steps:
            step.state = "now"
            await self._show()
            while not self._is_done(step):
                await self._telegram.changed_within(60)
            step.state = "done"
            await self._narrator.tell(step.done["ko"], step.done["en"])
            if step.id == LAST_ON_THE_STREET:
                self.has_left_the_street.set()
            if step.id == "plan":
                await self._telegram.stage.set(moments=self._moments())
        await self._show()

    async def help(self, step_id: str) -> None:
        """Does a step for the audience, if it is the one to be done and nobody is at it already."""
        step = next((one for one in self._steps if one.id == step_id and one.state == "now"), None)
        if step is None or step.id in self._helping:
            return
        self._helping.add(step.id)
        try:
            await self._hands[step.id]()
        except (StoryError, TimeoutError) as error:
            self._narrator.mutter(self._people[step.person], "대신 하지 못했어요", str(error).split("\n", 1)[0])
            await self._narrator.tell(
                "대신 하지 못했어요. 잠시 뒤에 한 번 더 눌러 주세요.", "That did not work. Press once more in a moment."
            )
        finally:
            self._helping.discard(step.id)

    async def _show(self) -> None:
        await self._telegram.stage.set(steps=[step.describe() for step in self._steps])

    def _is_done(self, step: Step) -> bool:
        """Looks at the whole evening, since the audience may be ahead of its guide."""
        log = self._telegram.mirror.screen(step.person, step.person).log
        return any(heard.sender_id != step.person and re.search(step.until, heard.text) for heard in log)

    # --- what is done for the audience ------------------------------------------------------

    def _moments(self) -> list[dict[str, Any]]:
        return [
            {"name": {"ko": korean, "en": english}, "at": (self._starts_at - before).isoformat()}
            for before, (korean, english) in BEFORE.items()
        ]

    def _next_moment(self) -> datetime:
        now = self._telegram.clock.now()
        return min(self._starts_at - before for before in BEFORE if self._starts_at - before > now)

    async def _tap(self, someone: Someone, words: str, on: Callable[[], Heard | None] | None = None) -> None:
        """Taps a button once it has come: what the audience asks for may be quicker than the bot."""
        loop = asyncio.get_running_loop()
        ends_at = loop.time() + PATIENCE_SECONDS
        look = on or (lambda: someone.see().with_button(words))
        while (message := look()) is None:
            if not await self._telegram.changed_within(max(0.0, ends_at - loop.time())):
                raise StoryError(f"{someone.name} sees no button {words!r}")
        await someone.taps(words, on=message)

    def _note_seen(self) -> Heard | None:
        """The note of the volunteer, which others may have written after."""
        seen = [message for message in self._coordinator.messages if message.button("처리 중")]
        return next((message for message in reversed(seen) if NOTE in message.text), next(reversed(seen), None))

    async def _mark_somebody(self) -> None:
        await self._leader.says("/roster")
        await self._leader.hears("출석부", within=PATIENCE_SECONDS)
        await self._tap(self._leader, "▫️")

    async def _plan_tomorrow(self) -> None:
        await self._coordinator.says(self._form)
        await self._tap(self._coordinator, "게시")


async def forever_granting(telegram: Telegram, grant: Callable[[str], Awaitable[None]]) -> None:
    """Grants what the audience wishes for, several wishes at a time."""

    async def granted(wish: str) -> None:
        await grant(wish)

    async with asyncio.TaskGroup() as wishes:
        while True:
            wishes.create_task(granted(await telegram.stage.next_wish()))
