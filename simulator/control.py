"""The director's door: JSON over HTTP under `/control/`, for pages, tests and scripts."""

from __future__ import annotations

import asyncio

import orjson
from aiohttp import web

from simulator.casting import add_casting_routes
from simulator.conditions import add_condition_routes
from simulator.descriptions import describe_chat, describe_view
from simulator.errors import CannotDoError
from simulator.methods import METHODS
from simulator.orders import answer, explain_refusals, read_order
from simulator.scenes import Recorder
from simulator.world import World

LONGEST_WAIT_SECONDS = 60.0


def add_control_routes(app: web.Application, world: World, recorder: Recorder) -> None:
    """Add every route of the director to the server."""
    app.middlewares.append(explain_refusals)
    add_casting_routes(app, world, recorder)
    add_condition_routes(app, world, recorder)
    control = _Control(world, recorder)
    app.router.add_get("/control/state", control.state)
    app.router.add_get("/control/methods", control.methods)
    app.router.add_get("/control/chats/{chat}", control.chat)
    app.router.add_get("/control/files/{file}", control.file)
    app.router.add_get("/control/callbacks/{callback}", control.callback)
    app.router.add_get("/control/events", control.events)
    app.router.add_get("/control/events/live", control.live_events)
    app.router.add_post("/control/updates", control.inject)
    app.router.add_get("/control/counters", control.counters)
    app.router.add_post("/control/reset", control.reset)


class _Control:
    def __init__(self, world: World, recorder: Recorder) -> None:
        self.world = world
        self.recorder = recorder

    async def state(self, _request: web.Request) -> web.Response:
        world = self.world
        return answer(
            {
                "bot": world.bot.me(),
                "token": world.bot.token,
                "seq": world.events.seq,
                "clock": world.clock.state(),
                "people": [person.describe() for person in world.people.values()],
                "chats": [describe_chat(chat) for chat in world.chats.values()],
                "menus": world.menus.state(),
                "menu_buttons": {str(chat_id): button for chat_id, button in world.menu_buttons.items()},
                "webhook": world.webhook.info(),
                "pending_updates": len(world.updates),
                "faults": world.faults.describe(),
                "stage": world.stage.describe(),
            }
        )

    async def methods(self, _request: web.Request) -> web.Response:
        return answer([method.describe() for method in METHODS.values()])

    async def chat(self, request: web.Request) -> web.Response:
        """Return a chat's messages after a number, as somebody sees them."""
        chat = self.world.chat(int(request.match_info["chat"]))
        after = int(request.query.get("after", "0"))
        person_id = int(request.query.get("person", "0")) or chat.id
        return answer(describe_chat(chat) | describe_view(chat, person_id, after))

    async def file(self, request: web.Request) -> web.Response:
        """Return what is in a file somebody was sent."""
        stored = self.world.files.find(request.match_info["file"])
        if stored is None:
            raise CannotDoError("there is no such file")
        # A page shows these files, and what somebody sent must not run in it.
        headers = {"Content-Security-Policy": "sandbox", "X-Content-Type-Options": "nosniff"}
        return web.Response(body=stored.content, content_type=stored.mime_type.partition(";")[0], headers=headers)

    async def callback(self, request: web.Request) -> web.Response:
        """Return the bot's answer to a pressed button, waiting for it if asked to."""
        query = self.world.callbacks.get(request.match_info["callback"])
        if query is None:
            raise CannotDoError("there is no such callback query")
        wait = min(float(request.query.get("wait", "0")), LONGEST_WAIT_SECONDS)
        ends_at = asyncio.get_running_loop().time() + wait
        while query.answer is None:
            left = ends_at - asyncio.get_running_loop().time()
            if left <= 0 or not await self.world.events.wait(self.world.events.seq, left):
                break
        return answer({"answer": query.answer, "last_seq": self.world.events.seq})

    async def events(self, request: web.Request) -> web.Response:
        """Return events after a number, waiting for the first if there is none yet."""
        after = int(request.query.get("after", "0"))
        wait = min(float(request.query.get("wait", "0")), LONGEST_WAIT_SECONDS)
        await self.world.events.wait(after, wait)
        return answer({"events": self.world.events.after(after), "seq": self.world.events.seq})

    async def live_events(self, request: web.Request) -> web.StreamResponse:
        """Send events over a websocket as they happen, in lists, without bot calls unless asked."""
        seq = int(request.query.get("after", "0"))
        left_out = frozenset() if request.query.get("calls") else frozenset({"call", "fault"})
        socket = web.WebSocketResponse(compress=False, heartbeat=30)
        await socket.prepare(request)
        sender = asyncio.create_task(self._send_events(socket, seq, left_out))
        try:
            async for _ in socket:
                pass
        finally:
            sender.cancel()
        return socket

    async def _send_events(self, socket: web.WebSocketResponse, seq: int, left_out: frozenset[str]) -> None:
        events = self.world.events
        while not socket.closed:
            batch = events.after(seq)
            if not batch:
                await events.wait(seq)
                continue
            seq = batch[-1]["seq"]
            shown = [event for event in batch if event["kind"] not in left_out]
            await socket.send_bytes(orjson.dumps({"seq": seq, "events": shown}))

    async def inject(self, request: web.Request) -> web.Response:
        """Queue a raw update, of any type, even one that does not exist."""
        order = await read_order(request)
        kind = next(iter(order["update"]))
        body = order["update"][kind]
        key = int(order.get("chat_id", 0))
        return answer({"update_id": self.world.tell_bot(kind, body, order_key=key)})

    async def counters(self, _request: web.Request) -> web.Response:
        world = self.world
        return answer(
            {
                "calls": dict(world.calls),
                "refusals": dict(world.refusals),
                "pending_updates": len(world.updates),
                "clock_reads": world.clock_reads,
                "limits": world.limits.describe(),
            }
        )

    async def reset(self, _request: web.Request) -> web.Response:
        self.world.reset()
        self.recorder.forget()
        return answer({"last_seq": self.world.events.seq})
