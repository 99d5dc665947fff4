"""Many rows as one parameter: a statement over them never changes its words, so drivers and databases plan it once.

The rows travel as JSON, which both databases unfold into a table.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import ColumnElement, FromClause, String, bindparam, cast, func
from sqlalchemy.dialects.postgresql import JSONB

ROWS = "rows"
"""The name of the parameter."""

Types = dict[str, Any]
"""The columns of the rows, by name, in their order, with SQLAlchemy's types."""


class Unfolded:
    """The table that the parameter unfolds into: `source` to select from, `columns`, and `order` as it was given."""

    def __init__(self, dialect: str, types: Types) -> None:
        parameter = bindparam(ROWS, type_=String())
        if dialect == "sqlite":
            source = func.json_each(parameter).table_valued("key", "value", name=ROWS)
            self.order: ColumnElement[Any] = source.c.key
            self.columns = {
                name: func.json_extract(source.c.value, f"$[{number}]").label(name) for number, name in enumerate(types)
            }
        else:
            source = func.jsonb_array_elements(cast(parameter, JSONB)).table_valued(
                "value", with_ordinality="key", name=ROWS
            )
            source = source.render_derived()
            self.order = source.c.key
            self.columns = {
                name: cast(source.c.value.op("->>")(number), type_).label(name)
                for number, (name, type_) in enumerate(types.items())
            }
        self.source: FromClause = source


def fold(dialect: str, rows: Iterable[Sequence[Any]]) -> dict[str, str]:
    """The parameter for these rows, each with its values in the order of the types."""
    written = [[_written(dialect, value) for value in row] for row in rows]
    return {ROWS: orjson.dumps(written).decode()}


def _written(dialect: str, value: Any) -> Any:
    """A value as its column holds it: moments as UTC in the database's own spelling, documents as their JSON."""
    if isinstance(value, datetime):
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None).isoformat(" ", "microseconds") if dialect == "sqlite" else utc.isoformat()
    return orjson.dumps(value).decode() if isinstance(value, dict) else value
