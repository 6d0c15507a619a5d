"""The words of a file, without anything else of it."""

from __future__ import annotations

import zipfile
from pathlib import Path

from lxml import etree

from intake_api.evidence.checks.refused import RefusedError

LONGEST = 200_000  # characters: some 70 pages
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read(source: Path, format: str) -> str:
    """The text of a text, Word or PDF file that was taken before. Raises RefusedError when it cannot be read, or is too long."""
    readers = {"txt": _text, "docx": _word, "pdf": _pdf}
    if format not in readers:
        raise RefusedError("not_taken")
    try:
        found = readers[format](source)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, UnicodeDecodeError, OSError, ValueError, KeyError):
        raise RefusedError("damaged") from None
    if len(found) > LONGEST:
        raise RefusedError("bomb")
    return found


def _text(source: Path) -> str:
    return source.read_text(encoding="utf-8")


def _word(source: Path) -> str:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    with zipfile.ZipFile(source) as packed:
        root = etree.fromstring(packed.read("word/document.xml"), parser)
    rows = ("".join(_shown(each) for each in paragraph.iter()) for paragraph in root.iter(f"{_W}p"))
    return "\n".join(rows)


def _shown(element: etree._Element) -> str:
    return {f"{_W}t": element.text or "", f"{_W}tab": "\t", f"{_W}br": "\n"}.get(str(element.tag), "")


def _pdf(source: Path) -> str:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        return "\n\n".join(page.extract_text() for page in PdfReader(source).pages)
    except (PyPdfError, RecursionError, TypeError, AttributeError):
        raise RefusedError("damaged") from None
