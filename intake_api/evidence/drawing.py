"""Has a file that was taken before drawn as pictures, in the closed process that looks at files (inspecting, checks.drawing)."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from intake_api.evidence.inspecting import AT_ONCE, look
from intake_api.settings import Settings

MOST_PAGES = 30
MOST_PIXELS = 4_400_000  # of one page: A3 at 150 to the inch. What is larger is drawn smaller
FORMATS = ("pdf", "jpeg", "png")
Share = tuple[float, float, float, float]
"""A part of a page, as shares of its width and height: left, top, right, bottom."""
_turns = threading.BoundedSemaphore(AT_ONCE)  # of its own: whoever sends a file does not wait for whoever copies one


class Page(NamedTuple):
    """A page as it is drawn, in pixels, and how many columns and rows of squares lie over it."""

    width: int
    height: int
    columns: int
    rows: int


def measure(settings: Settings, source: Path, format: str) -> tuple[Page, ...]:
    """The pages of a file. Raises `checks.refused.RefusedError`: many_pages, narrow, damaged, bomb, busy."""
    return _pages(_draw(settings, source, {"format": format}))


def page(
    settings: Settings, source: Path, format: str, number: int, boxes: Sequence[Share], *, is_original: bool
) -> bytes:  # fmt: skip
    """One page (from 1) as JPEG: with the boxes black, or as it is, under its squares. Raises besides: no_page."""
    what = {"format": format, "page": number, "boxes": boxes, "is_original": is_original}
    _draw(settings, source, what)
    return _target(source).read_bytes()


def whole(settings: Settings, source: Path, format: str, boxes: Mapping[int, Sequence[Share]], *, title: str) -> bytes:
    """All pages as a PDF of pictures, the boxes black. `boxes` by number of the page. The same from the same file and boxes."""
    _draw(settings, source, {"format": format, "boxes": {str(each): shares for each, shares in boxes.items()}, "title": title})
    return _target(source).read_bytes()


def _draw(settings: Settings, source: Path, what: dict[str, Any]) -> dict[str, Any]:
    limits = {"most_pages": MOST_PAGES, "most_pixels": MOST_PIXELS, "most_decoded": settings.evidence_max_pixels}
    return look(settings, source, {"target": str(_target(source)), "draw": {**what, **limits}}, turns=_turns)


def _target(source: Path) -> Path:
    return source.with_name(f"{source.name}-drawn")


def _pages(answer: dict[str, Any]) -> tuple[Page, ...]:
    return tuple(Page(*row) for row in answer["pages"])
