"""Working through notes: the first tap wins, everybody sees it, the reporter hears of it."""

import asyncio

from simulator.client import Someone
from tests.stories.towns import Town


async def _noted(town: Town, text: str = "낯선 차", number: int = 1) -> Someone:
    reporter = town.members[0]
    await reporter.says(f"/note {text}")
    await reporter.hears(f"#{number}")
    await town.leader.hears(text)
    await town.coordinator.hears(text)
    return reporter


async def test_each_step_is_told_to_the_reporter_and_shown_to_everybody(town: Town) -> None:
    reporter = await _noted(town)
    for button in ("접수", "처리 중", "완료"):
        await town.leader.taps(button)
        told = await reporter.hears(button)
        assert "#1" in told.text
        assert "112" in told.text
        seen = await town.coordinator.hears(f"{button} — {town.leader.name}")
        assert button not in [word for row in seen.buttons for word in row]


async def test_of_two_taps_at_once_the_first_wins_and_the_second_hears_who(town: Town) -> None:
    reporter = await _noted(town)
    toasts = await asyncio.gather(town.leader.taps("접수"), town.coordinator.taps("접수"))

    assert sorted("이미" in toast for toast in toasts) == [False, True]
    await reporter.hears("접수")
    await reporter.does_not_hear("접수")


async def test_what_112_has_stays_theirs(town: Town) -> None:
    reporter = await _noted(town)
    await town.coordinator.taps("112 인계")
    await reporter.hears("112 인계")
    seen = await town.leader.hears("112 인계")
    assert seen.buttons == []
    assert "바꿀 수 없어요" in await town.leader.taps_data("tri1:1:done", on=seen)


async def test_the_coordinator_works_through_the_open_notes_of_the_city(town: Town) -> None:
    reporter = await _noted(town, "낯선 차")
    await _noted(town, "깨진 유리", 2)
    await town.coordinator.says("/incidents")
    shown = await town.coordinator.hears("2건 중 1번째")
    assert "낯선 차" in shown.text
    await town.coordinator.taps("뒤", on=shown)
    shown = await town.coordinator.hears("2건 중 2번째")
    assert "깨진 유리" in shown.text

    assert "완료" in await town.coordinator.taps("완료", on=shown)
    assert "#2" in (await reporter.hears("완료")).text
    await town.coordinator.hears("1건 중 1번째")
    await town.leader.hears("완료 —")

    await town.coordinator.taps("112 인계", on=shown)
    await town.coordinator.hears("열린 특이사항(전체)이 없어요")


async def test_lists_by_state_hold_what_stands_there(town: Town) -> None:
    await _noted(town, "낯선 차")
    await _noted(town, "깨진 유리", 2)
    await town.coordinator.taps("접수")
    await town.coordinator.says("/incidents")
    shown = await town.coordinator.hears("2건 중 1번째")
    await town.coordinator.taps("접수 1건", on=shown)

    assert "깨진 유리" in (await town.coordinator.hears("1건 중 1번째")).text


async def test_pictures_are_shown_again_on_request(town: Town) -> None:
    reporter = town.members[0]
    await reporter.sends_photo("/note 낙서")
    await reporter.hears("#1")
    await town.coordinator.says("/incidents")
    shown = await town.coordinator.hears("낙서")
    before = len([m for m in town.coordinator.messages if "photo" in m.payload])
    await town.coordinator.taps("사진", on=shown)
    await town.coordinator.hears("특이사항 #1")

    assert len([m for m in town.coordinator.messages if "photo" in m.payload]) > before


async def test_no_open_note_is_said_plainly_and_members_have_no_list(town: Town) -> None:
    await town.coordinator.says("/incidents")
    await town.coordinator.hears("없어요")
    for somebody in (town.members[0], town.leader):
        await somebody.says("/incidents")
        await somebody.hears("권한")
