"""Where a case is, for the person: the seed of each case's code, and the steps it has taken."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes the tables of the status. Cases from before have no code: their people ring."""
    op.create_table(
        "case_status_codes",
        sa.Column("case_id", sa.Integer, nullable=False),
        sa.Column("seed", sa.String(64), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("case_id", name="pk_case_status_codes"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], ondelete="CASCADE", name="fk_case_status_codes_case_id_cases"),
    )
    op.create_table(
        "case_steps",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("case_id", sa.Integer, nullable=False),
        sa.Column("step", sa.String(20), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_case_steps"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], ondelete="CASCADE", name="fk_case_steps_case_id_cases"),
    )
    op.create_index("ix_case_steps_case_id_at", "case_steps", ["case_id", "at"])


def downgrade() -> None:
    """Takes them away: nobody can ask for a status with a code any more."""
    for table in ("case_steps", "case_status_codes"):
        op.drop_table(table)
