"""A document as a Word file, which people can change, and which reads well aloud: real headings, lists, language, title."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from intake_api.documents.model import Block, Bullets, Document, Facts, Heading, NewPage, Text, is_right_to_left

COUNTRY = "GB"


def as_word(document: Document) -> bytes:
    """The file. No name of ours or of the person's stands in its properties."""
    file = docx.Document()
    _set_up(file, document.title, f"{document.language}-{COUNTRY}", 1.5 if document.is_large else 1)
    if document.shows_title:
        file.add_heading(_clean(document.title), level=0)
    for block in document.blocks:
        _add(file, block)
    written = BytesIO()
    file.save(written)
    return written.getvalue()


def _add(file: Any, block: Block) -> None:
    match block:
        case Heading(text, level):
            _turn(file.add_heading(_clean(text), level=level), text)
        case Text(text, is_closing):
            _paragraph(file, text)
            if is_closing:
                file.paragraphs[-1].paragraph_format.space_after = Pt(42)
                file.paragraphs[-1].paragraph_format.keep_with_next = True
        case Bullets(items):
            for item in items:
                _paragraph(file, item, style="List Bullet")
        case Facts(rows):
            for label, value in rows:
                head = file.add_paragraph()
                head.add_run(_clean(label)).bold = True
                head.paragraph_format.space_after = Pt(0)
                head.paragraph_format.keep_with_next = True
                _paragraph(file, value)
        case NewPage():
            file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _paragraph(file: Any, text: str, style: str | None = None) -> None:
    """python-docx makes a line break of each newline."""
    _turn(file.add_paragraph(_clean(text), style=style), text)


def _turn(paragraph: Any, text: str) -> None:
    """Says of words that are read from the right that they are."""
    if not is_right_to_left(text):
        return
    paragraph.paragraph_format.element.get_or_add_pPr().append(OxmlElement("w:bidi"))
    for run in paragraph.runs:
        run.font.rtl = True


def _set_up(file: Any, title: str, language: str, large: float) -> None:
    file.core_properties.title, file.core_properties.author, file.core_properties.language = title[:250], "", language
    file.core_properties.comments = ""
    section = file.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Cm(2.5))
    for name in ("Normal", "Title", "Heading 1", "Heading 2"):
        font = file.styles[name].font
        font.name, font.color.rgb = "Arial", RGBColor(0, 0, 0)
        fonts = file.styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)  # a theme's font would win over the named one
        for script in ("hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), "Arial")
    file.styles["Normal"].font.size = Pt(12 * large)
    file.styles["Title"].font.size = Pt(22 * large)
    read_as = OxmlElement("w:lang")
    read_as.set(qn("w:val"), language)
    file.styles["Normal"].element.get_or_add_rPr().append(read_as)


def _clean(text: str) -> str:
    """Without what no XML may hold."""
    return "".join(letter for letter in text if letter in "\n\t" or (letter >= " " and letter not in "\ufffe\uffff"))
