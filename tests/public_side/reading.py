"""Reads a page as a screen reader would for its language: every text with the language it is marked as."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"meta", "link", "input", "br", "img", "hr"}
_SPOKEN = ("aria-label", "data-i18n.activated", "data-i18n.timed-out", "data-i18n.press-two-more-times", "placeholder")


@dataclass
class Texts(HTMLParser):
    """`found` holds (language, text) in order, names of regions and what components say later among them."""

    found: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag begins: its language is its own, else that of what it stands in."""
        given = {name: value or "" for name, value in attrs}
        language = given.get("lang") or (self._open[-1][1] if self._open else "")
        self.found += [(language, given[name]) for name in _SPOKEN if given.get(name, "").strip()]
        if tag not in _VOID:
            self._open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        """A tag ends; what was left open inside it ends too."""
        while self._open:
            if self._open.pop()[0] == tag:
                return

    def handle_data(self, data: str) -> None:
        """A text; in a box each line by itself, for a letter has the person's own words between ours."""
        tag, language = self._open[-1] if self._open else ("style", "")
        if tag not in ("script", "style"):
            parts = data.split("\n") if tag == "textarea" else [data]
            self.found += [(language, words) for part in parts if (words := " ".join(part.split()))]


def texts(page: str) -> list[tuple[str, str]]:
    """Every text of a page: (language, words)."""
    reader = Texts()
    reader.feed(page)
    return reader.found
