"""Conversations: what was said, and the consents given."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes the tables of the talk."""
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("has_consent", sa.Boolean, nullable=False),
        sa.Column("is_opened", sa.Boolean, nullable=False),
        sa.Column("state", sa.JSON, nullable=False),
        sa.Column("asked", sa.String(60)),
        sa.Column("signals", sa.JSON, nullable=False),
        sa.Column("reference", sa.String(40)),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("lock_owner", sa.String(36)),
        sa.Column("locked_until", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_conversations"),
    )
    for column in ("updated_at", "status", "reference"):
        op.create_index(f"ix_conversations_{column}", "conversations", [column])
    _messages()
    _consents()


def _messages() -> None:
    op.create_table(
        "conversation_messages",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("conversation_id", sa.String(36), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("sender", sa.String(10), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("choice", sa.Text),
        sa.Column("buttons", sa.JSON, nullable=False),
        sa.Column("message_id", sa.String(64)),
        sa.Column("reply_to", sa.Integer),
        sa.Column("delivered", sa.Boolean, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_conversation_messages"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], ondelete="CASCADE",
            name="fk_conversation_messages_conversation_id_conversations",
        ),
        sa.UniqueConstraint("conversation_id", "seq", name="uq_conversation_messages_conversation_id"),
        sa.UniqueConstraint("conversation_id", "message_id", name="uq_conversation_messages_message_id"),
    )  # fmt: skip


def _consents() -> None:
    op.create_table(
        "conversation_consents",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("conversation_id", sa.String(36), nullable=False),
        sa.Column("purpose", sa.String(40), nullable=False),
        sa.Column("given", sa.Boolean, nullable=False),
        sa.Column("wording_version", sa.String(80), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_conversation_consents"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], ondelete="CASCADE",
            name="fk_conversation_consents_conversation_id_conversations",
        ),
    )  # fmt: skip
    op.create_index("ix_conversation_consents_conversation_id", "conversation_consents", ["conversation_id"])


def downgrade() -> None:
    """Takes them away, with what was said."""
    for table in ("conversation_consents", "conversation_messages", "conversations"):
        op.drop_table(table)
