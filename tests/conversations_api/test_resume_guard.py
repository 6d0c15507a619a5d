"""Nobody learns from saving whether we know a contact, nobody guesses a code, and neither stands where it may be read."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from statistics import median

import pytest
from sqlalchemy import text, update

from intake_api import retention
from intake_api.conversations.access import COOKIE
from intake_api.conversations.models import Conversation
from intake_api.conversations.service import KEEP_IDLE
from intake_api.db.base import Base, utc_now
from intake_api.resume import service
from intake_api.resume.codes import CODES
from intake_api.resume.contact import read_contact
from intake_api.resume.models import ResumeCode, ResumeLimit
from intake_api.settings import Settings
from tests.conversations_api.test_resume import EMAIL, MOBILE, STORY, agreed, come_back, in_browser, save

WRONG = CODES.of(Settings(secret_key="another"), "seed")  # well formed, and nobody's
UNKNOWN = "nobody.at.all@example.org"


def everything(app):
    """All that the database holds, as text."""
    with app.state.engine.connect() as connection:
        return str([connection.execute(text(f"SELECT * FROM {name}")).all() for name in Base.metadata.tables])  # noqa: S608


def ask_new_code(browser, contact):
    browser.get("/resume/new-code")
    return browser.send("/resume/new-code", contact=contact)


def test_a_wrong_code_is_answered_the_same_whether_or_not_the_contact_is_known(chat, new_browser, post):
    save(agreed(chat))
    post.carry()
    answers = []
    for contact in (EMAIL, UNKNOWN):
        person = new_browser()
        answer = come_back(person, WRONG, contact)
        answers.append((answer.status_code, person.words.replace(contact, ""), sorted(person.http.cookies)))
    assert answers[0] == answers[1]
    assert answers[0][0] == 422
    assert "does not go with" in answers[0][1]


def test_a_new_code_is_promised_the_same_whether_or_not_the_contact_is_known(chat, new_browser, post, rows):
    save(agreed(chat))
    first = post.one()
    answers = []
    for contact in (EMAIL, UNKNOWN):
        person = new_browser()
        answer = ask_new_code(person, contact)
        answers.append((answer.status_code, person.words.replace(contact, "")))
    assert answers[0] == answers[1]
    assert "If we hold a complaint that was saved with" in answers[0][1]
    assert len(rows("resume_messages")) == 2  # the same is written for both, too
    second = post.carry()
    assert [letter.to for letter in second] == [EMAIL]
    assert second[0].code != first.code
    assert rows("resume_messages") == []


def test_known_and_unknown_take_as_long(chat, post, settings):
    save(agreed(chat))
    post.carry()
    times = {EMAIL: [], UNKNOWN: []}
    generous = settings.model_copy(update={"resume_max_tries": 10_000, "resume_max_tries_address": 10_000})
    sessions = post.app.state.sessions
    for number in range(60):
        for contact in (EMAIL, UNKNOWN) if number % 2 else (UNKNOWN, EMAIL):
            started = time.perf_counter()
            with pytest.raises(service.WrongCodeError):
                service.go_on(sessions, generous, contact=read_contact(contact), code="000000000", network="n", now=utc_now())
            times[contact].append(time.perf_counter() - started)
    known, unknown = median(times[EMAIL]), median(times[UNKNOWN])
    assert known < unknown * 1.5 + 0.001, (known, unknown)


def test_after_some_wrong_tries_even_the_right_code_waits(chat, new_browser, post, settings):
    save(agreed(chat))
    code = post.one().code
    for _ in range(settings.resume_max_tries):
        assert come_back(new_browser(), WRONG).status_code == 422
    person = new_browser()
    answer = come_back(person, code)
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["Retry-After"]) <= settings.resume_try_window
    assert "too many tries" in person.words
    assert COOKIE not in person.http.cookies


def test_the_limit_is_the_same_for_a_contact_nobody_knows(new_browser, settings):
    for _ in range(settings.resume_max_tries):
        assert come_back(new_browser(), WRONG, UNKNOWN).status_code == 422
    assert come_back(new_browser(), WRONG, UNKNOWN).status_code == 429


def test_one_network_address_cannot_try_many_contacts(other, settings):
    for number in range(settings.resume_max_tries_address):
        assert come_back(other, WRONG, f"person{number}@example.org").status_code == 422
    assert come_back(other, WRONG, "somebody.else@example.org").status_code == 429


def test_after_the_window_the_right_code_works_again(chat, other, new_browser, post, app, settings):
    save(agreed(chat))
    code = post.one().code
    for _ in range(settings.resume_max_tries + 1):
        come_back(new_browser(), WRONG)
    with app.state.sessions() as session:
        session.execute(update(ResumeLimit).values(until=utc_now()))
        session.commit()
    assert come_back(other, code).url.path == "/chat"


def test_a_right_code_forgives_the_slips_before(chat, new_browser, post, settings):
    talk = agreed(chat)
    save(talk)
    save(talk)
    first, second = post.carry()
    for code in (*[WRONG] * (settings.resume_max_tries - 1), first.code):
        come_back(new_browser(), code)
    assert come_back(new_browser(), second.code).status_code == 422  # used with the first; and not 429


def test_ten_wrong_codes_end_a_code_and_a_new_one_works(chat, new_browser, other, post, app):
    save(agreed(chat))
    code = post.one().code
    with app.state.sessions() as session:
        session.execute(update(ResumeCode).values(failures=9))
        session.commit()
    come_back(new_browser(), WRONG)
    assert come_back(new_browser(), code).status_code == 422
    ask_new_code(other, EMAIL)
    assert come_back(other, post.one().code).url.path == "/chat"


def test_many_tries_at_once_are_counted_one_by_one(chat, new_browser, post, settings):
    save(agreed(chat))
    post.carry()
    person = new_browser()
    person.get("/resume")
    fields = {**person.hidden, "contact": EMAIL, "code": WRONG}
    with ThreadPoolExecutor(12) as pool:
        statuses = list(pool.map(lambda _: person.http.post("/resume", data=fields).status_code, range(24)))
    assert statuses.count(422) == settings.resume_max_tries
    assert statuses.count(429) == 24 - settings.resume_max_tries


def test_a_person_cannot_make_us_send_without_end_and_is_told(chat, post, settings):
    talk = agreed(chat)
    statuses = [save(talk, f"person{number}@example.org").status_code for number in range(settings.resume_max_messages + 1)]
    assert statuses == [202] * settings.resume_max_messages + [429]
    assert len(post.carry()) == settings.resume_max_messages


def test_one_mailbox_is_not_flooded_by_many_talks_and_nobody_learns_of_it(chat, post, settings):
    answers = [save(agreed(chat)) for _ in range(settings.resume_max_messages_contact + 2)]
    assert {(answer.status_code, answer.text) for answer in answers} == {(202, answers[0].text)}
    assert len(post.carry()) == settings.resume_max_messages_contact


def test_asking_for_new_codes_from_one_address_ends(other, settings):
    for number in range(settings.resume_max_messages_address):
        assert ask_new_code(other, f"person{number}@example.org").status_code == 200
    assert ask_new_code(other, "one.more@example.org").status_code == 429


def test_a_new_code_works_no_longer_than_the_old_one(chat, other, post, app):
    save(agreed(chat))
    post.carry()
    soon = utc_now() + timedelta(days=2)
    with app.state.sessions() as session:
        session.execute(update(ResumeCode).values(expires_at=soon))
        session.commit()
    ask_new_code(other, EMAIL)
    post.carry()
    with app.state.sessions() as session:
        assert {row.expires_at for row in session.query(ResumeCode)} == {soon}


def test_two_talks_of_one_contact_get_a_code_each_and_each_opens_its_own(chat, new_browser, post):
    talks = [agreed(chat), agreed(chat)]
    for number, talk in enumerate(talks):
        talk.say(f"Person {number}")
        save(talk)
    post.carry()
    ask_new_code(new_browser(), EMAIL)
    letters = post.carry()
    assert len(letters) == 2
    opened = set()
    for letter in letters:
        person = new_browser()
        come_back(person, letter.code)
        opened.add("Heard: Person 1" in person.words or "Person 1" in person.words)
    assert opened == {True, False}


def test_neither_contact_nor_code_stands_in_the_database_once_the_message_has_left(chat, post, app):
    address = "leaves.no.trace@example.org"  # nobody else's: the database is shared, and other tests keep whole cases in it
    save(agreed(chat), address)
    assert address in everything(app)  # it has to be sent first
    letter = post.one()
    kept = everything(app)
    for secret in (address, letter.code, letter.code.replace("-", "")):
        assert secret not in kept
    save(agreed(chat), "07700 900317")
    post.carry()
    assert "7700900317" not in everything(app)


def test_neither_contact_nor_code_stands_in_a_log_or_an_address(browser, other, post, capfd):
    in_browser(browser)
    browser.get("/resume/save")
    saved = browser.send("/resume/save", contact=EMAIL)
    code = post.one().code
    pages = [saved, come_back(other, WRONG), come_back(other, code), ask_new_code(other, EMAIL), ask_new_code(other, MOBILE)]
    post.carry()
    other.get("/resume")
    other.send("/resume", contact=EMAIL * 1000, code=code * 1000)
    logged = capfd.readouterr()
    assert any(json.loads(line)["event"] == "resume_message_sent" for line in logged.err.splitlines())
    for secret in (EMAIL, "joan", "7700900123", MOBILE, code, code.replace("-", "")):
        assert secret not in logged.err + logged.out
        assert not any(secret in str(step.url) for answer in pages for step in (*answer.history, answer))


def test_what_is_over_is_deleted_and_what_is_not_stays(chat, post, app, rows, settings):
    kept, ended = agreed(chat), agreed(chat)
    save(kept)
    save(ended, MOBILE)
    ended.say("stop")
    retention.sweep(app.state.sessions, now=utc_now())
    assert [row["conversation_id"] for row in rows("resume_codes")] == [kept.id]
    assert len(rows("resume_messages")) == 1
    retention.sweep(app.state.sessions, now=utc_now() + timedelta(days=1, minutes=1))
    assert rows("resume_messages") == []  # the contact of a message that could not leave does not stay
    assert rows("resume_limits") == []
    retention.sweep(app.state.sessions, now=utc_now() + timedelta(days=settings.resume_days - 1))
    assert len(rows("resume_codes")) == 1
    retention.sweep(app.state.sessions, now=utc_now() + timedelta(days=settings.resume_days + 1, minutes=1))
    assert rows("resume_codes") == []
    assert [row["id"] for row in rows("conversations") if row["has_consent"]] == [kept.id]  # a code never outlives its talk
    retention.sweep(app.state.sessions, now=utc_now() + KEEP_IDLE + timedelta(minutes=1))
    assert rows("conversation_messages") == []


def test_a_talk_that_is_deleted_takes_its_codes_and_messages_along(chat, post, app, rows):
    save(agreed(chat))
    with app.state.sessions() as session:
        session.execute(text("DELETE FROM conversations"))
        session.commit()
    assert rows("resume_codes") == rows("resume_messages") == []
    assert post.carry() == []


def test_saving_keeps_the_talk_for_its_whole_time_from_then(chat, app, rows):
    talk = agreed(chat)
    with app.state.sessions() as session:
        session.execute(update(Conversation).values(updated_at=utc_now() - timedelta(days=29)))
        session.commit()
    save(talk)
    retention.sweep(app.state.sessions, now=utc_now() + timedelta(days=29))
    assert STORY in str(rows("conversation_messages"))
