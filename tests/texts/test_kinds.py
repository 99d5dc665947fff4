"""Every kind can be said, in every language, whatever was typed; every button fits and comes back as it was packed."""

import dataclasses
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, get_type_hints
from zoneinfo import ZoneInfo

import pytest

from core.languages import Language
from tests.texts.plausible import TYPED, Plausible
from tests.texts.samples import KINDS, NOUNS
from texts.buttons import MAX_BYTES, MAX_INT, StaleButton, Tap
from texts.completeness import LOCALES, faults, read_locale
from texts.messages import Message
from texts.render import kinds_with_builders, render, text_id
from texts.words import Reader

ZONE = ZoneInfo("Asia/Seoul")
VARIABLES = {message_id: entry.variables for message_id, entry in read_locale(LOCALES / "ko")[0].items()}


def test_no_kind_is_without_words_and_no_words_are_without_use() -> None:
    assert faults() == []


def _shapes(kind: str) -> Iterator[Plausible]:
    for noun in NOUNS.get(kind.partition(".")[0], [{}]):
        for own in KINDS.get(kind, [{}]):
            for is_yes in (True, False):
                facts = Plausible({**noun, **own}, is_yes=is_yes)
                yield Plausible({name: facts[name] for name in VARIABLES.get(text_id(kind), ())} | facts, is_yes=is_yes)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", sorted(kinds_with_builders()))
def test_every_kind_with_a_builder_is_said_in_every_shape(kind: str, language: Language) -> None:
    for facts in _shapes(kind):
        message = render(kind, facts, Reader(language.name, ZONE, "patrol_bot", "https://console.example"))

        assert message.text or message.attachment or message.commands
        assert all(start < end <= len(message.text) for start, end in message.bold)
        assert _labels(message).count("") == 0


def _labels(message: Message) -> list[str]:
    keys = message.keyboard.rows if message.keyboard else ()
    return [button.text for row in message.buttons for button in row] + [key.text for row in keys for key in row]


def test_what_people_typed_is_shown_as_they_typed_it_and_is_not_bold_by_itself() -> None:
    message = render("menu.main", {"name": TYPED}, Reader("ko", ZONE))

    assert TYPED in message.text
    assert message.bold == ()


def _below(kind: type[Tap]) -> Iterator[type[Tap]]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


EVERY_TAP = list({(kind.__module__, kind.__qualname__): kind for kind in _below(Tap)}.values())
"""By name: a dataclass with slots leaves the class behind that it was made from."""


def _extremes(kind: Any) -> list[Any]:
    if issubclass(kind, StrEnum):
        return list(kind)
    return {bool: [True, False], int: [MAX_INT, -MAX_INT, 0]}.get(kind, [])


@pytest.mark.parametrize("kind", EVERY_TAP, ids=lambda kind: kind.__name__)
def test_the_longest_button_fits_and_comes_back_as_it_was_packed(kind: type[Tap]) -> None:
    hints = get_type_hints(kind)
    names = [field.name for field in dataclasses.fields(kind)]
    longest = {
        name: max(_extremes(hints[name]) or ["-100" + "9" * 10], key=lambda each: len(str(each))) for name in names
    }
    tap = kind(**longest)

    assert len(tap.pack().encode()) <= MAX_BYTES
    assert kind.unpack(tap.pack()) == tap
    for name in names:
        for value in _extremes(hints[name]):
            other = dataclasses.replace(tap, **{name: value})
            assert kind.unpack(other.pack()) == other


def test_no_two_buttons_share_a_prefix() -> None:
    prefixes = [kind.prefix for kind in EVERY_TAP]

    assert sorted(prefixes) == sorted(set(prefixes))


@pytest.mark.parametrize("kind", EVERY_TAP, ids=lambda kind: kind.__name__)
def test_forged_data_is_recognised(kind: type[Tap]) -> None:
    hints = get_type_hints(kind)
    fields = [field.name for field in dataclasses.fields(kind)]
    forged = ["", "x" * MAX_BYTES, f"{kind.prefix}:more:and:more:and:more:and:more"]
    if fields:
        forged += [kind.prefix, ":".join([kind.prefix, *["\u202e"] * len(fields)])]
    if fields and not any(hints[name] is str for name in fields):
        forged += [f"{kind.prefix}:", ":".join([kind.prefix, *["٣"] * len(fields)])]
    for data in forged:
        if not (fields and hints[fields[-1]] is str and data.startswith(f"{kind.prefix}:more")):
            with pytest.raises(StaleButton):
                kind.unpack(data)
