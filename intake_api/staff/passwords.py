"""Passwords: argon2id, with the library's own parameters."""

from __future__ import annotations

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher()
_NOBODY = _HASHER.hash(secrets.token_urlsafe(16))  # checked when there is no such user, so that both take as long


def new_password() -> str:
    """A random password that can be typed: four groups of five, about 100 bits."""
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(alphabet) for _ in range(5)) for _ in range(4))


def hash_password(password: str) -> str:
    """The salted hash to keep."""
    return _HASHER.hash(password)


def is_password(password: str, kept: str | None) -> bool:
    """Does the password fit? Takes as long when there is nothing to compare with."""
    try:
        return _HASHER.verify(kept or _NOBODY, password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Was this hash made with weaker parameters than today's?"""
    return _HASHER.check_needs_rehash(kept)
