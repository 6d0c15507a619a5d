"""Reads a letter back from the text that the person changed, as a document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from intake_api.conversations.clean import without_control
from intake_api.documents.model import Block, Bullets, Document, Heading, NewPage, Text
from intake_api.letters.drafting import Draft, in_either
from intake_api.letters.kinds import LetterKind

LONGEST = 60_000  # characters of each of the two: three times the longest story
_BULLET = re.compile(r"^\s*[-*•]\s+")
_HEADINGS = ("about", "who", "happened", "when", "answer", "effect", "wanted", "late", "reach", "help")
_TITLES = ("complaint_title", "mp_subject", "organisation_subject", "body_subject")


class TooLongError(ValueError):
    """More text than a letter can be."""


def posted_draft(form: dict[str, str]) -> Draft:
    """What the page sent back. Raises TooLongError."""
    letter, complaint = (_tidy(form.get(name, "")) for name in ("letter", "complaint"))
    if max(len(letter), len(complaint)) > LONGEST:
        raise TooLongError
    return Draft(letter, complaint)


def document_of(kind: LetterKind, draft: Draft, language: str) -> Document:
    """The letter for paper, in a language (a code such as cy); what goes with it begins a new page."""
    blocks: list[Block] = list(_blocks(draft.letter))
    if draft.complaint:
        blocks += [NewPage(), *_blocks(draft.complaint)]
    return Document(kind.title, tuple(blocks), shows_title=False, language=language)


def _blocks(text: str) -> Iterator[Block]:
    titles = {words for name in _TITLES for words in in_either(f"utter_letter_{name}")}
    headings = {words for name in _HEADINGS for words in in_either(f"utter_letter_about_{name}")} | titles
    for part in re.split(r"\n\s*\n", text):
        lines = [line for line in part.split("\n") if line.strip()]
        if len(lines) == 1 and lines[0].strip() in headings:
            title = lines[0].strip()
            yield Heading(title, 1 if title in titles else 2)
        elif lines and all(_BULLET.match(line) for line in lines):
            yield Bullets(tuple(_BULLET.sub("", line) for line in lines))
        elif lines:
            yield Text("\n".join(lines))


def _tidy(text: str) -> str:
    return without_control(text.replace("\r\n", "\n")).strip()
