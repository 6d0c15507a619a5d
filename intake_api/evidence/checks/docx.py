"""DOCX: a zip with the parts of a Word document, and no program among them."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path

from lxml import etree

from intake_api.evidence.checks.refused import RefusedError

MOST_PARTS = 3_000
LARGEST_XML = 60_000_000
TYPES = "[Content_Types].xml"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_PROGRAM = re.compile(r"(?i)(vba|activex|macro|\.(exe|dll|js|vbs|com|scr|bat|cmd|ps1|hta|lnk|jar)$)")
_HOLDS = re.compile(r"(?i)(/embeddings/|oleobject|package\.bin)")
_OUTSIDE = ("hyperlink", "image", "video")  # what a document may point to elsewhere: shown or clicked, never run


def check(source: Path, *, most_unpacked: int) -> list[str]:
    """What staff should know (`embedded`). Refuses what is no plain Word document, is damaged, locked, or carries a program."""
    try:
        with zipfile.ZipFile(source) as packed:
            parts = packed.infolist()
            _check_shape(source, packed, parts, most_unpacked)
            _check_parts(packed)
            if packed.testzip() is not None:
                raise RefusedError("damaged")
    except (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, NotImplementedError, OSError, EOFError, ValueError, KeyError):
        raise RefusedError("damaged") from None
    return ["embedded"] if any(_HOLDS.search(part.filename) for part in parts) else []


def _check_shape(source: Path, packed: zipfile.ZipFile, parts: list[zipfile.ZipInfo], most_unpacked: int) -> None:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > most_unpacked:
        raise RefusedError("bomb")
    names = [part.filename for part in parts]
    if TYPES not in names or len(set(names)) != len(names):
        raise RefusedError("not_taken")
    if any(part.flag_bits & 0x1 for part in parts):
        raise RefusedError("password")
    if any(name.startswith("/") or "\\" in name or ".." in name.split("/") for name in names):
        raise RefusedError("not_taken")
    if min(part.header_offset for part in parts) != 0 or packed.comment or not _ends_here(source):
        raise RefusedError("two_files")
    if any(_PROGRAM.search(name) for name in names):
        raise RefusedError("macros")


def _ends_here(source: Path) -> bool:
    with source.open("rb") as file:
        file.seek(-22, 2)
        return file.read(4) == b"PK\x05\x06"


def _check_parts(packed: zipfile.ZipFile) -> None:
    kinds = {row.get("PartName"): row.get("ContentType") for row in _xml(packed, TYPES)}
    if any("macroEnabled" in (kind or "") or "vbaProject" in (kind or "") for kind in kinds.values()):
        raise RefusedError("macros")
    if MAIN not in kinds.values():
        raise RefusedError("not_taken")
    main = next(str(name).lstrip("/") for name, kind in kinds.items() if kind == MAIN)
    if etree.QName(_xml(packed, main)).localname != "document":
        raise RefusedError("not_taken")
    for name in packed.namelist():
        if name.endswith(".rels"):
            for link in _xml(packed, name):
                kind = (link.get("Type") or "").rpartition("/")[2].lower()
                if (link.get("TargetMode") or "").lower() == "external" and kind not in _OUTSIDE:
                    raise RefusedError("macros")  # a template or object fetched from elsewhere when it is opened


def _xml(packed: zipfile.ZipFile, name: str) -> etree._Element:
    if packed.getinfo(name).file_size > LARGEST_XML:
        raise RefusedError("bomb")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(packed.read(name), parser)
    if root.getroottree().docinfo.doctype:
        raise RefusedError("damaged")
    return root
