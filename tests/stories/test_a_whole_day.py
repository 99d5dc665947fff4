"""A day with 80 members and a clock set forward, from announcement to hours: everybody hears each thing once."""

import asyncio
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from bot.app import App
from db.tables import Checkin
from simulator.client import Simulator, Someone
from tests.stories.crowds import Crowd, fills

NOON = datetime(2026, 12, 2, 12, 0, tzinfo=ZoneInfo("Asia/Seoul"))
START = datetime(2026, 12, 4, 20, 0, tzinfo=ZoneInfo("Asia/Seoul"))
HERE = (37.3897, 126.9507)
FORM = """/newpatrol
제목: 범계역 합동순찰
일시: 2026-12-04 20:00-22:00
장소: 범계역 2번 출구 37.38970,126.95070
단체: 평촌자율방범대 10, 범계자율방범대, 안양상인연합회, 동안시민경찰연합회"""
ANNOUNCED, REMINDED, ASKED, ENDED = "새 순찰", "순찰이 다가와요", "아직 답을 못 들었어요", "순찰이 끝났어요"

People: TypeAlias = tuple[Someone, ...]


def times(telegram: Simulator, person: Someone, words: str) -> int:
    """How many messages this person was sent that said so, whatever they were edited to since."""
    log = telegram.mirror.screens[(person.id, person.id)].log
    return len({heard.id for heard in log if heard.kind == "message" and words in heard.text})


async def all_hear(people: Iterable[Someone], words: str) -> None:
    await asyncio.gather(*(person.hears(words) for person in people))


async def all_tap(people: Iterable[Someone], words: str) -> None:
    await asyncio.gather(*(person.taps(words) for person in people))


@pytest.mark.parametrize("database_url", ["sqlite", "asyncpg"], indirect=True)
async def test_a_day_with_80_members(bot: App, telegram: Simulator) -> None:
    await telegram.clock.freeze(NOON)
    crowd = await fills(bot, telegram)
    unit, second, merchants, police, safety = crowd.people.values()
    invited = unit + second + merchants + police
    await crowd.coordinator.says(FORM)
    await crowd.coordinator.taps("게시", on=await crowd.coordinator.hears("이렇게 이해했어요"))
    await all_hear(invited, ANNOUNCED)

    await _answer(unit, second, merchants, police)
    coming = unit[1:11] + second[:15] + merchants[:10]
    undecided = police
    silent = second[15:] + merchants[10:13]
    waiting = unit[11:] + unit[:1]

    await _days_go_by(telegram, coming + undecided + waiting, silent)
    latecomers, marked = coming[20:30], coming[30:]
    await _come(telegram, crowd, coming[:20], latecomers, marked[0])
    await telegram.clock.set(START + timedelta(hours=2, seconds=1))
    there = (*coming[:30], marked[0])
    await all_hear(there, ENDED)

    for person in crowd.everybody:
        reminders = 3 if person in coming + undecided + waiting else 2 if person in silent else 0
        assert times(telegram, person, ANNOUNCED) == (person not in safety), person.name
        assert times(telegram, person, REMINDED) == reminders, person.name
        assert times(telegram, person, ASKED) == (person in silent), person.name
        assert times(telegram, person, ENDED) == (person in there), person.name
    await _hours(bot, there)


async def _answer(unit: People, second: People, merchants: People, police: People) -> None:
    """The first unit has ten places: ten come, ten wait; then one gives up and the first in line is asked."""
    await all_tap((*unit[:10],), "참석")
    for person in (*unit[10:],):
        assert "대기" in await person.taps("참석")
    await asyncio.gather(
        all_tap(second[:15], "참석"),
        all_tap(merchants[:10], "참석"),
        all_tap(merchants[13:], "불참"),
        all_tap(police, "미정"),
    )
    leader = unit[0]
    await leader.taps("불참")
    await unit[10].hears("자리가 났어요!")
    assert "참석으로 적었어요" in await unit[10].taps("참석 확정")
    assert "대기" in await leader.taps("참석")


async def _days_go_by(telegram: Simulator, answered: People, silent: People) -> None:
    """A day before, who never answered is asked instead of reminded; then all are reminded twice more."""
    await telegram.clock.set(START - timedelta(days=1))
    await all_hear(silent, ASKED)
    await all_hear(answered, REMINDED)
    for before in (timedelta(hours=2), timedelta(minutes=30)):
        await telegram.clock.set(START - before)
        await all_hear(answered + silent, REMINDED)


async def _come(telegram: Simulator, crowd: Crowd, people: People, latecomers: People, marked: Someone) -> None:
    """Twenty are in time, by place and by code; ten are late, and one has no phone with them."""
    leader = crowd.people["평촌자율방범대"][0]
    await leader.says("/code")
    (code,) = re.findall(r"\b\d{4}\b", (await leader.hears("출석 번호")).text)
    await asyncio.gather(
        *(person.shares_location(*HERE) for person in people[:15]),
        *(person.says(f"/checkin {code}") for person in people[15:]),
    )
    await all_hear(people, "출석했어요")
    await telegram.clock.set(START + timedelta(minutes=12))
    await asyncio.gather(*(person.shares_location(*HERE) for person in latecomers))
    await all_hear(latecomers, "12분 늦었어요")
    await crowd.coordinator.says("/roster")
    await crowd.coordinator.taps("안양상인연합회", on=await crowd.coordinator.hears("어느 단체"))
    await crowd.coordinator.hears(marked.name)
    assert "출석으로 표시" in await crowd.coordinator.taps(marked.name)


async def _hours(bot: App, there: People) -> None:
    """Nobody is on duty any more, and everybody who was there has the hours."""
    async with bot.uow.read() as tx:
        checkins = (await tx.session.exec(select(Checkin))).all()

    assert len(checkins) == len(there)
    assert all(checkin.left_at is not None for checkin in checkins)
    assert sorted(checkin.late_minutes for checkin in checkins) == [0] * 20 + [12] * 11
    await there[0].says("/me")
    await there[0].hears("이번 달 2시간")
