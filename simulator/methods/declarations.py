"""What a method of the Bot API takes: one declaration for checking, decoding and introspection."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import orjson

from simulator.errors import bad_request

if TYPE_CHECKING:
    from simulator.world import World

# What Telegram calls these parameters when they are not even JSON.
_JSON_NAMES = {
    "reply_markup": "reply keyboard markup",
    "scope": "BotCommandScope",
    "message_ids": "message identifiers",
    "caption_entities": "entities",
}
_INTEGER = re.compile(r"\s*([+-]?\d+)")


def lenient_integer(raw: Any) -> int:
    """Return the number a text begins with, 0 if it begins with none, as Telegram reads numbers."""
    match = _INTEGER.match(str(raw))
    number = int(match.group(1)) if match else 0
    return max(-(2**63), min(number, 2**63 - 1))


class Kind(StrEnum):
    """How the text of a parameter is read."""

    TEXT = "String"
    INTEGER = "Integer"
    FLOAT = "Float"
    FLAG = "Boolean"
    CHAT = "Integer or String"
    JSON = "JSON"
    FILE = "InputFile or String"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter; `missing` is what Telegram says when a required one is not there."""

    name: str
    kind: Kind = Kind.TEXT
    type: str = ""
    missing: str = ""
    low: int | None = None
    high: int | None = None
    max_length: int | None = None
    too_long: str = ""

    @property
    def is_required(self) -> bool:
        """Whether a call without it is refused."""
        return bool(self.missing)

    def describe(self) -> dict[str, Any]:
        """Return the declaration as JSON."""
        facts: dict[str, Any] = {
            "name": self.name,
            "type": self.type or self.kind.value,
            "required": self.is_required,
        }
        limits = {"min": self.low, "max": self.high, "max_length": self.max_length}
        return facts | {name: value for name, value in limits.items() if value is not None}

    def read(self, raw: str) -> Any:
        """Decode the text of a call, as leniently as Telegram does."""
        if self.kind is Kind.INTEGER:
            value = lenient_integer(raw)
            value = value if self.low is None else max(self.low, value)
            return value if self.high is None else min(self.high, value)
        if self.kind is Kind.FLOAT:
            try:
                return float(raw)
            except ValueError:
                return 0.0
        if self.kind is Kind.FLAG:
            return raw.strip().lower() in {"true", "yes", "1"}
        if self.kind is Kind.JSON:
            return self._json(raw)
        if self.max_length is not None and len(raw) > self.max_length:
            raise bad_request(self.too_long or f"{self.name} is too long")
        return raw

    def _json(self, raw: str) -> Any:
        try:
            value = orjson.loads(raw)
        except orjson.JSONDecodeError:
            what = _JSON_NAMES.get(self.name) or self.name.replace("_", " ")
            raise bad_request(f"can't parse {what} JSON object") from None
        if self.type.startswith("Array") and value is not None and not isinstance(value, list):
            raise bad_request(f"expected an {self.type}")
        return value


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    content: bytes
    mime_type: str


@dataclass(slots=True)
class Call:
    """One call of the bot, decoded."""

    world: World
    method: str
    values: Mapping[str, Any]
    uploads: Mapping[str, Upload]

    def has(self, name: str) -> bool:
        """Tell whether a parameter was given."""
        return name in self.values

    def text(self, name: str) -> str:
        """Return a text, empty when it was left out."""
        return str(self.values.get(name, ""))

    def integer(self, name: str, default: int = 0) -> int:
        """Return a whole number."""
        return int(self.values.get(name, default))

    def number(self, name: str) -> float | None:
        """Return a number, or None when it was left out."""
        return self.values.get(name)

    def flag(self, name: str) -> bool:
        """Return a truth value, false when it was left out."""
        return bool(self.values.get(name, False))

    def json(self, name: str) -> Any:
        """Return a decoded JSON value, or None when it was left out."""
        return self.values.get(name)


Perform = Callable[[Call], Any]


@dataclass(frozen=True, slots=True)
class Method:
    """A method of the Bot API that the simulator carries out."""

    name: str
    parameters: tuple[Parameter, ...]
    perform: Perform
    messages: int = 0
    is_edit: bool = False

    def decode(self, raw: Mapping[str, str], uploads: Mapping[str, Upload]) -> dict[str, Any]:
        """Check and decode the parameters; those not declared are ignored as Telegram does."""
        values: dict[str, Any] = {}
        for parameter in self.parameters:
            name = parameter.name
            given = raw.get(name, "")
            if given:
                values[name] = parameter.read(given)
            elif parameter.missing and name not in uploads:
                raise bad_request(parameter.missing)
        return values

    def describe(self) -> dict[str, Any]:
        """Return the declaration as JSON."""
        return {"name": self.name, "parameters": [p.describe() for p in self.parameters]}


METHODS: dict[str, Method] = {}


def method(name: str, *parameters: Parameter, messages: int = 0, is_edit: bool = False) -> Callable[[Perform], Perform]:
    """Declare a method; `messages` is how many messages it sends, for the flood limits."""

    def declare(perform: Perform) -> Perform:
        METHODS[name.lower()] = Method(name, parameters, perform, messages, is_edit)
        return perform

    return declare


# Parameters that many methods share.
CHAT_ID = Parameter("chat_id", Kind.CHAT, missing="chat_id is empty")
MESSAGE_ID = Parameter("message_id", Kind.INTEGER, missing="message identifier is not specified")
USER_ID = Parameter("user_id", Kind.INTEGER, missing="invalid user_id specified")
REPLY_MARKUP = Parameter("reply_markup", Kind.JSON, "ReplyMarkup")
LANGUAGE = Parameter("language_code")
PARSE_MODE = Parameter("parse_mode")
CAPTION = (
    Parameter("caption"),
    PARSE_MODE,
    Parameter("caption_entities", Kind.JSON, "Array of MessageEntity"),
    Parameter("show_caption_above_media", Kind.FLAG),
)
# Where every new message goes, and what those take that may answer and carry a keyboard besides.
PLACING = (
    CHAT_ID,
    Parameter("message_thread_id", Kind.INTEGER),
    Parameter("disable_notification", Kind.FLAG),
    Parameter("protect_content", Kind.FLAG),
)
REPLYING = (
    *PLACING,
    Parameter("allow_paid_broadcast", Kind.FLAG),
    Parameter("message_effect_id"),
    Parameter("reply_parameters", Kind.JSON, "ReplyParameters"),
    Parameter("reply_to_message_id", Kind.INTEGER),
    Parameter("allow_sending_without_reply", Kind.FLAG),
)
SENDING = (*REPLYING, REPLY_MARKUP)
