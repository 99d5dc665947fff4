"""Media objects of messages: from stored files to the fields Telegram shows."""

from __future__ import annotations

from typing import Any

from simulator.files import PIXEL_PNG, FileStore, StoredFile, image_size

Payload = dict[str, Any]

EXAMPLES: dict[str, tuple[bytes, str, str]] = {
    "photo": (PIXEL_PNG, "photo.png", "image/png"),
    "voice": (b"OggS" + bytes(60), "voice.ogg", "audio/ogg"),
    "video": (bytes(4) + b"ftypmp42" + bytes(60), "video.mp4", "video/mp4"),
    "video_note": (bytes(4) + b"ftypmp42" + bytes(60), "note.mp4", "video/mp4"),
    "animation": (bytes(4) + b"ftypmp42" + bytes(60), "animation.mp4", "video/mp4"),
    "audio": (b"ID3" + bytes(60), "audio.mp3", "audio/mpeg"),
    "document": (b"a document\n", "document.txt", "text/plain"),
    "sticker": (b"RIFF" + bytes(4) + b"WEBP" + bytes(40), "sticker.webp", "image/webp"),
}
KINDS = tuple(EXAMPLES)


def store_example(files: FileStore, kind: str) -> StoredFile:
    """Keep a small file of a kind, for people who send one without saying which."""
    content, name, mime_type = EXAMPLES[kind]
    return files.add(content, name=name, kind=kind, mime_type=mime_type)


def media_fields(kind: str, stored: StoredFile, details: Payload | None = None) -> Payload:
    """Return the message fields for a file of a kind; `details` are what the sender told of it."""
    told = {key: value for key, value in (details or {}).items() if value not in (None, "")}
    basic: Payload = {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique_id,
        "file_size": stored.size,
    }
    if kind == "photo":
        return {"photo": _photo_sizes(stored, basic)}
    if kind == "sticker":
        shape = {"type": "regular", "width": 512, "height": 512}
        return {"sticker": basic | shape | {"is_animated": False, "is_video": False} | told}
    if kind == "voice":
        return {"voice": basic | {"duration": 1, "mime_type": stored.mime_type} | told}
    if kind == "video_note":
        return {"video_note": basic | {"length": 240, "duration": 1} | told}
    named = basic | {"file_name": stored.name, "mime_type": stored.mime_type}
    if kind == "document":
        return {"document": named}
    if kind == "audio":
        return {"audio": named | {"duration": 1} | told}
    moving = named | {"width": 640, "height": 360, "duration": 1} | told
    if kind == "animation":
        # Telegram repeats an animation as a document for old clients.
        return {"animation": moving, "document": named}
    return {"video": moving}


def _photo_sizes(stored: StoredFile, basic: Payload) -> list[Payload]:
    width, height = image_size(stored.content)
    sizes = [basic | {"width": width, "height": height}]
    if max(width, height) > 320:
        # The smaller size shares the content here; a real one is a picture of its own.
        scale = 320 / max(width, height)
        small = {"width": round(width * scale), "height": round(height * scale)}
        sizes.insert(0, basic | small)
    return sizes
