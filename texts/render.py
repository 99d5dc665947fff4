"""From a kind and its facts to a message: the Fluent message of that name, or what a builder makes of it.

Most kinds are words alone: "checkins.too_far" is the Fluent message `checkins-too_far`. A kind with buttons, keys or an
attachment has a builder, registered under its name by the module of its noun.
"""

from collections.abc import Callable, Mapping
from typing import Any

from texts.messages import Message
from texts.words import Reader, Words

Facts = Mapping[str, Any]
Builder = Callable[[Words, Facts], Message]

_builders: dict[str, Builder] = {}
_slow: set[str] = set()


def builds(kind: str, *, takes_time: bool = False) -> Callable[[Builder], Builder]:
    """Registers the builder of a kind; `takes_time` when it sets pages and must not hold up what else is sent."""

    def register(builder: Builder) -> Builder:
        if kind in _builders:
            raise ValueError(f"two builders for {kind!r}")
        _builders[kind] = builder
        if takes_time:
            _slow.add(kind)
        return builder

    return register


def kinds_with_builders() -> frozenset[str]:
    return frozenset(_builders)


def takes_time(kind: str) -> bool:
    """Whether rendering this kind belongs into a thread of its own."""
    return kind in _slow


def text_id(kind: str) -> str:
    return kind.replace(".", "-")


def plain(words: Words, kind: str, facts: Facts) -> Message:
    """The kind's own words, without buttons."""
    return words.message(text_id(kind), **{key: value for key, value in facts.items() if _is_word(value)})


def _is_word(value: Any) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def render(kind: str, facts: Facts, reader: Reader) -> Message:
    """The message of this kind for this reader.

    Raises:
        KeyError: the kind has neither words nor a builder.
        ValueError: a fact that the words need is missing.
    """
    words = Words(reader)
    builder = _builders.get(kind)
    return builder(words, facts) if builder is not None else plain(words, kind, facts)


def toast(kind: str, facts: Facts, reader: Reader) -> str:
    """The same words as one line, for the answer to a tap (at most 200 characters)."""
    return render(kind, facts, reader).text[:200]
