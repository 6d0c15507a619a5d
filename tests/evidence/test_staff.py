"""Staff see what was added to a case, download it with care, and every download is recorded."""

from __future__ import annotations

import re

import pytest

from intake_api.audit import service as audit
from intake_api.clock import utc_now
from intake_api.documents.model import Document, Text
from intake_api.documents.pdf import as_pdf
from intake_api.documents.text import as_text
from intake_api.documents.word import as_word
from intake_api.staff import service as staff_service
from tests.conversations_api.test_form import Filler
from tests.evidence import samples
from tests.evidence.test_pages import add, at_the_page
from tests.evidence.worker import rounds
from tests.redaction.conftest import all_of

DATABASES = ("sqlite",)
PASSWORD = "correct-horse-battery"


@pytest.fixture
def more_settings(scanner):
    return {"clamd": scanner.address, "clamd_timeout": 2.0}


@pytest.fixture
def send_case(browser, scanner):
    """Sends a complaint with these files; answers its reference. `scanned`: was the scanner there?"""

    def go(*files, scanned=True):
        at_the_page(browser)
        if not scanned:
            scanner.stop()
        add(browser, *files, kind="final_response")
        browser.send("/form/evidence")
        browser.send("/form/check")
        return re.search(r'data-reference="([^"]+)"', browser.page)[1]

    return go


@pytest.fixture
def staff(app, other):
    """A caseworker's browser."""
    with app.state.sessions() as session:
        staff_service.add_user(session, username="asha", password=PASSWORD, now=utc_now())
        session.commit()
    other.get("/staff/login")
    other.send("/staff/login", username="asha", password=PASSWORD)
    return other


@pytest.fixture
def trail(app):
    def read(reference):
        with app.state.sessions() as session:
            return [(row.action, row.actor) for row in audit.fetch_events_about(session, subject=reference)]

    return read


def links(staff, reference):
    staff.get(f"/staff/cases/{reference}")
    return re.findall(rf'href="(/staff/cases/{reference}/evidence/[^"]+)"', staff.page)


def test_a_scanned_file_is_downloaded_as_an_attachment_and_that_is_recorded(send_case, staff, trail):
    reference = send_case(("Café £.pdf", samples.pdf()))
    (link,) = links(staff, reference)
    assert "Scanned" in staff.words
    assert "Final response" in staff.words
    response = staff.http.get(link)
    assert response.content == samples.pdf()
    assert response.headers["content-type"] == "application/pdf"
    assert response.headers["content-disposition"] == (
        "attachment; filename=\"Caf_ _.pdf\"; filename*=UTF-8''Caf%C3%A9%20%C2%A3.pdf"
    )
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "no-store" in response.headers["cache-control"]
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert ("evidence_downloaded", "staff:asha") in trail(reference)


@pytest.mark.covers("SM-2.246a", "SM-2.246b")
def test_an_uploaded_response_is_among_the_documents_with_the_name_the_convention_gives_it(send_case, staff):
    reference = send_case(("scan1.pdf", samples.pdf()))
    staff.get(f"/staff/cases/{reference}/documents")
    assert "scan1.pdf" in staff.words
    assert re.search(r"Name on file: \d{4}-\d\d-\d\d-response-[a-z0-9-]+\.pdf", staff.words)


def test_a_file_that_was_not_scanned_warns_first(send_case, staff, trail):
    reference = send_case(("letter.pdf", samples.pdf()), scanned=False)
    (link,) = links(staff, reference)
    assert "Not scanned yet" in staff.words
    page = staff.get(link)
    assert "content-disposition" not in page.headers
    assert "did not answer when this file came" in staff.words
    assert not any(action.startswith("evidence_down") for action, _ in trail(reference))
    assert staff.post(link).content == samples.pdf()
    assert ("evidence_downloaded_with_warning", "staff:asha") in trail(reference)


def test_a_pdf_with_scripts_warns_even_when_it_was_scanned(send_case, staff):
    reference = send_case(("form.pdf", samples.pdf(script=True)))
    (link,) = links(staff, reference)
    staff.get(link)
    assert "This PDF holds scripts" in staff.words
    assert staff.http.post(link, data={"csrf_token": "0" * 64}).status_code == 403


def test_files_are_not_for_the_public_nor_for_another_case(send_case, staff, browser, new_browser):
    first = send_case(("letter.pdf", samples.pdf()))
    (link,) = links(staff, first)
    answer = browser.http.get(link)
    assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, "/staff/login")
    somebody = new_browser()
    Filler(somebody).until("/form/evidence")
    somebody.send("/form/evidence")
    somebody.send("/form/check")
    second = re.search(r'data-reference="([^"]+)"', somebody.page)[1]
    assert staff.http.get(link.replace(first, second)).status_code == 404
    assert links(staff, second) == []
    assert "They added none" in staff.words


def test_a_file_in_which_a_virus_was_found_later_is_gone_and_the_trail_says_so(send_case, staff, trail, scanner, app, settings):
    reference = send_case(("letter.txt", b"Dear " + samples.EICAR), scanned=False)
    (link,) = links(staff, reference)
    scanner.start()
    rounds(app, settings)
    assert links(staff, reference) == []
    assert "Virus found, deleted" in staff.words
    assert staff.http.get(link).status_code == 410
    assert ("evidence_infected", "system") in trail(reference)


LETTER = "Dear Mrs Ashworth, ring Dr Grimshaw on 07700 900456. We are sorry."


def a_letter(form):
    """The same words as a file of that kind."""
    document = Document("Reply", (Text(LETTER),))
    return {"pdf": as_pdf, "docx": as_word, "txt": as_text}[form](document)


@pytest.mark.parametrize("form", ["pdf", "docx", "txt"])
def test_the_words_of_a_file_can_be_copied_with_some_of_them_hidden(send_case, staff, form, kept):
    reference = send_case((f"reply.{form}", a_letter(form)))
    content = list(kept().values())
    (link,) = links(staff, reference)
    copies = f"/staff/cases/{reference}/copies"
    staff.get(copies)
    source = f"evidence:{link.rpartition('/')[2]}"
    fields = {"form": "begin_copy", "source": source, "recipient": "organisation", "version": staff.hidden["version"]}
    begun = staff.submit(copies, **fields)
    place = begun.url.path
    suggestions = re.findall(r'name="suggestion"[^>]*value="([^"]+)"', staff.page)
    staff.submit(place, form="hide", suggestion=suggestions, version=staff.hidden["version"])
    staff.submit(place, form="make_copy", version=staff.hidden["version"])
    for taken in ("txt", "docx", "pdf"):
        whole = all_of(taken, staff.http.get(f"{place}/file/{taken}").content)
        assert "Grimshaw" not in whole
        assert "900456" not in whole
        assert "Mrs Ashworth" not in whole
    assert "We are sorry." in whole
    assert list(kept().values()) == content


def test_a_photo_has_no_words_to_copy_and_a_pdf_without_any_says_so(send_case, staff):
    reference = send_case(("photo.png", samples.png()), ("scan.pdf", samples.pdf()))
    copies = f"/staff/cases/{reference}/copies"
    staff.get(copies)
    assert "scan.pdf" in staff.page
    assert re.findall(r'value="(\w+):[^"]+"[^>]*>\s*\w+[^<]*photo.png', staff.page) == ["scan"]
    source = re.search(r'value="(evidence:[^"]+)"', staff.page)[1]
    fields = {"form": "begin_copy", "source": source, "recipient": "organisation", "version": staff.hidden["version"]}
    assert staff.submit(copies, **fields).status_code == 422
    assert "There is no text in this file that can be read" in staff.words
    assert "Choose it in the list as pictures" in staff.words
