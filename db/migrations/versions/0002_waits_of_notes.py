"""Keep with each note how long it waited until somebody took it up.

Processes of the release before go on beside this one and leave the new column alone: what is taken up by them while a
rolling upgrade lasts counts as a note without a time to triage, and nothing else of it is different.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_FILLED = {
    "sqlite": """
        UPDATE notes SET waited_s = (
            SELECT CAST(strftime('%s', min(e.at)) AS INTEGER) - CAST(strftime('%s', notes.created_at) AS INTEGER)
            FROM note_events AS e
            WHERE e.note_id = notes.id AND e.state IN ('accepted', 'in_progress', 'done', 'handed_to_112')
        )""",
    "postgresql": """
        UPDATE notes SET waited_s = (
            SELECT floor(extract(epoch FROM min(e.at) - notes.created_at))
            FROM note_events AS e
            WHERE e.note_id = notes.id AND e.state IN ('accepted', 'in_progress', 'done', 'handed_to_112')
        )""",
}
"""A whole second is as fine as a messenger's clock; what was never taken up has no first time, and stays NULL."""


def upgrade() -> None:
    op.add_column("notes", sa.Column("waited_s", sa.Integer(), nullable=True))
    op.execute(_FILLED[op.get_bind().dialect.name])


def downgrade() -> None:
    op.drop_column("notes", "waited_s")
