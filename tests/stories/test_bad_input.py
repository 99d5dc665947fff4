"""Whatever people send: a clear answer, or passed over by name; nothing is lost, and the next message works."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from bot.app import App
from simulator.client import Simulator, Someone
from tests.stories.crowds import fills
from tests.stories.registering import City, registers

SORRY = "죄송해요"


async def _still_works(person: Someone) -> None:
    await person.says("/help")
    await person.hears("112")


async def test_everything_a_messenger_can_send_is_answered_or_passed_over(bot: App, telegram: Simulator) -> None:
    """Stickers, videos, ten thousand characters, commands that do not exist: never silence, never an apology."""
    crowd = await fills(bot, telegram)
    member = crowd.people["평촌자율방범대"][1]
    await member.says("/nonsense")
    await member.hears("잘 모르겠어요")
    await member.says("/")
    await member.hears("잘 모르겠어요")
    await member.says("ㅋ" * 10_000)
    for _ in range(3):  # a messenger cuts what is too long before it sends it
        await member.hears("잘 모르겠어요")
    await member.sends_sticker()
    await member.hears("잘 모르겠어요")
    for kind in ("animation", "audio", "video_note"):
        await member.sends(kind)
        await member.hears("")
    said = await member.says("안녕하세요")
    await member.hears("잘 모르겠어요")
    await member.edits(said, "/checkin")
    await member.deletes(said)
    await member.hears_nothing()

    assert not any(SORRY in message.text for message in member.messages)
    await _still_works(member)


@pytest.mark.usefixtures("bot")
async def test_an_album_nobody_asked_for_gets_one_answer(telegram: Simulator) -> None:
    stranger = await telegram.person("민수", language="ko")
    await stranger.sends_album(5)
    await stranger.hears("")

    await stranger.hears_nothing()


async def test_names_with_markup_and_invisible_letters_are_shown_as_typed_and_change_nothing(
    founded: City, telegram: Simulator
) -> None:
    link = founded.unit_links[0]
    typed = {"<b>김굵은</b> & *별*": "<b>김굵은</b> & *별*", "박\u200b투\u202e명": "박투명", "عمر": "عمر"}
    for name, shown in typed.items():
        person = await telegram.person("누구", language="ko")
        await registers(person, link, name=name)
        application = await founded.leader.hears(shown)
        assert not any(entity["type"] != "bold" for entity in application.entities)
        await founded.leader.taps("승인", on=application)
        await person.hears("승인")
    await person.says("/me")

    assert "\u202e" not in (await person.hears("عمر")).text


@pytest.mark.usefixtures("bot")
async def test_names_that_nobody_could_read_are_asked_again(founded: City, telegram: Simulator) -> None:
    person = await telegram.person("누구", language="ko")
    await person.follows(founded.unit_links[0])
    for question in ("개인정보", "위치", "국외"):
        await person.hears(question)
        await person.taps("동의합니다")
    await person.hears("19세")
    await person.taps("19세 이상입니다")
    await person.hears("이름")
    for unreadable in ("\u200b\u200b", "ㅁ" * 10_000, "123"):
        await person.says(unreadable)
        await person.hears("이름")
    await person.sends_sticker()
    await person.hears("이름")
    await person.says("최민수")
    await person.hears("번호")
    await person.shares_contact(of=await telegram.person("이웃", phone="+821099990000"))
    await person.hears("번호")
    await person.taps("건너뛰기")

    await person.hears("알려 드릴게요")


async def test_whatever_a_waiting_person_sends_gets_the_sentence_of_permission(
    founded: City, telegram: Simulator
) -> None:
    person = await telegram.person("최민수", language="ko")
    await registers(person, founded.unit_links[0])
    for words in ("안녕하세요", "출석", "특이사항", "내 활동", "4821", "/nonsense"):
        await person.says(words)
        await person.hears("권한")
    await person.sends_photo()
    await person.hears("권한")
    await person.sends_sticker()
    await person.hears("권한")
    await person.shares_location(37.3897, 126.9507)
    await person.hears("권한")


async def test_old_and_forged_buttons_get_a_kind_answer_and_do_nothing(bot: App, telegram: Simulator) -> None:
    crowd = await fills(bot, telegram)
    member = crowd.people["평촌자율방범대"][1]
    await member.says("/me")
    card = await member.hears("님의 활동")
    forged = (
        "x",
        "-",
        "me1",
        "me1:",
        "me1:fly",
        "me1:rest:more",
        "me0:rest",
        "agree1:location:2",
        "apply1:99999999999:1",
        "apply1:-1:1",
        "rsvp1:1e3:going",
        "rsvp1:٣:going",
        "\u202e",
    )
    for data in forged:
        assert await member.taps_data(data, on=card)
    assert "권한" in await member.taps_data("apply1:1:1", on=card)

    await member.says("/me")
    assert "쉬는 중" not in (await member.hears("님의 활동")).text
    assert not any(SORRY in message.text for message in member.messages)


async def test_what_concerns_no_chat_of_ours_disturbs_nobody(bot: App, telegram: Simulator) -> None:
    crowd = await fills(bot, telegram)
    member = crowd.people["평촌자율방범대"][1]
    channel = await telegram.channel("소식", member)
    with capture_logs() as lines:
        await member.says("/checkin", chat=channel)
        await telegram.inject("poll", _poll())
        await telegram.inject("something_of_tomorrow", {"id": 1})
        await _still_works(member)

    assert not [line for line in lines if line["log_level"] == "error"]
    assert all(message.sender_id == member.id for message in member.see(channel).messages)


def _poll() -> dict[str, Any]:
    return {
        "id": "1",
        "question": "?",
        "options": [],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
    }


async def test_a_fault_in_a_handler_is_logged_once_and_answered_with_one_apology(bot: App, telegram: Simulator) -> None:
    """Promised: one sentence with a reference, one line in the log, and the update does not come back."""
    crowd = await fills(bot, telegram)
    member, other = crowd.people["평촌자율방범대"][1:3]
    async with bot.uow.write() as tx:
        await tx.session.execute(
            text(
                "INSERT INTO consents (person_id, purpose, is_granted, text_version, at)"
                " SELECT person_id, 'astrology', true, '1', '2026-01-01 00:00:00' FROM identities WHERE address = :chat"
            ),
            {"chat": str(member.id)},
        )
    with capture_logs() as lines:
        await member.says("/me")
        apology = await member.hears(SORRY)
        await member.hears_nothing()
        await other.says("/me")
        await other.hears("님의 활동")
        await _still_works(member)

    (failed,) = [line for line in lines if line["event"] == "update.failed"]
    assert failed["reference"] in apology.text
    assert isinstance(failed["update_id"], int)


async def test_a_tap_that_meets_a_fault_stops_spinning(bot: App, telegram: Simulator) -> None:
    crowd = await fills(bot, telegram)
    member = crowd.people["평촌자율방범대"][1]
    await member.says("/me")
    card = await member.hears("님의 활동")
    async with bot.uow.write() as tx:
        await tx.session.execute(text("UPDATE consents SET purpose = 'astrology'"))
    await member.taps("동의한 내용 보기", on=card)

    await member.hears(SORRY)
    await _still_works(member)


async def test_somebody_who_blocks_and_unblocks_the_bot_is_told_again(bot: App, telegram: Simulator) -> None:
    crowd = await fills(bot, telegram)
    member = crowd.people["평촌자율방범대"][1]
    await member.blocks_bot()
    await _until_unreachable(bot, member, is_unreachable=True)
    await member.unblocks_bot()
    await _until_unreachable(bot, member, is_unreachable=False)

    await _still_works(member)


async def _until_unreachable(bot: App, person: Someone, *, is_unreachable: bool) -> None:
    for _ in range(50):
        async with bot.uow.read() as tx:
            at = (
                await tx.session.execute(
                    text("SELECT unreachable_at FROM identities WHERE address = :chat"), {"chat": str(person.id)}
                )
            ).scalar_one()
        if (at is not None) == is_unreachable:
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"{person.name} is still {'reachable' if is_unreachable else 'unreachable'}")


async def test_the_longest_answer_arrives_whole_in_several_messages(bot: App, telegram: Simulator) -> None:
    """Promised: a message longer than a messenger takes is split between lines, buttons under the last part."""
    crowd = await fills(bot, telegram)
    member = crowd.people["평촌자율방범대"][1]
    async with bot.uow.write() as tx:
        await tx.session.execute(
            text("UPDATE people SET name = :name WHERE id = (SELECT person_id FROM identities WHERE address = :chat)"),
            {"name": "긴 이름 " * 1500, "chat": str(member.id)},
        )
    await member.says("/me")
    last = await member.hears("활동 시간")

    parts = [message for message in member.messages if message.sender_id != member.id]
    assert all(len(part.text) <= 4096 for part in parts)
    assert len(parts) > 1
    assert last.buttons
    assert not parts[0].buttons
