"""Roles and teams of staff; who works on a case, its version, its nearest day, its risk."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Whoever was staff before there were roles may do what they could: the work of a caseworker.

    `cases` is not copied (as a batch would on SQLite): a copy would lose the triggers that keep what was submitted.
    """
    with op.batch_alter_table("staff_users") as users:
        users.add_column(sa.Column("role", sa.String(30), nullable=False, server_default="caseworker"))
        users.add_column(sa.Column("team", sa.String(60)))
    with op.batch_alter_table("staff_users") as users:
        users.alter_column("role", server_default=None)
    op.add_column("cases", sa.Column("version", sa.Integer, nullable=False, server_default="1"))
    op.add_column("cases", sa.Column("team", sa.String(60)))
    op.add_column("cases", sa.Column("due_on", sa.Date))
    op.add_column("cases", sa.Column("risk", sa.String(20)))
    op.execute(
        "ALTER TABLE cases ADD COLUMN assignee_id INTEGER CONSTRAINT fk_cases_assignee_id_staff_users REFERENCES staff_users (id)"
    )
    op.create_index("ix_cases_assignee_id", "cases", ["assignee_id"])


def downgrade() -> None:
    """Takes roles and the columns of the work away."""
    op.drop_index("ix_cases_assignee_id", "cases")
    for name in ("assignee_id", "risk", "due_on", "team", "version"):
        op.drop_column("cases", name)
    with op.batch_alter_table("staff_users") as users:
        users.drop_column("role")
        users.drop_column("team")
