"""The audience's door: the page itself, the stage of a demonstration, and scenes saved and played again."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import re
from pathlib import Path
from typing import Any

from aiohttp import web

from simulator.errors import CannotDoError
from simulator.lines import Line, StoryError
from simulator.orders import answer, read_order
from simulator.replays import Replay
from simulator.scenes import Recorder
from simulator.world import World

PAGE = Path(__file__).parent / "page"
_IMPORT_MAP = re.compile(r'<script type="importmap">(.*?)</script>', re.DOTALL)


def add_show_routes(app: web.Application, world: World, recorder: Recorder) -> None:
    """Add the page at `/`, what it is made of, and the routes for its director."""
    show = _Show(world, recorder)
    app.router.add_get("/", show.page)
    app.router.add_static("/page", PAGE)
    app.router.add_get("/control/stage", show.stage)
    app.router.add_post("/control/stage", show.set_stage)
    app.router.add_post("/control/story", show.tell)
    app.router.add_post("/control/wishes", show.wish)
    app.router.add_get("/control/scene", show.scene)
    app.router.add_post("/control/scene", show.play)
    app.on_shutdown.append(show.end)


class _Show:
    def __init__(self, world: World, recorder: Recorder) -> None:
        self._world = world
        self._recorder = recorder
        self._playing: asyncio.Task[None] | None = None
        self._html = (PAGE / "index.html").read_text(encoding="utf-8")

    async def page(self, _request: web.Request) -> web.Response:
        """Return the page, which may load nothing from anywhere else."""
        return web.Response(text=self._html, content_type="text/html", headers=page_headers(self._html))

    async def stage(self, _request: web.Request) -> web.Response:
        return answer(self._world.stage.describe())

    async def set_stage(self, request: web.Request) -> web.Response:
        self._world.stage.set(await read_order(request))
        return answer({"last_seq": self._world.events.seq})

    async def tell(self, request: web.Request) -> web.Response:
        order = await read_order(request)
        self._world.stage.tell(order.pop("text"), **order)
        return answer({"last_seq": self._world.events.seq})

    async def wish(self, request: web.Request) -> web.Response:
        self._world.stage.wish((await read_order(request))["wish"])
        return answer({"last_seq": self._world.events.seq})

    async def scene(self, request: web.Request) -> web.Response:
        """Return what was done so far, by everybody or by some."""
        people = frozenset(int(part) for part in request.query.get("people", "").split(",") if part)
        return answer(self._recorder.scene(people))

    async def play(self, request: web.Request) -> web.Response:
        """Begin to play a scene; how it goes is told by `scene` events."""
        order = await read_order(request)
        if self._playing is not None and not self._playing.done():
            raise CannotDoError("a scene is being played; wait until it has ended")
        scene, pace = order["scene"], float(order.get("pace", 1))
        self._playing = asyncio.create_task(self._play(str(request.url.origin()), scene, pace))
        return answer({"last_seq": self._world.events.seq})

    async def _play(self, url: str, scene: dict[str, Any], pace: float) -> None:
        add = self._world.events.add

        def show_step(number: int, of: int) -> None:
            add("scene", to=[], step=number, of=of, has_ended=False)

        try:
            async with Line(url, timeout=20) as line:
                await Replay(line, scene, pace=pace).run(show_step)
        except (StoryError, KeyError, TypeError, IndexError) as error:
            add("scene", to=[], has_ended=True, error=f"{error}".split("\n", 1)[0])
            return
        add("scene", to=[], has_ended=True, error=None)

    async def end(self, _app: web.Application) -> None:
        if self._playing is not None:
            self._playing.cancel()
            await asyncio.gather(self._playing, return_exceptions=True)


def page_headers(html: str) -> dict[str, str]:
    """Return headers under which the page reaches this server alone and runs no script but its own."""
    import_map = _IMPORT_MAP.search(html)
    digest = hashlib.sha256(import_map[1].encode() if import_map else b"").digest()
    policy = (
        "default-src 'none'; connect-src 'self'; font-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; "
        # A bot's Mini App comes from wherever the bot says; it runs in a frame of its own.
        "frame-src http: https:; "
        f"style-src 'self'; script-src 'self' 'sha256-{base64.b64encode(digest).decode()}'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return {"Content-Security-Policy": policy, "Referrer-Policy": "no-referrer", "Cache-Control": "no-cache"}
