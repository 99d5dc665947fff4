"""Words in one language for one reader: Fluent messages, Korean particles, dates as this city writes them.

What a person typed reaches a message only as an argument, and every argument passes `as_typed`: the one place where it
loses the power to change the message around it.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import tossi
from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import FluentNone

from core.languages import Language
from texts.messages import BOLD_OFF, BOLD_ON, Message, message_from, unmarked

LOCALES = tuple(language.name for language in Language)
DEFAULT_LOCALE = LOCALES[0]
_FOLDER = Path(__file__).parent / "locales"
_KOREAN_DAYS = "월화수목금토일"


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a message is written, and what links in it begin with.

    `rehearsal_url` is the simulated messenger, which opens a console of this machine inside itself; else empty.
    """

    locale: str
    zone: ZoneInfo
    bot_name: str = ""
    web_url: str = ""
    rehearsal_url: str = ""

    def speaking(self, locale: str) -> "Reader":
        return replace(self, locale=locale)


def supported(language_code: str | None) -> str:
    """The language we speak that is nearest to a messenger's language code."""
    if not language_code:
        return DEFAULT_LOCALE
    language = language_code.lower().split("-")[0]
    return language if language in LOCALES else "en"


def as_typed(value: Any) -> Any:
    """An argument as its author typed it, unable to switch bold on or to turn the direction of the words around it."""
    if not isinstance(value, str):
        return value
    value = value.translate(_MARKS)
    if any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in value):
        return f"\u2068{value}\u2069"
    return value


def _is_long(value: Any) -> bool:
    return isinstance(value, str) and len(value) > _LONG


def _is_short(value: Any) -> bool:
    return len(value) <= _SHORT if isinstance(value, str) else isinstance(value, int | float | datetime | None)


_SHORT = 200
"""Words that hold nothing longer are remembered for a while."""
_LONG = 1000
_LONG_ON, _LONG_OFF = "\ue002", "\ue003"
"""Fluent refuses arguments beyond some 2,500 characters; longer ones are put in place of these marks afterwards."""
_MARKS = dict.fromkeys(map(ord, (BOLD_ON, BOLD_OFF, _LONG_ON, _LONG_OFF)))
_RIGHT_TO_LEFT = frozenset({"R", "AL", "RLE", "RLO", "RLI", "LRE", "LRO"})


class Words:
    """Calls a Fluent message by its id: `words("checkins-accepted", distance=12)`. Unknown ids raise KeyError."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._bundle = _bundle(reader.locale, reader.zone.key)

    def __contains__(self, message_id: str) -> bool:
        return self._has(message_id)

    def _has(self, name: str) -> bool:
        """Whether there is such a message; its file is read when the first of its messages is asked for."""
        locale, zone_name = self.reader.locale, self.reader.zone.key
        _read(locale, zone_name, name.partition("-")[0])
        if not self._bundle.has_message(name):
            _read_all(locale, zone_name)
        return bool(self._bundle.has_message(name))

    def __call__(self, message_id: str, **arguments: Any) -> str:
        """The words with their bold marks; for a Message use `message`, for buttons `plain`.

        Raises:
            KeyError: no such message in this language.
            ValueError: an argument the message needs is missing.
        """
        if all(map(_is_short, arguments.values())):
            return _remembered(self.reader.locale, self.reader.zone, message_id, **arguments)
        return self._said(message_id, arguments)

    def _said(self, message_id: str, arguments: Mapping[str, Any]) -> str:
        name, _, attribute = message_id.partition(".")
        if not self._has(name):
            raise KeyError(f"no text {name!r} in {self.reader.locale}")
        entry = self._bundle.get_message(name)
        pattern = entry.attributes[attribute] if attribute else entry.value
        if pattern is None:
            raise KeyError(f"text {name!r} in {self.reader.locale} has attributes only")
        typed = {key: as_typed(value) for key, value in arguments.items()}
        long = {f"{_LONG_ON}{number}{_LONG_OFF}": key for number, key in enumerate(typed) if _is_long(typed[key])}
        marked = typed | {key: mark for mark, key in long.items()}
        words, errors = self._bundle.format_pattern(pattern, marked)
        if errors:
            raise ValueError(f"text {message_id!r} in {self.reader.locale}: {errors[0]}")
        return re.sub(f"{_LONG_ON}\\d+{_LONG_OFF}", lambda mark: typed[long[mark[0]]], str(words))

    def plain(self, message_id: str, **arguments: Any) -> str:
        return unmarked(self(message_id, **arguments))

    def message(self, message_id: str, **arguments: Any) -> Message:
        return message_from(self(message_id, **arguments))

    def local(self, at: str | datetime) -> datetime:
        """An instant (or its ISO form, as facts carry it) on the wall clocks of the city."""
        instant = datetime.fromisoformat(at) if isinstance(at, str) else at
        return instant.astimezone(self.reader.zone)


@lru_cache(maxsize=4096, typed=True)
def _remembered(locale: str, zone: ZoneInfo, message_id: str, /, **arguments: Any) -> str:
    """The same words for the same facts: at a meeting place hundreds hear them within minutes."""
    return Words(Reader(locale, zone))._said(message_id, arguments)  # noqa: SLF001 (one class, written twice)


@cache
def in_every_language() -> tuple[Words, ...]:
    """Words of each language, for recognising what one of our own keys says; they write no dates of anybody's."""
    return tuple(Words(Reader(locale, ZoneInfo("UTC"))) for locale in LOCALES)


@cache
def _bundle(locale: str, zone_name: str) -> FluentBundle:
    return FluentBundle([locale], use_isolating=False, functions=_functions(locale, ZoneInfo(zone_name)))


@cache
def _read(locale: str, zone_name: str, noun: str) -> None:
    """Adds the file of a noun, where nearly all its messages are; parsing every file takes longer than a start may."""
    file = _FOLDER / locale / f"{noun}.ftl"
    if noun.isidentifier() and file.exists():
        source = file.read_text("utf-8").replace("<b>", BOLD_ON).replace("</b>", BOLD_OFF)
        _bundle(locale, zone_name).add_resource(FluentResource(source))


@cache
def _read_all(locale: str, zone_name: str) -> None:
    for file in sorted((_FOLDER / locale).glob("*.ftl")):
        _read(locale, zone_name, file.stem)


def _functions(locale: str, zone: ZoneInfo) -> dict[str, Callable[..., Any]]:
    def local(at: Any) -> datetime:
        instant = datetime.fromisoformat(at) if isinstance(at, str) else at
        return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(zone)

    def day(at: Any) -> str:
        when = local(at)
        if locale == "ko":
            return f"{when.month}월 {when.day}일({_KOREAN_DAYS[when.weekday()]})"
        return f"{when:%a} {when.day} {when:%b}"

    def date_of(day: Any) -> str:
        """A date with its year, as it stands in a calendar; it belongs to no zone."""
        when = date.fromisoformat(str(day))
        return f"{when.year}년 {when.month}월 {when.day}일" if locale == "ko" else f"{when.day} {when:%b %Y}"

    def clock(at: Any) -> str:
        return f"{local(at):%H:%M}"

    def when(starts_at: Any, ends_at: Any) -> str:
        return f"{day(starts_at)} {clock(starts_at)}–{clock(ends_at)}"

    def particle(value: Any, wanted: Any) -> str:
        return str(value) if isinstance(value, FluentNone) else str(tossi.postfix(str(value), str(wanted)))

    def particle_alone(value: Any, wanted: Any) -> str:
        """For a word in quotation marks, which the particle follows."""
        return "" if isinstance(value, FluentNone) else str(tossi.pick(str(value), str(wanted)))

    def hours(minutes: Any) -> str:
        whole, rest = divmod(int(minutes), 60)
        hour, minute = ("시간", "분") if locale == "ko" else (" h", " min")
        parts = [f"{whole}{hour}"] if whole or not rest else []
        return " ".join([*parts, f"{rest}{minute}"] if rest else parts)

    return {
        "DAY": day,
        "DATE": date_of,
        "TIME": clock,
        "WHEN": when,
        "HOURS": hours,
        "JOSA": particle,
        "PARTICLE": particle_alone,
    }
