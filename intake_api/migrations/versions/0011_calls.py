"""Calls with their notes and outcomes, checks of identity, attempts to reach somebody, call-backs promised."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _to(table: str, column: str, target: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}_{target}", ondelete=ondelete)


def upgrade() -> None:
    """Makes the four tables."""
    op.create_table(
        "calls",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("conversation_id", sa.String(36), nullable=False),
        sa.Column("case_id", sa.Integer),
        sa.Column("staff_id", sa.Integer, nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        _moment("started_at"),
        _moment("ended_at", nullable=True),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("note_version", sa.Integer, nullable=False),
        sa.Column("note_read", sa.String(64)),
        sa.Column("ended_by", sa.String(20)),
        sa.Column("decision_given", sa.Boolean),
        sa.Column("written_wanted", sa.Boolean),
        sa.Column("form_completed", sa.Boolean),
        sa.Column("joint_consent", sa.String(20)),
        sa.Column("wishes", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_calls"),
        _to("calls", "conversation_id", "conversations", "CASCADE"),
        _to("calls", "case_id", "cases", "SET NULL"),
        _to("calls", "staff_id", "staff_users"),
    )
    for column in ("conversation_id", "case_id", "staff_id"):
        op.create_index(f"ix_calls_{column}", "calls", [column])
    op.create_table(
        "identity_checks",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("call_id", sa.String(36), nullable=False),
        sa.Column("case_id", sa.Integer, nullable=False),
        sa.Column("staff_id", sa.Integer, nullable=False),
        _moment("at"),
        sa.Column("asked", sa.JSON, nullable=False),
        sa.Column("doubts", sa.Boolean, nullable=False),
        sa.Column("not_asked_because", sa.Text),
        sa.Column("third_party", sa.String(20)),
        sa.Column("authority_given", sa.Boolean),
        sa.Column("is_known", sa.Boolean, nullable=False),
        sa.Column("may_be_told", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_identity_checks"),
        _to("identity_checks", "call_id", "calls", "CASCADE"),
        _to("identity_checks", "case_id", "cases", "CASCADE"),
        _to("identity_checks", "staff_id", "staff_users"),
    )
    for column in ("call_id", "case_id"):
        op.create_index(f"ix_identity_checks_{column}", "identity_checks", [column])
    op.create_table(
        "contact_attempts",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("case_id", sa.Integer, nullable=False),
        sa.Column("staff_id", sa.Integer, nullable=False),
        _moment("at"),
        sa.Column("way", sa.String(10), nullable=False),
        sa.Column("reached", sa.Boolean),
        sa.PrimaryKeyConstraint("id", name="pk_contact_attempts"),
        _to("contact_attempts", "case_id", "cases", "CASCADE"),
        _to("contact_attempts", "staff_id", "staff_users"),
    )
    op.create_index("ix_contact_attempts_case_id", "contact_attempts", ["case_id"])
    op.create_table(
        "call_backs",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("call_id", sa.String(36), nullable=False),
        sa.Column("staff_id", sa.Integer, nullable=False),
        _moment("asked_at"),
        _moment("due_at"),
        _moment("made_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_call_backs"),
        sa.UniqueConstraint("call_id", name="uq_call_backs_call_id"),
        _to("call_backs", "call_id", "calls", "CASCADE"),
        _to("call_backs", "staff_id", "staff_users"),
    )
    op.create_index("ix_call_backs_due_at", "call_backs", ["due_at"])


def downgrade() -> None:
    """Takes them away, with the notes and promises in them."""
    for table in ("call_backs", "contact_attempts", "identity_checks", "calls"):
        op.drop_table(table)
