"""Checking in at the meeting place: by place, by code, early, late, far away, and after a restart."""

import re
import struct
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import App
from bot.settings import Settings
from core.roles import OrganisationKind
from simulator.client import Simulator
from tests.stories.crowds import Crowd
from tests.stories.patrolling import HERE, START, TITLE, gathers, plans
from tests.stories.stage import running

UNIT = "평촌자율방범대"
UNITS = {UNIT: (OrganisationKind.patrol_unit, 3), "안양상인연합회": (OrganisationKind.merchants, 2)}
FAR = (37.3920, 126.9507)
MENU = [["다음 순찰", "출석"], ["특이사항", "내 활동"]]


@pytest.fixture
async def crowd(bot: App, telegram: Simulator) -> Crowd:
    return await gathers(bot, telegram, UNITS)


async def test_a_volunteer_is_asked_for_the_place_and_checks_in(telegram: Simulator, crowd: Crowd) -> None:
    hana = crowd.people[UNIT][1]
    await hana.says("/checkin")
    question = await hana.hears("네 자리 번호")
    assert TITLE in question.text
    assert "위치" in hana.keyboard[0][0]

    await telegram.clock.set(START + timedelta(minutes=12))
    await hana.taps("위치", at=HERE)

    answer = await hana.hears("출석했어요")
    assert TITLE in answer.text
    assert "12분 늦었어요" in answer.text
    assert "0 m" in answer.text
    await hana.hears("112")
    assert hana.keyboard == MENU


async def test_the_key_of_the_menu_asks_as_well_and_can_be_left(crowd: Crowd) -> None:
    hana = crowd.people[UNIT][1]
    await hana.says("출석")
    await hana.hears("네 자리 번호")

    await hana.taps("나중에 하기")

    await hana.hears("알겠어요")
    assert hana.keyboard == MENU


async def test_cancel_brings_the_main_menu_back(crowd: Crowd) -> None:
    hana = crowd.people[UNIT][1]
    await hana.says("/checkin")
    await hana.hears("네 자리 번호")

    await hana.says("/cancel")

    await hana.hears("그만두었어요")
    assert hana.keyboard == MENU


async def test_too_far_says_how_far_and_what_to_do_until_it_is_near(crowd: Crowd) -> None:
    hana = crowd.people[UNIT][1]
    await hana.shares_location(*FAR)
    answer = await hana.hears("떨어져")
    (metres,) = re.findall(r"(\d+) m 떨어져", answer.text)
    assert 250 < int(metres) < 260
    assert "출석" not in answer.text

    await hana.taps("위치", at=HERE)

    await hana.hears("출석했어요")


async def test_what_the_phone_calls_uncertain_is_taken_into_account(crowd: Crowd) -> None:
    hana, duri = crowd.people[UNIT][1:3]
    edge = (HERE[0] + 180 / 111_195, HERE[1])

    await hana.shares_location(*edge, accuracy=45)
    await duri.shares_location(*edge)

    await hana.hears("출석했어요")
    await duri.hears("180 m")


async def test_a_shared_place_counts_without_being_asked_for(crowd: Crowd) -> None:
    hana = crowd.people[UNIT][1]
    await hana.shares_location(*HERE)

    answer = await hana.hears("출석했어요")

    assert "제시간" in answer.text
    await hana.does_not_hear("112", within=0.2)


async def test_a_live_place_checks_in_when_it_comes_near_and_says_nothing_on_the_way(crowd: Crowd) -> None:
    hana = crowd.people[UNIT][1]
    place = await hana.shares_live_location(37.40, 126.95)
    await hana.hears("떨어져")
    await hana.moves(place, 37.395, 126.95)
    await hana.hears_nothing()

    await hana.moves(place, *HERE)
    await hana.hears("출석했어요")
    await hana.hears("112")
    assert hana.keyboard == MENU

    await hana.moves(place, 37.3898, 126.9507)
    await hana.hears_nothing()


async def test_the_leaders_code_counts_where_the_place_does_not(crowd: Crowd) -> None:
    leader, hana, duri = crowd.people[UNIT]
    await leader.says("/code")
    (code,) = re.findall(r"\b\d{4}\b", (await leader.hears("출석 번호")).text)

    await hana.says("/checkin")
    await hana.hears("네 자리 번호")
    await hana.says(code)
    await hana.hears("출석했어요")
    await hana.hears("112")
    assert hana.keyboard == MENU

    await duri.says(f"/checkin {code}")
    await duri.hears("출석했어요")


async def test_a_wrong_code_is_said_kindly_and_the_question_stays_open(crowd: Crowd) -> None:
    leader, hana, _ = crowd.people[UNIT]
    await leader.says("/code")
    (code,) = re.findall(r"\b\d{4}\b", (await leader.hears("출석 번호")).text)
    wrong = f"{(int(code) + 1) % 10_000:04}"

    await hana.says("/checkin")
    await hana.hears("네 자리 번호")
    await hana.says(wrong)
    answer = await hana.hears("맞지 않아요")
    assert "4번 더" in answer.text
    await hana.says("안녕하세요")
    await hana.hears("확인하고 있어요")
    await hana.says(f" {code} ")
    await hana.hears("출석했어요")


async def test_a_code_is_taken_one_window_longer_than_it_is_shown(telegram: Simulator, crowd: Crowd) -> None:
    leader, hana, duri = crowd.people[UNIT]
    await leader.says("/code")
    shown = await leader.hears("번호")
    (code,) = re.findall(r"\b\d{4}\b", shown.text)

    await telegram.clock.advance(minutes=5)
    await leader.taps("지금 번호 보기")
    (new,) = re.findall(r"\b\d{4}\b", (await leader.hears("출석 번호")).text)
    assert new != code
    await hana.says(code)
    await hana.hears("출석했어요")
    await telegram.clock.advance(minutes=5)
    await duri.says(code)
    await duri.hears("맞지 않아요")


async def test_a_second_check_in_changes_nothing(crowd: Crowd) -> None:
    hana = crowd.people[UNIT][1]
    await hana.shares_location(*HERE)
    await hana.hears("출석했어요")

    await hana.says("/checkin")

    assert "19:50" in (await hana.hears("이미 출석")).text


async def test_too_early_says_when_it_opens(telegram: Simulator, crowd: Crowd) -> None:
    hana = crowd.people[UNIT][1]
    await telegram.clock.set(START - timedelta(minutes=31))
    await hana.shares_location(*HERE)
    answer = await hana.hears("19:30")
    assert TITLE in answer.text

    await telegram.clock.set(START - timedelta(days=3))
    await hana.says("/checkin")
    await hana.hears("12월 4일(금) 19:30")


async def test_after_the_end_the_door_is_closed(telegram: Simulator, crowd: Crowd) -> None:
    hana = crowd.people[UNIT][1]
    await telegram.clock.set(START + timedelta(hours=2, minutes=1))

    await hana.shares_location(*HERE)

    await hana.hears("지금은 초대받은 순찰이 없어요")


async def test_who_is_not_invited_is_told_kindly(bot: App, telegram: Simulator) -> None:
    crowd = await gathers(bot, telegram, UNITS, invites=(UNIT,))
    merchant = crowd.people["안양상인연합회"][1]

    await merchant.shares_location(*HERE)

    await merchant.hears("초대받은 순찰이 없어요")


async def test_somebody_without_a_role_hears_that_it_is_not_theirs(telegram: Simulator, crowd: Crowd) -> None:
    stranger = await telegram.person("나그네", language="ko")

    await stranger.says("/checkin")
    await stranger.hears("권한")
    await stranger.shares_location(*HERE)
    await stranger.hears("권한")
    assert crowd.people


async def test_a_place_that_was_sent_on_proves_nothing(telegram: Simulator, crowd: Crowd) -> None:
    hana, duri = crowd.people[UNIT][1:3]
    origin = {"type": "user", "date": 1, "sender_user": {"id": duri.id, "is_bot": False, "first_name": "친구"}}
    await telegram.inject(
        "message",
        {
            "message_id": 9_001,
            "date": int(telegram.clock.now().timestamp()),
            "chat": {"id": hana.id, "type": "private", "first_name": hana.name},
            "from": {"id": hana.id, "is_bot": False, "first_name": hana.name, "language_code": "ko"},
            "location": {"latitude": HERE[0], "longitude": HERE[1]},
            "forward_origin": origin,
        },
    )

    await hana.hears("다른 곳에서 가져온")


async def test_a_place_shared_while_the_program_was_down_counts_for_its_own_time(
    settings: Settings, telegram: Simulator
) -> None:
    async with running(settings, telegram) as app:
        crowd = await gathers(app, telegram, UNITS)
        hana, duri = crowd.people[UNIT][1:3]
        await duri.says("/checkin")
        await duri.hears("네 자리 번호")
    await hana.shares_location(*HERE)
    await duri.taps("위치", at=HERE)
    await telegram.clock.set(START + timedelta(minutes=40))

    async with running(settings, telegram):
        assert "제시간" in (await hana.hears("출석했어요")).text
        assert "제시간" in (await duri.hears("출석했어요")).text
        await duri.hears("112")


async def test_the_citys_own_radius_counts(bot: App, telegram: Simulator) -> None:
    crowd = await gathers(bot, telegram, UNITS)
    async with bot.uow.write() as tx:
        (await tx.cities.lock(crowd.city_id)).radius_m = 300
    hana = crowd.people[UNIT][1]

    await hana.shares_location(*FAR)

    await hana.hears("출석했어요")


async def test_of_two_patrols_the_code_tells_which(bot: App, crowd: Crowd) -> None:
    await plans(bot, crowd, title="안양역 순찰", code_secret="another")
    leader, hana, _ = crowd.people[UNIT]
    await leader.says("/code")
    shown = await leader.hears("안양역 순찰")
    (code,) = re.findall(r"\b\d{4}\b", shown.text)

    await hana.says(code)

    assert "안양역 순찰" in (await hana.hears("출석했어요")).text


async def test_nothing_of_a_place_is_left_in_the_database_or_the_log(
    settings: Settings, telegram: Simulator, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    near, far, moving = (37.389712, 126.950734), (37.412345, 126.987654), (37.389689, 126.950665)
    async with running(settings, telegram) as app:
        crowd = await gathers(app, telegram, UNITS)
        hana, duri = crowd.people[UNIT][1:3]
        await hana.shares_location(*far)
        await hana.hears("떨어져")
        await hana.taps("위치", at=near)
        await hana.hears("출석했어요")
        place = await duri.shares_live_location(*far)
        await duri.hears("떨어져")
        await duri.moves(place, *moving)
        await duri.hears("출석했어요")
        while_running = _written(tmp_path)
    kept = while_running + _written(tmp_path) + "".join(capfd.readouterr()).encode()

    assert b"checkins.too_far" in kept
    for number in (*near, *far, *moving):
        assert str(number).encode() not in kept
        assert struct.pack(">d", number) not in kept


def _written(folder: Path) -> bytes:
    """The database with its log and whatever else was put beside it."""
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())
