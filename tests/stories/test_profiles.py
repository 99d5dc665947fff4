"""Looking after oneself: the card, consents, a rest, the file, and leaving."""

from datetime import timedelta

import orjson
import pytest

from bot.app import App
from simulator.client import Simulator
from tests.stories.crowds import fills
from tests.stories.planning import PLACE, plans
from tests.stories.publishing import TITLE, gathers, publishes
from tests.stories.registering import City, registers


async def test_the_card_shows_patrols_hours_and_every_wish(bot: App, telegram: Simulator) -> None:
    crowd = await fills(bot, telegram)
    member = crowd.people["평촌자율방범대"][1]
    await plans(bot, crowd.coordinator, starts_in=timedelta(hours=1), title="오늘 순찰")
    await plans(bot, crowd.coordinator, starts_in=timedelta(days=3), title="다음 순찰길")
    await telegram.clock.advance(minutes=59)
    await member.shares_location(*PLACE)
    await member.hears("출석")
    await telegram.clock.advance(minutes=91)
    await member.says("/checkout")
    await member.hears("시간")
    await member.says("내 활동")

    card = await member.hears(f"{member.name} 님의 활동")
    assert "평촌자율방범대 대원" in card.text
    assert "다음 순찰길" in card.text
    assert "아직 답하지 않으셨어요" in card.text
    assert "이번 달 1시간 " in card.text
    assert [row[0] for row in card.buttons] == [
        "잠시 쉬기 (알림 끄기)",
        "위치 출석 끄기",
        "활동 확인서 받기",
        "동의한 내용 보기",
        "언어 바꾸기 · Language",
        "내 정보 파일로 받기",
        "📅 내 달력에 순찰 넣기",
        "탈퇴하기",
    ]


async def test_a_withdrawn_consent_to_location_leaves_the_code_as_the_way_in(bot: App, telegram: Simulator) -> None:
    crowd = await fills(bot, telegram)
    member = crowd.people["평촌자율방범대"][1]
    await plans(bot, crowd.coordinator, starts_in=timedelta(minutes=10))
    await member.says("/me")
    card = await member.hears("님의 활동")
    await member.taps("동의한 내용 보기", on=card)
    await member.hears("동의한 내용")
    await member.taps("위치 정보 동의 거두기", on=card)
    await member.hears("✕ 위치 정보")
    await member.says("/checkin")
    await member.hears("번호")
    await member.taps("위치 정보에 동의하기", on=card)
    await member.hears("✓ 위치 정보")
    await member.taps("내 활동으로", on=card)
    await member.hears("님의 활동")
    await member.taps("위치 출석 끄기", on=card)
    await member.hears("위치로 출석하기를 꺼 두셨어요")
    await member.shares_location(*PLACE)
    await member.hears("번호")
    await member.taps("위치 출석 켜기", on=card)
    await member.hears("위치 출석을 켰어요")
    await member.shares_location(*PLACE)

    await member.hears("출석했어요")


async def test_who_rests_is_not_told_and_who_resumes_is(bot: App, telegram: Simulator) -> None:
    """Promised: a rest gives back the places one held, and nothing comes until it is taken back."""
    company = await gathers(bot, telegram)
    member, other, _ = company.members
    await publishes(company.coordinator)
    announcement = await member.hears(TITLE)
    await member.taps("참석", on=announcement)
    await member.says("/me")
    card = await member.hears("님의 활동")
    assert "1개는 불참으로" in await member.taps("잠시 쉬기", on=card)
    await member.hears("쉬는 중")
    await publishes(company.coordinator, when="2026-12-05 20:00-22:00")
    await other.hears("12월 5일")
    await member.does_not_hear("12월 5일")
    await member.taps("다시 알림 받기", on=card)
    resumed = await member.hears("님의 활동")
    assert "쉬는 중" not in resumed.text
    await publishes(company.coordinator, when="2026-12-06 20:00-22:00")

    await member.hears("12월 6일")


async def test_a_member_receives_a_file_with_their_own_data(bot: App, telegram: Simulator) -> None:
    crowd = await fills(bot, telegram)
    member = crowd.people["평촌자율방범대"][1]
    await member.says("/me")
    await member.hears("님의 활동")
    await member.taps("내 정보 파일로 받기")
    file = await member.hears("저희가 가지고 있는 내 정보")

    name = file.payload["document"]["file_name"]
    assert name.startswith("내정보-")
    assert name.endswith(".json")
    stored = telegram.world.files.find(file.payload["document"]["file_id"])
    assert stored is not None
    document = orjson.loads(stored.content)
    assert document["person"][0]["name"] == member.name
    assert document["messengers"] == [{"channel": "telegram", "address": str(member.id), "unreachable_at": None}]


@pytest.mark.usefixtures("bot")
async def test_leaving_asks_once_says_what_stays_and_ends_in_a_clean_chat(founded: City) -> None:
    member = founded.members[0]
    await member.says("/me")
    await member.hears("님의 활동")
    await member.taps("탈퇴하기")
    question = await member.hears("정말 탈퇴하시겠어요")
    assert "이름 없이 남는 것" in question.text

    await member.taps("아니요, 계속할게요", on=question)
    await member.hears("그대로 계속")
    await member.says("/me")
    await member.hears("님의 활동")
    await member.taps("탈퇴하기")
    await member.hears("정말 탈퇴하시겠어요")
    await member.taps("네, 탈퇴합니다")
    await member.hears("그동안 동네를")
    told = await founded.leader.hears("탈퇴했어요")

    assert member.name in told.text
    assert member.keyboard == []
    assert "patrols" not in member.menu

    await member.says("/me")
    await member.hears("권한")
    await registers(member, founded.unit_links[0])
    await founded.leader.hears(member.name)


async def test_withdrawing_the_needed_consent_is_leaving_and_is_asked(founded: City) -> None:
    member = founded.members[1]
    await member.says("/me")
    await member.hears("님의 활동")
    await member.taps("동의한 내용 보기")
    await member.hears("동의한 내용")
    await member.taps("개인정보 수집 동의 거두기")

    await member.hears("정말 탈퇴하시겠어요")


async def test_who_waits_may_take_their_data_and_withdraw_the_application(founded: City, telegram: Simulator) -> None:
    minsu = await telegram.person("최민수", language="ko")
    await registers(minsu, founded.unit_links[0])
    application = await founded.leader.hears("최민수")
    await minsu.says("/me")
    await minsu.hears("권한")
    await minsu.says("/help")
    await minsu.hears("기다리시면")
    await minsu.taps("탈퇴하기")
    await minsu.hears("정말")
    await minsu.taps("네, 탈퇴합니다")
    await minsu.hears("탈퇴가 끝났어요")
    await founded.leader.hears("신청을 거두었어요")

    settled = founded.leader.see().message(application.id)
    assert settled is not None
    assert settled.buttons == []
