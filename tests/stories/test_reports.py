"""The papers in the chat: a log that drafts itself, is signed and sealed, and the month."""

from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from bot.app import App
from core.roles import OrganisationKind
from simulator.client import Simulator, Someone
from tests.stories.crowds import Crowd
from tests.stories.patrolling import HERE, START, TITLE, gathers
from tests.texts.rendered import faults, pages_of

UNIT, MERCHANTS = "평촌자율방범대", "안양상인연합회"
OVER = START + timedelta(hours=2, seconds=1)


@pytest.fixture
async def crowd(bot: App, telegram: Simulator) -> Crowd:
    units = {UNIT: (OrganisationKind.patrol_unit, 3), MERCHANTS: (OrganisationKind.merchants, 2)}
    return await gathers(bot, telegram, units, zones=["범계역 로데오거리"])


@pytest.fixture
async def over(telegram: Simulator, crowd: Crowd) -> Crowd:
    """Two people of the unit were there, and one of them wrote a note; then the patrol ended."""
    leader, hana, _ = crowd.people[UNIT]
    for person in (leader, hana):
        await person.shares_location(*HERE)
        await person.hears("출석했어요")
    await hana.says("/note 가로등이 꺼졌어요")
    await hana.hears("접수")
    await telegram.clock.set(OVER)
    await hana.hears("순찰이 끝났어요")
    return crowd


async def _signs(leader: Someone) -> None:
    await leader.taps("서명하기", on=await leader.hears("맞는지 보시고"))
    await leader.taps("네, 서명합니다", on=await leader.hears("더 고칠 수 없어요"))
    await leader.hears("일지 번호 1")


async def test_when_a_patrol_is_over_its_log_comes_to_the_leader_by_itself(over: Crowd) -> None:
    draft = await over.people[UNIT][0].hears("순찰일지")

    assert TITLE in draft.text
    assert "나온 사람 2명" in draft.text
    assert "특이사항 1건" in draft.text
    assert f"{UNIT} 2명" in draft.text
    await over.people[MERCHANTS][0].does_not_hear("순찰일지")


async def test_a_leader_adds_what_happened_and_signs_once(over: Crowd) -> None:
    leader = over.people[UNIT][0]
    await leader.taps("내용 적기", on=await leader.hears("순찰일지"))
    await leader.hears("적어 보내 주세요")
    await leader.says("로데오거리 뒤편이 어두웠음")
    await leader.taps("서명하기", on=await leader.hears("로데오거리 뒤편이 어두웠음"))
    confirm = await leader.hears("더 고칠 수 없어요")
    await leader.taps("네, 서명합니다", on=confirm)

    signed = await leader.hears("일지 번호 1")
    assert "로데오거리 뒤편이 어두웠음" in signed.text
    assert signed.button("내용 적기") is None
    assert signed.button("서명하기") is None


async def test_report_shows_the_log_of_a_patrol_as_pdf_and_workbook(over: Crowd) -> None:
    await _signs(over.people[UNIT][0])
    await over.coordinator.says("/report")
    choice = await over.coordinator.hears("일지")

    await over.coordinator.taps(TITLE, on=choice)
    [page] = pages_of(await over.coordinator.opens(await over.coordinator.hears("PDF")))
    book = load_workbook(BytesIO(await over.coordinator.opens(await over.coordinator.hears("엑셀"))))

    assert faults(page) == []
    assert page.says("제 1 호", f"서명 {over.people[UNIT][0].name}", TITLE, over.people[UNIT][1].name, "봉인")
    cells = [cell for row in book.worksheets[0].iter_rows(values_only=True) for cell in row]
    assert TITLE in cells
    assert over.people[UNIT][1].name in cells
    assert over.people[UNIT][2].name not in cells


async def test_a_coordinator_may_sign_when_no_leader_does(over: Crowd) -> None:
    await over.coordinator.says("/report")
    await over.coordinator.taps(TITLE, on=await over.coordinator.hears("일지"))

    await _signs(over.coordinator)

    await over.people[UNIT][0].hears("일지 번호 1")


async def test_report_shows_a_month_as_words_picture_and_workbook(over: Crowd) -> None:
    await over.coordinator.says("/report")
    await over.coordinator.taps("2026년 12월", on=await over.coordinator.hears("일지"))

    words = await over.coordinator.hears("2026년 12월")
    assert "순찰 1번 · 나온 사람 2명" in words.text
    assert "활동 시간 4시간" in words.text
    assert "범계역 로데오거리 1번" in words.text
    picture = await over.coordinator.opens(await over.coordinator.hears("📈"))
    assert picture.startswith((b"\x89PNG", b"\xff\xd8"))
    book = load_workbook(BytesIO(await over.coordinator.opens(await over.coordinator.hears("엑셀"))))
    assert "범계역 로데오거리" in [row[0] for sheet in book for row in sheet.iter_rows(values_only=True)]


async def test_the_list_for_the_volunteer_portal_has_everybodys_hours(over: Crowd) -> None:
    await over.coordinator.says("/report")
    await over.coordinator.taps("2026년 12월", on=await over.coordinator.hears("일지"))
    await over.coordinator.taps("1365", on=await over.coordinator.hears("순찰 1번"))

    book = load_workbook(BytesIO(await over.coordinator.opens(await over.coordinator.hears("봉사시간 명단"))))
    rows = list(book.active.iter_rows(min_row=2, values_only=True))
    assert sorted(row[0] for row in rows) == sorted(person.name for person in over.people[UNIT][:2])
    assert {row[5] for row in rows} == {120}


async def test_everybody_gets_a_certificate_of_their_own_hours(over: Crowd) -> None:
    hana, duri = over.people[UNIT][1:3]
    for person, answer in ((hana, "활동 확인서예요"), (duri, "마친 활동이 없어요")):
        await person.says("/me")
        await person.taps("활동 확인서", on=await person.hears("활동 시간"))
        await person.taps("이번 달", on=await person.hears("언제"))
        heard = await person.hears(answer)
        if person is hana:
            [page] = pages_of(await person.opens(heard))
            assert faults(page) == []
            assert page.says("활동 확인서", hana.name, TITLE, "합계 2시간")


CALLS = """도시,월,건수
안양시,2025-11,11486
안양시,2026-11,10879
군포시,2025-11,100000
군포시,2026-11,97700
"""


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp949"])
async def test_calls_are_compared_with_the_year_before_and_other_cities(crowd: Crowd, encoding: str) -> None:
    await crowd.coordinator.says("/report")
    await crowd.coordinator.taps("112 신고 비교", on=await crowd.coordinator.hears("보고서"))
    await crowd.coordinator.hears("CSV 파일")
    await crowd.coordinator.sends_document(content=CALLS.replace("10879", "많음").encode(encoding), name="calls.csv")
    await crowd.coordinator.hears("3번째 줄의 건수가 숫자가 아니에요")

    await crowd.coordinator.sends_document(content=CALLS.encode(encoding), name="calls.csv")

    answer = await crowd.coordinator.hears("112 신고")
    assert "11,486건 → 10,879건, −5.3%" in answer.text
    assert "1곳은 −2.3%, 차이는 −3.0%p" in answer.text
    assert "우연일 수 있는 차이예요" in answer.text


async def test_members_and_leaders_get_no_report(over: Crowd) -> None:
    for person in over.people[UNIT][:2]:
        await person.says("/report")
        await person.hears("권한")


async def test_another_units_leader_cannot_sign_by_a_forged_button(over: Crowd) -> None:
    stranger = over.people[MERCHANTS][0]
    await stranger.says("/start")
    menu = await stranger.hears("")

    await stranger.taps_data("log1:sign:1", on=menu)

    await stranger.hears("권한")
