"""A stage with a bit of everything on it, for those who look at the page as a whole."""

from __future__ import annotations

import aiohttp

from simulator.client import Simulator, Someone
from tests.simulator.raw_bot import RawBot

PLACE = {"latitude": 37.3897, "longitude": 126.9507}
QUESTION = {"inline_keyboard": [[{"text": word, "callback_data": word} for word in ("참석", "불참", "미정")]]}
MENU = {"keyboard": [["출석", {"text": "위치 보내기", "request_location": True}], ["특이사항", "내 활동"]]}


async def everything(telegram: Simulator) -> list[Someone]:
    """Four people who have seen and sent most of what there is."""
    names = ("김민수", "이다솜", "박라온", "최하늘")
    people = [
        await telegram.person(name, language="ko", phone=f"+82100000000{i}", at=(37.3893, 126.9512))
        for i, name in enumerate(names)
    ]
    async with aiohttp.ClientSession() as session:
        bot = RawBot(telegram, session)
        await bot.does("setMyCommands", commands=[{"command": "help", "description": "도움말"}])
        for someone in people:
            await someone.says("/start")
            await bot.does("sendMessage", chat_id=someone.id, text="아래 단추를 눌러 주세요.", reply_markup=MENU)
        await _to_first(bot, people[0])
        await _to_second(bot, people[1])
        await telegram.group("평촌 방", *people)
        await people[3].blocks_bot()
    await _stage(telegram, people)
    return people


async def _to_first(bot: RawBot, minsu: Someone) -> None:
    text = "<b>범계역 합동순찰</b>\n12월 4일 20:00–22:00\n<blockquote>형광조끼를 입고 오세요</blockquote>\nhttps://example.org"
    await bot.does("sendMessage", chat_id=minsu.id, text=text, parse_mode="HTML", reply_markup=QUESTION)
    await bot.does("sendVenue", chat_id=minsu.id, title="범계역 2번 출구", address="안양시 동안구", **PLACE)


async def _to_second(bot: RawBot, dasom: Someone) -> None:
    await dasom.sends_photo("가로등이 꺼져 있어요")
    await dasom.sends_voice()
    await dasom.shares_location(**PLACE)
    sent = await bot.does("sendMessage", chat_id=dasom.id, text="접수했어요. 고맙습니다.")
    await bot.does("pinChatMessage", chat_id=dasom.id, message_id=sent["message_id"])


async def _stage(telegram: Simulator, people: list[Someone]) -> None:
    step = {
        "id": "answer",
        "role": {"ko": "① 대원", "en": "① Volunteer"},
        "title": {"ko": "‘참석’을 눌러 주세요.", "en": "Press “참석”."},
        "hint": {"ko": "김민수 님의 휴대전화예요.", "en": "On the phone of 김민수."},
        "person": people[0].id,
        "words": ["참석"],
    }
    await telegram.stage.set(
        title={"ko": "우리 동네 순찰", "en": "Our neighbourhood"},
        about={"ko": "지어낸 사람들이에요.", "en": "Invented people."},
        zone="Asia/Seoul",
        phones=[someone.id for someone in people],
        cast=[{"person": people[0].id, "role": {"ko": "대원", "en": "member"}}],
        places=[{"name": {"ko": "범계역 2번 출구"}, "radius_m": 150, **PLACE}],
        steps=[step | {"state": "now"}, step | {"id": "later", "state": "later"}],
        wishes=[{"id": "others", "title": {"ko": "다른 분들 답하기", "en": "Let the others answer"}}],
    )
    await telegram.stage.tell({"ko": "순찰이 게시됐어요.", "en": "A patrol was published."})
