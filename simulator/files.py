"""Files people and the bot have sent, kept in memory, each under one bot's file identifier."""

from __future__ import annotations

import base64
import hashlib
import struct
from dataclasses import dataclass

from simulator.errors import bad_request

DOWNLOAD_LIMIT_BYTES = 20 * 1024 * 1024
UPLOAD_LIMIT_BYTES = 50 * 1024 * 1024
PHOTO_LIMIT_BYTES = 10 * 1024 * 1024

# A single grey pixel, for people who send a photo without saying which.
PIXEL_PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGOoBwAAgQCBXWf0nQAAAABJRU5ErkJggg=="
)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file with the identifiers one bot knows it by."""

    file_id: str
    unique_id: str
    content: bytes
    name: str
    mime_type: str
    path: str
    kind: str
    claimed_size: int | None = None

    @property
    def size(self) -> int:
        """Bytes, or what a scene claims in order to have a big file without holding one."""
        return self.claimed_size if self.claimed_size is not None else len(self.content)


class FileStore:
    """All files of the world."""

    def __init__(self, bot_id: int) -> None:
        self._bot_id = bot_id
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def add(
        self,
        content: bytes,
        *,
        name: str,
        kind: str,
        mime_type: str = "application/octet-stream",
        claimed_size: int | None = None,
    ) -> StoredFile:
        """Keep a file and give it its identifiers."""
        number = len(self._by_id) + 1
        digest = hashlib.sha256(content + f"/{kind}/{number}".encode()).digest()
        unique_id = "AQAD" + base64.urlsafe_b64encode(digest[:9]).decode()
        secret = hashlib.sha256(digest + str(self._bot_id).encode()).digest()
        suffix = name.rpartition(".")[2] if "." in name else "bin"
        stored = StoredFile(
            file_id="AgACAgU" + base64.urlsafe_b64encode(secret[:30]).decode(),
            unique_id=unique_id,
            content=content,
            name=name,
            mime_type=mime_type,
            path=f"{kind}s/file_{number}.{suffix}",
            kind=kind,
            claimed_size=claimed_size,
        )
        self._by_id[stored.file_id] = stored
        self._by_path[stored.path] = stored
        return stored

    def find(self, file_id: str) -> StoredFile | None:
        """Return a file by the identifier this bot knows it by."""
        return self._by_id.get(file_id)

    def at_path(self, path: str) -> StoredFile | None:
        """Return a file by the path getFile told."""
        return self._by_path.get(path)


def image_size(content: bytes) -> tuple[int, int]:
    """Return width and height of a PNG, GIF or JPEG, or refuse what is no picture."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    if content[:6] in {b"GIF87a", b"GIF89a"} and len(content) >= 10:
        width, height = struct.unpack("<HH", content[6:10])
        return width, height
    if content.startswith(b"\xff\xd8"):
        return _jpeg_size(content)
    raise bad_request("IMAGE_PROCESS_FAILED")


def _jpeg_size(content: bytes) -> tuple[int, int]:
    position = 2
    while position + 9 <= len(content) and content[position] == 0xFF:
        marker = content[position + 1]
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", content[position + 5 : position + 9])
            return width, height
        (length,) = struct.unpack(">H", content[position + 2 : position + 4])
        position += 2 + length
    raise bad_request("IMAGE_PROCESS_FAILED")
