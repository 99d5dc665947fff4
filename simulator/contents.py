"""What a message holds, in a few words, for transcripts and for people who cannot see pictures."""

from __future__ import annotations

from typing import Any

Payload = dict[str, Any]

CONTENT_KINDS = (
    "animation",
    "audio",
    "document",
    "photo",
    "sticker",
    "video",
    "video_note",
    "voice",
    "contact",
    "venue",
    "location",
    "new_chat_members",
    "left_chat_member",
    "new_chat_title",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
    "pinned_message",
    "group_chat_created",
    "web_app_data",
)


def describe(payload: Payload) -> str:
    """Return the text of a message, or its kind in brackets with what there is to tell of it."""
    if "text" in payload:
        return str(payload["text"])
    caption = f" {payload['caption']}" if "caption" in payload else ""
    for kind in CONTENT_KINDS:
        if kind in payload:
            return f"[{kind}]{caption}{_detail(kind, payload[kind])}"
    return "[unknown]"


def _detail(kind: str, value: Any) -> str:
    if kind == "location":
        return f" {value['latitude']},{value['longitude']}"
    if kind == "venue":
        return f" {value['title']}, {value['address']}"
    if kind == "contact":
        return f" {value['first_name']} {value['phone_number']}"
    if kind == "web_app_data":
        return f" {value['button_text']}: {value['data']}"
    if kind in {"document", "audio", "video"} and value.get("file_name"):
        return f" {value['file_name']}"
    return ""
