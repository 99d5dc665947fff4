"""From the first /start to the main menu: links, consents, and everything that can go differently."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func
from sqlmodel import col, select

from bot.app import App
from bot.settings import Settings
from core.members import Purpose
from db.tables import Consent, Dialog, Identity
from simulator.client import Simulator, Someone
from tests.stories.crowds import fills
from tests.stories.registering import City, approves, links_in, people_at, registers
from tests.stories.stage import running

MEMBERS_COMMANDS = (
    *("patrols", "checkin", "checkout", "note", "sos", "me", "code", "roster", "members"),
    *("newpatrol", "broadcast", "incidents", "report", "console", "neworg", "newcity"),
)
"""Of every role: none of them is for somebody whose application nobody has decided."""


async def open_questions(bot: App, person: Someone) -> int:
    async with bot.uow.read() as tx:
        statement = select(func.count()).select_from(Dialog).where(col(Dialog.address) == str(person.id))
        return (await tx.session.exec(statement)).one()


async def answers_up_to(person: Someone, link: str, last: str) -> None:
    """Follows the link and answers until `last` is asked."""
    await person.follows(link)
    for question, answer in (
        ("개인정보", "동의합니다"),
        ("위치", "동의합니다"),
        ("국외", "동의합니다"),
        ("19세", "19세 이상"),
    ):
        await person.hears(question)
        if question == last:
            return
        await person.taps(answer)
    await person.hears("이름")
    if last == "이름":
        return
    await person.says(person.name)
    await person.hears("마지막")


async def test_a_link_leads_question_by_question_to_the_main_menu(founded: City, telegram: Simulator) -> None:
    """Promised: consents, adult, name, phone, in this order; then waiting; then approval, keyboard and commands."""
    minsu = await telegram.person("민수", language="ko", phone="+821012345678")

    await minsu.follows(founded.unit_links[0])
    first = await minsu.hears("개인정보")
    assert first.buttons == [["동의합니다"], ["동의하지 않습니다"]]
    await minsu.taps("동의합니다")
    await minsu.hears("위치")
    await minsu.taps("동의하지 않습니다")
    await minsu.hears("국외")
    await minsu.taps("동의하지 않습니다")
    assert (await minsu.hears("19세")).buttons == [["19세 이상입니다"], ["아닙니다"]]
    await minsu.taps("19세 이상입니다")
    await minsu.hears("이름")
    await minsu.says("김민수")
    await minsu.hears("마지막")
    assert minsu.sees_button("전화번호")
    assert minsu.sees_button("건너뛰기")
    await minsu.taps("전화번호")
    await minsu.hears("신청했어요")
    assert minsu.keyboard == []
    await approves(founded.leader, minsu.__class__(telegram, minsu.id, "김민수"))
    await minsu.hears("승인")

    assert minsu.keyboard == [["다음 순찰", "출석"], ["특이사항", "내 활동"]]


async def test_what_was_consented_to_is_kept_with_its_wording(founded: City, bot: App, telegram: Simulator) -> None:
    minsu = await telegram.person("민수", language="ko", phone="+821012345678")
    await answers_up_to(minsu, founded.unit_links[0], "위치")
    await minsu.taps("동의하지 않습니다")
    await minsu.hears("국외")
    await minsu.taps("동의합니다")
    await minsu.hears("19세")
    await minsu.taps("19세 이상입니다")
    await minsu.hears("이름")
    await minsu.says("김민수")
    await minsu.hears("마지막")
    await minsu.taps("전화번호")
    await minsu.hears("신청했어요")

    (person,) = await people_at(bot, minsu)
    async with bot.uow.read() as tx:
        consents = (await tx.session.exec(select(Consent).where(Consent.person_id == person.id))).all()
    assert person.phone == "+821012345678"
    assert {consent.purpose: consent.is_granted for consent in consents} == {
        Purpose.collection: True,
        Purpose.location: False,
        Purpose.transfer_abroad: True,
    }


async def test_who_refuses_the_collection_leaves_nothing_behind(founded: City, bot: App, telegram: Simulator) -> None:
    minsu = await telegram.person("민수", language="ko")
    await answers_up_to(minsu, founded.unit_links[0], "개인정보")

    await minsu.taps("동의하지 않습니다")
    await minsu.hears("남기지 않았어요")

    assert await people_at(bot, minsu) == []
    assert await open_questions(bot, minsu) == 0


async def test_who_is_too_young_leaves_nothing_behind(founded: City, bot: App, telegram: Simulator) -> None:
    minsu = await telegram.person("민수", language="ko")
    await answers_up_to(minsu, founded.unit_links[0], "19세")

    await minsu.taps("아닙니다")
    await minsu.hears("19세부터")

    assert await people_at(bot, minsu) == []
    assert await open_questions(bot, minsu) == 0


@pytest.mark.usefixtures("bot")
async def test_buttons_of_a_past_question_do_no_harm(founded: City, telegram: Simulator) -> None:
    minsu = await telegram.person("민수", language="ko")
    await answers_up_to(minsu, founded.unit_links[0], "이름")
    collection = next(message for message in minsu.messages if "개인정보" in message.text)

    toast = await minsu.taps("동의하지 않습니다", on=collection)
    assert "지난 질문" in toast
    await minsu.says("김민수")
    await minsu.hears("마지막")


async def test_typing_where_a_button_is_expected_gets_a_hint_and_the_question_again(
    founded: City, telegram: Simulator
) -> None:
    minsu = await telegram.person("민수", language="ko")
    await answers_up_to(minsu, founded.unit_links[0], "위치")

    await minsu.says("네 좋아요")
    again = await minsu.hears("단추를 누르시면")

    assert "위치" in again.text
    assert again.buttons == [["동의합니다"], ["동의하지 않습니다"]]


async def test_a_name_without_letters_is_asked_again(founded: City, telegram: Simulator) -> None:
    minsu = await telegram.person("민수", language="ko")
    await answers_up_to(minsu, founded.unit_links[0], "이름")

    for typed in ("\u200b\u200b", "12345", "가" * 41):
        await minsu.says(typed)
        await minsu.hears("이름")
    await minsu.sends_sticker()
    await minsu.hears("이름")
    await minsu.says("<b>민수</b>")
    await minsu.hears("마지막")


async def test_only_ones_own_contact_counts(founded: City, bot: App, telegram: Simulator) -> None:
    minsu = await telegram.person("민수", language="ko", phone="+821012345678")
    other = await telegram.person("영희", language="ko", phone="+821099998888")
    await answers_up_to(minsu, founded.unit_links[0], "전화번호")

    await minsu.shares_contact(of=other)
    await minsu.hears("다른 분의 연락처")
    await minsu.says("010-1234-5678")
    await minsu.hears("단추를 눌러")
    assert await people_at(bot, minsu) == []
    await minsu.taps("건너뛰기")
    await minsu.hears("신청했어요")

    (person,) = await people_at(bot, minsu)
    assert person.phone is None


async def test_a_number_that_cannot_be_read_is_said_so_and_can_be_skipped(founded: City, telegram: Simulator) -> None:
    minsu = await telegram.person("민수", language="ko", phone="+1")
    await answers_up_to(minsu, founded.unit_links[0], "전화번호")

    await minsu.shares_contact()
    await minsu.hears("알아볼 수 없어요")
    await minsu.taps("건너뛰기")
    await minsu.hears("신청했어요")


async def test_start_in_the_middle_repeats_the_open_question(founded: City, telegram: Simulator) -> None:
    minsu = await telegram.person("민수", language="ko")
    await answers_up_to(minsu, founded.unit_links[0], "19세")

    await minsu.says("/start")

    assert (await minsu.hears("19세")).buttons == [["19세 이상입니다"], ["아닙니다"]]


async def test_a_half_finished_registration_goes_on_after_days_and_a_restart(
    settings: Settings, telegram: Simulator
) -> None:
    minsu = await telegram.person("민수", language="ko")
    async with running(settings, telegram) as bot:
        crowd = await fills(bot, telegram)
        await crowd.coordinator.says("/neworg patrol_unit 평촌자율방범대")
        link = links_in((await crowd.coordinator.hears("평촌자율방범대")).text)[0]
        await answers_up_to(minsu, link, "이름")
    await telegram.clock.advance(timedelta(days=5))
    async with running(settings, telegram):
        await minsu.says("김민수")
        await minsu.hears("마지막")
        await minsu.taps("건너뛰기")
        await minsu.hears("신청했어요")


async def test_start_again_never_makes_a_second_person(founded: City, bot: App, telegram: Simulator) -> None:
    minsu = await telegram.person("민수", language="ko")
    await registers(minsu, founded.unit_links[0])

    await minsu.says("/start")
    await minsu.hears("확인하고 있어요")
    await minsu.follows(founded.unit_links[0])
    await minsu.hears("이미 신청")

    assert len(await people_at(bot, minsu)) == 1


async def test_a_waiting_person_may_do_nothing_else_yet(founded: City, telegram: Simulator) -> None:
    minsu = await telegram.person("민수", language="ko")
    await registers(minsu, founded.unit_links[0])

    for command in MEMBERS_COMMANDS:
        await minsu.says(f"/{command}")
        await minsu.hears("권한")
    await minsu.says("/cancel")
    await minsu.hears("지금은 그만둘 것이 없어요")


async def test_the_whole_registration_works_in_english(founded: City, telegram: Simulator) -> None:
    anna = await telegram.person("Anna", language="en")

    await anna.follows(founded.unit_links[0])
    for question in ("Personal data", "Location", "Transfer abroad"):
        await anna.hears(question)
        await anna.taps("I agree")
    await anna.hears("19")
    await anna.taps("I am 19 or older")
    await anna.hears("name")
    await anna.says("Anna")
    await anna.hears("last question")
    assert anna.sees_button("phone")
    await anna.taps("Skip")
    await anna.hears("Thank you")
    await approves(founded.leader, anna)

    await anna.hears("approved")
    assert re.search("Next patrol", str(anna.keyboard))


async def test_who_blocked_the_bot_and_writes_again_is_reachable(founded: City, bot: App) -> None:
    member = founded.members[0]
    await member.blocks_bot()
    async with bot.uow.write() as tx:
        await tx.session.exec(
            Identity.__table__.update().values(unreachable_at=bot.clock.now()).where(Identity.address == str(member.id))
        )
    await member.unblocks_bot()

    await member.says("/start")
    await member.hears("반가워요")

    async with bot.uow.read() as tx:
        found = (await tx.session.exec(select(Identity).where(Identity.address == str(member.id)))).one()
    assert found.unreachable_at is None
