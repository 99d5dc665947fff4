"""A message as every messenger can show it: plain text with bold spans, buttons, at most one attachment."""

import re
from dataclasses import dataclass, replace
from typing import Literal

BOLD_ON, BOLD_OFF = "\ue000", "\ue001"
"""Marks from a private plane around bold words; nothing a person typed may contain them."""
_BOLD = re.compile(f"([{BOLD_ON}{BOLD_OFF}])")


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: `data` comes back when it is tapped, or `url` opens, or `app` inside the messenger."""

    text: str
    data: str | None = None
    url: str | None = None
    app: str | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the keyboard below the chat; it says its text, or shares the person's contact or location."""

    text: str
    requests: Literal["contact", "location"] | None = None


@dataclass(frozen=True, slots=True)
class Keyboard:
    """Keys in rows. A `one_time` keyboard folds away after a tap; no rows at all takes the keyboard away."""

    rows: tuple[tuple[Key, ...], ...] = ()
    one_time: bool = False
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    content: bytes
    filename: str = "picture.png"


@dataclass(frozen=True, slots=True)
class File:
    content: bytes
    filename: str


@dataclass(frozen=True, slots=True)
class Place:
    """A pin on a map; the message's text stands beside it as name and address."""

    latitude: float
    longitude: float
    name: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class StoredMedia:
    """Something the messenger already holds, named by its own file id."""

    kind: Literal["photo", "video", "voice", "document"]
    file_id: str


@dataclass(frozen=True, slots=True)
class CopyOf:
    """Messages of another chat, shown again as they are (in an album when there are several)."""

    address: str
    message_ids: tuple[str, ...]


Attachment = Picture | File | Place | StoredMedia | CopyOf


@dataclass(frozen=True, slots=True)
class Command:
    """An entry of the chat's command menu."""

    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Message:
    """`bold` holds (start, end) positions in `text`, counted in characters.

    A message with `commands` is no bubble: it sets the chat's command menu, and `menu` what the key beside it opens.
    """

    text: str = ""
    bold: tuple[tuple[int, int], ...] = ()
    buttons: tuple[tuple[Button, ...], ...] = ()
    keyboard: Keyboard | None = None
    attachment: Attachment | None = None
    commands: tuple[Command, ...] = ()
    menu: Button | None = None

    def with_buttons(self, *rows: tuple[Button, ...]) -> "Message":
        return replace(self, buttons=tuple(row for row in rows if row))

    def with_keyboard(self, keyboard: Keyboard) -> "Message":
        return replace(self, keyboard=keyboard)

    def with_attachment(self, attachment: Attachment) -> "Message":
        return replace(self, attachment=attachment)


def in_parts(message: Message, limit: int) -> tuple[Message, ...]:
    """The message in parts of at most `limit` characters, broken between lines or words where there are any.

    Attachment and buttons stay with the last part: that is the one people see first, and the one edits change.
    """
    if 2 * len(message.text) <= limit:  # even were every character an emoji: nearly all messages end here
        return (message,)
    spans: list[tuple[int, int]] = []
    start = 0
    while start < len(message.text):
        end = _end_of_part(message.text, start, limit)
        if message.text[start:end].strip():
            spans.append((start, end))
        start = end
    if len(spans) <= 1:
        return (message,)
    *before, last = (_part(message, start, end) for start, end in spans)
    return (*before, replace(message, text=last.text, bold=last.bold))


def shortened(message: Message, limit: int) -> Message:
    """The message itself, or as much of its beginning as fits before an ellipsis: for what cannot be split."""
    if _length(message.text) <= limit:
        return message
    beginning = _part(message, 0, _end_of_part(message.text, 0, limit - 1))
    return replace(message, text=beginning.text + "…", bold=beginning.bold)


def _end_of_part(text: str, start: int, limit: int) -> int:
    """Where a part that begins at `start` ends: after a line that fits, else after a word, else anywhere."""
    end, length = start, 0
    while end < len(text) and length + _length(text[end]) <= limit:
        length += _length(text[end])
        end += 1
    if end == len(text):
        return end
    middle = start + (end - start) // 2
    return next((at + 1 for mark in "\n " if (at := text.rfind(mark, middle, end)) >= 0), max(end, start + 1))


def _part(message: Message, start: int, end: int) -> Message:
    """A stretch of a message without the blanks around it; bold words stay bold on both sides of a break."""
    text = message.text[start:end]
    start += len(text) - len(text.lstrip())
    end = start + len(text.strip())
    bold = ((max(begins, start) - start, min(ends, end) - start) for begins, ends in message.bold)
    return Message(text.strip(), tuple((begins, ends) for begins, ends in bold if begins < ends))


def _length(text: str) -> int:
    """As messengers count: an emoji is two."""
    return len(text.encode("utf-16-le")) // 2


def message_from(marked: str) -> Message:
    """A message from text with bold marks: the marks become spans, blanks at both ends go."""
    text: list[str] = []
    bold: list[tuple[int, int]] = []
    length, start = 0, None
    for part in _BOLD.split(marked.strip()):
        if part == BOLD_ON:
            start = length
        elif part == BOLD_OFF:
            if start is not None and length > start:
                bold.append((start, length))
            start = None
        else:
            text.append(part)
            length += len(part)
    return Message("".join(text), tuple(bold))


def unmarked(marked: str) -> str:
    """The same words without bold marks: for buttons, toasts and file names."""
    return marked.replace(BOLD_ON, "").replace(BOLD_OFF, "").strip()
