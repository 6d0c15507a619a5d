"""Evidence: the letters and photos that people add, and their content."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes the tables of evidence."""
    op.create_table(
        "evidence_blobs",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("scan", sa.String(10), nullable=False),
        sa.Column("scan_at", TIME, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_evidence_blobs"),
    )
    op.create_index("ix_evidence_blobs_scan", "evidence_blobs", ["scan"])
    op.create_table(
        "evidence_files",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("conversation_id", sa.String(36), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("sent_sha256", sa.String(64), nullable=False),
        sa.Column("upload_id", sa.String(64), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("format", sa.String(10), nullable=False),
        sa.Column("flags", sa.JSON, nullable=False),
        sa.Column("added_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_evidence_files"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], ondelete="CASCADE", name="fk_evidence_files_conversation_id_conversations"
        ),
        sa.ForeignKeyConstraint(["sha256"], ["evidence_blobs.sha256"], name="fk_evidence_files_sha256_evidence_blobs"),
        sa.UniqueConstraint("conversation_id", "upload_id", name="uq_evidence_files_upload_id"),
        sa.UniqueConstraint("conversation_id", "sent_sha256", name="uq_evidence_files_sent_sha256"),
    )
    op.create_index("ix_evidence_files_sha256", "evidence_files", ["sha256"])


def downgrade() -> None:
    """Takes them away. The contents stay in the store, where nobody can find them any more: delete the store as well."""
    op.drop_table("evidence_files")
    op.drop_table("evidence_blobs")
