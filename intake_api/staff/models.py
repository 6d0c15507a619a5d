"""Tables of the staff console: users, their second factor, sessions, failed log-ins, forms kept over a log-in that ended."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from intake_api.db.base import Base, UtcDateTime


class StaffUser(Base):
    """A member of staff. `username` is kept in lower case; `password_hash` is argon2id; `role` is one of `roles.Role`.

    `oidc_key` is a digest of the provider and of its name for the person; who has one has no password here. `totp_sealed` is
    the second factor's key, encrypted; it counts from `totp_since` on. `totp_step` is the last half minute whose code was used.
    `full_name` signs letters, `direct_contact` is the number or address that people reach them at.
    """

    __tablename__ = "staff_users"
    __table_args__ = (Index("ix_staff_users_oidc_key", "oidc_key", unique=True),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    username: Mapped[str] = mapped_column(String(80), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(30))
    team: Mapped[str | None] = mapped_column(String(60))
    is_active: Mapped[bool] = mapped_column(Boolean, default=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    oidc_key: Mapped[str | None] = mapped_column(String(64))
    totp_sealed: Mapped[str | None] = mapped_column(String(300))
    totp_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    totp_step: Mapped[int | None] = mapped_column(Integer)
    full_name: Mapped[str | None] = mapped_column(String(120))
    direct_contact: Mapped[str | None] = mapped_column(String(120))

    @property
    def shown_name(self) -> str:
        """How they are called in letters: their full name; their user name while nobody gave one."""
        return self.full_name or self.username


class StaffSession(Base):
    """One log-in on one browser. Only the hash of its token is kept; revoked or expired, it opens nothing.

    `awaits` is None, or what is still to do before it opens anything: `code` (of the second factor) or `set_up` (of one).
    `way` is password or oidc; `browser` a short name, so that people know which is which.
    """

    __tablename__ = "staff_sessions"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    awaits: Mapped[str | None] = mapped_column(String(10))
    way: Mapped[str | None] = mapped_column(String(10))
    browser: Mapped[str | None] = mapped_column(String(40))

    user: Mapped[StaffUser] = relationship(lazy="joined", innerjoin=True)


class LoginFailure(Base):
    """One failed log-in: keyed digests of the name given and of the network address, and when. Removed when old."""

    __tablename__ = "login_failures"
    __table_args__ = (Index("ix_login_failures_user", "user_key", "at"), Index("ix_login_failures_address", "address_key", "at"))

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    user_key: Mapped[str] = mapped_column(String(64))
    address_key: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class RecoveryCode(Base):
    """A code for who lost their second factor. Only its keyed digest is kept; it works once, and is removed with that."""

    __tablename__ = "staff_recovery_codes"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64))


class KeptForm(Base):
    """What somebody had typed into a form when their log-in ended: encrypted, for them alone, for some hours."""

    __tablename__ = "staff_kept_forms"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("staff_users.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    sealed: Mapped[str] = mapped_column(Text)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
