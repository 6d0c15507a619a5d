"""The page 'Add letters or photos', as a browser without scripts sees it."""

from __future__ import annotations

import re

from tests.conversations_api.test_form import Filler
from tests.evidence import samples

DATABASES = ("sqlite",)
PAGE = "/form/evidence"


def at_the_page(browser):
    Filler(browser).until(PAGE)
    return browser


def add(browser, *files, follow=True, **fields):
    """Chooses files and presses a button."""
    chosen = [("file", (name, content, "application/octet-stream")) for name, content in files] or [("file", ("", b"", ""))]
    data = {**browser.hidden, "action": "add", **fields}
    response = browser.http.post(PAGE, files=chosen, data=data, follow_redirects=follow)
    browser.page = response.text
    return response


def test_the_form_offers_the_page_once_after_the_last_question_and_goes_on_without_files(browser):
    at_the_page(browser)
    assert "Add letters or photos" in browser.title
    assert "You do not have to" in browser.words
    assert browser.send(PAGE).url.path == "/form/check"
    assert "None added" in browser.words
    assert browser.get("/form").url.path == "/form/check"


def test_several_files_are_added_at_once_and_stand_among_the_answers(browser):
    at_the_page(browser)
    add(browser, ("last letter.pdf", samples.pdf()), ("damp.jpg", samples.jpeg()), kind="photo")
    assert "We have got your files" in browser.words
    assert "Not checked for viruses" in browser.words
    assert browser.send(PAGE).url.path == "/form/check"
    assert "last letter.pdf, damp.jpg" in browser.words
    assert re.search(r'href="/form/evidence"', browser.page)


def test_continue_also_adds_what_was_chosen(browser):
    at_the_page(browser)
    assert add(browser, ("letter.pdf", samples.pdf()), action="continue").url.path == "/form/check"
    assert "letter.pdf" in browser.words


def test_sending_the_page_twice_adds_nothing_twice(browser):
    at_the_page(browser)
    hidden = browser.hidden
    for _ in range(2):
        add(browser, ("letter.pdf", samples.pdf()), **hidden)
    assert browser.page.count("redress-file__delete") == 1


def test_a_file_that_cannot_be_used_is_named_with_the_reason_and_the_others_stay(browser):
    at_the_page(browser)
    response = add(browser, ("good.pdf", samples.pdf()), ("<b>bad</b>.pdf", b"MZ\x90\0" * 50))
    assert response.status_code == 422
    assert "There is a problem" in browser.words
    assert "<b>bad</b>.pdf: We cannot use this kind of file" in browser.words
    assert "<b>bad" not in browser.page
    assert "Error: Add letters" in browser.title
    assert "good.pdf" in browser.words


def test_pressing_add_without_a_file_says_what_to_do(browser):
    at_the_page(browser)
    assert add(browser).status_code == 422
    assert "Choose a file first" in browser.words


def test_a_file_can_be_deleted_again_and_twice_is_no_mistake(browser):
    at_the_page(browser)
    add(browser, ("letter.pdf", samples.pdf()))
    (path,) = re.findall(r'action="(/form/evidence/[^"]+/delete)"', browser.page)
    hidden = browser.hidden
    for _ in range(2):
        assert browser.send(path, **hidden).url.path == PAGE
    assert "letter.pdf" not in browser.words


def test_the_form_token_is_needed(browser):
    at_the_page(browser)
    assert add(browser, ("letter.pdf", samples.pdf()), csrf_token="0" * 64).status_code == 403


def test_before_consent_the_page_takes_nothing_and_says_why(browser):
    browser.get("/form")
    browser.get(PAGE)
    assert "We cannot take files yet" in browser.words
    assert 'type="file"' not in browser.page


def test_the_chat_leads_to_the_page_and_the_page_back_to_the_chat(browser):
    Filler(browser).one(browser.get("/form").url.path)
    browser.get("/chat")
    assert 'href="/form/evidence?back=chat"' in browser.page
    browser.get(f"{PAGE}?back=chat")
    assert add(browser, ("letter.pdf", samples.pdf())).url.query == b"back=chat&added=1"
    assert browser.send(PAGE).url.path == "/chat"


def test_after_the_complaint_was_sent_nothing_can_be_changed(browser):
    at_the_page(browser)
    add(browser, ("letter.pdf", samples.pdf()))
    browser.send(PAGE)
    browser.send("/form/check")
    browser.get(PAGE)
    assert "letter.pdf" in browser.words
    assert "this complaint has been sent" in browser.words
    assert "/delete" not in browser.page
