"""A row of the outbox as its sender needs it: read without the weight of a mapped object, a hundred at a time."""

from datetime import datetime
from typing import Any, NamedTuple

from db.tables import OutboxRow


class Letter(NamedTuple):
    """See OutboxRow for what the fields mean."""

    id: int
    channel: str
    address: str
    kind: str
    facts: dict[str, Any]
    locale: str
    slot: str | None
    edit_message_id: str | None
    expires_at: datetime | None
    attempts: int
    priority: int
    due_at: datetime


TABLE: Any = OutboxRow.__table__  # type: ignore[attr-defined]
COLUMNS = tuple(TABLE.c[name] for name in Letter._fields)
