"""Formatted text: from what a bot sent to plain text with entities in UTF-16 offsets."""

from __future__ import annotations

from simulator.formatting.spans import utf16_length
from simulator.formatting.texts import FormattedText, format_text, found_in, typed

__all__ = ["FormattedText", "format_text", "found_in", "typed", "utf16_length"]
