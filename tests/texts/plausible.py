"""Facts for any kind: values guessed from their names, for what `tests/texts/samples.py` does not say by hand."""

from collections.abc import Mapping
from typing import Any

from texts.buttons import MAX_INT

AT = "2026-12-04T11:00:00+00:00"
TYPED = "<b>범계역</b> *순찰* _1_"
"""What people type: marks of several kinds, none of which may change a message."""
_MOMENTS = frozenset({"at", "day", "until", "since"})
_PLACES = {"latitude": 37.38970, "longitude": 126.95070}
_NUMBERS = frozenset(
    {
        *("active", "applications", "count", "going", "late", "limit", "maybe", "not_going", "notes", "number"),
        *("offset", "page", "last_page", "paused", "position", "presences", "present", "recipients", "size", "total"),
        *("told", "unanswered", "waiting", "counted"),
    }
)


class Plausible(dict[str, Any]):
    """A mapping that holds everything; `is_yes` is its answer to whatever can be yes or no."""

    def __init__(self, known: Mapping[str, Any], *, is_yes: bool) -> None:
        super().__init__(known)
        self._is_yes = is_yes

    def __missing__(self, name: str) -> Any:
        first, last = name.split("_", 1)[0], name.rsplit("_", 1)[-1]
        if first in {"is", "has", "may", "asks"}:
            return self._is_yes
        if last == "id":
            return MAX_INT
        if name in _NUMBERS or last in {"minutes", "seconds", "m"}:
            return 1234
        return AT if last in _MOMENTS else _PLACES.get(name, TYPED)

    def get(self, name: str, default: Any = None) -> Any:  # noqa: ARG002 (nothing is missing)
        return self[name]

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str)
