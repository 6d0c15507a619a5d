"""Save and come back later: the way out and the way back, in the chat and in the form."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import update

from intake_api.conversations.access import COOKIE
from intake_api.conversations.models import Conversation
from intake_api.db.base import utc_now
from intake_api.resume.models import ResumeCode
from tests.conversations_api.cell import YES
from tests.conversations_api.conftest import API_TOKEN
from tests.conversations_api.test_form import Filler

EMAIL = "joan.ashworth@example.org"
MOBILE = "07700 900123"
STORY = "They lost her hearing aids twice."


def save(talk, contact=EMAIL, **more):
    """Saves over the API."""
    return talk.client.post(f"/v1/conversations/{talk.id}/save", json={"contact": contact}, **{"headers": talk.headers, **more})


def agreed(chat):
    """A talk with consent and a story."""
    talk = chat()
    talk.agree()
    talk.say(STORY)
    return talk


def in_browser(browser):
    """The same, in a browser without scripts."""
    browser.get("/chat")
    browser.send("/chat", choice=YES["payload"])
    browser.get("/chat")
    browser.send("/chat", text=STORY)
    return browser


def come_back(browser, code, contact=EMAIL):
    """Fills in the page; answers where it leads."""
    browser.get("/resume")
    return browser.send("/resume", contact=contact, code=code)


def test_a_person_saves_in_the_chat_and_goes_on_on_another_device(browser, other, post, cell):
    in_browser(browser)
    browser.get("/resume/save")
    saved = browser.send("/resume/save", contact=f" {EMAIL} ")
    assert saved.status_code == 200
    assert "Your answers are saved" in browser.words
    assert EMAIL in browser.words

    letter = post.one()
    assert letter.to == EMAIL
    assert STORY not in letter.text
    assert "complaint" not in letter.subject.lower()

    page = come_back(other, letter.code.lower().replace("-", " "))
    assert page.url.path == "/chat"
    assert "Welcome back" in other.words
    assert f"What happened: {STORY}" in other.words
    assert other.words.rindex("What is your name?") > other.words.rindex("Welcome back")
    other.send("/chat", text="Joan Ashworth")
    assert cell.heard[-1]["state"]["slots"]["story"] == STORY
    assert "Heard: Joan Ashworth" in other.words


def test_the_question_comes_back_with_its_answers_to_choose_from(browser, other, post, cell):
    usual = cell.turn
    cell.turn = lambda body: usual(body) | (
        {"messages": [{"text": "Thank you."}, {"text": "You mentioned June. Is that right?", "buttons": [YES]}]}
        if body["message"] == STORY else {}
    )  # fmt: skip
    in_browser(browser)
    browser.get("/resume/save")
    browser.send("/resume/save", contact=EMAIL)
    come_back(other, post.one().code)
    assert other.words.count("You mentioned June. Is that right?") == 2
    assert other.words.count("Thank you.") == 1
    assert f'value="{YES["payload"].replace(chr(34), "&#34;")}"' in other.page


def test_a_text_goes_to_a_mobile_and_the_number_may_be_typed_another_way(chat, other, post):
    save(agreed(chat), MOBILE)
    letter = post.one()
    assert (letter.to, letter.subject) == ("+447700900123", "")
    assert len(letter.text) <= 300  # two parts of a text message
    assert come_back(other, letter.code, "+44 7700 900 123").url.path == "/chat"
    assert "Welcome back" in other.words


def test_the_old_token_and_the_old_cookie_stop_working(browser, other, post):
    in_browser(browser)
    browser.get("/resume/save")
    browser.send("/resume/save", contact=EMAIL)
    before = browser.http.cookies[COOKIE]
    come_back(other, post.one().code)
    assert other.http.cookies[COOKIE].split(".")[0] == before.split(".")[0]
    assert other.http.cookies[COOKIE] != before
    browser.get("/chat")
    assert "opened in another place" in browser.words
    assert STORY not in browser.words


def test_the_token_of_the_api_stops_working_too(chat, other, post):
    talk = agreed(chat)
    save(talk)
    come_back(other, post.one().code)
    assert talk.post(text="hello").status_code == 401
    assert save(talk).status_code == 401


def test_who_left_in_the_form_goes_on_in_the_form_with_every_answer(browser, other, post):
    Filler(browser).until("/form/outcome")
    browser.get("/form")
    assert "Save and come back later" in browser.words
    browser.get("/resume/save")
    browser.send("/resume/save", contact=EMAIL)
    page = come_back(other, post.one().code)
    assert page.url.path == "/form/outcome"
    assert Filler(other).until("/form/done") == "/form/done"
    assert "Complaint sent" in other.words


def test_the_page_offers_the_contact_that_is_known_already(browser):
    Filler(browser).until("/form/check")
    browser.get("/resume/save")
    assert 'value="joan@example.org"' in browser.page


def test_before_consent_nothing_is_saved_and_the_page_says_why(browser, chat, rows):
    browser.get("/chat")
    browser.get("/resume/save")
    assert "We do not keep anything until you have said that we may" in browser.words
    assert 'name="contact"' not in browser.page
    talk = chat()
    refused = save(talk)
    assert refused.status_code == 409
    assert "do not keep anything until" in refused.json()["detail"]
    assert rows("resume_codes") == rows("resume_messages") == []


def test_who_has_no_talk_is_told_so(browser):
    browser.get("/resume/save")
    assert "nothing to save" in browser.words


def test_a_talk_that_has_ended_cannot_be_saved_nor_opened(chat, other, post):
    talk = agreed(chat)
    save(talk)
    code = post.one().code
    talk.say("stop")
    assert save(talk).status_code == 409
    come_back(other, code)
    assert "no longer works" in other.words


def test_a_complaint_that_was_sent_is_not_shown_by_an_old_code(chat, other, post, app):
    talk = agreed(chat)
    save(talk)
    code = post.one().code
    save(talk)
    with app.state.sessions() as session:
        session.execute(update(Conversation).values(status="submitted", reference="R-7K4M-2Q9T-C"))
        session.commit()
    assert post.carry() == []  # nor is a code sent that opens nothing
    come_back(other, code)
    assert "no longer works" in other.words
    assert STORY not in other.words
    assert save(talk).status_code == 409


def test_a_call_is_not_saved_this_way(chat):
    talk = chat("phone")
    talk.agree()
    assert save(talk).status_code == 409


def test_a_code_works_once(chat, other, new_browser, post, app):
    save(agreed(chat))
    code = post.one().code
    assert come_back(other, code).url.path == "/chat"
    with app.state.sessions() as session:  # six minutes later
        session.execute(update(ResumeCode).values(used_at=utc_now() - timedelta(minutes=6)))
        session.commit()
    third = new_browser()
    assert come_back(third, code).status_code == 422
    assert "no longer works" in third.words
    other.get("/chat")
    assert STORY in other.words  # who came back first goes on


def test_a_form_sent_twice_opens_the_talk_once_with_the_same_key(chat, other, post):
    save(agreed(chat))
    code = post.one().code
    come_back(other, code)
    first = other.http.cookies[COOKIE]
    come_back(other, code)
    assert other.http.cookies[COOKIE] == first
    assert other.words.count("Welcome back") == 1


def test_the_same_code_five_times_at_once_gives_one_key(chat, new_browser, post):
    save(agreed(chat))
    code = post.one().code
    people = [new_browser() for _ in range(5)]
    for person in people:
        person.get("/resume")
    with ThreadPoolExecutor(5) as pool:
        list(pool.map(lambda person: person.send("/resume", contact=EMAIL, code=code), people))
    keys = {person.http.cookies.get(COOKIE) for person in people}
    assert len(keys) == 1
    assert None not in keys
    people[0].get("/chat")
    assert people[0].words.count("Welcome back") == 1


def test_two_codes_used_at_once_leave_one_key_that_opens(chat, new_browser, post):
    talk = agreed(chat)
    save(talk)
    save(talk, MOBILE)
    email, text = sorted(post.carry(), key=lambda letter: letter.to, reverse=True)
    people = [new_browser() for _ in range(2)]
    for person in people:
        person.get("/resume")
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(
            lambda row: row[0].send("/resume", contact=row[1].to, code=row[1].code), zip(people, (email, text), strict=True)
        ))  # fmt: skip
    inside = []
    for person in people:
        person.get("/chat")
        inside.append(STORY in person.words)
    assert sorted(inside) == [False, True]


def test_an_expired_code_opens_nothing_and_works_through_its_last_day(chat, other, post, app, settings):
    save(agreed(chat))
    code = post.one().code
    (row,) = _codes(app)
    assert timedelta(days=settings.resume_days) <= row.expires_at - row.created_at <= timedelta(days=settings.resume_days + 1)
    with app.state.sessions() as session:
        session.execute(update(ResumeCode).values(expires_at=utc_now()))
        session.commit()
    assert come_back(other, code).status_code == 422
    assert "no longer works" in other.words


@pytest.mark.parametrize("contact", ["jo@example.org", "07700 900999"])
def test_a_right_code_with_another_contact_opens_nothing(chat, other, post, contact):
    save(agreed(chat))
    come_back(other, post.one().code, contact)
    assert "does not go with" in other.words
    assert COOKIE not in other.http.cookies


def test_the_api_answers_how_and_until_when_and_the_assistant_may_save_for_the_person(chat):
    talk = agreed(chat)
    answer = save(talk)
    assert answer.status_code == 202
    assert answer.json()["method"] == "email"
    assert save(talk, MOBILE, headers={"Authorization": f"Bearer {API_TOKEN}"}).json()["method"] == "text"
    assert save(talk, headers={}).status_code == 401
    unknown = talk.client.post(
        "/v1/conversations/00000000-0000-4000-8000-000000000000/save", json={"contact": EMAIL}, headers=talk.headers
    )
    assert unknown.status_code == 404


@pytest.mark.parametrize(("body", "status"), [
    ({}, 422), ({"contact": ""}, 422), ({"contact": "nobody"}, 422), ({"contact": None}, 422),
    ({"contact": ["a@example.org"]}, 422),    ({"contact": "a" * 5_000}, 422),
    ({"contact": EMAIL, "code": "x"}, 422), ({"contact": "x" * 1_100_000}, 413),
])  # fmt: skip
def test_the_api_says_what_is_wrong_and_repeats_nothing(chat, rows, body, status):
    talk = agreed(chat)
    answer = talk.client.post(f"/v1/conversations/{talk.id}/save", json=body, headers=talk.headers)
    assert answer.status_code == status
    assert "aaaa" not in answer.text
    assert rows("resume_messages") == []


def test_the_assistant_may_save_in_the_middle_of_a_turn(chat, app):
    talk = agreed(chat)
    with app.state.conversation_desk.store.hold(talk.id) as turn:  # the gateway holds the talk while the assistant answers
        assert save(talk, headers={"Authorization": f"Bearer {API_TOKEN}"}).status_code == 202
        turn.talk.add("assistant", "I have sent you a code.", utc_now())
        turn.release()
    assert talk.read()["messages"][-1]["text"] == "I have sent you a code."


def test_who_shares_a_device_closes_the_talk_on_it(browser, other, post):
    in_browser(browser)
    browser.get("/resume/save")
    browser.send("/resume/save", contact=EMAIL)
    browser.send("/resume/leave")
    browser.get("/chat")
    assert STORY not in browser.words
    come_back(other, post.one().code)
    assert STORY in other.words


def test_who_has_another_talk_open_is_warned_before_it_closes(chat, other, post):
    save(agreed(chat))
    in_browser(other)
    other.get("/resume")
    assert "You have a complaint open on this device" in other.words
    come_back(other, post.one().code)
    assert "Welcome back" in other.words


def test_an_answer_the_assistant_still_owes_is_not_asked_over(chat, other, post, cell):
    talk = agreed(chat)
    cell.fail = "error"
    talk.say("Joan Ashworth")
    cell.fail = None
    save(talk)
    come_back(other, post.one().code)
    assert "Try again" in other.page
    assert other.words.rindex("Welcome back") > other.words.rindex("What is your name?")


def test_a_long_talk_comes_back_in_short(browser, other, post):
    Filler(browser, story="A very long story. " * 200).until("/form/check")
    browser.get("/chat")  # from the form to the chat
    browser.get("/resume/save")
    browser.send("/resume/save", contact=EMAIL)
    come_back(other, post.one().code)
    recap = other.words[other.words.index("Welcome back") : other.words.index("You can change any answer")]
    assert len(recap) < 1_100
    assert " more" in recap


def _codes(app):
    with app.state.sessions() as session:
        return session.query(ResumeCode).order_by(ResumeCode.id).all()
