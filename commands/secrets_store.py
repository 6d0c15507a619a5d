"""The secrets of this installation, made once and kept in var/secrets where only their owner can read them."""

from __future__ import annotations

import os
from dataclasses import fields
from pathlib import Path

from commands.paths import VAR
from commands.services import Secrets


def kept_secrets(folder: Path = VAR / "secrets") -> Secrets:
    """The kept secrets; a missing one is made now. Files are 0600 in a folder that is 0700."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = Secrets()
    found = {}
    for field in fields(Secrets):
        path = folder / field.name
        if path.exists() and not path.read_text(encoding="utf-8").strip():
            path.unlink()  # what was broken off while it was written is no secret
        if not path.exists():
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
                out.write(getattr(fresh, field.name))
        found[field.name] = path.read_text(encoding="utf-8").strip()
    return Secrets(**found)
