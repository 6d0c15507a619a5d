"""The audit trail as a chain; second factors, the organisation's own log-in, forms kept over a log-in that ended."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from intake_api.audit.chain import GENESIS, digest
from intake_api.db.triggers import allow_again, refuse

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
BATCH = 2000
USERS = (
    ("oidc_key", sa.String(64)), ("totp_sealed", sa.String(300)), ("totp_since", TIME), ("totp_step", sa.Integer),
)  # fmt: skip
SESSIONS = (("awaits", sa.String(10)), ("way", sa.String(10)), ("browser", sa.String(40)))


def upgrade() -> None:
    """Chains the entries that are there, in the order they were written, then closes the trail again.

    `staff_users` and `staff_sessions` are not copied: on SQLite a copy would take what hangs on them away.
    """
    _chain()
    for name, kind in USERS:
        op.add_column("staff_users", sa.Column(name, kind))
    op.create_index("ix_staff_users_oidc_key", "staff_users", ["oidc_key"], unique=True)
    for name, kind in SESSIONS:
        op.add_column("staff_sessions", sa.Column(name, kind))
    op.create_table(
        "staff_recovery_codes",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("user_id", sa.Integer, sa.ForeignKey("staff_users.id", ondelete="CASCADE"), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
    )
    op.create_index("ix_staff_recovery_codes_user_id", "staff_recovery_codes", ["user_id"])
    op.create_table(
        "staff_kept_forms",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("user_id", sa.Integer, sa.ForeignKey("staff_users.id", ondelete="CASCADE"), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("sealed", sa.Text, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
    )
    op.create_index("ix_staff_kept_forms_user_id", "staff_kept_forms", ["user_id"])
    op.create_index("ix_staff_kept_forms_expires_at", "staff_kept_forms", ["expires_at"])


def downgrade() -> None:
    """Takes all of it away; the entries themselves stay."""
    op.drop_table("staff_kept_forms")
    op.drop_table("staff_recovery_codes")
    for name, _ in SESSIONS:
        op.drop_column("staff_sessions", name)
    op.drop_index("ix_staff_users_oidc_key", "staff_users")
    for name, _ in USERS:
        op.drop_column("staff_users", name)
    allow_again("audit_head", "DELETE")
    op.drop_table("audit_head")
    _open()
    op.drop_index("ix_audit_events_actor", "audit_events")
    op.drop_index("ix_audit_events_at", "audit_events")
    with op.batch_alter_table("audit_events") as events:
        events.drop_constraint("uq_audit_events_position", type_="unique")
        events.drop_column("position")
        events.drop_column("digest")
    _close()


def _chain() -> None:
    _open()
    op.add_column("audit_events", sa.Column("position", sa.Integer))
    op.add_column("audit_events", sa.Column("digest", sa.String(64)))
    head = _fill()
    with op.batch_alter_table("audit_events") as events:
        events.alter_column("position", nullable=False, existing_type=sa.Integer)
        events.alter_column("digest", nullable=False, existing_type=sa.String(64))
        events.create_unique_constraint("uq_audit_events_position", ["position"])
    op.create_index("ix_audit_events_actor", "audit_events", ["actor", "id"])
    op.create_index("ix_audit_events_at", "audit_events", ["at"])
    _close()
    table = op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
    )
    op.bulk_insert(table, [{"id": 1, "position": head[0], "digest": head[1]}])
    refuse("audit_head", "DELETE")


def _fill() -> tuple[int, str]:
    connection, position, last, after = op.get_bind(), 0, GENESIS, 0
    read = sa.text(
        "SELECT id, at, actor, action, subject, request_id, details FROM audit_events WHERE id > :after ORDER BY id LIMIT :limit"
    )
    write = sa.text("UPDATE audit_events SET position = :position, digest = :digest WHERE id = :id")
    while rows := connection.execute(read, {"after": after, "limit": BATCH}).mappings().all():
        changes = []
        for row in rows:
            position += 1
            last = digest(last, position, {**row, "at": _moment(row["at"]), "details": _read(row["details"])})
            changes.append({"id": row["id"], "position": position, "digest": last})
        connection.execute(write, changes)
        after = rows[-1]["id"]
    return position, last


def _moment(value: datetime | str) -> datetime:
    """SQLite gives a time as text, without its zone."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def _read(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _open() -> None:
    for change in ("TRUNCATE", "DELETE", "UPDATE"):
        allow_again("audit_events", change)


def _close() -> None:
    for change in ("UPDATE", "DELETE", "TRUNCATE"):
        refuse("audit_events", change)
