"""People and organisations that staff add or mend, what was issued of an investigation, reasons, and what a signature covers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables, and the columns beside what was there."""
    _of_case(
        "case_parties",
        sa.Column("place", sa.String(60), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("name", sa.String(200)),
        sa.Column("type", sa.String(30)),
        sa.Column("organisation", sa.String(300)),
        sa.Column("phone", sa.String(20)),
        sa.Column("email", sa.String(254)),
        sa.Column("address", sa.String(500)),
        sa.Column("off_because", sa.Text),
    )
    _of_case(
        "case_issued",
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("issued_on", sa.Date, nullable=False),
        sa.Column("sent_to", sa.JSON, nullable=False),
        sa.Column("named_persons", sa.JSON, nullable=False),
        sa.Column("comments_by", sa.Date),
        sa.Column("not_shared_because", sa.Text),
        sa.Column("note", sa.Text),
        sa.Column("signed_off_by", sa.String(200)),
        sa.Column("signed_off_on", sa.Date),
    )
    _of_case(
        "case_reasons",
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )
    op.add_column("idempotency_keys", sa.Column("made", sa.String(40)))
    op.add_column("case_sign_offs", sa.Column("covers", sa.String(64)))


def downgrade() -> None:
    """Takes them away, with what was written in them."""
    op.drop_column("case_sign_offs", "covers")
    op.drop_column("idempotency_keys", "made")
    for table in ("case_reasons", "case_issued", "case_parties"):
        op.drop_table(table)


def _of_case(table: str, *columns: sa.Column[object]) -> None:
    """A table of the work on a case."""
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
