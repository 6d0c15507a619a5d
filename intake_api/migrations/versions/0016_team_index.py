"""An index of the cases of a team, for those who see no other's."""

from __future__ import annotations

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes it."""
    op.create_index("ix_cases_team", "cases", ["team", "queue_key", "id"])


def downgrade() -> None:
    """Takes it away."""
    op.drop_index("ix_cases_team", "cases")
