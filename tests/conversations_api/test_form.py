"""The guided form: every complaint can be made without the assistant, and without JavaScript."""

from __future__ import annotations

import re

import pytest

from intake_api import wording
from intake_api.form.questions import question_for
from service_model import FACTS, Complaint
from tests import lately
from tests.conversations_api.cell import YES

DATABASES = ("sqlite",)  # these are about pages; storage has its own tests on both

ANSWERS = {
    "story": "They lost my papers twice and stopped my money.", "organisation": "Department for Work and Pensions",
    "put_to_mp_on": "last month", "event_on": lately.month(), "aware_on": lately.season()[0], "complained_on": lately.month(1),
    "replied_on": lately.month(3), "injustice": "I could not pay for heating.", "outcome_sought": "An apology.",
    "name": "Joan Ashworth", "phone": "07700 900123", "email": "joan@example.org", "address": "12 Sample Street, Crewe",
    "postcode": "cw1 4qj", "contact_times": "Mornings", "safe_contact": "No voicemail", "adjustments": "Large print",
    "delay_reasons": "I was ill", "aggrieved_name": "Edna Ashworth", "prison_number": "A1234BC", "mp_name": "Jo Bloggs",
    "unhappy_with_reply": "They left out the delay.", "aggrieved_phone": "07700 900789",
}  # fmt: skip
CHOICES = {
    "local_stage": "final", "reply_format": "written", "complaining_for": "self", "preferred_contact": "email",
    "mp_referral": "referred", "further_stage_available": "false", "second_tier_stage": "final", "meeting_offered": "false",
    "remit_category": "none",
    "victim_link": "none",
}  # fmt: skip


class Filler:
    """Someone who fills in the form, page by page."""

    def __init__(self, browser, **answers):
        self.browser, self.answers, self.asked = browser, {**ANSWERS, **CHOICES, **answers}, []

    def until(self, stop, most=60):
        """Answers page after page until the page at `stop` is reached."""
        path = self.browser.get("/form").url.path
        for _ in range(most):
            if path == stop:
                return path
            path = self.one(path)
        raise AssertionError(f"never came to {stop}: {self.asked}")

    def one(self, path):
        """Answers one page; gives the path of the next."""
        if path in ("/form/outcome", "/form/evidence", "/form/check"):
            return self.browser.send(path).url.path
        fact = path.removeprefix("/form/")
        assert fact in FACTS, (path, self.browser.words)
        self.asked.append(fact)
        response = self.browser.send(path, **self.fields(fact))
        assert response.status_code == 200, self.browser.words
        return response.url.path

    def fields(self, fact):
        """What to post for a question."""
        answer = self.answers.get(fact, "true")
        radios = self.browser.radios()
        if "/" in answer[:1]:
            return {"choice": answer}
        if radios:
            return {"choice": next(value for value in radios if f'"{answer}"' in value)}
        return {"answer": answer}


def reference_on(page):
    found = re.search(r'data-reference="([^"]+)"', page)
    return found and found[1]


def test_a_whole_complaint_without_the_assistant(browser, cell, rows):
    cell.close()
    filler = Filler(browser, preferred_contact="post")
    filler.until("/form/outcome")
    assert "caseworker" in browser.words
    assert re.search(r"paragraphs? \d\.\d+", browser.words)
    filler.until("/form/check")
    assert "Joan Ashworth" in browser.words
    assert "CW1 4QJ" in browser.words
    assert "07700 900123" in browser.words
    _, first, last = lately.season()
    assert f"between {lately.said(first)} and {lately.said(last)}" in browser.words
    filler.until("/form/done")
    reference = reference_on(browser.page)
    (case,) = [row for row in rows("cases") if row["reference"] == reference]
    assert case["record"]["channel"] == "form"
    assert case["record"]["issues"][0]["body"] == "dwp"
    assert case["record"]["complainant"]["phone"] == "+447700900123"
    assert [row["purpose"] for row in case["evidence"]["consents"]] == ["process_complaint", "obtain_and_share_information"]
    assert len(filler.asked) == len(set(filler.asked))


def test_the_record_itself_holds_the_latest_consents_and_the_case_holds_each_once(browser, rows):
    filler = Filler(browser)
    filler.until("/form/check")
    browser.get("/form/consent_to_obtain")
    browser.send("/form/consent_to_obtain", choice='/provide_info{"answer":"false"}')
    filler.until("/form/done")
    reference = reference_on(browser.page)
    (case,) = [row for row in rows("cases") if row["reference"] == reference]
    consents = case["record"]["consents"]
    assert [(row["purpose"], row["given"], row["channel"]) for row in consents] == [
        ("process_complaint", True, "form"), ("obtain_and_share_information", False, "form")
    ]  # fmt: skip
    kept = [(row["purpose"], row["given"]) for row in rows("consents") if row["case_id"] == case["id"]]
    assert sorted(kept) == [
        ("obtain_and_share_information", False), ("obtain_and_share_information", True), ("process_complaint", True)
    ]  # fmt: skip


def test_sending_the_check_page_twice_makes_one_case(browser, rows):
    Filler(browser).until("/form/check")
    before = len(rows("cases"))
    browser.post("/form/check")
    browser.post("/form/check")
    assert len(rows("cases")) == before + 1


def test_consent_comes_first_and_before_it_nothing_is_stored(browser, rows):
    assert browser.get("/form").url.path == "/form/consent_to_process"
    assert browser.get("/form/story").url.path == "/form/consent_to_process"
    assert rows("conversation_messages") == []


def test_a_refusal_ends_it_and_leaves_nothing(browser, rows):
    browser.get("/form")
    browser.send("/form/consent_to_process", choice='/provide_info{"answer":"false"}')
    assert browser.get("/form").url.path == "/form/done"
    assert "not kept anything" in browser.words
    assert rows("conversation_messages") == []
    assert [row["given"] for row in rows("conversation_consents")] == [False]


def test_from_the_chat_to_the_form_with_every_answer(browser, cell):
    browser.get("/chat")
    browser.send("/chat", choice=YES["payload"])
    browser.send("/chat", text="They lost my papers.")
    cell.fail = "error"
    browser.send("/chat", text="hello?")
    assert browser.get("/form").url.path not in ("/form/consent_to_process", "/form/story")
    browser.get("/form/story")
    assert browser.typed == "They lost my papers."


def test_from_the_form_back_to_the_chat_with_every_answer(browser, cell):
    browser.get("/chat")
    browser.send("/chat", choice=YES["payload"])
    browser.get("/form")
    browser.send("/form/story", answer="They lost my papers.")
    assert browser.get("/form").url.path == "/form/organisation"
    browser.get("/chat")
    assert "answered some questions in the form" in browser.words
    assert re.sub(r"\s+", " ", wording.text("utter_ask_organisation", "web")) in browser.words
    browser.send("/chat", text="The DWP")
    assert cell.heard[-1]["state"]["slots"]["story"] == "They lost my papers."
    assert cell.heard[-1]["state"]["slots"]["requested_slot"] == "organisation"
    assert cell.heard[-1]["state"]["active_loop"] == "intake_form"


def test_every_answer_can_be_left_open(browser):
    open_ones = dict.fromkeys(FACTS, "/dont_know") | {"consent_to_process": "true", "story": ANSWERS["story"]}
    filler = Filler(browser, **open_ones)
    path = browser.get("/form").url.path
    for _ in range(60):
        if path == "/form/done":
            break
        if path.removeprefix("/form/") in FACTS and '"/dont_know"' not in browser.page.replace("'", '"'):
            fact = path.removeprefix("/form/")
            filler.answers[fact] = "true" if FACTS[fact].kind == "bool" else ANSWERS.get(fact, CHOICES.get(fact, "true"))
        path = filler.one(path)
    assert path == "/form/done"
    assert len(filler.asked) == len(set(filler.asked))


@pytest.mark.parametrize(
    ("fact", "typed", "words"),
    [
        ("event_on", "1 January 2090", "after today"),
        ("event_on", "when the moon was low", "could not tell which date"),
        ("phone", "12", "not a full phone number"),
        ("email", "joan at home", "not an email address"),
        ("injustice", "x" * 5001, "5,000 characters or fewer"),
        ("injustice", "  ", "Write your answer"),
    ],
)
def test_an_answer_that_cannot_be_used_comes_back_with_the_reason(browser, fact, typed, words):
    Filler(browser).until("/form/check")
    response = browser.send(f"/form/{fact}", answer=typed)
    assert response.status_code == 422
    assert browser.title.startswith("Error: ")
    assert words in browser.words
    assert 'href="#answer"' in browser.page
    assert typed.strip() in browser.page


def test_a_story_of_twenty_thousand_characters_is_taken(browser):
    Filler(browser).until("/form/story")
    assert browser.send("/form/story", answer="They lost it. " * 1428).status_code == 200
    browser.get("/form/story")
    assert len(browser.typed) > 19_900


def test_no_choice_asks_for_one(browser):
    browser.get("/form")
    assert browser.send("/form/consent_to_process").status_code == 422
    assert "Choose one of the answers" in browser.words


def test_a_choice_that_is_not_on_offer_is_refused(browser):
    browser.get("/form")
    assert browser.send("/form/consent_to_process", choice='/provide_info{"answer":"maybe"}').status_code == 422


def test_a_changed_answer_drops_what_hung_on_it(browser):
    filler = Filler(browser, complaining_for="someone_else", aggrieved_situation="can_complain", relationship="family")
    filler.until("/form/check")
    assert "Edna Ashworth" in browser.words
    browser.get("/form/complaining_for")
    browser.send("/form/complaining_for", choice=next(value for value in browser.radios() if '"self"' in value))
    filler.until("/form/check")
    assert "Edna Ashworth" not in browser.words


def test_dates_in_the_wrong_order_are_told(browser):
    Filler(browser).until("/form/check")
    assert browser.send("/form/replied_on", answer="1 January 2026").status_code == 422
    assert "before the complaint" in browser.words


def test_an_outcome_elsewhere_says_who_can_help_and_sends_nothing_unasked(browser, rows):
    before = len(rows("cases"))
    filler = Filler(
        browser, organisation="Crewe and Nantwich widget makers", organisation_kind="company", wants_caseworker="false"
    )
    path = browser.get("/form").url.path
    while path != "/form/outcome":
        if "Which of these do you mean" in browser.words:
            path = browser.send("/form/organisation", pick="none").url.path
            continue
        path = filler.one(path)
    assert "Who can help" in browser.words
    assert 'href="tel:' in browser.page
    filler.until("/form/done")
    assert "not sent anything" in browser.words
    assert len(rows("cases")) == before
    browser.get("/chat")
    assert "widget makers" in browser.words  # still readable


def test_safety_comes_first_in_the_form_too(browser, rows):
    Filler(browser).until("/form/story")
    browser.send("/form/story", answer="They lost my papers and I want to kill myself")
    assert "Your safety comes first" in browser.words
    assert browser.page.count('href="tel:116123"') == 1  # once, as the page's own words
    assert "self_harm_risk" in str(rows("conversations")[0]["signals"])
    assert browser.get("/form").url.path == "/form/organisation"


def test_when_sending_fails_it_is_kept_and_told(browser, app, monkeypatch):
    from intake_api.cases import service as cases
    from intake_api.conversations import service
    from intake_api.problems import Problem

    Filler(browser).until("/form/check")

    def away(*_args, **_more):
        raise Problem(503, "away", "away")

    monkeypatch.setattr(cases, "submit", away)
    browser.send("/form/check")
    assert "kept safe" in browser.words
    monkeypatch.undo()
    assert service.submit_pending(app.state.sessions, public_url="http://localhost") == 1
    browser.get("/form/done")
    assert reference_on(browser.page)


def test_html_in_an_answer_stays_words(browser):
    Filler(browser, injustice="<script>alert(1)</script>").until("/form/check")
    assert "<script>alert" not in browser.page
    assert "alert(1)" in browser.words


def test_the_addresses_of_the_form_hold_no_answers(browser):
    filler = Filler(browser)
    filler.until("/form/check")
    assert "?" not in str(browser.get("/form").url)


@pytest.mark.parametrize("fact", [name for name in FACTS if name != "confirm_summary"])
def test_every_fact_has_a_page_with_a_question_and_a_way_to_answer(fact):
    question = question_for(fact, Complaint())
    assert question.title
    if question.is_choice:
        assert question.options
        if FACTS[fact].kind == "choice":
            assert {option.value for option in question.options} == set(FACTS[fact].options)


def test_the_form_speaks_for_the_office_not_as_an_assistant():
    ends = ("submitted", "submit_pending", "submit_not_needed", "stopped", "refused_consent")
    for name in [*(f"utter_{end}" for end in ends), *(name for name in wording.responses() if name.startswith("utter_outcome_"))]:
        if name in ("utter_outcome_changed", "utter_outcome_open_again"):  # said in a chat only
            continue
        lead = wording.text(name, "form").split("\n\n")[0]
        assert not re.search(r"\b(I|me|my)\b", lead), (name, lead)


def test_the_last_page_of_the_form_does_not_lead_back_into_the_chat(browser):
    Filler(browser).until("/form/done")
    assert "your answers come with you" not in browser.words
    assert "in this chat" not in browser.words
