"""Save and come back later: codes, messages that still have to leave, counters."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes the tables of saving."""
    op.create_table(
        "resume_codes",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("conversation_id", sa.String(36), nullable=False),
        sa.Column("contact_key", sa.String(64), nullable=False),
        sa.Column("seed", sa.String(64), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("used_at", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_resume_codes"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], ondelete="CASCADE", name="fk_resume_codes_conversation_id_conversations"
        ),
    )
    for column in ("conversation_id", "contact_key", "expires_at"):
        op.create_index(f"ix_resume_codes_{column}", "resume_codes", [column])
    _messages()
    op.create_table(
        "resume_limits",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("counted", sa.Integer, nullable=False),
        sa.Column("until", TIME, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_resume_limits"),
    )
    op.create_index("ix_resume_limits_until", "resume_limits", ["until"])


def _messages() -> None:
    op.create_table(
        "resume_messages",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("code_id", sa.Integer),
        sa.Column("contact_key", sa.String(64), nullable=False),
        sa.Column("contact", sa.String(320), nullable=False),
        sa.Column("method", sa.String(10), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_at", TIME, nullable=False),
        sa.Column("lease", sa.String(40)),
        sa.Column("leased_until", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_resume_messages"),
        sa.ForeignKeyConstraint(
            ["code_id"], ["resume_codes.id"], ondelete="CASCADE", name="fk_resume_messages_code_id_resume_codes"
        ),
    )
    for column in ("code_id", "next_at"):
        op.create_index(f"ix_resume_messages_{column}", "resume_messages", [column])


def downgrade() -> None:
    """Takes them away: who saved cannot come back with a code; the talks stay."""
    for table in ("resume_messages", "resume_limits", "resume_codes"):
        op.drop_table(table)
