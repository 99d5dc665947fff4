"""The director's door: JSON over HTTP under `/control/`, for pages, tests and scripts."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import orjson
from aiohttp import web

from simulator.chats import Status
from simulator.descriptions import describe_chat, describe_view
from simulator.direction import (
    GROUP_ACTIONS,
    PERSON_ACTIONS,
    change_person,
    make_group,
    make_person,
)
from simulator.errors import ApiError, CannotDoError
from simulator.limits import LimitMode
from simulator.methods import METHODS
from simulator.scenes import Recorder
from simulator.world import World

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
LONGEST_WAIT_SECONDS = 60.0


def answer(body: Any, status: int = 200) -> web.Response:
    """Return JSON."""
    return web.Response(body=orjson.dumps(body), status=status, content_type="application/json")


@web.middleware
async def explain_refusals(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer what cannot be done with 409, and orders nobody understands with 400."""
    if not request.path.startswith("/control/"):
        return await handler(request)
    origin = request.headers.get("Origin")
    if origin and origin != str(request.url.origin()):
        # Any page open in the same browser can reach this port; only our own may give orders.
        return answer({"error": f"pages from {origin} may not direct this simulator"}, status=403)
    try:
        return await handler(request)
    except CannotDoError as error:
        return answer({"error": str(error)}, status=409)
    except ApiError as error:
        return answer({"error": error.description}, status=409)
    except KeyError as error:
        return answer({"error": f"the order lacks {error}"}, status=400)
    except (ValueError, TypeError) as error:
        return answer({"error": str(error)}, status=400)


def add_control_routes(app: web.Application, world: World, recorder: Recorder) -> None:
    """Add every route of the director to the server."""
    app.middlewares.append(explain_refusals)
    control = _Control(world, recorder)
    app.router.add_get("/control/state", control.state)
    app.router.add_get("/control/methods", control.methods)
    app.router.add_get("/control/people", control.people)
    app.router.add_post("/control/people", control.add_people)
    app.router.add_get("/control/people/{person}", control.person)
    app.router.add_patch("/control/people/{person}", control.change_person)
    app.router.add_post("/control/people/{person}/{action}", control.act)
    app.router.add_post("/control/groups", control.add_group)
    app.router.add_post("/control/groups/{chat}/{action}", control.act_on_group)
    app.router.add_get("/control/chats/{chat}", control.chat)
    app.router.add_get("/control/files/{file}", control.file)
    app.router.add_get("/control/callbacks/{callback}", control.callback)
    app.router.add_get("/control/events", control.events)
    app.router.add_get("/control/events/live", control.live_events)
    app.router.add_post("/control/updates", control.inject)
    app.router.add_get("/control/clock", control.clock)
    app.router.add_post("/control/clock", control.change_clock)
    app.router.add_get("/control/faults", control.faults)
    app.router.add_post("/control/faults", control.add_fault)
    app.router.add_delete("/control/faults", control.clear_faults)
    app.router.add_get("/control/limits", control.limits)
    app.router.add_post("/control/limits", control.change_limits)
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

    async def people(self, _request: web.Request) -> web.Response:
        return answer([person.describe() for person in self.world.people.values()])

    async def add_people(self, request: web.Request) -> web.Response:
        """Make one person, or many at once from a list."""
        order = await read_order(request)
        orders = order if isinstance(order, list) else [order]
        made = [make_person(self.world, one).describe() for one in orders]
        return answer({"people": made, "last_seq": self.world.events.seq})

    async def person(self, request: web.Request) -> web.Response:
        person = self.world.person(int(request.match_info["person"]))
        chat_id = int(request.query.get("chat", person.id))
        status = self.world.chat(chat_id).members.get(person.id, Status.LEFT)
        is_admin = status in {Status.CREATOR, Status.ADMINISTRATOR}
        seen = self.world.menus.seen_by(person.id, person.language_code, chat_id=chat_id, is_admin=is_admin)
        return answer(person.describe() | {"menu": seen})

    async def change_person(self, request: web.Request) -> web.Response:
        person = self.world.person(int(request.match_info["person"]))
        change_person(self.world, person, await read_order(request))
        return answer(person.describe() | {"last_seq": self.world.events.seq})

    async def act(self, request: web.Request) -> web.Response:
        """Let a person do something; `seq` is the last event before it."""
        action = PERSON_ACTIONS.get(request.match_info["action"])
        if action is None:
            raise CannotDoError(f"people know {', '.join(PERSON_ACTIONS)}")
        person = self.world.person(int(request.match_info["person"]))
        order = await read_order(request)
        before = self.world.events.seq
        step = self.recorder.act(person, request.match_info["action"], order)
        result = action(self.world, person, order)
        self.recorder.keep(step)
        return answer(result | {"seq": before, "last_seq": self.world.events.seq})

    async def add_group(self, request: web.Request) -> web.Response:
        order = await read_order(request)
        chat = make_group(self.world, order)
        self.recorder.keep({"directs": "groups", "order": order | {"id": chat.id}})
        return answer(describe_chat(chat) | {"last_seq": self.world.events.seq})

    async def act_on_group(self, request: web.Request) -> web.Response:
        action = GROUP_ACTIONS.get(request.match_info["action"])
        if action is None:
            raise CannotDoError(f"groups know {', '.join(GROUP_ACTIONS)}")
        chat = self.world.chat(int(request.match_info["chat"]))
        order = await read_order(request)
        result = action(self.world, chat, order)
        becomes = {"becomes": result["chat_id"]} if "chat_id" in result else {}
        self.recorder.keep({"directs": f"groups/{chat.id}/{request.match_info['action']}", "order": order} | becomes)
        return answer(result | {"last_seq": self.world.events.seq})

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

    async def clock(self, _request: web.Request) -> web.Response:
        """Return the clock, and count who follows it by reading."""
        self.world.clock_reads += 1
        return answer(self.world.clock.state())

    async def change_clock(self, request: web.Request) -> web.Response:
        """Set or advance the clock, let it stand still or go on."""
        order, clock = await read_order(request), self.world.clock
        if order.get("freeze"):
            clock.freeze()
        if "at" in order:
            clock.set(datetime.fromisoformat(order["at"]))
        if "advance_seconds" in order:
            clock.advance(timedelta(seconds=float(order["advance_seconds"])))
        if order.get("resume"):
            clock.resume()
        self.world.events.add("clock", clock=clock.state())
        self.recorder.keep({"directs": "clock", "order": order})
        return answer(clock.state() | {"last_seq": self.world.events.seq})

    async def faults(self, _request: web.Request) -> web.Response:
        return answer(self.world.faults.describe())

    async def add_fault(self, request: web.Request) -> web.Response:
        order = await read_order(request)
        self.recorder.keep({"directs": "faults", "order": {**order}})
        line = self.world.faults.add(order.pop("fault"), **order)
        self._announce_faults()
        return answer({"id": line.id})

    async def clear_faults(self, request: web.Request) -> web.Response:
        if "id" in request.query:
            self.world.faults.remove(int(request.query["id"]))
        else:
            self.world.faults.clear()
            self.recorder.keep({"directs": "faults", "order": {}})
        self._announce_faults()
        return answer({})

    def _announce_faults(self) -> None:
        self.world.events.add("faults", to=[], faults=self.world.faults.describe())

    async def limits(self, _request: web.Request) -> web.Response:
        return answer(self.world.limits.describe())

    async def change_limits(self, request: web.Request) -> web.Response:
        order, limits = await read_order(request), self.world.limits
        if order.pop("reset", False):
            limits.reset()
        if "mode" in order:
            limits.mode = LimitMode(order.pop("mode"))
        for name, value in order.items():
            if not hasattr(limits.settings, name):
                raise CannotDoError(f"there is no limit named {name}")
            setattr(limits.settings, name, float(value))
        return answer(limits.describe())

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


async def read_order(request: web.Request) -> Any:
    """Return the JSON of a request, an empty order where there is none."""
    body = await request.read()
    return orjson.loads(body) if body else {}
