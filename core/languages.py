"""The languages people can choose; every text exists in each of them."""

from enum import StrEnum


class Language(StrEnum):
    """By ISO 639 code; the first is spoken until somebody is known to prefer another."""

    ko = "ko"
    en = "en"
