"""SOS: 112 first, the alarm at once, and whoever needs help hears who is coming."""

import struct
from datetime import UTC, datetime
from pathlib import Path

from bot.settings import Settings
from simulator.client import Simulator
from tests.stories.stage import running
from tests.stories.towns import Town, settles

HERE = (37.38971, 126.95072)


async def test_the_alarm_reaches_leader_and_coordinator_at_once_and_points_to_112_first(town: Town) -> None:
    person, other, _ = town.members
    await person.says("/sos")
    answer = await person.hears("112")
    assert answer.text.startswith("🚨 지금 바로 112")
    assert "2명" in answer.text

    for told in (town.leader, town.coordinator):
        alarm = await told.hears(f"{person.name} 님이 긴급 도움")
        assert "평촌자율방범대" in alarm.text
        assert "112" in alarm.text
    await other.does_not_hear("긴급")


async def test_the_person_hears_who_saw_it_and_who_is_coming(town: Town) -> None:
    person = town.members[0]
    await person.says("/sos")
    await town.leader.hears("긴급 도움")
    await town.coordinator.hears("긴급 도움")
    await town.coordinator.taps("확인했어요")
    assert "112" in (await person.hears(f"{town.coordinator.name} 님이 긴급 요청을 확인")).text
    await town.leader.taps("제가 갈게요")
    await person.hears(f"{town.leader.name} 님이 지금 가고 있어요")

    assert f"{town.leader.name} 님 가는 중" in (await town.coordinator.hears("가는 중")).text
    await town.leader.taps("제가 갈게요")
    await person.does_not_hear("가고 있어요")


async def test_the_place_is_told_and_not_kept(town: Town) -> None:
    person = town.members[0]
    await person.says("/sos")
    await person.hears("112")
    await person.taps("위치 보내기", at=HERE)
    assert "112" in (await person.hears("전했어요")).text
    for told in (town.leader, town.coordinator):
        await told.hears("긴급 도움")
        assert (await told.hears("위치")).text

    await person.taps("잘못 눌렀어요")
    await town.leader.hears("괜찮다고")


async def test_nothing_of_the_place_is_left_in_the_database_even_when_it_could_not_be_told(
    settings: Settings, telegram: Simulator, tmp_path: Path
) -> None:
    async with running(settings, telegram) as app:
        town = await settles(app, telegram)
        person = town.members[0]
        await telegram.faults.add("status:400", method="sendVenue", chat_id=town.leader.id, times=None)
        await person.says("/sos")
        await person.hears("112")
        await person.shares_location(*HERE)
        await person.hears("전했어요")
        await town.coordinator.hears("긴급 도움")
        await town.coordinator.hears("위치")
        await person.taps("잘못 눌렀어요")
        await town.leader.hears("괜찮다고")
    kept = _written(tmp_path)

    assert b"alerts.place" in kept
    assert b"rejected" in kept
    for number in HERE:
        assert str(number).encode() not in kept
        assert struct.pack(">d", number) not in kept


async def test_another_sos_within_a_minute_is_the_same_one_but_a_new_place_goes_out(town: Town) -> None:
    person = town.members[0]
    await person.says("/sos")
    await town.leader.hears("긴급 도움")
    await person.says("/sos")
    assert "이미" in (await person.hears("112")).text
    await town.leader.does_not_hear("긴급 도움")
    for lat in (37.4, 37.5):
        await person.shares_location(lat, 126.9)
        await person.hears("전했어요")
        await town.leader.hears("위치")


async def test_a_live_location_is_followed_once_a_minute(town: Town, telegram: Simulator) -> None:
    person = town.members[0]
    await telegram.clock.freeze(datetime(2026, 12, 4, 11, 0, tzinfo=UTC))
    await person.says("/sos")
    await person.hears("112")
    place = await person.shares_live_location(*HERE)
    await person.hears("전했어요")
    await town.leader.hears("위치")
    await telegram.clock.advance(minutes=1)
    for step in (1, 2, 3):
        await person.moves(place, HERE[0] + step / 1000, HERE[1])
    await town.leader.hears("위치")
    await town.leader.does_not_hear("위치")
    await person.does_not_hear("출석")


async def test_a_later_sos_is_a_new_alarm(town: Town, telegram: Simulator) -> None:
    person = town.members[0]
    await person.says("/sos")
    await town.leader.hears("긴급 도움")
    await telegram.clock.advance(minutes=2)
    await person.says("/sos")
    await town.leader.hears("긴급 도움")


async def test_words_are_passed_on(town: Town) -> None:
    person = town.members[0]
    await person.says("/sos")
    await person.hears("112")
    await person.says("로데오거리 골목 안이에요")
    await person.hears("전했어요")
    await town.coordinator.hears("로데오거리 골목 안이에요")


async def test_a_mistake_is_one_tap_and_the_menu_comes_back(town: Town) -> None:
    person = town.members[0]
    await person.says("/start")
    await person.hears("반가워요")
    menu = person.keyboard
    await person.says("/sos")
    await person.hears("112")
    await person.taps("잘못 눌렀어요")
    await person.hears("마쳤어요")
    assert person.keyboard == menu
    await town.leader.hears("괜찮다고")
    alarm = next(m for m in town.leader.messages if "끝났어요" in m.text)
    assert alarm.buttons == []


async def test_the_alarm_of_a_stranger_is_refused_and_a_forged_answer_too(town: Town, telegram: Simulator) -> None:
    stranger = await telegram.person("모르는 사람", language="ko")
    await stranger.says("/sos")
    await stranger.hears("권한")
    person, other, _ = town.members
    await person.says("/sos")
    await person.hears("112")
    await other.says("/help")
    await other.says("/sos")
    own = await other.hears("112")
    assert "권한" in await other.taps_data("sos1:1:1", on=own)


def _written(folder: Path) -> bytes:
    """The database with its log and whatever else was put beside it."""
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())


async def test_who_may_not_alarm_the_leaders_is_still_told_to_call_112(
    town: Town,  # noqa: ARG001 (the bot, running)
    telegram: Simulator,
) -> None:
    """Promised: every answer to /sos names 112 first, to whoever it is."""
    stranger = await telegram.person("나그네", language="ko")

    await stranger.says("/sos")

    answer = await stranger.hears("112")
    assert "권한" in answer.text
