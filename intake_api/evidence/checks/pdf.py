"""PDFs: opened whole by qpdf. What could act on the reader's computer is found: scripts are told to staff, the rest refused."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pikepdf

from intake_api.evidence.checks.refused import RefusedError

MOST_PAGES = 2_000
MOST_OBJECTS = 400_000
DEEPEST = 60
TAIL = 2048
_ACTS = frozenset({"/Launch", "/ImportData", "/GoToE"})
_HOLDS = frozenset({"/EmbeddedFile", "/RichMedia", "/FileAttachment", "/Movie", "/Sound", "/Screen", "/3D"})


def check(source: Path) -> list[str]:
    """What staff should know (`scripts`). Refuses what is damaged, locked, two files in one, or carries other files."""
    _check_ends(source)
    flags: set[str] = set()
    try:
        with pikepdf.open(source, suppress_warnings=True) as pdf:
            if not 1 <= len(pdf.pages) <= MOST_PAGES or len(pdf.objects) > MOST_OBJECTS:
                raise RefusedError("damaged" if len(pdf.pages) == 0 else "bomb")
            for one in pdf.objects:
                _look(one, flags, 0)
            _look(pdf.trailer, flags, 0)
    except pikepdf.PasswordError:
        raise RefusedError("password") from None
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError, RecursionError):
        raise RefusedError("damaged") from None
    return sorted(flags)


def _check_ends(source: Path) -> None:
    with source.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - TAIL))
        tail = file.read()
    if b"%%EOF" not in tail:
        raise RefusedError("damaged")  # the end is missing, or something else was hung on behind it
    if zipfile.is_zipfile(source):
        raise RefusedError("two_files")


def _look(one: Any, flags: set[str], depth: int) -> None:
    """One object and what stands directly in it; what it only points to is an object of its own."""
    if depth > DEEPEST:
        raise RefusedError("bomb")
    if isinstance(one, pikepdf.Array):
        children = list(one)
    elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        names = {str(one.get(key)) for key in ("/S", "/Type", "/Subtype") if isinstance(one.get(key), pikepdf.Name)}
        if names & _ACTS or names & _HOLDS or "/EF" in one or "/EmbeddedFiles" in one:
            raise RefusedError("holds_files")
        if "/JS" in one or "/JavaScript" in one or "/JavaScript" in names or "/XFA" in one:
            flags.add("scripts")
        children = [child for key in one.keys() if (child := one.get(key)) is not None]  # noqa: SIM118 - not a dict
    else:
        return
    for child in children:
        if isinstance(child, pikepdf.Array | pikepdf.Dictionary) and not child.is_indirect:
            _look(child, flags, depth + 1)
