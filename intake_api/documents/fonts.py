"""The fonts of a PDF, from a package, so that it looks alike on every machine: and which letters they have."""

from __future__ import annotations

import atexit
import shutil
import tempfile
import unicodedata
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pymupdf_fonts
import typst
from fontTools.ttLib import TTFont

FAMILIES = ("FiraGO", "Noto Sans")  # in this order; free, under the SIL Open Font License
_NAMES = ("figo", "figbo", "notos", "notosbo")
_REGULAR = ("figo", "notos")


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """Unpacked once a process. The machine's own fonts are left out, so that nothing depends on them."""
    folder = Path(tempfile.mkdtemp(prefix="redress-fonts-"))  # read again and again as letters are needed
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name in _NAMES:
        (folder / f"{name}.ttf").write_bytes(pymupdf_fonts.myfont(name))
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])


@lru_cache(maxsize=1)
def letters() -> frozenset[int]:
    """Every character that the fonts can draw."""
    return frozenset().union(*(TTFont(BytesIO(pymupdf_fonts.myfont(name)), lazy=True).getBestCmap() for name in _REGULAR))


def can_draw(text: str) -> bool:
    """Can a PDF show every letter of this? Marks that are not drawn (joiners, directions, variants) do not count."""
    return all(
        ord(letter) in letters()
        or letter.isspace()
        or unicodedata.category(letter) in ("Cf", "Cc")
        or 0xFE00 <= ord(letter) <= 0xFE0F
        for letter in unicodedata.normalize("NFC", text)
    )
