"""The Bot API over HTTP: reads calls in every form bots send them, answers in Telegram's envelope."""

from __future__ import annotations

import asyncio
import inspect
import socket
import struct
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import orjson
from aiohttp import web

from simulator.control import add_control_routes
from simulator.errors import ApiError, bad_request
from simulator.faults import Fault
from simulator.files import UPLOAD_LIMIT_BYTES
from simulator.methods import METHODS, Call, Upload
from simulator.scenes import Recorder
from simulator.shows import add_show_routes
from simulator.world import World

WORLD = web.AppKey("world", World)
_ROOM_FOR_FIELDS = 1024 * 1024


class _Answer:
    """A status with a JSON body, before it is written to the connection."""

    def __init__(self, status: int, body: dict[str, Any]) -> None:
        self.status = status
        self.body = body

    def response(self) -> web.Response:
        headers = {}
        retry_after = self.body.get("parameters", {}).get("retry_after")
        if retry_after is not None:
            headers["Retry-After"] = str(retry_after)
        return web.Response(
            body=orjson.dumps(self.body),
            status=self.status,
            headers=headers,
            content_type="application/json",
        )


def make_app(world: World) -> web.Application:
    """Return the server around a world: Bot API, files and the director's routes."""
    app = web.Application(client_max_size=UPLOAD_LIMIT_BYTES + _ROOM_FOR_FIELDS)
    app[WORLD] = world
    app.router.add_route("*", "/bot{token:[^/]+}/{method:[^/]*}", _call)
    app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", _download)
    recorder = Recorder(world)
    add_control_routes(app, world, recorder)
    add_show_routes(app, world, recorder)

    async def answer_webhook_reply(body: dict[str, Any]) -> None:
        raw = {name: _as_text(value) for name, value in body.items() if name != "method"}
        await perform(world, str(body["method"]), raw, {})

    world.webhook.reply = answer_webhook_reply

    async def shut_down(_app: web.Application) -> None:
        world.updates.terminate_poll("terminated by shutdown")
        await world.webhook.shut_down()

    app.on_shutdown.append(shut_down)
    return app


async def _call(request: web.Request) -> web.StreamResponse:
    world = request.app[WORLD]
    if request.match_info["token"] != world.bot.token:
        return _Answer(401, ApiError(401, "Unauthorized").envelope()).response()
    try:
        raw, uploads = await read_parameters(request)
    except web.HTTPRequestEntityTooLarge:
        error = ApiError(413, "Request Entity Too Large")
        return _Answer(413, error.envelope()).response()
    except ApiError as error:
        return _Answer(error.code, error.envelope()).response()
    name = request.match_info["method"]
    fault = world.faults.strike(name, _chat_id(world, raw))
    if fault is None:
        return (await perform(world, name, raw, uploads)).response()
    return await _perform_faulty(request, fault, name, raw, uploads)


async def _perform_faulty(
    request: web.Request,
    fault: Fault,
    name: str,
    raw: Mapping[str, str],
    uploads: Mapping[str, Upload],
) -> web.StreamResponse:
    world = request.app[WORLD]
    world.events.add("fault", to=[], fault=fault.fault, method=name, fault_id=fault.id)
    if fault.name == "delay":
        await asyncio.sleep(fault.amount)
    answer = None
    if fault.name in {"reset_after", "status_after", "slow", "delay", "hang_after"}:
        answer = await perform(world, name, raw, uploads)
    if fault.name in {"reset_before", "reset_after"}:
        _cut(request)
    elif fault.name in {"hang", "hang_after"}:
        await _hang(request)
    elif fault.name == "retry_after":
        return _too_many(int(fault.amount)).response()
    elif fault.name == "garbage":
        return web.Response(text="<html>Bad gateway</html>", content_type="text/html")
    elif fault.name == "slow":
        await asyncio.sleep(fault.amount)
    if answer is not None and fault.name in {"slow", "delay"}:
        return answer.response()
    status = int(fault.amount) if fault.name.startswith("status") else 500
    description = HTTPStatus(status).phrase
    return _Answer(status, ApiError(status, description).envelope()).response()


def _cut(request: web.Request) -> None:
    """Cut the connection the hard way, so that the other side sees a reset."""
    if request.transport is None:
        return
    connection = request.transport.get_extra_info("socket")
    if connection is not None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    request.transport.abort()


async def _hang(request: web.Request) -> None:
    # The connection tells nobody when it closes, so it is looked at now and then.
    while request.transport is not None and not request.transport.is_closing():  # noqa: ASYNC110
        await asyncio.sleep(0.05)


def _too_many(retry_after: int) -> _Answer:
    error = ApiError(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)
    return _Answer(429, error.envelope())


async def perform(world: World, name: str, raw: Mapping[str, str], uploads: Mapping[str, Upload]) -> _Answer:
    """Carry out one call and count it."""
    method = METHODS.get(name.lower())
    if method is None:
        world.calls[name] += 1
        world.refusals["404"] += 1
        return _Answer(404, ApiError(404, "Not Found: method not found").envelope())
    world.calls[method.name] += 1
    chat_id = _chat_id(world, raw)
    answer = _flood_check(world, method.messages, chat_id, raw, is_edit=method.is_edit)
    if answer is None:
        answer = await _answer_call(world, name.lower(), raw, uploads)
    if answer.status != HTTPStatus.OK:
        world.refusals[str(answer.status)] += 1
    if method.name != "getUpdates":
        world.events.add(
            "call",
            to=[],
            method=method.name,
            chat_id=chat_id,
            status=answer.status,
            description=answer.body.get("description"),
        )
    return answer


def _flood_check(
    world: World, messages: int, chat_id: int | None, raw: Mapping[str, str], *, is_edit: bool
) -> _Answer | None:
    if not messages and not is_edit:
        return None
    wait = world.limits.check(chat_id, count=_count(raw), counts_in_private=not is_edit)
    return _too_many(wait) if wait else None


async def _answer_call(world: World, name: str, raw: Mapping[str, str], uploads: Mapping[str, Upload]) -> _Answer:
    method = METHODS[name]
    try:
        call = Call(world, method.name, method.decode(raw, uploads), uploads)
        result = method.perform(call)
        if inspect.isawaitable(result):
            result = await result
    except ApiError as error:
        return _Answer(error.code, error.envelope())
    return _Answer(200, {"ok": True, "result": result})


def _count(raw: Mapping[str, str]) -> int:
    """Return how many messages a call sends: albums and copies of several count each of theirs."""
    several = raw.get("message_ids") or raw.get("media") or ""
    try:
        items = orjson.loads(several) if several.startswith("[") else []
    except orjson.JSONDecodeError:
        return 1
    return max(1, len(items))


def _chat_id(world: World, raw: Mapping[str, str]) -> int | None:
    address = raw.get("chat_id", "")
    try:
        return int(address)
    except ValueError:
        if not address:
            return None
    try:
        return world.resolve_chat(address).id
    except ApiError:
        return None


async def _download(request: web.Request) -> web.StreamResponse:
    world = request.app[WORLD]
    if request.match_info["token"] != world.bot.token:
        return _Answer(401, ApiError(401, "Unauthorized").envelope()).response()
    stored = world.files.at_path(request.match_info["path"])
    if stored is None:
        return _Answer(404, ApiError(404, "Not Found").envelope()).response()
    return web.Response(body=stored.content, content_type="application/octet-stream")


async def read_parameters(request: web.Request) -> tuple[dict[str, str], dict[str, Upload]]:
    """Return all parameters as text, and the files, whatever form the call has."""
    raw: dict[str, str] = dict(request.query)
    uploads: dict[str, Upload] = {}
    try:
        if request.method == "POST":
            await _read_body(request, raw, uploads)
        for value in raw.values():
            value.encode()
    except UnicodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    return raw, uploads


async def _read_body(request: web.Request, raw: dict[str, str], uploads: dict[str, Upload]) -> None:
    if request.content_type == "application/json":
        raw.update(_json_parameters(await request.read()))
        return
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            content = value.file.read()
            if len(content) > UPLOAD_LIMIT_BYTES:
                raise web.HTTPRequestEntityTooLarge(UPLOAD_LIMIT_BYTES, len(content))
            mime_type = value.content_type or "application/octet-stream"
            uploads[name] = Upload(value.filename or name, content, mime_type)
        else:
            raw[name] = value if isinstance(value, str) else bytes(value).decode()


def _json_parameters(body: bytes) -> dict[str, str]:
    if not body:
        return {}
    try:
        parameters = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise bad_request("can't parse request body as JSON object") from None
    if not isinstance(parameters, dict):
        raise bad_request("can't parse request body as JSON object")
    return {name: _as_text(value) for name, value in parameters.items() if value is not None}


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else orjson.dumps(value).decode()


async def start(world: World, *, host: str, port: int) -> tuple[web.AppRunner, str]:
    """Serve a world; return what stops it and its address."""
    runner = web.AppRunner(make_app(world), access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    site = web.TCPSite(runner, host, port, reuse_address=True)
    await site.start()
    bound = runner.addresses[0]
    return runner, f"http://{bound[0]}:{bound[1]}"
