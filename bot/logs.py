"""Logs: one line an event, a constant name with facts as keys; secrets never reach it."""

import json
import logging
import sys
import traceback
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any

import orjson
import structlog

from bot.watchers import told_by_log


def configure_logs(log_format: str, *, secrets: tuple[str, ...] = ()) -> None:
    """Sets up structlog and the standard library's records through it; `secrets` are blotted out everywhere."""
    as_json = log_format == "json" or (log_format == "auto" and not sys.stderr.isatty())

    def blot(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        for key, value in event.items():
            if isinstance(value, str):
                for secret in secrets:
                    value = value.replace(secret, "***")  # noqa: PLW2901 (each secret in turn)
                event[key] = value
        return event

    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        told_by_log,
        structlog.processors.ExceptionRenderer(without_words),
        blot,
    ]
    renderer: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False) if as_json else structlog.dev.ConsoleRenderer()
    )
    # Our own lines do not take the way through the standard library, which costs more than a delivery's other work.
    to_bytes: Any = structlog.processors.JSONRenderer(serializer=_json) if as_json else renderer
    structlog.configure(
        processors=[*shared, to_bytes],
        logger_factory=structlog.BytesLoggerFactory(sys.stderr.buffer)
        if as_json
        else structlog.PrintLoggerFactory(sys.stderr),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for noisy in ("httpx", "aiosqlite", "telegram.ext", "uvicorn", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    # A round that is still busy when the next one is due is no event: the next one does the work of both.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)


def without_words(exc_info: tuple[type[BaseException], BaseException, TracebackType | None]) -> str:
    """The types of an error and of what caused it, and the lines they passed.

    Not their words: a database quotes the row it refused, a parser what somebody wrote.
    """
    return "\ncaused\n".join(_places(exc_info[1]))


def _places(error: BaseException | None) -> list[str]:
    """From the first cause to the last error."""
    if error is None:
        return []
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    parts = [part for each in getattr(error, "exceptions", ()) for part in _places(each)]
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    return [*_places(cause), *parts, "".join(traceback.format_tb(error.__traceback__)) + name]


def _json(event: Any, **options: Any) -> bytes:
    try:
        return orjson.dumps(event, **options)
    except TypeError:  # a lone surrogate, which UTF-8 cannot carry
        return json.dumps(event, **options).encode()
