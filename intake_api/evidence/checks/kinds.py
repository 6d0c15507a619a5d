"""What a file is by its first bytes. Strict on purpose: what may be two things at once is neither."""

from __future__ import annotations

import puremagic

HEAD = 8192
_HEIF = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1"})
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NOT_PLAIN = frozenset({".svg", ".html", ".htm", ".xhtml", ".xml", ".rtf", ".ps", ".eps", ".php", ".sh", ".bat", ".pl", ".hta"})

_NOT_WORDS = (b"#!", b"<?", b"<!", b"<html", b"<svg", b"<script", b"<head", b"<body", b"{\\rtf", b"%!ps", b"@echo")


def kind_of(head: bytes) -> str:
    """pdf, jpeg, png, heic, zip, ole (old Office, or Office with a password), text, or other."""
    for kind, start in (("pdf", b"%PDF-"), ("jpeg", b"\xff\xd8\xff"), ("png", b"\x89PNG\r\n\x1a\n"), ("zip", b"PK\x03\x04")):
        if head.startswith(start):
            return kind
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF:
        return "heic"
    if head.startswith(_OLD_OFFICE):
        return "ole"
    return "text" if _may_be_text(head) else "other"


def _may_be_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if any(byte < 32 and byte not in b"\t\n\r\f" for byte in head):
        return False
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(
        (b"#!", b"<?", b"<!", b"<html", b"<svg", b"<script", b"<head", b"<body", b"{\\rtf", b"%!ps", b"mz", b"@echo")
    ):
        return (
            start.startswith(b"mz") and b" " in start[:20]
        )  # a sentence may begin with these letters, a program does not go on so
    found = puremagic.magic_string(head) if head else []
    return not any(match.extension in _NOT_PLAIN and match.confidence >= 0.4 for match in found)
