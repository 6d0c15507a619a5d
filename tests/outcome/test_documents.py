"""Text, Word and PDF of one description: every word, nothing as markup, every script, ready for a screen reader."""

from __future__ import annotations

from io import BytesIO

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from intake_api.documents.model import Bullets, Document, Facts, Heading, NewPage, Text, is_right_to_left
from intake_api.documents.pdf import UndrawableError, as_pdf, can_be_pdf
from intake_api.documents.text import as_text
from intake_api.documents.word import as_word
from tests.outcome.conftest import anything, lines_of, text_of

MARKUP = r"#emph[x] *bold* _it_ $x^2$ \ @ref <b>b</b> & {{ 7*7 }} [gap] = not a heading"
WHOLE = Document(
    "A title",
    (Heading("First"), Text("One line\nand another"), Bullets(("a", "b")), Facts((("Label", "Value"),)), NewPage(), Text("End")),
)


def in_typst_order(pdf: bytes) -> str:
    """The text of a PDF as its letters stand in it."""
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def test_every_word_is_in_every_form():
    for text in (as_text(WHOLE).decode("utf-8-sig"), "\n".join(lines_of(as_word(WHOLE))), text_of(as_pdf(WHOLE))):
        for word in ("A title", "First", "One line", "and another", "Label", "Value", "End"):
            assert word in anything(text)


@pytest.mark.parametrize("place", [Heading(MARKUP), Text(MARKUP), Bullets((MARKUP,)), Facts(((MARKUP, MARKUP),))])
def test_what_a_person_writes_is_never_markup(place):
    document = Document(MARKUP, (place,))
    assert in_typst_order(as_pdf(document)).replace("\r", "").replace("\n", " ").count("#emph[x] *bold* _it_ $x^2$") >= 2
    assert MARKUP in lines_of(as_word(document))
    assert MARKUP in as_text(document).decode("utf-8-sig")


def test_a_pdf_is_tagged_named_and_says_its_language():
    reader = PdfReader(BytesIO(as_pdf(WHOLE)))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert reader.metadata.title == "A title"
    assert len(reader.pages) == 2


def test_a_word_file_has_real_headings_lists_and_language():
    file = docx.Document(BytesIO(as_word(WHOLE)))
    styles = {paragraph.text: paragraph.style.name for paragraph in file.paragraphs}
    assert (styles["A title"], styles["First"], styles["a"]) == ("Title", "Heading 1", "List Bullet")
    assert file.core_properties.title == "A title"
    assert file.core_properties.author == ""
    assert file.styles["Normal"].element.rPr.find(qn("w:lang")).get(qn("w:val")) == "en-GB"


@pytest.mark.parametrize(
    "words", ["Łukasz Wójcik", "Siân Ŵyn", "Ольга Петрова", "Γιώργος", "محمد بن علي", "דוד בן־גוריון", "अनिल शर्मा", "สมชาย ใจดี"]
)
def test_a_name_in_another_script_is_drawn(words):
    assert can_be_pdf(Document("x", (Text(words),)))
    assert as_pdf(Document("x", (Text(words),))).startswith(b"%PDF")


@pytest.mark.parametrize("words", ["陳大文", "রহিম", "ਸਿੰਘ", "🙂"])
def test_what_the_fonts_do_not_have_is_refused_and_not_drawn_as_boxes(words):
    document = Document("x", (Facts((("Name", words),)),))
    assert not can_be_pdf(document)
    with pytest.raises(UndrawableError):
        as_pdf(document)
    assert words in lines_of(as_word(document))


def test_words_read_from_the_right_are_marked_so_in_word():
    file = docx.Document(BytesIO(as_word(Document("x", (Text("محمد بن علي"), Text("Joan"))))))
    marked = {
        paragraph.text: paragraph._p.pPr is not None and paragraph._p.pPr.find(qn("w:bidi")) is not None
        for paragraph in file.paragraphs
    }
    assert marked["محمد بن علي"]
    assert not marked["Joan"]


def test_one_name_does_not_turn_an_english_address():
    assert is_right_to_left("محمد بن علي")
    assert not is_right_to_left("محمد بن علي\n7 Sample Street\nCrewe")
    assert not is_right_to_left("123")
    assert not is_right_to_left("")


def test_a_story_of_many_pages_and_one_endless_word_go_in_whole():
    story = "word " * 20_000 + "x" * 3_000 + " THE END"
    pdf = as_pdf(Document("x", (Text(story),)))
    assert "THE END" in text_of(pdf)
    assert len(PdfReader(BytesIO(pdf)).pages) > 20


def test_what_no_file_can_hold_is_left_out():
    document = Document("x", (Text("a\x00b\x0bc\ufffed"),))
    assert lines_of(as_word(document))[-1] == "abcd"
