"""Events know their case and their place among its events; a subscription says its kinds.

Who subscribed before gets what it was told before, and nothing else, until somebody asks for more.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_EVENTS = sa.table("outbox_events", sa.column("id", sa.Integer), sa.column("payload", sa.JSON), sa.column("reference", sa.String))


def upgrade() -> None:
    """Adds the columns and fills them for what is there: until now every event was a case that came in, its first."""
    op.add_column("outbox_events", sa.Column("reference", sa.String(16)))
    op.add_column("outbox_events", sa.Column("sequence", sa.Integer, nullable=False, server_default="1"))
    op.add_column("subscriptions", sa.Column("kinds", sa.JSON))
    op.get_bind().execute(_EVENTS.update().values(reference=_EVENTS.c.payload["data"]["reference"].as_string()))
    subscriptions = sa.table("subscriptions", sa.column("kinds", sa.JSON))
    op.get_bind().execute(subscriptions.update().values(kinds=["case.received"]))
    with op.batch_alter_table("outbox_events") as table:
        table.alter_column("reference", existing_type=sa.String(16), nullable=False)
        table.create_unique_constraint("uq_outbox_events_reference", ["reference", "sequence"])


def downgrade() -> None:
    """Takes them away, with the events that nobody knew of before."""
    op.execute("UPDATE cases SET priority = 5 WHERE priority = 2")
    op.execute("DELETE FROM outbox_events WHERE kind <> 'case.received'")
    with op.batch_alter_table("outbox_events") as table:
        table.drop_constraint("uq_outbox_events_reference", type_="unique")
        table.drop_column("sequence")
        table.drop_column("reference")
    op.drop_column("subscriptions", "kinds")
