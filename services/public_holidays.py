"""The public holidays of South Korea, substitute holidays included, from a library that follows the law."""

from datetime import date
from functools import cache

from holidays import HolidayBase, country_holidays


@cache
def _of_korea() -> HolidayBase:
    return country_holidays("KR")


def is_public_holiday(day: date) -> bool:
    """Whether a repeating patrol that leaves out public holidays leaves out this day."""
    return day in _of_korea()
