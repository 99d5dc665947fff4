"""A month as it stands in an address: 2026-11."""

from typing import Annotated

from fastapi import Path, Query

_PATTERN = "^20[0-9]{2}-(0[1-9]|1[0-2])$"

MonthName = Annotated[str, Path(pattern=_PATTERN, examples=["2026-11"])]
AskedMonth = Annotated[str | None, Query(pattern=_PATTERN)]


def year_and_month(name: str) -> tuple[int, int]:
    year, _, month = name.partition("-")
    return int(year), int(month)


def month_name(year: int, month: int) -> str:
    return f"{year}-{month:02d}"
