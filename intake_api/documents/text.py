"""A document as plain text, for an email, a screen reader or an old computer."""

from __future__ import annotations

from collections.abc import Iterator

from intake_api.documents.model import Block, Bullets, Document, Facts, Heading, NewPage, Text


def as_text(document: Document) -> bytes:
    """UTF-8 with the line ends that every system opens; the mark at its head tells old Windows what it is."""
    blocks = [*([Heading(document.title)] if document.shows_title else []), *document.blocks]
    whole = "\n\n".join(part for block in blocks for part in _written(block)) + "\n"
    return whole.replace("\r\n", "\n").replace("\n", "\r\n").encode("utf-8-sig")


def _written(block: Block) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield f"{text}\n{('=' if level == 1 else '-') * min(len(text), 70)}"
        case Text(text):
            yield text
        case Bullets(items):
            yield "\n".join(f"- {item}" for item in items)
        case Facts(rows):
            yield from (f"{label}:\n{value}" if "\n" in value else f"{label}: {value}" for label, value in rows)
        case NewPage():
            yield "* * *"
