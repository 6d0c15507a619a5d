"""The operator's switch: is the assistant on, and what should people read about it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table of the switch, empty: the assistant is on."""
    op.create_table(
        "assistant_switch",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("is_on", sa.Boolean, nullable=False),
        sa.Column("notice", sa.Text, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_assistant_switch"),
    )


def downgrade() -> None:
    """Takes it away: the assistant is on, whatever it was."""
    op.drop_table("assistant_switch")
