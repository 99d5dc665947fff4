"""How the program is loaded: no search for garbage meanwhile, and nothing that libraries fetch for show.

Two thousand modules are loaded and stay for ever. Each search looks at all that came before: a fifth of a start.
"""

import asyncio
import contextlib
import gc
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from importlib import import_module
from threading import Thread
from typing import TypeVar

T = TypeVar("T")

_NEVER_SHOWN = ("rich", "pygments")
"""Coloured tracebacks: structlog and httpx load them where they are installed, nothing here asks for any."""

_SHORT_TURN_S = 0.0005
"""An answer takes dozens of turns between loop and database; usually each waits ten times as long for its turn."""

_NEW_OBJECTS, _YOUNG_PORTIONS, _OLD_PORTIONS = 50_000, 20, 50


_READS_CERTIFICATES = "aiohttp"
"""As it is loaded it reads all certificates the system trusts, and lets others have the interpreter meanwhile."""


@contextlib.contextmanager
def quickly() -> Iterator[None]:
    """What is loaded in this block is not searched, then or later, and finds no colours."""
    beside_it = Thread(target=import_module, args=(_READS_CERTIFICATES,), daemon=True)
    beside_it.start()
    hidden = [name for name in _NEVER_SHOWN if name not in sys.modules]
    sys.modules |= dict.fromkeys(hidden)  # type: ignore[arg-type]  # None is what Python takes for "not there"
    gc.disable()
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]
        beside_it.join()
        gc.freeze()
        gc.enable()


async def beside(load: Callable[[], T]) -> T:
    """Loads in a thread that hands over at once, and that nobody waits for when the program is to end."""
    loaded: Future[T] = Future()
    loaded.set_running_or_notify_cancel()

    def work() -> None:
        try:
            loaded.set_result(load())
        except BaseException as error:  # noqa: BLE001 (it is raised where the result is awaited)
            loaded.set_exception(error)

    usual = sys.getswitchinterval()
    sys.setswitchinterval(_SHORT_TURN_S)
    try:
        Thread(target=work, daemon=True).start()
        return await asyncio.wrap_future(loaded)
    finally:
        sys.setswitchinterval(usual)


def sweep() -> None:
    """Searches everything once, and looks from now on only at what is made from now on, in large portions.

    As Python comes it searches after every 700 new objects, and every few pages through all there are: a tenth of a
    second in the middle of somebody's page. In large portions some megabytes more are held.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, _YOUNG_PORTIONS, _OLD_PORTIONS)
