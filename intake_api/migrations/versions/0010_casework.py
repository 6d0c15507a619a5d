"""The work on a case: notes, contacts, tasks, components, decisions, findings reviewed, adjustments, risks, letters, links."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
TABLES = (
    "case_notes",
    "case_contacts",
    "case_tasks",
    "case_components",
    "case_decisions",
    "finding_reviews",
    "case_adjustments",
    "case_risks",
    "case_assessments",
    "case_conflicts",
    "case_links",
    "case_returns",
    "case_match_keys",
    "case_letters",
)


def upgrade() -> None:
    """Makes the tables of the work. Cases from before are found again once their keys are made (./redress rekey)."""
    op.create_table(
        "case_notes",
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("case_id", sa.Integer, nullable=False),
        sa.Column("made_by", sa.String(80), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_case_notes"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], ondelete="CASCADE", name="fk_case_notes_case_id_cases"),
    )
    op.create_index("ix_case_notes_case_id", "case_notes", ["case_id"])
    op.create_table(
        "case_contacts",
        sa.Column("at", TIME, nullable=False),
        sa.Column("way", sa.String(10), nullable=False),
        sa.Column("direction", sa.String(10), nullable=False),
        sa.Column("party", sa.String(30), nullable=False),
        sa.Column("reached", sa.Boolean),
        sa.Column("is_decision", sa.Boolean, nullable=False),
        sa.Column("about", sa.Text),
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("case_id", sa.Integer, nullable=False),
        sa.Column("made_by", sa.String(80), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_case_contacts"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], ondelete="CASCADE", name="fk_case_contacts_case_id_cases"),
    )
    op.create_index("ix_case_contacts_case_id", "case_contacts", ["case_id"])
    op.create_table(
        "case_tasks",
        sa.Column("kind", sa.String(60), nullable=False),
        sa.Column("what", sa.String(500), nullable=False),
        sa.Column("paragraph", sa.String(20)),
        sa.Column("role", sa.String(30)),
        sa.Column("due_on", sa.Date),
        sa.Column("done_by", sa.String(80)),
        sa.Column("done_at", TIME),
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("case_id", sa.Integer, nullable=False),
        sa.Column("made_by", sa.String(80), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_case_tasks"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], ondelete="CASCADE", name="fk_case_tasks_case_id_cases"),
    )
    op.create_index("ix_case_tasks_case_id", "case_tasks", ["case_id"])
    op.create_index("ix_case_tasks_open", "case_tasks", ["role", "done_at", "due_on"])
    op.create_table(
        "case_components",
        sa.Column("issue", sa.Integer),
        sa.Column("heading", sa.String(300), nullable=False),
        sa.Column("organisation", sa.String(300)),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("is_about_handling", sa.Boolean),
        sa.Column("size", sa.String(10)),
        sa.Column("importance", sa.String(10)),
        sa.Column("decision", sa.String(30)),
        sa.Column("reason", sa.String(80)),
        sa.Column("explanation", sa.Text),
        sa.Column("material_evidence", sa.Text),
        sa.Column("decided_by", sa.String(80)),
        sa.Column("decided_at", TIME),
        sa.Column("investigation_decision", sa.String(30)),
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("case_id", sa.Integer, nullable=False),
        sa.Column("made_by", sa.String(80), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_case_components"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], ondelete="CASCADE", name="fk_case_components_case_id_cases"),
    )
    op.create_index("ix_case_components_case_id", "case_components", ["case_id"])
    op.create_table(
        "case_decisions",
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("code", sa.String(80), nullable=False),
        sa.Column("closure_code", sa.String(300), nullable=False),
        sa.Column("recommended", sa.String(300)),
        sa.Column("guidance", sa.String(120), nullable=False),
        sa.Column("why", sa.Text),
        sa.Column("despite", sa.Text),
        sa.Column("unmet", sa.JSON, nullable=False),
        sa.Column("approved_by", sa.String(80)),
        sa.Column("approved_at", TIME),
        sa.Column("approval_note", sa.Text),
        sa.Column("closed_at", TIME),
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("case_id", sa.Integer, nullable=False),
        sa.Column("made_by", sa.String(80), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_case_decisions"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], ondelete="CASCADE", name="fk_case_decisions_case_id_cases"),
    )
    op.create_index("ix_case_decisions_case_id", "case_decisions", ["case_id"])
    op.create_table(
        "finding_reviews",
        sa.Column("determination_id", sa.Integer, nullable=False),
        sa.Column("gate", sa.String(80), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("guidance", sa.String(120), nullable=False),
        sa.Column("agrees", sa.Boolean, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("case_id", sa.Integer, nullable=False),
        sa.Column("made_by", sa.String(80), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_finding_reviews"),
        sa.ForeignKeyConstraint(
            ["determination_id"],
            ["determinations.id"],
            ondelete="CASCADE",
            name="fk_finding_reviews_determination_id_determinations",
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], ondelete="CASCADE", name="fk_finding_reviews_case_id_cases"),
        sa.UniqueConstraint("determination_id", "gate", name="uq_finding_reviews_determination_id"),
    )
    op.create_index("ix_finding_reviews_case_id", "finding_reviews", ["case_id"])
    op.create_index("ix_finding_reviews_gate", "finding_reviews", ["gate", "agrees"])
    op.create_table(
        "case_adjustments",
        sa.Column("requested", sa.Text, nullable=False),
        sa.Column("requested_on", sa.Date),
        sa.Column("basis", sa.String(30)),
        sa.Column("agreed", sa.Boolean),
        sa.Column("decided_on", sa.Date),
        sa.Column("disability", sa.String(60)),
        sa.Column("refusal_reason", sa.Text),
        sa.Column("other_help", sa.Text),
        sa.Column("decided_by", sa.String(80)),
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("case_id", sa.Integer, nullable=False),
        sa.Column("made_by", sa.String(80), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_case_adjustments"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], ondelete="CASCADE", name="fk_case_adjustments_case_id_cases"),
    )
    op.create_index("ix_case_adjustments_case_id", "case_adjustments", ["case_id"])
    op.create_table(
        "case_risks",
        sa.Column("body", sa.JSON, nullable=False),
        sa.Column("closed_on", sa.Date),
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("case_id", sa.Integer, nullable=False),
        sa.Column("made_by", sa.String(80), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_case_risks"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], ondelete="CASCADE", name="fk_case_risks_case_id_cases"),
    )
    op.create_index("ix_case_risks_case_id", "case_risks", ["case_id"])
    op.create_table(
        "case_assessments",
        sa.Column("point", sa.String(30), nullable=False),
        sa.Column("form", sa.JSON, nullable=False),
        sa.Column("overall", sa.String(20), nullable=False),
        sa.Column("recorded", sa.String(60), nullable=False),
        sa.Column("agreed_by", sa.String(80)),
        sa.Column("agreed_at", TIME),
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("case_id", sa.Integer, nullable=False),
        sa.Column("made_by", sa.String(80), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_case_assessments"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], ondelete="CASCADE", name="fk_case_assessments_case_id_cases"),
    )
    op.create_index("ix_case_assessments_case_id", "case_assessments", ["case_id"])
    op.create_table(
        "case_conflicts",
        sa.Column("has_conflict", sa.Boolean, nullable=False),
        sa.Column("what", sa.Text),
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("case_id", sa.Integer, nullable=False),
        sa.Column("made_by", sa.String(80), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_case_conflicts"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], ondelete="CASCADE", name="fk_case_conflicts_case_id_cases"),
    )
    op.create_index("ix_case_conflicts_case_id", "case_conflicts", ["case_id"])
    op.create_table(
        "case_links",
        sa.Column("other_id", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("case_id", sa.Integer, nullable=False),
        sa.Column("made_by", sa.String(80), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_case_links"),
        sa.ForeignKeyConstraint(["other_id"], ["cases.id"], ondelete="CASCADE", name="fk_case_links_other_id_cases"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], ondelete="CASCADE", name="fk_case_links_case_id_cases"),
        sa.UniqueConstraint("case_id", "other_id", name="uq_case_links_case_id"),
    )
    op.create_index("ix_case_links_case_id", "case_links", ["case_id"])
    op.create_index("ix_case_links_other_id", "case_links", ["other_id"])
    op.create_table(
        "case_returns",
        sa.Column("received_on", sa.Date, nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("facts", sa.JSON, nullable=False),
        sa.Column("choice", sa.String(30)),
        sa.Column("why", sa.Text),
        sa.Column("route", sa.String(40)),
        sa.Column("reviewed_by", sa.String(80)),
        sa.Column("reviewed_at", TIME),
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("case_id", sa.Integer, nullable=False),
        sa.Column("made_by", sa.String(80), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_case_returns"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], ondelete="CASCADE", name="fk_case_returns_case_id_cases"),
    )
    op.create_index("ix_case_returns_case_id", "case_returns", ["case_id"])
    op.create_table(
        "case_match_keys",
        sa.Column("case_id", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(15), nullable=False),
        sa.Column("key", sa.String(300), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "kind", "key", name="pk_case_match_keys"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], ondelete="CASCADE", name="fk_case_match_keys_case_id_cases"),
    )
    op.create_index("ix_case_match_keys_kind_key", "case_match_keys", ["kind", "key", "case_id"])
    op.create_table(
        "case_letters",
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("party", sa.String(30), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("is_large", sa.Boolean, nullable=False),
        sa.Column("is_from_prison", sa.Boolean, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("way", sa.String(10)),
        sa.Column("send_key", sa.String(40)),
        sa.Column("sent_by", sa.String(80)),
        sa.Column("sent_at", TIME),
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("case_id", sa.Integer, nullable=False),
        sa.Column("made_by", sa.String(80), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_case_letters"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], ondelete="CASCADE", name="fk_case_letters_case_id_cases"),
        sa.UniqueConstraint("send_key", name="uq_case_letters_send_key"),
    )
    op.create_index("ix_case_letters_case_id", "case_letters", ["case_id"])


def downgrade() -> None:
    """Takes the work away, with all that was written."""
    for table in reversed(TABLES):
        op.drop_table(table)
