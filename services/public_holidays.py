"""The public holidays of South Korea, substitute holidays included, from a library that follows the law."""

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase

_LAWS_LANGUAGE = {"ko": "ko"}
_EVERYDAY = {
    "기독탄신일": "성탄절",
    "신정연휴": "새해 첫날",
    "대체 휴일": "대체공휴일",
    "Alternative holiday": "Substitute holiday",
}
"""What people call what the law calls otherwise."""


@cache
def _of_korea(language: str = "ko") -> "HolidayBase":
    from holidays import country_holidays  # it knows every country's, and a start need not wait for that

    return country_holidays("KR", language=language)


def is_public_holiday(day: date) -> bool:
    """Whether a repeating patrol that leaves out public holidays leaves out this day."""
    return day in _of_korea()


def holiday_name(day: date, locale: str) -> str:
    """What the day is called by those who read this language; empty for a day like any other."""
    name = str(_of_korea(_LAWS_LANGUAGE.get(locale, "en_US")).get(day) or "")
    for formal, common in _EVERYDAY.items():
        name = name.replace(formal, common)
    return name
