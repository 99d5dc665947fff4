"""Faults told to Sentry, where an operator wishes it; what is told is where the program broke, never about whom."""

import importlib.util
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any

PATIENCE_S = 1.0
_KEPT = ("event_id", "timestamp", "platform", "level", "logger", "release", "environment", "sdk")


def watch(dsn: str) -> None:
    """Sends unexpected errors to this address from now on.

    Nothing is collected by itself: no requests, no values of variables, no names of machines, no breadcrumbs. Of an
    error go its type and the lines of code it passed, not its words: they may quote what people wrote.

    Raises:
        ModuleNotFoundError: the program was installed without the part for it.
    """
    import sentry_sdk  # an extra: only who wishes for it has to install it

    sentry_sdk.init(
        dsn=dsn,
        before_send=_without_people,
        include_local_variables=False,
        include_source_context=False,
        send_default_pii=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        server_name="",
        traces_sample_rate=None,
        auto_session_tracking=False,
        default_integrations=False,
        auto_enabling_integrations=False,
        shutdown_timeout=1,
    )


def is_installed() -> bool:
    """Whether the part that talks to Sentry is there."""
    return importlib.util.find_spec("sentry_sdk") is not None


def tell(error: BaseException) -> None:
    """Tells of an error, if somebody watches."""
    if "sentry_sdk" in sys.modules:
        sys.modules["sentry_sdk"].capture_exception(error)


def leave() -> None:
    """Lets what was told just now arrive, for a moment."""
    if "sentry_sdk" in sys.modules:
        sys.modules["sentry_sdk"].flush(timeout=PATIENCE_S)


def told_by_log(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A step of the log: an error in a line of it is told as well."""
    error = event.get("exc_info")
    if error is True:
        error = sys.exc_info()
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        tell(error)
    return event


def _without_people(event: Any, _hint: Mapping[str, Any]) -> Any:
    kept = {key: event[key] for key in _KEPT if key in event}
    faults = event.get("exception", {}).get("values", [])
    kept["exception"] = {"values": [_without_words(fault) for fault in faults]}
    return kept


def _without_words(fault: Mapping[str, Any]) -> dict[str, Any]:
    frames = fault.get("stacktrace", {}).get("frames", [])
    places = [{key: frame.get(key) for key in ("filename", "function", "lineno", "module")} for frame in frames]
    return {"type": fault.get("type"), "module": fault.get("module"), "stacktrace": {"frames": places}}
