"""Seals small secrets for the database (Fernet: AES and HMAC, with the time) by a key made from the secret key."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken

from intake_api.security import sign
from intake_api.settings import Settings


def seal(settings: Settings, purpose: str, text: str) -> str:
    """The text, readable for this purpose alone and only with the same REDRESS_SECRET_KEY."""
    return _box(settings, purpose).encrypt(text.encode()).decode()


def unseal(settings: Settings, purpose: str, sealed: str, *, ttl: int | None = None) -> str | None:
    """The text again; None when the secret key is another one, it was tampered with, or it is older than `ttl` seconds."""
    try:
        return _box(settings, purpose).decrypt(sealed.encode(), ttl=ttl).decode()
    except InvalidToken:
        return None


def _box(settings: Settings, purpose: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(bytes.fromhex(sign(settings, "seal", purpose))))
