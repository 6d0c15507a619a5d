"""What provisional views and the final report recommend. Nobody said it of those that were issued before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the column, empty."""
    op.add_column("case_issued", sa.Column("recommendations", sa.JSON))


def downgrade() -> None:
    """Takes it away, with what was written in it."""
    op.drop_column("case_issued", "recommendations")
