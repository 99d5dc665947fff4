"""Two people who are new here: they follow an invitation, register, and one of them is let in."""

import asyncio
from collections.abc import Awaitable, Callable

from demo.telling import Narrator
from simulator.client import Someone, StoryError, Telegram

NEWCOMER, SECOND_NEWCOMER = "봄이슬", "여름해"
PATIENCE_SECONDS = 60


class Newcomers:
    """They register as anybody does; `rest` waits as long as a person thinks."""

    def __init__(self, telegram: Telegram, narrator: Narrator, rest: Callable[[float], Awaitable[None]]) -> None:
        self._telegram = telegram
        self._narrator = narrator
        self._rest = rest

    async def join(self, name: str, phone: str, link: str, *, let_in_by: Someone | None = None) -> None:
        newcomer = await self._telegram.person(name, phone=phone, language="ko")
        try:
            await self._register(newcomer, link)
            if let_in_by:
                async with asyncio.timeout(PATIENCE_SECONDS):
                    await self._let_in(newcomer, let_in_by)
        except (StoryError, TimeoutError) as error:
            self._narrator.mutter(newcomer, "가입하다 멈췄어요", str(error).split("\n", 1)[0])

    async def _register(self, newcomer: Someone, link: str) -> None:
        await newcomer.follows(link)
        self._narrator.mutter(newcomer, "초대 링크를 열었어요")
        for question, answer in (
            ("개인정보", "동의합니다"),
            ("위치", "동의합니다"),
            ("국외", "동의합니다"),
            ("19세", "19세 이상입니다"),
        ):
            await newcomer.hears(question)
            await self._rest(0.5)
            await newcomer.taps(answer)
            self._narrator.mutter(newcomer, f"{answer} 버튼을 눌렀어요")
        await newcomer.hears("이름")
        await newcomer.says(newcomer.name)
        await newcomer.hears("마지막")
        await newcomer.taps("전화번호")
        await newcomer.hears("알려 드릴게요")
        await self._narrator.tell(
            f"새로 온 {newcomer.name} 님이 가입을 신청했어요.",
            f"{newcomer.name} is new here and has applied.",
            about=newcomer,
        )

    async def _let_in(self, newcomer: Someone, leader: Someone) -> None:
        # This leader answers the patrol meanwhile, so the application may have come before anybody listened for it.
        while not (applications := [m for m in leader.messages if newcomer.name in m.text and m.button("승인")]):
            await self._telegram.changed_within(PATIENCE_SECONDS)
        await leader.taps("승인", on=applications[-1])
        await newcomer.hears("승인", within=PATIENCE_SECONDS)
        await self._narrator.tell(
            f"{leader.name} 대장이 {newcomer.name} 님을 승인했어요.", f"{newcomer.name} was approved.", about=newcomer
        )
