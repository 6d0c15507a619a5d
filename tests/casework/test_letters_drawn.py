"""Every kind of letter is drawn, holds no empty place, and its PDF says what its text says."""

from __future__ import annotations

import re
import tempfile
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from commands.sample_letters import HOW, Sample, samples
from intake_api.casework.letter_kinds import KINDS
from intake_api.casework.letter_texts import gaps_in
from intake_api.documents.pdf import as_pdf
from intake_api.documents.text import as_text


@pytest.fixture(scope="module")
def drawn() -> list[tuple[Sample, list[str]]]:
    """Each sample, and the text of each page of its PDF."""
    with tempfile.TemporaryDirectory() as folder:
        found = list(samples(Path(folder)))
    return [(each, [page.extract_text() for page in pypdf.PdfReader(BytesIO(as_pdf(each.document))).pages]) for each in found]


def words(text: str) -> str:
    """Without spaces, bullets, lines that part or underline, and the number at the foot of each page."""
    return re.sub(r"[\s•‣\-–=*#]|\d+ / \d+", "", text)


def test_every_kind_is_drawn_in_every_way_it_can_be(drawn):
    made = {(each.kind, each.how) for each, _pages in drawn}
    for kind, row in KINDS.items():
        for how in HOW if row.party == "complainant" else ("plain",):
            assert (kind, how) in made


def test_no_letter_has_an_empty_place(drawn):
    for each, _pages in drawn:
        assert not gaps_in(each.text), each.kind
        for sign in ("None", "{{", "}}", "{%", "[]", "()", "Dear ,", "  ", "\n\n\n", ": . ", ": \n"):
            assert sign not in each.text, (each.kind, each.how, sign)


def test_the_pdf_says_what_the_text_says(drawn):
    for each, pages in drawn:
        text = as_text(each.document).decode("utf-8-sig")
        assert words("".join(re.sub(r"\d+ / \d+\s*$", "", page) for page in pages)) == words(text), (each.kind, each.how)


def test_a_long_letter_has_its_pages_numbered(drawn):
    [(_sample, pages)] = [row for row in drawn if row[0].how == "five-pages"]
    assert len(pages) == 5
    assert all(page.rstrip().endswith(f"{number} / 5") for number, page in enumerate(pages, start=1))


def test_each_way_shows(drawn):
    found = {(each.kind, each.how): each for each, _pages in drawn}
    prison = as_text(found["acknowledgement", "prison"].document).decode("utf-8-sig")
    assert prison.startswith("confidential access rights apply")
    assert "A1234BC" in prison
    assert found["acknowledgement", "large-print"].document.is_large
    assert found["acknowledgement", "easy-read"].document.is_easy_read
    assert "Siân Llywelyn Ŵyn" in found["acknowledgement", "plain"].text
