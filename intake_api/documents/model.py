"""A document as plain values, in the order in which it is read."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the document; its title stands above all of them."""

    text: str
    level: Literal[1, 2] = 1


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. Line breaks inside it are kept. `is_closing`: the last words of a letter, with room below to sign."""

    text: str
    is_closing: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and what was said, one under the other: (label, value)."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a new page."""


Block = Heading | Text | Bullets | Facts | NewPage


@dataclass(frozen=True, slots=True)
class Document:
    """`title` is what programs call it, and stands at its head unless it is a letter (`shows_title` is False).

    `language` is the code of the language of our own words in it: en, cy.
    `is_large`: in large print, 18 points. `is_easy_read`: with room around each line, so that one idea stands by itself.
    """

    title: str
    blocks: tuple[Block, ...]
    shows_title: bool = True
    language: str = "en"
    is_large: bool = False
    is_easy_read: bool = False

    def words(self) -> Iterator[str]:
        """Every piece of text in it."""
        yield self.title
        for block in self.blocks:
            match block:
                case Heading(text=text) | Text(text=text):
                    yield text
                case Bullets(items):
                    yield from items
                case Facts(rows):
                    for label, value in rows:
                        yield label
                        yield value


def is_right_to_left(text: str) -> bool:
    """Is this read from the right? The first letter of each line says so of it, and most of the lines of the whole.

    >>> is_right_to_left("محمد"), is_right_to_left("محمد\\n7 Sample Street\\nCrewe")
    (True, False)
    """
    lines = [first for line in text.split("\n") if (first := _first_direction(line))]
    return sum(first != "L" for first in lines) * 2 > len(lines)


def _first_direction(line: str) -> str:
    found = (unicodedata.bidirectional(letter) for letter in line)
    return next((direction for direction in found if direction in ("L", "R", "AL")), "")
