"""An index of the cases of a team by their rating: among its closed cases those rated high are few and far apart."""

from __future__ import annotations

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes it."""
    op.create_index("ix_cases_team_risk", "cases", ["team", "risk", "queue_key", "id"])


def downgrade() -> None:
    """Takes it away."""
    op.drop_index("ix_cases_team_risk", "cases")
