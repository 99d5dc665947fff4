"""Style and scripts of the console: few, named once, kept by browsers until they change."""

import gzip
import hashlib

from fastapi import APIRouter, HTTPException, Request, Response

from web.desk import STATIC
from web.guards import Guarded

_KINDS = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
_FILES = {file.name: file.read_bytes() for file in sorted(STATIC.iterdir()) if file.suffix in _KINDS}
_PACKED = {name: gzip.compress(content, mtime=0) for name, content in _FILES.items()}
"""Files only: a page holds the mark of its forms, and how well it packs could tell of a secret."""
_TAGS = {name: f'"{hashlib.sha256(content).hexdigest()[:32]}"' for name, content in _FILES.items()}


routes = APIRouter(route_class=Guarded)


@routes.get("/static/{name}")
async def static(request: Request, name: str) -> Response:
    if name not in _FILES:
        raise HTTPException(404)
    is_packed = "gzip" in request.headers.get("accept-encoding", "")
    tag = _TAGS[name].replace('"', '"z', 1) if is_packed else _TAGS[name]
    headers = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    kind = _KINDS[name[name.rindex(".") :]]
    if not is_packed:
        return Response(_FILES[name], media_type=kind, headers=headers)
    return Response(_PACKED[name], media_type=kind, headers=headers | {"Content-Encoding": "gzip"})
