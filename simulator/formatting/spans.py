"""Entities while they are being found, and the errors parsers raise about them."""

from __future__ import annotations

from typing import Any

from simulator.errors import ApiError, bad_request

Entity = dict[str, Any]


def utf16_length(text: str) -> int:
    """Return the length in UTF-16 code units, which is how Telegram counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def cannot_parse(reason: str) -> ApiError:
    """Return the refusal of a text whose mark-up is wrong."""
    return bad_request(f"can't parse entities: {reason}")


def link_entity(url: str) -> Entity | None:
    """Return what a link becomes: a mention of a user, a link, or nothing if it is no address."""
    url = url.strip()
    if url.lower().startswith("tg://user?id="):
        number = url[13:].partition("&")[0]
        return {"type": "text_mention", "user_id": int(number)} if number.isdigit() else None
    if not url or any(character.isspace() for character in url):
        return None
    if "://" not in url and not url.lower().startswith(("tg:", "mailto:", "tel:")):
        if "." not in url.partition("/")[0].strip("."):
            return None
        url = f"http://{url}"
    scheme, _, rest = url.partition("://")
    if rest and "/" not in rest and "?" not in rest and scheme.lower() in {"http", "https"}:
        url += "/"
    return {"type": "text_link", "url": url}
