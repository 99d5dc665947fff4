"""Stopped and started again in the middle of every dialog, the bot goes on where it was.

The registration, a patrol planned by questions and a patrol changed are told in stories of their own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

import pytest

from bot.settings import Settings
from simulator.client import Simulator, Someone
from tests.stories.patrolling import HERE
from tests.stories.planning import plans
from tests.stories.stage import running
from tests.stories.towns import Town, settles

NOON = datetime(2026, 12, 1, 12, 0, tzinfo=ZoneInfo("Asia/Seoul"))


@dataclass(frozen=True)
class Says:
    words: str


@dataclass(frozen=True)
class Taps:
    words: str


@dataclass(frozen=True)
class Sends:
    kind: str


@dataclass(frozen=True)
class Shares:
    """The place one is at."""


Deed: TypeAlias = Says | Taps | Sends | Shares


@dataclass(frozen=True)
class Dialog:
    """What somebody does, and the words each deed is answered with; in between the program starts anew."""

    who: Callable[[Town], Someone]
    steps: tuple[tuple[Deed, str], ...]


def coordinator(town: Town) -> Someone:
    return town.coordinator


def leader(town: Town) -> Someone:
    return town.leader


def member(town: Town) -> Someone:
    return town.members[0]


DIALOGS = {
    "a city": Dialog(lambda town: town.owner, ((Says("/newcity"), "어느 도시"), (Says("수원시"), "?start="))),
    "an organisation": Dialog(
        coordinator,
        (
            (Says("/neworg"), "어떤 단체"),
            (Taps("생활안전협의회"), "이름을 적어"),
            (Says("12"), "글자로"),
            (Says("평촌생활안전협의회"), "?start="),
        ),
    ),
    "an organisation by name": Dialog(
        coordinator, ((Says("/neworg 범계자율방범대"), "어떤 단체"), (Taps("자율방범대"), "?start="))
    ),
    "a note": Dialog(
        member,
        (
            (Says("특이사항"), "무엇을 보셨어요"),
            (Sends("photo"), "#1"),
            (Taps("시설"), "#1"),
            (Taps("가로등"), "#1"),
            (Taps("더 보내기"), "112"),
            (Says("두 개가 꺼져 있어요"), "112"),
            (Taps("위치 더하기"), "112"),
            (Shares(), "112"),
        ),
    ),
    "a broadcast": Dialog(
        coordinator,
        (
            (Says("/broadcast"), "누구에게"),
            (Taps("단체별"), "단체를 골라"),
            (Taps("평촌자율방범대"), "4명"),
            (Says("내일 회의가 있습니다"), "4명에게"),
            (Taps("시간 정하기"), "언제"),
            (Says("내일 09:00"), "보내는 때"),
            (Taps("보내기"), "예약했어요"),
        ),
    ),
    "a check-in by place": Dialog(member, ((Says("/checkin"), "네 자리 번호"), (Shares(), "출석했어요"))),
    "a check-in by a wrong code": Dialog(
        member, ((Says("/checkin"), "네 자리 번호"), (Says("12"), "번호"), (Shares(), "출석했어요"))
    ),
    "an alarm": Dialog(member, ((Says("/sos"), "112"), (Shares(), "전했어요"))),
    "a removal": Dialog(
        leader,
        (
            (Says("/members"), "활동"),
            (Taps("평촌002"), "평촌002"),
            (Taps("내보내기"), "까닭"),
            (Says("다른 도시로 갔어요"), "내보낼까요"),
            (Taps("네, 내보냅니다"), "내보냈어요"),
        ),
    ),
    "leadership handed over": Dialog(
        leader,
        (
            (Says("/members"), "활동"),
            (Taps("평촌002"), "평촌002"),
            (Taps("대장 맡기기"), "평촌002"),
            (Taps("네"), "평촌002"),
        ),
    ),
    "leaving": Dialog(member, ((Says("/me"), "님의 활동"), (Taps("탈퇴"), "남"), (Taps("네"), "탈퇴가 끝났어요"))),
    "a patrol called off": Dialog(
        coordinator,
        ((Says("/patrols"), "📍"), (Taps("순찰 취소"), "취소할까요"), (Taps("네, 취소합니다"), "순찰을 취소하고")),
    ),
}


@pytest.mark.parametrize("dialog", DIALOGS.values(), ids=DIALOGS)
async def test_a_dialog_goes_on_over_a_restart_after_every_answer(
    settings: Settings, telegram: Simulator, dialog: Dialog
) -> None:
    await telegram.clock.freeze(NOON)
    async with running(settings, telegram) as app:
        town = await settles(app, telegram)
        await plans(app, town.coordinator, starts_in=timedelta(minutes=10))
    for deed, words in dialog.steps:
        async with running(settings, telegram):
            await _does(dialog.who(town), deed)
            await dialog.who(town).hears(words)


async def test_whose_group_it_is_can_be_said_after_a_restart(settings: Settings, telegram: Simulator) -> None:
    async with running(settings, telegram) as app:
        boss = (await settles(app, telegram)).coordinator
        group = await telegram.group("상인 대화방", boss, with_bot=False)
        await group.adds_bot(by=boss)
        await boss.hears("어느 단체의 방인가요")
    async with running(settings, telegram):
        assert "연결했어요" in await boss.taps("안양상인연합회")


async def test_a_patrols_log_is_completed_and_signed_over_restarts(settings: Settings, telegram: Simulator) -> None:
    await telegram.clock.freeze(NOON)
    async with running(settings, telegram) as app:
        town = await settles(app, telegram)
        await plans(app, town.coordinator, starts_in=timedelta(minutes=10))
    await telegram.clock.advance(hours=3)
    async with running(settings, telegram):
        await town.leader.taps("내용 적기", on=await town.leader.hears("순찰일지"))
        await town.leader.hears("적어 보내 주세요")
    async with running(settings, telegram):
        await town.leader.says("골목이 어두웠음")
        await town.leader.hears("골목이 어두웠음")
    async with running(settings, telegram):
        await town.leader.taps("서명하기")
        await town.leader.hears("더 고칠 수 없어요")
    async with running(settings, telegram):
        await town.leader.taps("네, 서명합니다")
        await town.leader.hears("일지 번호 1")


async def _does(person: Someone, deed: Deed) -> None:
    match deed:
        case Says(words):
            await person.says(words)
        case Taps(words):
            await person.taps(words)
        case Sends(kind):
            await person.sends(kind)
        case Shares():
            await person.shares_location(*HERE)
