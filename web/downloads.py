"""Papers and pictures as answers to a browser, under names that people can read."""

from pathlib import PurePath
from urllib.parse import quote

from fastapi import Response

_KINDS = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def download(content: bytes, filename: str, *, is_shown: bool = False) -> Response:
    """The file to be kept, or shown in the page's place; nobody between keeps a copy."""
    suffix = PurePath(filename).suffix
    how = "inline" if is_shown else "attachment"
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f"{how}; filename=\"paper{suffix}\"; filename*=UTF-8''{quote(filename, safe='')}",
    }
    return Response(content, media_type=_KINDS[suffix], headers=headers)
