"""Broadcasts: whom they reach, the preview, progress in the author's hand, approval, confirmation; nobody twice."""

import asyncio

import pytest
from sqlalchemy import text as sql
from sqlmodel import col, select

from bot.app import App
from core.roles import OrganisationKind
from db.tables import Identity
from simulator.client import Simulator
from tests.stories.broadcasting import another_coordinator, drafts
from tests.stories.crowds import fills
from tests.stories.towns import UNIT, Town, publishes

TITLE = "범계역 합동순찰"


async def test_everyone_gets_the_very_message_once_and_the_sender_is_not_counted(town: Town) -> None:
    author = town.coordinator
    await drafts(author, "전체")
    card = await author.hears("명")
    assert "5명" in card.text
    assert author.sees_button("취소")
    await author.taps("보내기")

    for person in town.invited:
        await person.hears("내일 회의가 있습니다")
        await person.does_not_hear("회의", within=0.1)
    await town.owner.does_not_hear("회의", within=0.1)
    report = await author.hears("다 보냈어요")
    assert "보냄 5 / 5명" in report.text
    await author.does_not_hear("내일 회의가 있습니다", within=0.1)


async def test_nothing_leaves_before_it_is_sent_and_cancelling_tells_nobody(town: Town) -> None:
    author = town.coordinator
    await drafts(author, "전체")
    await author.hears("5명")
    await town.members[0].does_not_hear("회의")
    assert "취소했어요" in await author.taps("취소")
    await author.hears("취소했어요")  # the toast is heard as well
    await author.hears("취소했어요")
    assert not author.sees_button("보내기")
    await town.members[0].does_not_hear("회의")


async def test_leaders_alone_can_be_told(town: Town) -> None:
    await drafts(town.coordinator, "대장")
    assert "2명" in (await town.coordinator.hears("명에게")).text
    await town.coordinator.taps("보내기")
    await town.leader.hears("회의")
    await town.merchant.hears("회의")
    await town.members[0].does_not_hear("회의")


async def test_organisations_are_chosen_by_name_and_combined_with_leaders(town: Town) -> None:
    author = town.coordinator
    await drafts(author, "단체별", "안양상인연합회")
    assert "1명" in (await author.hears("명에게")).text
    await author.taps("보내기")
    await town.merchant.hears("회의")
    await town.leader.does_not_hear("회의")

    await drafts(author, "단체별", "평촌자율방범대", "뒤로", "대장", text="대장 회의")
    assert "평촌자율방범대 · 대장" in (await author.hears("1명에게")).text
    await author.taps("보내기")
    await town.leader.hears("대장 회의")
    await town.merchant.does_not_hear("대장 회의")


async def test_people_of_a_patrol_are_told_by_their_answer(town: Town) -> None:
    author, (going, silent, refusing) = town.coordinator, town.members
    await publishes(author)
    for person in (going, silent, refusing):
        await person.hears(TITLE)
    await going.taps("참석")
    await refusing.taps("불참")

    await drafts(author, "순찰별", TITLE, "참석", text="조끼를 챙겨 주세요")
    assert "1명" in (await author.hears("명에게")).text
    await author.taps("보내기")
    await going.hears("조끼")
    await silent.does_not_hear("조끼")

    await drafts(author, "순찰별", TITLE, "미응답", text="답해 주세요")
    await author.hears("3명에게")
    await author.taps("보내기")
    await silent.hears("답해 주세요")
    await town.leader.hears("답해 주세요")
    await refusing.does_not_hear("답해 주세요")
    await going.does_not_hear("답해 주세요")


@pytest.mark.parametrize("kind", ["photo", "video", "voice", "document"])
async def test_any_kind_of_message_is_copied(town: Town, kind: str) -> None:
    author = town.coordinator
    await author.says("/broadcast")
    await author.hears("누구에게")
    await author.taps("전체")
    await author.hears("보내 주세요")
    await author.sends(kind)
    await author.hears("5명에게")
    await author.taps("보내기")
    await town.leader.hears("")
    await author.hears("다 보냈어요")

    assert town.leader.last is not None
    assert kind in town.leader.last.payload


async def test_an_album_is_previewed_and_sent_whole(town: Town) -> None:
    author, reader = town.coordinator, town.members[0]
    await author.says("/broadcast")
    await author.hears("누구에게")
    await author.taps("전체")
    await author.hears("보내 주세요")
    await author.sends_album(3, caption="새 순찰 구역")
    await author.hears("5명에게")
    await author.taps("보내기")
    await reader.hears("새 순찰 구역")
    await author.hears("다 보냈어요")

    pictures = [message for message in reader.messages if "photo" in message.payload]
    assert len(pictures) == 3
    assert len({message.payload["media_group_id"] for message in pictures}) == 1


async def test_the_message_needs_an_audience_and_no_resident_number(town: Town) -> None:
    author = town.coordinator
    await author.says("/broadcast")
    await author.hears("누구에게")
    await author.says("아직 아무도")
    await author.hears("먼저 위에서 받는 사람")
    await author.taps("전체")
    await author.hears("보내 주세요")
    await author.says("명단: 900101-1234567")
    await author.hears("주민등록번호")
    assert not author.sees_button("보내기")


async def test_another_message_takes_the_place_of_the_first(town: Town) -> None:
    author = town.coordinator
    await drafts(author, "전체", text="첫 번째 글")
    first = await author.hears("5명에게")
    await author.says("두 번째 글")
    await author.hears("두 번째 글")
    await author.hears("5명에게")
    await author.taps("보내기")
    await town.leader.hears("두 번째 글")
    await town.leader.does_not_hear("첫 번째 글")
    assert "새 미리보기" in next(m.text for m in author.messages if m.id == first.id)


async def test_a_draft_that_was_begun_again_is_previewed_and_sent(town: Town) -> None:
    author = town.coordinator
    await drafts(author, "전체", text="첫째 생각")
    await author.hears("5명에게")
    await drafts(author, "대장", text="둘째 생각")
    await author.hears("2명에게")
    await author.taps("보내기")

    assert "둘째 생각" in (await town.leader.hears("생각")).text
    await town.members[0].does_not_hear("생각")


async def test_a_confirmation_is_counted_and_only_the_silent_are_reminded(town: Town) -> None:
    author, (diligent, silent, _) = town.coordinator, town.members
    await drafts(author, "전체")
    await author.hears("5명에게")
    await author.taps("확인 단추 넣기")
    await author.hears("단추가 붙어요")
    assert "미리보기" in await author.taps("확인했습니다")
    await author.taps("보내기")
    for person in town.invited:
        await person.hears("회의")
    await author.hears("다 보냈어요")
    assert "고맙" in await diligent.taps("확인했습니다")
    assert "이미" in await diligent.taps("확인했습니다")

    await author.taps("확인 안 한 사람")
    missing = await author.hears("아직 확인하지 않은 분 4명")
    assert silent.name in missing.text
    assert diligent.name not in missing.text
    assert "4명" in await author.taps("이분들께 다시")
    await silent.hears("회의")
    await diligent.does_not_hear("회의")
    assert "조금 전" in await author.taps("이분들께 다시")


async def test_of_many_who_have_not_confirmed_every_name_is_a_page_away(bot: App, telegram: Simulator) -> None:
    crowd = await fills(bot, telegram, {UNIT: (OrganisationKind.patrol_unit, 40)})
    author = crowd.coordinator
    await drafts(author, "전체")
    await author.hears("40명에게")
    await author.taps("확인 단추 넣기")
    await author.hears("단추가 붙어요")
    await author.taps("보내기")
    await author.hears("다 보냈어요")
    await crowd.everybody[7].blocks_bot()
    while not await _has_gone(bot):
        await asyncio.sleep(0.05)
    await author.taps("확인 안 한 사람")
    first = await author.hears("아직 확인하지 않은 분 40명")
    await author.taps("다음 쪽")
    second = await author.hears("아직 확인하지 않은 분 40명")

    named = [line for page in (first, second) for line in page.text.splitlines() if line.startswith("•")]
    assert len(named) == len(set(named)) == 40
    assert second.id == first.id
    assert second.buttons == [["◀ 앞쪽"], ["이분들께 다시 알리기"]]


async def _has_gone(bot: App) -> bool:
    async with bot.uow.read() as tx:
        gone = await tx.session.exec(select(Identity.id).where(col(Identity.unreachable_at).is_not(None)))
        return gone.first() is not None


async def test_it_waits_for_the_time_it_was_given(town: Town, telegram: Simulator) -> None:
    author = town.coordinator
    await drafts(author, "전체")
    await author.hears("5명에게")
    await author.taps("시간 정하기")
    await author.hears("언제")
    await author.says("어제 09:00")
    await author.hears("알 수 없거나")
    await author.says("내일 09:00")
    await author.hears("보내는 때")
    await author.taps("보내기")
    await author.hears("예약했어요")
    await town.leader.does_not_hear("회의")
    await telegram.clock.advance(hours=48)
    await town.leader.hears("회의", within=10)


async def test_with_a_second_approveranother_coordinator_decides(town: Town, bot: App, telegram: Simulator) -> None:
    second = await another_coordinator(town, telegram)
    async with bot.engines.writing.begin() as connection:
        await connection.execute(sql("UPDATE cities SET second_approver = true"))
    author = town.coordinator
    await drafts(author, "전체")
    await author.hears("6명에게")
    await author.taps("보내기")
    await author.hears("승인을 기다려요")
    await second.hears("회의")
    await second.hears("보내려고 해요")
    await town.leader.does_not_hear("회의")
    await second.taps("승인")
    await author.hears("알림을 승인했어요")
    await town.leader.hears("회의")
    await second.hears("회의")


async def test_where_a_city_has_one_coordinator_the_administrator_is_the_second_approver(town: Town, bot: App) -> None:
    async with bot.engines.writing.begin() as connection:
        await connection.execute(sql("UPDATE cities SET second_approver = true"))
    await drafts(town.coordinator, "전체")
    await town.coordinator.hears("5명에게")
    await town.coordinator.taps("보내기")
    await town.owner.hears("회의")
    await town.owner.hears("보내려고 해요")
    await town.owner.taps("승인")
    await town.coordinator.hears("알림을 승인했어요")
    await town.leader.hears("회의")

    assert "승인했어요" in (await town.owner.hears("승인했어요")).text
    await town.owner.does_not_hear("회의")


async def test_nobody_but_coordinators_sends_and_nobody_sends_anothers_draft(town: Town, telegram: Simulator) -> None:
    for person in (town.members[0], town.leader):
        await person.says("/broadcast")
        await person.hears("권한")
    second = await another_coordinator(town, telegram)
    await drafts(town.coordinator, "전체")
    card = await town.coordinator.hears("6명에게")
    data = next(b["callback_data"] for row in card.inline_keyboard for b in row if b["text"] == "보내기")
    await second.says("/help")
    helped = await second.hears("")
    assert "권한" in await second.taps_data(data, on=helped)
    await town.leader.does_not_hear("회의")


async def test_a_second_send_of_the_same_broadcast_does_nothing(town: Town) -> None:
    author = town.coordinator
    await drafts(author, "전체")
    card = await author.hears("5명에게")
    data = next(b["callback_data"] for row in card.inline_keyboard for b in row if b["text"] == "보내기")
    await asyncio.gather(author.taps("보내기", on=card), author.taps_data(data, on=card))
    await town.leader.hears("회의")
    await author.hears("다 보냈어요")
    await town.leader.does_not_hear("회의")


async def test_who_blocked_the_bot_is_counted_apart(town: Town) -> None:
    author, blocked = town.coordinator, town.members[0]
    await drafts(author, "전체")
    await author.hears("5명에게")
    await blocked.blocks_bot()
    await author.taps("보내기")
    report = await author.hears("다 보냈어요")

    assert "보냄 4 / " in report.text
