"""A text that somebody wrote in a box, as the blocks of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from intake_api.documents.model import Block, Bullets, Heading, NewPage, Text

_BULLET = re.compile(r"^\s*[-*•]\s+")
PAGE = "* * *"
CLOSING = "Yours sincerely,"
HEADING = "# "


def blocks_of(text: str) -> tuple[Block, ...]:
    """Paragraphs by blank lines, lists by their dashes, headings by '# '; a line of three stars begins a new page."""
    return tuple(_blocks(text))


def _blocks(text: str) -> Iterator[Block]:
    for part in re.split(r"\n\s*\n", text):
        lines = [line for line in part.split("\n") if line.strip()]
        if not lines:
            continue
        if [line.strip() for line in lines] == [PAGE]:
            yield NewPage()
        elif len(lines) == 1 and lines[0].startswith(HEADING):
            yield Heading(lines[0].removeprefix(HEADING).strip())
        elif all(_BULLET.match(line) for line in lines):
            yield Bullets(tuple(_BULLET.sub("", line) for line in lines))
        else:
            yield Text("\n".join(lines), is_closing=lines == [CLOSING])
