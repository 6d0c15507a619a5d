"""Plain text: read in the ways computers write it, and written anew as UTF-8."""

from __future__ import annotations

from pathlib import Path

from intake_api.evidence.checks.refused import RefusedError

_ALLOWED = frozenset("\t\n\r\f")


def rewrite(source: Path, target: Path) -> None:
    """Writes the text as UTF-8; refuses what is not text all the way through."""
    raw = source.read_bytes()
    ways = ["utf-16"] if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1252"]
    for way in ways:
        try:
            text = raw.decode(way)
        except UnicodeDecodeError:
            continue
        if any(ord(sign) < 32 and sign not in _ALLOWED for sign in text) or text.lstrip().startswith("<"):
            break
        target.write_bytes(text.encode("utf-8"))
        return
    raise RefusedError("not_taken")
