"""A clock that is set an hour forth and back: the machine's own for the program, or else the product's.

With libfaketime (of the system's packages, or named by PATROL_TEST_FAKETIME) the whole process sees another time,
SQLite included. Without it the program reads the product's clock at an address of ours.
"""

import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from aiohttp import web

_PLACES = ("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib", "/usr/local/lib")


def _library() -> Path | None:
    named = os.environ.get("PATROL_TEST_FAKETIME")
    places = [Path(named)] if named else [Path(place) / "faketime" / "libfaketimeMT.so.1" for place in _PLACES]
    return next((place for place in places if place.is_file()), None)


class WrongClock:
    """Shows real time until it is `set`; `variables` make a program believe it."""

    def __init__(self, folder: Path, url: str, library: Path | None) -> None:
        self._file = folder / "clock"
        self._library = library
        self._offset = timedelta(0)
        self.variables: Mapping[str, str] = {"PATROL_DEV_CLOCK_URL": url}
        if library is not None:
            self.set(self._offset)
            self.variables = {
                "LD_PRELOAD": str(library),
                "FAKETIME_TIMESTAMP_FILE": str(self._file),
                "FAKETIME_CACHE_DURATION": "1",
                "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            }

    @property
    def whose(self) -> str:
        return "the machine's clock" if self._library else "the program's clock"

    def set(self, offset: timedelta) -> None:
        """Shows real time plus `offset` from now on."""
        self._offset = offset
        if self._library is not None:
            new = self._file.with_suffix(".new")
            new.write_text(f"{offset.total_seconds():+.0f}")
            new.replace(self._file)

    async def answer(self, _request: web.Request) -> web.Response:
        return web.json_response({"offset_seconds": self._offset.total_seconds(), "is_frozen": False})


@asynccontextmanager
async def wrong_clock(folder: Path) -> AsyncIterator[WrongClock]:
    app = web.Application()
    runner = web.AppRunner(app, access_log=None)
    clock: WrongClock

    async def answer(request: web.Request) -> web.Response:
        return await clock.answer(request)

    app.router.add_get("/clock", answer)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    clock = WrongClock(folder, f"http://127.0.0.1:{runner.addresses[0][1]}/clock", _library())
    try:
        yield clock
    finally:
        await runner.cleanup()
