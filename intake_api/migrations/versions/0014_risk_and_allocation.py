"""Versions of risks, reviews of plans, the central allocation queue, reviews of a category, what a call has looked at."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0012"
branch_labels = None
depends_on = None


def _of_case(table: str, *columns: sa.schema.SchemaItem) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("case_id", sa.Integer, nullable=False),
        sa.Column("made_by", sa.String(80), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=f"fk_{table}_case_id_cases", ondelete="CASCADE"),
    )
    op.create_index(f"ix_{table}_case_id", table, ["case_id"])


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True))


def upgrade() -> None:
    """Makes the tables and columns."""
    op.add_column("calls", sa.Column("seen_before", sa.JSON, nullable=False, server_default="[]"))
    op.add_column("case_notes", sa.Column("kind", sa.String(20), nullable=False, server_default="other"))
    op.add_column("case_tasks", sa.Column("about", sa.String(60)))
    op.add_column("case_assessments", sa.Column("reviewed_by", sa.String(80)))
    op.add_column("case_assessments", _moment("reviewed_at"))
    op.add_column("case_assessments", sa.Column("review_note", sa.Text))
    _of_case(
        "case_risk_versions",
        sa.Column("risk_id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["risk_id"], ["case_risks.id"], name="fk_case_risk_versions_risk_id_case_risks", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_case_risk_versions_risk_id", "case_risk_versions", ["risk_id"])
    _of_case(
        "case_allocations",
        sa.Column("category", sa.String(30), nullable=False),
        sa.Column("passed", sa.JSON, nullable=False),
        sa.Column("answers", sa.JSON, nullable=False),
        sa.Column("confirmed_by", sa.String(80)),
        sa.Column("confirmed_on", sa.Date),
        _moment("left_at"),
        sa.Column("given_to", sa.String(80)),
    )
    op.create_index("ix_case_allocations_waiting", "case_allocations", ["left_at", "category", "made_at"])
    _of_case(
        "case_queries",
        sa.Column("of", sa.String(30), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("answer", sa.Text),
        sa.Column("legal_advice_needed", sa.Boolean),
        sa.Column("answered_by", sa.String(80)),
        _moment("answered_at"),
    )
    _of_case(
        "case_category_reviews",
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("wanted", sa.String(30)),
        sa.Column("why", sa.Text),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("circumstances", sa.Text),
        sa.Column("closeness", sa.Text),
        sa.Column("decided_by", sa.String(80)),
        _moment("decided_at"),
    )


def downgrade() -> None:
    """Takes them away again."""
    for table in ("case_category_reviews", "case_queries", "case_allocations", "case_risk_versions"):
        op.drop_table(table)
    for table, columns in (
        ("case_assessments", ("review_note", "reviewed_at", "reviewed_by")), ("case_tasks", ("about",)),
        ("case_notes", ("kind",)), ("calls", ("seen_before",)),
    ):  # fmt: skip
        for column in columns:
            op.drop_column(table, column)
