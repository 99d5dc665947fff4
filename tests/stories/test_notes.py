"""Notes: one message or several that belong together, to the right people, with 112 first."""

import pytest

from simulator.client import Simulator, Someone
from tests.stories.registering import City, registers
from tests.stories.towns import Town

HERE = (37.38970, 126.95070)


async def _reports(person: Someone, text: str, number: int = 1) -> None:
    await person.says(f"/note {text}")
    receipt = await person.hears("접수")
    assert f"#{number}" in receipt.text
    assert "112" in receipt.text


async def test_a_note_in_one_line_reaches_leader_and_coordinator_and_nobody_else(town: Town) -> None:
    reporter, other, _ = town.members
    await _reports(reporter, "골목 가로등이 꺼져 있어요")

    for told in (town.leader, town.coordinator):
        note = await told.hears("골목 가로등이 꺼져 있어요")
        assert "#1" in note.text
        assert reporter.name in note.text
        assert note.buttons == [["접수", "처리 중"], ["완료", "112 인계"]]
    await other.does_not_hear("가로등")
    await town.owner.does_not_hear("가로등")


async def test_without_words_it_asks_and_blank_words_are_asked_for_again(town: Town) -> None:
    reporter = town.members[0]
    await reporter.says("/start")
    await reporter.hears("반가워요")
    await reporter.taps("특이사항")
    assert "112" in (await reporter.hears("무엇을 보셨어요")).text
    await reporter.says("\u200b \u3164")
    assert "112" in (await reporter.hears("비어")).text
    await reporter.says("빈 병이 깨져 있어요")
    await reporter.hears("#1")
    await town.leader.hears("빈 병이 깨져 있어요")


async def test_numbers_count_on_within_the_city(town: Town) -> None:
    for number, reporter in enumerate(town.members, 1):
        await _reports(reporter, f"일 {number}", number)


async def test_an_album_is_one_note_with_one_number_and_one_answer(town: Town) -> None:
    reporter = town.members[0]
    await reporter.says("/note")
    await reporter.hears("무엇을 보셨어요")
    await reporter.sends_album(4, caption="쓰레기 무단 투기")
    await reporter.hears("#1")
    await reporter.does_not_hear("#")

    await town.leader.hears("쓰레기 무단 투기")
    for _ in range(4):
        assert "photo" in (await town.leader.hears("특이사항 #1")).payload
    await town.leader.does_not_hear("#2")


@pytest.mark.parametrize("kind", ["photo", "video", "voice", "document"])
async def test_pictures_and_recordings_are_shown_after_the_words(town: Town, kind: str) -> None:
    reporter = town.members[0]
    await reporter.says("/note")
    await reporter.hears("무엇을 보셨어요")
    await reporter.sends(kind, caption="" if kind == "voice" else "CCTV 고장")
    await reporter.hears("접수")

    note = await town.coordinator.hears("특이사항 #1")
    shown = await town.coordinator.hears("특이사항 #1")
    assert note.buttons
    assert kind in shown.payload
    assert note.id < shown.id


async def test_a_photo_with_the_command_as_caption_is_a_note(town: Town) -> None:
    await town.members[0].sends_photo("/note 맨홀 뚜껑이 열려 있어요")
    await town.members[0].hears("#1")
    await town.leader.hears("맨홀 뚜껑이 열려 있어요")


async def test_a_photo_sent_right_after_a_note_joins_it(town: Town) -> None:
    reporter = town.members[0]
    await _reports(reporter, "유리 파편")
    await reporter.sends_photo()
    assert "112" in (await reporter.hears("#1")).text
    await town.leader.hears("유리 파편")
    assert "photo" in (await town.leader.hears("특이사항 #1")).payload


async def test_a_picture_out_of_the_blue_is_explained_once(town: Town) -> None:
    await town.members[0].sends_album(3)
    await town.members[0].hears("먼저 [특이사항]")
    await town.members[0].does_not_hear("특이사항")
    await town.leader.does_not_hear("특이사항")


async def test_category_and_facility_are_two_taps_and_everybody_sees_them(town: Town) -> None:
    reporter = town.members[0]
    await _reports(reporter, "어두워요")
    await town.leader.hears("어두워요")
    await reporter.taps("시설 고장·요청")
    await reporter.hears("시설 고장·요청")
    await reporter.taps("가로등")
    await reporter.hears("가로등")

    assert "시설 고장·요청 · 가로등" in (await town.leader.hears("가로등")).text
    assert "시설 고장·요청 · 가로등" in (await town.coordinator.hears("가로등")).text


async def test_a_place_is_shared_or_written_and_the_menu_comes_back(town: Town) -> None:
    reporter = town.members[0]
    await reporter.says("/start")
    await reporter.hears("반가워요")
    menu = reporter.keyboard
    await _reports(reporter, "낯선 차")
    await reporter.taps("위치 더하기")
    await reporter.hears("위치를 알려 주세요")
    await reporter.taps("위치 보내기", at=HERE)
    await reporter.hears("위치를 더했어요")
    assert reporter.keyboard == menu
    assert (await town.leader.hears("위치")).text

    await reporter.taps("위치 더하기")
    await reporter.hears("위치를 알려 주세요")
    await reporter.says("범계역 3번 출구")
    await reporter.hears("위치를 더했어요")
    await town.leader.hears("범계역 3번 출구")


async def test_more_words_join_the_note_and_are_heard(town: Town) -> None:
    reporter = town.members[0]
    await _reports(reporter, "낯선 차")
    await reporter.taps("더 보내기")
    await reporter.hears("더할 글")
    await reporter.says("번호판이 가려져 있어요")
    assert "#1" in (await reporter.hears("더했어요")).text
    await town.leader.hears("번호판이 가려져 있어요")


async def test_a_resident_number_is_masked_before_anything_is_stored(town: Town) -> None:
    reporter = town.members[0]
    await reporter.says("/note 지갑 주인 900101-1234567 찾아요")
    assert "가리고" in (await reporter.hears("#1")).text
    note = await town.leader.hears("지갑 주인")

    assert "******-*******" in note.text
    assert "1234567" not in note.text


async def test_a_note_as_long_as_a_message_can_be_is_shown_whole(town: Town) -> None:
    words = [f"{number:05d}" for number in range(650)]
    await town.members[0].says("/note " + " ".join(words))
    await town.members[0].hears("#1")
    await town.leader.hears("00000")
    await town.leader.hears("00649")

    shown = " ".join(message.text for message in town.leader.messages)
    assert all(word in shown for word in words if word not in {"00399", "00400"})


async def test_what_was_typed_is_shown_as_typed(town: Town) -> None:
    text = "<b>굵게</b> *별* {변수} & \ue000끝"
    await town.members[0].says(f"/note {text}")
    note = await town.leader.hears("굵게")

    assert "<b>굵게</b> *별* {변수} &" in note.text


async def test_a_sticker_is_no_note_and_the_question_stays_open(town: Town) -> None:
    reporter = town.members[0]
    await reporter.says("/note")
    await reporter.hears("무엇을 보셨어요")
    await reporter.sends_sticker()
    assert "112" in (await reporter.hears("받을 수 없어요")).text
    await reporter.says("간판이 떨어졌어요")
    await reporter.hears("#1")


async def test_somebody_elses_note_cannot_be_changed_with_a_forged_button(town: Town) -> None:
    reporter, stranger, _ = town.members
    await _reports(reporter, "낯선 차")
    receipt = reporter.last
    await stranger.says("/note")
    question = await stranger.hears("무엇을 보셨어요")
    assert receipt is not None
    for data in ("ncat1:1:traffic", "nplc1:1", "nadd1:1", "tri1:1:done", "incw1:1"):
        assert "권한" in await stranger.taps_data(data, on=question)
    await town.leader.does_not_hear("교통")


async def test_somebody_who_waits_for_approval_cannot_report(founded: City, telegram: Simulator) -> None:
    newcomer = await telegram.person("새사람", language="ko")
    await registers(newcomer, founded.unit_links[0])
    await newcomer.says("/note 무슨 일")
    await newcomer.hears("권한")
    await founded.leader.does_not_hear("무슨 일")


async def test_in_english_a_note_is_received_with_its_number(town: Town) -> None:
    reporter = town.members[0]
    await reporter.says("/language")
    await reporter.hears("language")
    await reporter.taps("English")
    await reporter.hears("English")
    await reporter.says("/note broken lamp")
    receipt = await reporter.hears("received")

    assert "#1" in receipt.text
    assert "112" in receipt.text


async def test_a_note_said_in_a_group_is_no_note_and_nothing_of_notes_is_said_there(
    town: Town, telegram: Simulator
) -> None:
    reporter = town.members[0]
    group = await telegram.group("평촌자율방범대 모임", town.leader, reporter)
    await reporter.says("/note 낯선 차", chat=group)
    await reporter.sends_photo("/note 낯선 차", chat=group)
    await _reports(reporter, "깨진 유리")
    await town.leader.hears("깨진 유리")
    await town.leader.taps("접수")
    await reporter.hears("접수")

    assert not any("유리" in message.text or "접수" in message.text for message in reporter.see(group).messages)
    assert not any("낯선 차" in message.text for message in town.leader.messages)
