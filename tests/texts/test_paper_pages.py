"""Papers as they come out of a printer: every page rendered, nothing cut, nothing over each other, all words there."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from core.languages import Language
from core.names import NAME_MAX
from tests.texts import paper_facts
from tests.texts.paper_facts import FINDINGS, LONG, PEOPLE, SEAL, TITLE, UNBROKEN
from tests.texts.rendered import Page, faults, pages_of, scanned
from texts.leaflets import Sheet, leaflets
from texts.messages import File
from texts.render import render
from texts.words import Reader, Words

SEOUL = ZoneInfo("Asia/Seoul")


def reader(locale: str = "ko") -> Reader:
    return Reader(locale, SEOUL, "patrol_bot", "https://console.example")


def paper(kind: str, facts: dict[str, Any], locale: str = "ko") -> list[Page]:
    """The pages of what is sent as this kind."""
    sent = render(kind, facts, reader(locale)).attachment
    assert isinstance(sent, File)
    assert sent.filename.endswith(".pdf")
    return pages_of(sent.content)


def wrong(pages: list[Page]) -> dict[int, list[str]]:
    """Each page with faults, counted from 1."""
    return {number: found for number, page in enumerate(pages, 1) if (found := faults(page))}


@pytest.mark.parametrize("locale", [each.name for each in Language])
def test_a_sealed_log_of_a_large_evening_is_whole_on_every_page(locale: str) -> None:
    pages = paper("patrol_logs.pdf", paper_facts.log(), locale)
    words = "".join(page.words for page in pages)
    cut = [name for name in PEOPLE if "".join(name.split()) not in words]
    numbers = [f"#{number}" for number in range(1, 31) if f"#{number}" not in words]

    assert wrong(pages) == {}
    assert len(pages) == 3
    assert (cut, numbers) == ([], [])
    assert "".join(FINDINGS.split()) in words
    assert [page.says(SEAL[:16], f"{number} / {len(pages)}") for number, page in enumerate(pages, 1)] == [True] * 3
    assert pages[-1].says(SEAL)


def test_a_log_says_in_korean_who_was_there_how_that_was_shown_and_who_signed() -> None:
    first, *_, last = paper("patrol_logs.pdf", paper_facts.log())

    assert first.says("안양시", "순찰일지", "제 7 호", "서명 김대장 · 12월 4일(금) 23:05", TITLE)
    assert first.says(
        "2026년 12월 4일(금) 20:00–22:00", "범계역 2번 출구", "63명 (늦음 16명)", "특이사항 30건, 112 인계 10건"
    )
    assert first.says(
        "평촌자율방범대 (63)", "이름", "출석", "종료", "활동", "확인 방법", "위치 확인 (12 m)", "출석 번호"
    )
    assert first.says("20:04 (4분 늦음)", "출석부 표시, 이조정, 12월 4일(금) 20:00")
    assert last.says("대장이 적은 내용", "적은 사람 김대장", "봉인", f"앞 일지 {paper_facts.BEFORE[:16]}…")


def test_a_log_of_an_evening_to_which_nobody_came_is_one_page_that_says_so_and_claims_no_seal() -> None:
    pages = paper("patrol_logs.pdf", paper_facts.log(is_sealed=False, people=(), notes=0))
    [page] = pages

    assert wrong(pages) == {}
    assert page.says("서명 전", "나온 사람이 없어요.", "특이사항이 없었어요.", "적은 내용이 없어요.", "1 / 1")
    assert not [word for word in ("봉인", "호", "서명김대장") if word in page.words.replace("번호", "")]


@pytest.mark.parametrize("locale", [each.name for each in Language])
@pytest.mark.parametrize("name", ["김하나", LONG[:NAME_MAX], UNBROKEN])
def test_a_certificate_names_its_person_every_day_and_the_sum(locale: str, name: str) -> None:
    facts = paper_facts.certificate(name, 31)
    pages = paper("volunteer_hours.certificate", facts, locale)
    words = "".join(page.words for page in pages)

    assert wrong(pages) == {}
    assert len(pages) == 2
    assert [row["day"] for row in facts["rows"] if row["day"] not in words] == []
    assert all(page.says(f"안양시 · {name}") for page in pages)
    assert pages[0].says(name, UNBROKEN, f"=SUM(A1){LONG[:92]}")


def test_a_certificate_says_in_korean_what_is_confirmed_and_leaves_room_to_sign() -> None:
    [page] = paper("volunteer_hours.certificate", paper_facts.certificate("김하나", 3))

    assert page.says("활동 확인서", "김하나", "2026-12-01 – 2026-12-31", "20:00–22:00", "합계 4시간 36분")
    assert page.says(
        "하루에 8시간까지", "위와 같이 순찰 활동에 참여하였음을 확인합니다.", "발급일 2026-12-04", "확인자 (서명)"
    )


@pytest.mark.parametrize("locale", [each.name for each in Language])
@pytest.mark.parametrize("organisation", ["평촌자율방범대", LONG[:NAME_MAX], UNBROKEN])
def test_a_leaflet_shows_who_invites_and_a_camera_reads_its_link(locale: str, organisation: str) -> None:
    until = datetime(2026, 12, 31, tzinfo=UTC)
    tokens, name = ("a" * 32, "b" * 32), "김하나"
    sheets = [Sheet(token, "member", "안양시", organisation, until, name) for token in tokens]
    pages = pages_of(leaflets(Words(reader(locale)), sheets))
    links = [scanned(page.picture) for page in pages]

    assert wrong(pages) == {}
    assert all(page.says("안양시", organisation, name) for page in pages)
    assert links == [f"https://t.me/patrol_bot?start={token}" for token in tokens]
    if locale == "ko":
        assert pages[0].says("함께할 대원을 모셔요", "‘시작’을 눌러요", "주민등록번호와 범죄경력은 묻지 않아요")
        assert pages[1].says(f"t.me/patrol_bot?start={tokens[1]}", "까지 쓸 수 있어요")
