"""Facts of papers as a large evening brings them: long names, many people, many notes, everything that can be said."""

from __future__ import annotations

from typing import Any

from core.names import NAME_MAX, TITLE_MAX

UNBROKEN = "Wolfeschlegelsteinhausenbergerdorffwelch"[:NAME_MAX]
LONG = "가나다라마바사아자차카타파하" * 3
PEOPLE = (*(f"평촌{number:03}" for number in range(60)), LONG[:NAME_MAX], UNBROKEN, "<b>*굵게*</b> #set")
ADDRESS = "https://example.org/" + UNBROKEN * 3
TITLE = "범계역 로데오거리 및 여성안심귀갓길 합동순찰"
FINDINGS = (
    "로데오거리 뒤편 골목이 어두웠고, 공영주차장 입구의 등이 깜박였음. <b>*조치 필요*</b> #pagebreak()\n" + ADDRESS
)
SEAL = "3f9a" * 16
BEFORE = "77c0" * 16
BEGIN, SEALED = "2026-12-04T11:00:00+00:00", "2026-12-04T14:05:00+00:00"


def presence(name: str, number: int = 0) -> dict[str, Any]:
    """Somebody who was there; each number stands for another way of showing it."""
    facts = {
        "name": name,
        "method": ("location", "code", "roster")[number % 3],
        "distance": 12,
        "arrived_at": "2026-12-04T11:04:00+00:00",
        "left_at": "2026-12-04T13:00:00+00:00",
        "late": 4 if number % 4 == 1 else 0,
        "marker": "",
        "marked_at": None,
        "minutes": 116,
    }
    return facts | ({"marker": "이조정", "marked_at": BEGIN} if number % 3 == 2 else {})


def note(number: int) -> dict[str, Any]:
    return {
        "number": number,
        "category": "facility",
        "facility": "lamp",
        "state": ("open", "done", "handed_to_112")[number % 3],
        "at": "2026-12-04T11:20:00+00:00",
        "photos": number % 4,
        "recordings": number % 2,
    }


def log(*, is_sealed: bool = True, people: tuple[str, ...] = PEOPLE, notes: int = 30) -> dict[str, Any]:
    """What the patrol log is made of; `people` all come in the first organisation's name."""
    return {
        "city": "안양시",
        "title": TITLE,
        "starts_at": BEGIN,
        "ends_at": "2026-12-04T13:00:00+00:00",
        "place": "범계역 2번 출구",
        "zones": ["범계역 로데오거리", "여성안심귀갓길", UNBROKEN * 3],
        "findings": FINDINGS if people else "",
        "organisations": [
            {"name": "평촌자율방범대", "people": [presence(name, nth) for nth, name in enumerate(people)]},
            {"name": "안양상인연합회", "people": []},
        ],
        "entries": [note(number) for number in range(1, notes + 1)],
        "findings_name": "김대장" if people else "",
        "log_number": 7 if is_sealed else 0,
        "signer": "김대장" if is_sealed else "",
        "sealed_at": SEALED if is_sealed else None,
        "hash": SEAL if is_sealed else "",
        "previous_hash": BEFORE if is_sealed else "",
    }


def month() -> dict[str, Any]:
    """What the month's report is made of."""
    return {
        "year": 2026,
        "month": 12,
        "at": SEALED,
        "city": "안양시",
        "patrols": 12,
        "people": 80,
        "presences": 412,
        "served_minutes": 39_555,
        "notes": 31,
        "open": 4,
        "handed": 3,
        "triage_minutes": None,
        "reported": 9,
        "fixed": 5,
        "organisations": [["평촌자율방범대", 20, 210, 19_000], ["", 1, 2, 120], ["=HYPERLINK(1)", 3, 4, 5]],
        "zones": [["범계역 로데오거리", 12], [UNBROKEN, 1]],
        "missed_zones": ["여성안심귀갓길", "+82-10"],
        "days": [["2026-12-04", 41], ["2026-12-31", 9]],
        "categories": [["facility", 9], ["traffic", 1], [None, 2]],
    }


def served(name: str, day: int, title: str = TITLE, organisation: str = "평촌자율방범대") -> dict[str, Any]:
    return {
        "name": name,
        "organisation": organisation,
        "day": f"2026-12-{day:02}",
        "begins_at": f"2026-12-{day:02}T11:00:00+00:00",
        "ends_at": f"2026-12-{day:02}T13:00:00+00:00",
        "minutes": 90 + day,
        "title": title,
        "place": "범계역 2번 출구",
    }


def certificate(name: str, days: int) -> dict[str, Any]:
    titles = {1: UNBROKEN, 2: "=SUM(A1)" + LONG[: TITLE_MAX - 8], 3: TITLE}
    organisations = {1: UNBROKEN, 2: LONG[:NAME_MAX]}
    rows = [
        served(name, day, titles.get(day, "방범 순찰"), organisations.get(day, "평촌자율방범대"))
        for day in range(1, days + 1)
    ]
    return {
        "city": "안양시",
        "name": name,
        "rows": rows,
        "first_day": "2026-12-01",
        "last_day": "2026-12-31",
        "total_minutes": sum(row["minutes"] for row in rows),
        "at": SEALED,
    }
