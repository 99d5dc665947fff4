"""One door for every text: parse mode or explicit entities in, checked plain text out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from simulator.errors import bad_request
from simulator.formatting.html import parse_html
from simulator.formatting.markdown import parse_markdown_v1, parse_markdown_v2
from simulator.formatting.spans import Entity, utf16_length

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024

_KNOWN_ENTITIES = frozenset(
    {
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
        "date_time",
    }
)
_FOUND = re.compile(
    r"(?P<url>\bhttps?://[^\s<>\"']+[^\s<>\"'.,;:!?)]|\b(?:t\.me|telegram\.me)/[\w?=/+-]+)"
    r"|(?P<email>\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b)"
    r"|(?<![\w/<>])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?)(?![\w/])"
    r"|(?<![\w@])(?P<mention>@[A-Za-z][A-Za-z0-9_]{2,31})\b"
    r"|(?<![\w#])(?P<hashtag>#\w*[^\W\d]\w*)"
)


@dataclass(frozen=True, slots=True)
class FormattedText:
    """Plain text with its entities."""

    text: str
    entities: list[Entity] = field(default_factory=list)

    def fields(self, prefix: str = "") -> dict[str, Any]:
        """Return the fields of a Message: text or caption, and its entities if there are any."""
        name = prefix or "text"
        result: dict[str, Any] = {name: self.text} if self.text else {}
        if self.entities:
            result[f"{prefix}_entities" if prefix else "entities"] = self.entities
        return result


def format_text(source: str, parse_mode: str, entities: Any) -> FormattedText:
    """Turn what a bot sent into text and entities, refusing what Telegram refuses."""
    mode = parse_mode.strip().lower()
    if "\0" in source:
        source = source.replace("\0", " ")
    if mode in {"", "none"}:
        text, found = source, checked_entities(entities, source)
    elif mode == "html":
        text, found = parse_html(source)
    elif mode == "markdownv2":
        text, found = parse_markdown_v2(source)
    elif mode == "markdown":
        text, found = parse_markdown_v1(source)
    else:
        raise bad_request("unsupported parse_mode")
    return _trimmed(text.replace("\r", ""), found)


def checked_entities(entities: Any, text: str) -> list[Entity]:
    """Return explicit entities that are complete and inside the text."""
    if entities is None:
        return []
    if not isinstance(entities, list):
        raise bad_request("expected an Array of MessageEntity")
    length = utf16_length(text)
    checked = [_checked_entity(entity, length) for entity in entities]
    return [entity for entity in checked if entity["length"] and entity["type"] in _KNOWN_ENTITIES]


def _checked_entity(entity: Any, length: int) -> Entity:
    if not isinstance(entity, dict):
        raise bad_request("can't parse MessageEntity: expected an Object")
    for name, kind, type_name in (("type", str, "String"), ("offset", int, "Number"), ("length", int, "Number")):
        if name not in entity:
            raise bad_request(f"can't parse MessageEntity: Can't find field \"{name}\"")
        if not isinstance(entity[name], kind):
            raise bad_request(f'can\'t parse MessageEntity: Field "{name}" must be of type {type_name}')
    offset, size = entity["offset"], entity["length"]
    if offset < 0 or size < 0:
        raise bad_request("receive an entity with incorrect offset or length")
    if offset + size > length:
        raise bad_request("entity has incorrect bounds")
    return entity


def found_in(formatted: FormattedText) -> FormattedText:
    """Add the commands, addresses and names that Telegram finds by itself."""
    if not any(sign in formatted.text for sign in "/@#:."):
        return formatted
    taken = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in formatted.entities
        if entity["type"] in {"code", "pre", "text_link", "text_mention", "custom_emoji"}
    ]
    found = list(formatted.entities)
    for match in _FOUND.finditer(formatted.text):
        start = utf16_length(formatted.text[: match.start()])
        end = start + utf16_length(match.group())
        if all(end <= left or right <= start for left, right in taken):
            found.append({"type": match.lastgroup, "offset": start, "length": end - start})
    return FormattedText(formatted.text, _ordered(found))


def typed(text: str) -> FormattedText:
    """Return what a person typed, with the commands and addresses in it marked."""
    return found_in(FormattedText(text))


def _trimmed(text: str, entities: list[Entity]) -> FormattedText:
    kept = text.rstrip(" \t\n")
    first = min((entity["offset"] for entity in entities), default=len(kept))
    lead = len(kept) - len(kept.lstrip(" \t\n"))
    lead = min(lead, first)
    kept = kept[lead:]
    length = utf16_length(kept)
    result: list[Entity] = []
    for entity in entities:
        start = entity["offset"] - lead
        size = min(entity["length"], length - start)
        if size > 0:
            clean = {k: v for k, v in entity.items() if not k.startswith("_")}
            result.append(clean | {"offset": start, "length": size})
    return FormattedText(kept, _ordered(result))


def _ordered(entities: list[Entity]) -> list[Entity]:
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))
