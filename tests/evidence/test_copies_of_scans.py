"""A photo, a scan or a PDF leaves as pictures with black boxes: marked by squares, looked at, made, and the original stays."""

from __future__ import annotations

import html
import io
import json
import re

import pypdf
import pypdfium2
import pytest
from PIL import Image
from sqlalchemy import select, update

from intake_api.audit.models import AuditEvent
from intake_api.evidence.models import EvidenceBlob, EvidenceFile
from intake_api.redaction.models import CaseCopy
from tests.conversations_api.test_form import Filler
from tests.evidence import samples
from tests.evidence.test_drawing import blank, letter, where
from tests.evidence.test_pages import add
from tests.evidence.test_staff import links, more_settings, send_case, staff  # noqa: F401 - fixtures
from tests.redaction.conftest import all_of

ALL = ("hide_box", "show_boxes", "make_scan")


class Copier:
    """A caseworker who copies a file as pictures for the organisation."""

    def __init__(self, staff, reference, **more):  # noqa: F811
        self.staff, self.reference = staff, reference
        self.copies = f"/staff/cases/{reference}/copies"
        staff.get(self.copies)
        [source] = re.findall(r'value="(scan:[^"]+)"', staff.page)[:1] or [""]
        given = {"source": source, "recipient": "organisation", "version": staff.hidden["version"], **more}
        self.answer = staff.submit(self.copies, form="begin_copy", **given)
        self.place = self.answer.url.path

    @property
    def page(self):
        self.staff.get(self.place)
        return self.staff.words

    def send(self, form, **fields):
        """A form of the page, on the newest version of the case, also where the page does not offer it."""
        self.staff.get(self.copies)
        return self.staff.submit(self.place, form=form, version=self.staff.hidden["version"], **fields)

    def hide(self, first, last, page="1", why="address"):
        return self.send("hide_box", page=page, first=first, last=last, why=why)

    def picture(self, side, number=1):
        return self.staff.http.get(f"{self.place}/pages/{number}/{side}")

    def file(self, form="pdf"):
        return self.staff.http.get(f"{self.place}/file/{form}")

    @property
    def alts(self):
        self.staff.get(self.place)
        return [html.unescape(each) for each in re.findall(r'<img [^>]*alt="([^"]*)"', self.staff.page)]


def events(app, action):
    query = select(AuditEvent).where(AuditEvent.action == action).order_by(AuditEvent.id)
    with app.state.sessions() as session:
        return [row.details for row in session.scalars(query)]


def squares_over(shares):
    """The squares of the corners that cover a part of an A4 page."""
    left, top, right, bottom = shares
    return f"{chr(65 + int(left * 20))}{int(top * 40) + 1}", f"{chr(65 + int(right * 20))}{int(bottom * 40) + 1}"


def test_a_pdf_leaves_as_pictures_with_what_is_marked_black_and_the_original_stays(send_case, staff, app, kept):  # noqa: F811
    content = letter()
    reference = send_case(("reply.pdf", content))
    before = kept()
    copy = Copier(staff, reference)
    assert "Final response: reply.pdf, as pictures with black boxes" in staff.title
    assert "Nothing is suggested for pictures" in copy.page
    first, last = squares_over(where(content, "Grimshaw on 07700 900456"))
    assert copy.hide(last.lower(), f" {first} ").status_code == 200  # corners in any order, as they are typed
    squares = f"{first} to {last}" if first != last else first
    words = f"Page 1: 1 box hidden: {squares} (Address)"
    assert words in staff.words
    assert f"Page 1, {squares}: Address" in staff.words
    assert copy.alts == [
        f"The original of page 1 under its squares, with what is hidden outlined. {words}. Opens larger.",
        f"Page 1 as it leaves. {words}. Opens larger.",
    ]
    for side in ("original", "copy"):
        shown = copy.picture(side)
        assert (shown.status_code, shown.headers["content-type"]) == (200, "image/jpeg")
        assert "no-store" in shown.headers["cache-control"]
        assert shown.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in shown.headers["content-security-policy"]
    assert copy.file().status_code == 422
    refused = copy.send("make_scan")
    assert refused.status_code == 422
    assert "Look at every page, then tick that you did." in staff.words
    assert copy.send("make_scan", looked="yes").status_code == 200

    taken = copy.file()
    assert taken.headers["content-disposition"] == f'attachment; filename="{reference}-copy-1.pdf"'
    assert "no-store" in taken.headers["cache-control"]
    assert taken.content == copy.file().content
    whole = all_of("pdf", taken.content)
    for word in ("Grimshaw", "900456", "Ashworth", "reply"):
        assert word not in whole
    assert pypdf.PdfReader(io.BytesIO(taken.content)).pages[0].extract_text() == ""
    picture = pypdfium2.PdfDocument(taken.content)[0].render(scale=2).to_pil().convert("L")
    left, top, right, bottom = where(content, "Grimshaw on 07700 900456")
    edges = int(left * picture.width), int(top * picture.height), int(right * picture.width), int(bottom * picture.height)
    assert picture.crop(edges).getextrema()[1] < 8
    assert kept() == before

    [made] = events(app, "copy_made")
    assert made["after"]["hidden"] == "address 1"
    assert [each["after"]["form"] for each in events(app, "copy_downloaded")] == ["pdf", "pdf"]
    seen = [each["after"] for each in events(app, "copy_picture_viewed")]
    assert seen == [{"copy": "1", "page": "1", "picture": side} for side in ("original", "copy")]
    with app.state.sessions() as session:
        row = session.scalars(select(CaseCopy)).one()
        assert (row.text, row.copied_by) == (words, "asha")
        assert "Grimshaw" not in json.dumps(row.marks) + row.text
    for form, fields in (("hide_box", {"page": "1", "first": "A1", "last": "A1"}), ("show_boxes", {"box": "1-A1-A1"}),
                         ("make_scan", {"looked": "yes"}), ("take_up", {})):  # fmt: skip
        assert copy.send(form, **fields).status_code == 422
        assert "This copy is made, and stays as it is." in staff.words
    assert "Hidden from them: Address: 1. Made" in copy.page
    staff.get(copy.copies)
    assert "Address: 1" in staff.words
    for form in ("txt", "docx"):
        assert copy.file(form).status_code == 404


def test_a_photo_is_offered_as_pictures_and_its_boxes_can_be_taken_away(send_case, staff):  # noqa: F811
    reference = send_case(("bruise.jpg", samples.jpeg(1200, 800, plain=True)))
    copy = Copier(staff, reference)
    copy.hide("A1", "M25", why="health")
    copy.hide("N1", "N1")
    copy.hide("A1", "M25", why="third_party")  # the same squares again: one box, the newer reason
    assert "2 boxes hidden: A1 to M25 (About somebody else), N1 (Address)" in copy.page
    with Image.open(io.BytesIO(copy.picture("copy").content)) as picture:
        assert picture.convert("L").crop((2, 2, 596, 798)).getextrema()[1] < 8
        assert picture.convert("L").getpixel((1100, 400)) > 240
    assert copy.send("show_boxes").status_code == 422
    assert copy.send("show_boxes", box="9-A1-A1").status_code == 422
    assert "Tick what is to be shown again." in staff.words
    assert copy.send("show_boxes", box=["1-A1-M25", "1-N1-N1"]).status_code == 200
    assert "Page 1: nothing hidden" in copy.page
    with Image.open(io.BytesIO(copy.picture("copy").content)) as picture:
        assert picture.convert("RGB").getpixel((100, 100))[0] > 200  # red again


WRONG = [
    ("Z99", "H5", "This page has no square Z99. Its squares go from A1 to T40."), ("C", "H5", "'C' is no square."),
    ("", "H5", "Type a square: a letter and a number, such as C3."), ("C3", "U2", "This page has no square U2."),
    ("C3", "", "Type a square"), ("<b>", "H5", "'<b>' is no square."), ("C3" * 20, "H5", "at most 20"),
]  # fmt: skip


def test_squares_that_are_none_say_so_and_keep_what_was_typed(send_case, staff, app):  # noqa: F811
    copy = Copier(staff, send_case(("reply.pdf", letter())))
    for first, last, told in WRONG:
        answer = copy.hide(first, last)
        assert answer.status_code == 422, first
        assert told in html.unescape(re.sub(r"<[^>]+>", " ", answer.text)), first
        for typed in filter(None, (first, last)):
            assert f'value="{html.escape(typed)}"' in answer.text.replace("&#34;", "&quot;"), typed
        assert '<option value="1" selected' in answer.text
    both = copy.hide("C", "Z99")
    assert both.text.count("govuk-error-message") == 2
    assert 'href="#hide_box-first"' in both.text
    for page in ("2", "0", "-1", "", "99999999999999", "one"):
        assert copy.hide("C3", "H5", page=page).status_code == 422, page
    assert copy.hide("C3", "H5", why="nonsense").status_code == 422
    for form in ("hide", "show_again", "make_copy", "nonsense", ""):  # those of a copy of text
        assert copy.send(form, passages="Dear", mark="1-2", seen="yes").status_code == 422
    with app.state.sessions() as session:
        row = session.scalars(select(CaseCopy)).one()
        assert (row.marks, row.text) == ([], None)
    for number in ("2", "0", "-1", "99999999999"):
        assert copy.picture("copy", number).status_code == 422
    assert copy.picture("nonsense").status_code == 422


def test_a_form_on_an_older_version_changes_nothing(send_case, staff):  # noqa: F811
    copy = Copier(staff, send_case(("reply.pdf", letter())))
    old = staff.hidden["version"]
    assert copy.hide("A1", "B2").status_code == 200
    late = staff.submit(copy.place, form="hide_box", version=old, page="1", first="C3", last="H5", why="other")
    assert late.status_code == 409
    assert 'value="C3"' in late.text
    assert "1 box hidden: A1 to B2" in copy.page


def test_each_page_has_its_own_squares_and_boxes(send_case, staff):  # noqa: F811
    copy = Copier(staff, send_case(("two.pdf", blank((595, 842), (842, 595)))))
    assert copy.hide("Z26", "Z26", page="2").status_code == 200
    assert copy.hide("Z26", "Z26", page="1").status_code == 422
    assert copy.hide("T40", "T40", page="1").status_code == 200
    assert [each.partition(". ")[2] for each in copy.alts[1::2]] == [
        "Page 1: 1 box hidden: T40 (Address). Opens larger.", "Page 2: 1 box hidden: Z26 (Address). Opens larger."
    ]  # fmt: skip
    assert "I looked at all 2 pages." in copy.page


def test_a_file_that_is_gone_or_spoilt_says_so_and_the_copy_keeps_what_was_hidden(send_case, staff, tmp_path):  # noqa: F811
    copy = Copier(staff, send_case(("reply.pdf", letter())))
    copy.hide("A1", "B2")
    copy.send("make_scan", looked="yes")
    [stored] = [path for path in (tmp_path / "evidence").rglob("*") if path.is_file()]
    content = stored.read_bytes()
    stored.write_bytes(content + b"\n")
    assert "The file in the store is not the one that was sent in" in copy.page
    assert "The file in the store is not the one" in copy.file().text
    assert copy.picture("copy").status_code == 422
    stored.unlink()
    assert "The file is not in the file store any more" in copy.page
    assert "Page 1: 1 box hidden: A1 to B2 (Address)" in staff.words
    assert copy.file().status_code == 422
    assert Copier(staff, copy.reference).answer.status_code == 422
    stored.write_bytes(content)
    assert copy.file().status_code == 200


def test_an_original_that_changed_is_taken_up_and_marked_again(send_case, staff, app):  # noqa: F811
    reference = send_case(("reply.pdf", letter()), ("other.pdf", blank((595, 842), (595, 842))))
    copy = Copier(staff, reference)
    made = Copier(staff, reference)
    for each in (copy, made):
        each.hide("A1", "B2")
    made.send("make_scan", looked="yes")
    with app.state.sessions() as session:
        ids = session.execute(select(EvidenceFile.id, EvidenceFile.sha256)).all()
        mine = session.scalars(select(CaseCopy.source)).first().partition(":")[2]
        [other] = [sha256 for each, sha256 in ids if each != mine]
        session.execute(update(EvidenceFile).where(EvidenceFile.id == mine).values(sha256=other))
        session.commit()
    assert "The original has changed since this copy was marked" in copy.page
    assert "<img" not in staff.page.partition("<main")[2]
    for form, fields in (("hide_box", {"page": "1", "first": "A1", "last": "A1"}), ("make_scan", {"looked": "yes"})):
        assert copy.send(form, **fields).status_code == 422
        assert "The original has changed since this copy was marked" in staff.words
    assert copy.picture("original").status_code == 409
    assert "The original has changed since this copy was made" in made.page
    assert made.file().status_code == 409
    assert copy.send("take_up").status_code == 200
    assert "Page 2 of" in copy.page
    assert "nothing hidden" in staff.words
    assert copy.send("make_scan", looked="yes").status_code == 200
    assert len(pypdfium2.PdfDocument(copy.file().content)) == len(copy.alts) // 2 == 2


def test_a_file_with_a_virus_or_not_scanned_yet_is_not_drawn(send_case, staff, app):  # noqa: F811
    reference = send_case(("reply.pdf", letter()), scanned=False)
    refused = Copier(staff, reference)
    assert refused.answer.status_code == 422
    assert "This file was not scanned for viruses yet." in staff.words
    assert re.search(r'value="organisation"\s+checked', refused.answer.text)  # nothing that was chosen is lost
    with app.state.sessions() as session:
        session.execute(update(EvidenceBlob).values(scan="clean"))
        session.commit()
    copy = Copier(staff, reference)
    with app.state.sessions() as session:
        session.execute(update(EvidenceBlob).values(scan="infected"))
        session.commit()
    assert "A virus was found in this file" in copy.page
    assert copy.hide("A1", "A1").status_code == 422
    assert copy.picture("copy").status_code == 422
    staff.get(copy.copies)
    assert "scan:" not in staff.page


@pytest.mark.parametrize(("content", "told"), [
    (blank(*[(595, 842)] * 31), "more than 30 pages"), (blank((100, 2500)), "far longer than it is wide"),
])  # fmt: skip
def test_what_is_too_much_to_draw_says_so(send_case, staff, content, told):  # noqa: F811
    refused = Copier(staff, send_case(("reply.pdf", content)))
    assert refused.answer.status_code == 422
    assert told in staff.words


def test_no_case_shows_or_copies_the_file_of_another(send_case, staff, new_browser):  # noqa: F811
    first = Copier(staff, send_case(("reply.pdf", letter())))
    first.hide("A1", "A1")
    first.send("make_scan", looked="yes")
    somebody = new_browser()
    Filler(somebody).until("/form/evidence")
    add(somebody, ("mine.png", samples.png()))
    somebody.send("/form/evidence")
    somebody.send("/form/check")
    second = re.search(r'data-reference="([^"]+)"', somebody.page)[1]
    for path in ("", "/pages/1/copy", "/pages/1/original", "/file/pdf"):
        assert staff.http.get(first.place.replace(first.reference, second) + path).status_code == 404
    [link] = links(staff, first.reference)
    for source in (f"scan:{link.rpartition('/')[2]}", "scan:", "scan:nothing", "scan:1:2", "SCAN:1"):
        assert Copier(staff, second, source=source).answer.status_code == 422, source
    with_text = Copier(staff, second, source="story")
    assert with_text.picture("copy").status_code == 404


def test_a_copy_of_text_has_no_pictures_and_a_word_file_none_to_draw(send_case, staff):  # noqa: F811
    reference = send_case(("reply.docx", samples.docx()))
    [link] = links(staff, reference)
    refused = Copier(staff, reference, source=f"scan:{link.rpartition('/')[2]}")
    assert refused.answer.status_code == 422
    assert "This case has no such picture or PDF." in staff.words
    copy = Copier(staff, reference, source="story")
    assert copy.picture("copy").status_code == 404
    for form in ALL:
        assert copy.send(form, page="1", first="A1", last="A1", box="1", looked="yes").status_code == 422
