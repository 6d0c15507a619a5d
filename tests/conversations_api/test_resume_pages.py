"""The pages of saving: what cannot be used is explained, other sites' forms are refused, nothing is offered that cannot work."""

from __future__ import annotations

import pytest

from tests.conversations_api.test_resume import EMAIL, MOBILE, agreed, save
from tests.conversations_api.test_resume_guard import WRONG

DATABASES = ("sqlite",)  # these are about pages


@pytest.mark.parametrize(("contact", "code", "words"), [
    ("", "", ("Enter your email address", "Enter the code")), (EMAIL, "", ("Enter the code",)),
    ("", WRONG, ("Enter your email",)),
    ("x" * 200_000, "y" * 200_000, ("too long", "9 letters and numbers")), ("nobody", "7K4-M2Q-9TD", ("not an email", "slip")),
    ("<script>alert(1)</script>", "'; DROP TABLE resume_codes; --", ("not an email", "9 letters")),
    ("\x00\x1b", "\x00", ("Enter your email", "Enter the code")),
])  # fmt: skip
def test_what_cannot_be_used_is_explained_and_costs_no_try(other, rows, contact, code, words):
    other.get("/resume")
    answer = other.send("/resume", contact=contact, code=code)
    assert answer.status_code == 422
    assert all(word in other.words for word in words)
    assert other.title.startswith("Error: ")
    assert len(other.page) < 20_000
    assert "<script>alert" not in other.page
    assert rows("resume_limits") == []


def test_fields_that_are_missing_or_come_as_files_are_no_fault(other):
    other.get("/resume")
    assert other.http.post("/resume", data={"csrf_token": other.hidden["csrf_token"]}).status_code == 422
    files = {"contact": ("a.txt", b"x"), "code": ("b.txt", b"x")}
    assert other.http.post("/resume", data={"csrf_token": other.hidden["csrf_token"]}, files=files).status_code == 422


@pytest.mark.parametrize("path", ["/resume", "/resume/new-code", "/resume/save", "/resume/leave"])
def test_a_form_of_another_site_is_refused(other, path):
    other.get("/resume")
    fields = {"contact": EMAIL, "code": WRONG}
    assert other.http.post(path, data={**fields, "csrf_token": "f" * 64}).status_code == 403
    evil = {"Origin": "https://evil.example.org"}
    assert other.http.post(path, data={**fields, **other.hidden}, headers=evil).status_code == 403


def test_words_that_must_not_wait_are_said_whatever_the_box_was_for(other):
    other.get("/resume")
    other.send("/resume", contact="I want to kill myself", code="")
    assert "116 123" in other.words[: other.words.index("Speak to a person")]


def test_where_saving_is_not_set_up_nobody_is_sent_to_it(settings, app, browser, chat):
    app.state.settings = settings.model_copy(update={"message_sender": "off"})
    assert "/resume" not in browser.get("/").text
    assert "/resume" not in browser.get("/chat").text
    assert browser.get("/resume").status_code == 503
    assert "cannot send codes at the moment" in browser.words
    assert save(agreed(chat)).status_code == 503


def test_where_only_emails_can_be_sent_only_they_are_asked_for(settings, app, other, chat):
    app.state.settings = settings.model_copy(
        update={"message_sender": "smtp", "smtp_host": "127.0.0.1", "mail_from": "redress@example.org"}
    )
    other.get("/resume")
    assert "Email address" in other.words
    assert "mobile" not in other.words[: other.words.index("Code")]
    answer = save(agreed(chat), MOBILE)
    assert answer.status_code == 422
    assert "only send a code by email" in answer.text
