"""What leaves the house: redacted copies, forms of letters and their answers, how people are called, notes that may be shared."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def _new() -> dict[str, tuple[sa.Column[object], ...]]:
    return {
        "staff_users": (sa.Column("full_name", sa.String(120)), sa.Column("direct_contact", sa.String(120))),
        "contacts": (
            sa.Column("title", sa.String(30)), sa.Column("surname", sa.String(100)), sa.Column("address_as", sa.String(100)),
        ),
        "case_notes": (sa.Column("may_be_shared", sa.Boolean), sa.Column("reviewed_by", sa.String(80))),
        "case_letters": (
            sa.Column("is_easy_read", sa.Boolean, nullable=False, server_default=sa.false()),
            sa.Column("fixed", sa.JSON, nullable=False, server_default="[]"),
            sa.Column("to_name", sa.String(200)), sa.Column("to_email", sa.String(254)),
            sa.Column("not_plain_because", sa.Text),
            sa.Column("answer", sa.String(30)),
            sa.Column("answered_at", sa.DateTime(timezone=True)), sa.Column("answered_by", sa.String(80)),
        ),
    }  # fmt: skip


def upgrade() -> None:
    """Makes the table of copies, and the columns beside what was there."""
    for table, columns in _new().items():
        for column in columns:
            op.add_column(table, column)
    op.create_table(
        "case_copies",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("case_id", sa.Integer, nullable=False),
        sa.Column("made_by", sa.String(80), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.String(60), nullable=False),
        sa.Column("recipient", sa.String(30), nullable=False),
        sa.Column("recipient_name", sa.String(200)),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("marks", sa.JSON, nullable=False),
        sa.Column("text", sa.Text),
        sa.Column("copied_by", sa.String(80)),
        sa.Column("copied_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_case_copies"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_copies_case_id_cases", ondelete="CASCADE"),
    )
    op.create_index("ix_case_copies_case_id", "case_copies", ["case_id"])


def downgrade() -> None:
    """Takes them away, with the copies that were made."""
    op.drop_table("case_copies")
    for table, columns in _new().items():
        for column in columns:
            op.drop_column(table, column.name)
