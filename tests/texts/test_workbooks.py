"""Workbooks are what another program reads, too: LibreOffice opens each and writes the same cells again."""

from __future__ import annotations

import shutil
import subprocess
from datetime import datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from core.languages import Language
from tests.texts import paper_facts
from tests.texts.paper_facts import LONG, PEOPLE, SEAL, TITLE, UNBROKEN
from texts.messages import File
from texts.render import render
from texts.words import Reader

NAMES = ("soffice", "libreoffice")
MISSING = "LibreOffice is not here to read workbooks with: apt-get install libreoffice-calc-nogui"
SEOUL = ZoneInfo("Asia/Seoul")
NAMED = ("김하나", LONG[:40], UNBROKEN, "=SUM(A1)", "https://example.org", "0123", "<b>*굵게*</b>")
FACTS = {
    "patrol_logs.xlsx": paper_facts.log(),
    "volunteer_hours.list": {
        "rows": [paper_facts.served(name, day) for day, name in enumerate(NAMED, 1)],
        "at": paper_facts.SEALED,
        "year": 2026,
        "month": 12,
    },
    "reports.workbook": paper_facts.month(),
}

Cells = dict[str, list[list[tuple[str, Any]]]]


def written(folder: Path) -> dict[str, Path]:
    """Every kind of workbook in every language, as files."""
    made = {}
    for kind, facts in FACTS.items():
        for language in Language:
            sent = render(kind, facts, Reader(language.name, SEOUL, "patrol_bot")).attachment
            assert isinstance(sent, File)
            made[f"{kind}-{language.name}"] = folder / f"{kind}-{language.name}.xlsx"
            made[f"{kind}-{language.name}"].write_bytes(sent.content)
    return made


@pytest.fixture(scope="module")
def workbooks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return written(tmp_path_factory.mktemp("workbooks"))


@pytest.fixture(scope="module")
def read_back(workbooks: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same workbooks as LibreOffice writes them after reading them, all in one run."""
    office = next((found for name in NAMES if (found := shutil.which(name))), None)
    if office is None:
        pytest.skip(MISSING)
    folder = tmp_path_factory.mktemp("office")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    words = [office, "--headless", "--norestore", profile, "--convert-to", "xlsx", "--outdir", str(folder)]
    ran = subprocess.run(
        [*words, *(str(path) for path in workbooks.values())], capture_output=True, text=True, check=False, timeout=240
    )
    made = {name: folder / path.name for name, path in workbooks.items()}
    assert [name for name, path in made.items() if not path.exists()] == [], ran.stdout + ran.stderr
    return made


def cells(path: Path) -> Cells:
    """Of each sheet each row, each cell with what it is (text, number, day or time, formula) and what it holds."""
    book = openpyxl.load_workbook(path)
    return {
        sheet.title: [
            [(one.data_type, one.value) for one in line if one.value is not None] for line in sheet.iter_rows()
        ]
        for sheet in book
    }


def values(found: Cells) -> list[Any]:
    return [value for rows in found.values() for row in rows for _, value in row]


def test_libreoffice_reads_the_same_sheets_and_cells(workbooks: dict[str, Path], read_back: dict[str, Path]) -> None:
    ours = {name: cells(path) for name, path in workbooks.items()}
    theirs = {name: cells(path) for name, path in read_back.items()}

    assert theirs == ours


def test_names_days_times_and_sums_are_what_they_are_and_nothing_typed_is_a_formula(workbooks: dict[str, Path]) -> None:
    log, hours, report = (cells(workbooks[f"{kind}-ko"]) for kind in FACTS)
    kinds = {kind for found in (log, hours, report) for rows in found.values() for row in rows for kind, _ in row}
    [[_, first, *_]] = hours.values()

    assert set(log) == {"순찰일지", "특이사항"}
    assert {TITLE, SEAL, *PEOPLE, datetime(2026, 12, 4, 20, 4)} <= set(values(log))  # noqa: DTZ001 (a wall clock's)
    assert [row[0] for rows in hours.values() for row in rows[1:]] == [("s", name) for name in NAMED]
    assert first[2:5] == [("d", datetime(2026, 12, 1)), ("d", time(20)), ("d", time(22))]  # noqa: DTZ001 (as above)
    assert first[5:7] == [("n", 91), ("n", 1.52)]
    assert {39_555, 412, "평촌자율방범대", "=HYPERLINK(1)", "+82-10"} <= set(values(report))
    assert kinds == {"s", "n", "d"}
