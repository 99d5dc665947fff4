"""Working through notes: the first tap wins, everybody sees it, the reporter hears of it."""

import asyncio

from simulator.client import Someone
from tests.stories.registering import City


async def _noted(founded: City, text: str = "낯선 차", number: int = 1) -> Someone:
    reporter = founded.members[0]
    await reporter.says(f"/note {text}")
    await reporter.hears(f"#{number}")
    await founded.leader.hears(text)
    await founded.coordinator.hears(text)
    return reporter


async def test_each_step_is_told_to_the_reporter_and_shown_to_everybody(founded: City) -> None:
    reporter = await _noted(founded)
    for button in ("접수", "처리 중", "완료"):
        await founded.leader.taps(button)
        told = await reporter.hears(button)
        assert "#1" in told.text
        assert "112" in told.text
        seen = await founded.coordinator.hears(f"{button} — {founded.leader.name}")
        assert button not in [word for row in seen.buttons for word in row]


async def test_of_two_taps_at_once_the_first_wins_and_the_second_hears_who(founded: City) -> None:
    reporter = await _noted(founded)
    toasts = await asyncio.gather(founded.leader.taps("접수"), founded.coordinator.taps("접수"))

    assert sorted("이미" in toast for toast in toasts) == [False, True]
    await reporter.hears("접수")
    await reporter.does_not_hear("접수")


async def test_what_112_has_stays_theirs(founded: City) -> None:
    reporter = await _noted(founded)
    await founded.coordinator.taps("112 인계")
    await reporter.hears("112 인계")
    seen = await founded.leader.hears("112 인계")
    assert seen.buttons == []
    assert "바꿀 수 없어요" in await founded.leader.taps_data("tri1:1:done", on=seen)


async def test_the_coordinator_works_through_the_open_notes_of_the_city(founded: City) -> None:
    reporter = await _noted(founded, "낯선 차")
    await _noted(founded, "깨진 유리", 2)
    await founded.coordinator.says("/incidents")
    shown = await founded.coordinator.hears("2건 중 1번째")
    assert "낯선 차" in shown.text
    await founded.coordinator.taps("뒤", on=shown)
    shown = await founded.coordinator.hears("2건 중 2번째")
    assert "깨진 유리" in shown.text

    assert "완료" in await founded.coordinator.taps("완료", on=shown)
    assert "#2" in (await reporter.hears("완료")).text
    await founded.coordinator.hears("1건 중 1번째")
    await founded.leader.hears("완료 —")

    await founded.coordinator.taps("112 인계", on=shown)
    await founded.coordinator.hears("열린 특이사항(전체)이 없어요")


async def test_lists_by_state_hold_what_stands_there(founded: City) -> None:
    await _noted(founded, "낯선 차")
    await _noted(founded, "깨진 유리", 2)
    await founded.coordinator.taps("접수")
    await founded.coordinator.says("/incidents")
    shown = await founded.coordinator.hears("2건 중 1번째")
    await founded.coordinator.taps("접수 1건", on=shown)

    assert "깨진 유리" in (await founded.coordinator.hears("1건 중 1번째")).text


async def test_pictures_are_shown_again_on_request(founded: City) -> None:
    reporter = founded.members[0]
    await reporter.sends_photo("/note 낙서")
    await reporter.hears("#1")
    await founded.coordinator.says("/incidents")
    shown = await founded.coordinator.hears("낙서")
    before = len([m for m in founded.coordinator.messages if "photo" in m.payload])
    await founded.coordinator.taps("사진", on=shown)
    await founded.coordinator.hears("특이사항 #1")

    assert len([m for m in founded.coordinator.messages if "photo" in m.payload]) > before


async def test_no_open_note_is_said_plainly_and_members_have_no_list(founded: City) -> None:
    await founded.coordinator.says("/incidents")
    await founded.coordinator.hears("없어요")
    for somebody in (founded.members[0], founded.leader):
        await somebody.says("/incidents")
        await somebody.hears("권한")
