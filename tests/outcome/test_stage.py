"""The stage of a complaint, in plain words: only for who shows reference and code, on the page, in the chat and by the API."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from sqlalchemy import select

from intake_api import wording
from intake_api.case_status import in_chat, service, stages
from intake_api.case_status.service import CODES
from intake_api.cases import reference as references
from intake_api.cases import service as cases
from intake_api.cases.models import Case
from intake_api.casework.models import CaseAllocation
from intake_api.clock import utc_now
from intake_api.conversations import safety
from intake_api.db.base import start_writing
from intake_api.short_codes import new_seed
from tests.intake_api.builders import a_record

EARLY = "A first look"
NO_MATCH = "We found nothing with this reference and this code"
WRONG = "000-000-00S"  # well formed


@pytest.fixture
def triaged(app):
    """A case that was passed to the early consideration team for triage: its reference and the code of its person."""
    submission = cases.Submission(a_record(), None, "a-key", actor="test")
    made = cases.submit(app.state.sessions, submission, now=utc_now(), public_url="http://testserver")
    with app.state.sessions() as session:
        start_writing(session)
        row = session.scalars(select(Case).where(Case.reference == made.reference)).one()
        row.status = "in_progress"
        session.add(CaseAllocation(
            case_id=row.id, made_by="sam", made_at=utc_now(), category="general", answers={},
            passed={"goes_to": stages.EARLY},
        ))  # fmt: skip
        code = service.code_for(session, app.state.settings, row, now=utc_now())
        session.commit()
    return made.reference, code


@pytest.fixture
def asked(chat, cell):
    """Somebody who has asked the chat where their case is, and what it asked them."""
    talk = chat()
    talk.agree()
    cell.turn = turn
    return talk, talk.say("where is my case?")


def turn(body):
    """The cell: asks its question again, and answers the question where the case is as the script has it."""
    slots = dict((body["state"] or {}).get("slots") or {})
    slots.update(consent_to_process=True, requested_slot="story")
    again = {"text": "Please tell me what happened.", "name": "utter_ask_story"}
    said = [{"text": wording.text("utter_check_status"), "name": "utter_check_status"}] if "case" in body["message"] else []
    return {"messages": [*said, again], "state": {"slots": slots, "active_loop": "intake_form"}}


def told(reply):
    return " ".join(each["text"] for each in reply["messages"])


@pytest.mark.covers("SM-1.34f")
def test_who_shows_reference_and_code_in_the_chat_is_told_the_stage_by_name(asked, triaged, cell, rows):
    reference, code = triaged
    talk, first = asked
    assert "your reference and your code" in told(first)
    heard = len(cell.heard)
    reply = talk.say(f"it is {reference.lower()} and {code}")
    assert EARLY in told(reply)
    assert "Please tell me what happened." in told(reply)  # the open question is put again
    assert not any(code in str(body) or reference in str(body) for body in cell.heard[heard:])
    kept = str(rows("conversation_messages"))
    assert code not in kept
    assert reference not in kept
    assert EARLY in told(talk.read())


def test_the_same_message_four_times_at_once_is_answered_once(asked, triaged):
    reference, code = triaged
    talk, _first = asked
    sent = uuid4().hex
    with ThreadPoolExecutor(4) as pool:
        replies = list(pool.map(lambda _: talk.say(f"{reference} {code}", message_id=sent), range(4)))
    assert all(EARLY in told(reply) for reply in replies)
    assert told(talk.read()).count(EARLY) == 1


@pytest.mark.covers("SM-1.34f")
def test_the_chat_tells_nobody_else_whether_there_is_such_a_case(asked, triaged, app):
    reference, code = triaged
    talk, _ = asked
    wrong = talk.say(f"{reference} {WRONG}")
    unknown = talk.say(f"{references.new()} {code}")
    assert told(wrong) == told(unknown)
    assert NO_MATCH in told(wrong)
    assert "need your code too" in told(talk.say(reference))
    assert "need your code too" in told(talk.say(references.new()))
    answers = [told(talk.say(f"{reference} {WRONG}")) for _ in range(app.state.settings.resume_max_tries)]
    assert "tried many times" in answers[-1]
    assert EARLY not in told(talk.say(f"{reference} {code}"))  # a guesser is stopped, also with the right code


def test_half_of_a_pair_is_asked_for_only_once_the_chat_had_asked(chat, triaged, cell):
    talk = chat()
    talk.agree()
    cell.turn = turn
    talk.say(triaged[0])
    assert cell.messages[-1] == triaged[0]


def test_the_same_message_twice_is_answered_once(asked, triaged):
    talk, _ = asked
    words = f"{triaged[0]} {triaged[1]}"
    assert told(talk.say(words, "one-id")) == told(talk.say(words, "one-id"))
    assert told(talk.read()).count(EARLY) == 1


@pytest.mark.parametrize("code", ["SYN-BDF-XBF", "syn bdf xbf", "7K4M2Q9TC"])
def test_a_code_is_found_also_where_chance_gave_it_no_digit(code):
    assert in_chat.pair_in(f"R-ANJP-HBV9-B, and the code is {code}") == in_chat.Pair("R-ANJP-HBV9-B", code)


def test_letters_drawn_by_chance_do_not_sound_like_danger(app):
    heard = []
    for _ in range(300):
        code = CODES.of(app.state.settings, new_seed())
        heard += [each for each in (references.new(), f"{references.new()} {code}", code) if safety.signal_in(each)]
    assert heard == []
    cry = f"{references.new()} I want to die"
    assert safety.signal_in(cry)["risk"] == "self_harm"


def test_it_works_without_scripts_and_while_the_assistant_is_away(browser, triaged, cell):
    browser.get("/chat")
    cell.fail = "error"
    browser.send("/chat", text=f"{triaged[0]} {triaged[1]}")
    assert EARLY in browser.words
    assert triaged[1] not in browser.page


def test_a_long_story_with_both_in_it_is_not_lost(asked, triaged, cell):
    talk, _ = asked
    story = f"{triaged[0]} {triaged[1]} " + "they lost my papers " * 8
    talk.say(story)
    assert cell.heard[-1]["message"].startswith(triaged[0])


@pytest.mark.covers("SM-1.34f")
def test_the_page_and_the_api_name_the_stage(browser, client, triaged):
    reference, code = triaged
    browser.get("/status")
    browser.send("/status", reference=reference, code=code)
    assert EARLY in browser.words
    assert "first look at your complaint" in browser.words
    answer = client.post("/v1/status", json={"reference": reference, "code": code}).json()
    assert answer["stage"] == "early_consideration"
    assert EARLY in answer["stage_words"]


def test_every_stage_has_its_words_in_both_languages():
    from intake_api.languages.catalogue import catalogue

    for stage in stages.STAGES:
        for entry in (f"utter_stage_{stage}", f"utter_stage_{stage}_means"):
            assert wording.has(entry)
            assert entry in catalogue("cy").script
