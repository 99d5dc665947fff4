"""How the program is loaded: no search for garbage meanwhile, and nothing that libraries fetch for show.

Two thousand modules are loaded and stay for ever. Each search looks at all that came before: a fifth of a start.
"""

import contextlib
import gc
import sys
from collections.abc import Iterator

_NEVER_SHOWN = ("rich", "pygments")
"""Coloured tracebacks: structlog and httpx load them where they are installed, nothing here asks for any."""

_SHORT_TURN_S = 0.0005


@contextlib.contextmanager
def quickly() -> Iterator[None]:
    """What is loaded in this block is not searched, then or later, and finds no colours."""
    hidden = [name for name in _NEVER_SHOWN if name not in sys.modules]
    sys.modules |= dict.fromkeys(hidden)  # type: ignore[arg-type]  # None is what Python takes for "not there"
    gc.disable()
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]
        gc.freeze()
        gc.enable()


@contextlib.contextmanager
def taking_turns() -> Iterator[None]:
    """What loads in another thread hands over at once: an answer takes dozens of turns of loop and database."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_SHORT_TURN_S)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


def sweep() -> None:
    """Searches everything once, and looks from now on only at what is made from now on."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
