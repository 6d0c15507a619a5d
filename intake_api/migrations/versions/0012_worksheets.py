"""Worksheets in versions, departures from rules, signatures of supervisors, what a decision rests on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def _table(name: str, *columns: sa.Column[object] | sa.ForeignKeyConstraint) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("case_id", sa.Integer, nullable=False),
        sa.Column("made_by", sa.String(80), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=f"fk_{name}_case_id_cases", ondelete="CASCADE"),
    )
    op.create_index(f"ix_{name}_case_id", name, ["case_id"])


def upgrade() -> None:
    """Makes the three tables and the column."""
    with op.batch_alter_table("case_decisions") as table:
        table.add_column(sa.Column("basis", sa.JSON, nullable=False, server_default="{}"))
    _table(
        "case_worksheets",
        sa.Column("kind", sa.String(60), nullable=False),
        sa.Column("component_id", sa.Integer),
        sa.Column("entry", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("answers", sa.JSON, nullable=False),
        sa.Column("changed", sa.JSON, nullable=False),
        sa.Column("is_finished", sa.Boolean, nullable=False),
        sa.ForeignKeyConstraint(
            ["component_id"], ["case_components.id"], name="fk_case_worksheets_component_id_case_components", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_case_worksheets_of", "case_worksheets", ["case_id", "kind", "id"])
    _table(
        "case_departures",
        sa.Column("rule", sa.String(200), nullable=False),
        sa.Column("gate", sa.String(80), nullable=False),
        sa.Column("place", sa.String(120), nullable=False),
        sa.Column("refused", sa.Text, nullable=False),
        sa.Column("explanation", sa.Text, nullable=False),
    )
    _table(
        "case_sign_offs",
        sa.Column("task", sa.String(80), nullable=False),
        sa.Column("role", sa.String(30), nullable=False),
        sa.Column("note", sa.Text),
    )


def downgrade() -> None:
    """Takes them away, with the answers in them."""
    for table in ("case_sign_offs", "case_departures", "case_worksheets"):
        op.drop_table(table)
    with op.batch_alter_table("case_decisions") as decisions:
        decisions.drop_column("basis")
