"""Style and scripts of the console: few, named once, kept by browsers until they change."""

import hashlib

from fastapi import APIRouter, HTTPException, Request, Response

from web.desk import STATIC, Desk

_KINDS = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
_FILES = {file.name: file.read_bytes() for file in sorted(STATIC.iterdir()) if file.suffix in _KINDS}
_TAGS = {name: f'"{hashlib.sha256(content).hexdigest()[:32]}"' for name, content in _FILES.items()}


def add_routes(router: APIRouter, desk: Desk) -> None:  # noqa: ARG001 (files are the same for everybody)
    @router.get("/static/{name}")
    async def static(request: Request, name: str) -> Response:
        if name not in _FILES:
            raise HTTPException(404)
        headers = {"ETag": _TAGS[name], "Cache-Control": "no-cache"}
        if request.headers.get("if-none-match") == _TAGS[name]:
            return Response(status_code=304, headers=headers)
        kind = _KINDS[name[name.rindex(".") :]]
        return Response(_FILES[name], media_type=kind, headers=headers)
