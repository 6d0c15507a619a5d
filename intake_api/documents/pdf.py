"""A document as a PDF with tags (PDF/UA), so that screen readers can read it. Words go in as data: nothing in them is markup."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib.resources import files

import typst

from intake_api.documents import fonts
from intake_api.documents.model import Block, Document, is_right_to_left

_LAYOUT = files("intake_api.documents").joinpath("document.typ").read_bytes()


class UndrawableError(ValueError):
    """Some letters are in a script that the fonts do not have; text and Word can hold them."""


def can_be_pdf(document: Document) -> bool:
    """Do the fonts have every letter of this?"""
    return all(fonts.can_draw(text) for text in document.words())


def as_pdf(document: Document) -> bytes:
    """The file. Raises UndrawableError rather than leave boxes where somebody's name is."""
    if not can_be_pdf(document):
        raise UndrawableError
    data = {
        "title": document.title, "shows_title": document.shows_title, "language": document.language, "fonts": fonts.FAMILIES,
        "scale": 1.5 if document.is_large else 1, "is_airy": document.is_easy_read,
        "blocks": [_as_data(block) for block in document.blocks],
    }  # fmt: skip
    return bytes(
        typst.compile(_LAYOUT, sys_inputs={"document": json.dumps(data)}, font_paths=fonts.fonts(), pdf_standards=["ua-1"])
    )


def _as_data(block: Block) -> dict[str, object]:
    values = asdict(block)
    shown = values.get("text") or (values["rows"][0][1] if values.get("rows") else "")
    if "rows" in values:
        values["rows"] = [[label, value, is_right_to_left(value)] for label, value in values["rows"]]
    return {"kind": type(block).__name__, "rtl": is_right_to_left(shown), **values}
