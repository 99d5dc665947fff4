"""The director's door to what everybody lives under: the clock, faults and limits."""

from __future__ import annotations

from datetime import datetime, timedelta

from aiohttp import web

from simulator.errors import CannotDoError
from simulator.limits import LimitMode
from simulator.orders import answer, read_order
from simulator.scenes import Recorder
from simulator.world import World


def add_condition_routes(app: web.Application, world: World, recorder: Recorder) -> None:
    """Add the routes of clock, faults and limits."""
    conditions = _Conditions(world, recorder)
    app.router.add_get("/control/clock", conditions.clock)
    app.router.add_post("/control/clock", conditions.change_clock)
    app.router.add_get("/control/faults", conditions.faults)
    app.router.add_post("/control/faults", conditions.add_fault)
    app.router.add_delete("/control/faults", conditions.clear_faults)
    app.router.add_get("/control/limits", conditions.limits)
    app.router.add_post("/control/limits", conditions.change_limits)


class _Conditions:
    def __init__(self, world: World, recorder: Recorder) -> None:
        self.world = world
        self.recorder = recorder

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
