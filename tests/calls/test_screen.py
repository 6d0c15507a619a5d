"""The call screen without a script: the note, two at one call, danger, the assistant away, a caller who rings off."""

from __future__ import annotations

import uuid

import pytest
from sqlalchemy import select

from intake_api.calls import notes
from intake_api.cases.models import Case
from intake_api.casework.models import CaseAllocation
from intake_api.clock import utc_now
from intake_api.db.base import start_writing
from intake_api.staff.models import StaffUser
from intake_api.staff.roles import Role
from tests.conversations_api.cell import NO

TOLD = "Caller is Joan Ashworth of Crewe, about lost papers"
CRY = "she says she wants to kill herself tonight"


def call_row(rows):
    (row,) = rows("calls")
    return row


def test_a_note_is_kept_nowhere_before_the_caller_agrees_and_then_with_the_call(desk, rows):
    desk.begin()
    desk.keep_note(TOLD)
    assert desk.note == TOLD
    assert call_row(rows)["note"] == ""
    desk.agree()
    assert call_row(rows)["note"] == TOLD
    assert desk.note == TOLD


def test_a_note_is_deleted_with_everything_else_when_the_caller_refuses(desk, rows):
    desk.begin()
    desk.keep_note(TOLD)
    desk.answer(choice=NO["payload"])
    assert desk.note == ""
    desk.get(desk.call)
    assert desk.note == ""
    assert call_row(rows)["note"] == ""


def test_a_note_is_deleted_when_the_caller_takes_the_consent_back(desk, rows):
    desk.begin()
    desk.agree()
    desk.keep_note(TOLD)
    assert call_row(rows)["note"] == TOLD
    desk.say("stop")
    assert call_row(rows)["note"] == ""


def test_without_a_script_the_note_travels_with_each_answer(desk, rows):
    desk.begin()
    desk.agree()
    desk.say("They lost my papers", note=TOLD)
    assert call_row(rows)["note"] == TOLD
    assert desk.note == TOLD


def test_the_assistant_reads_a_note_once_and_only_after_consent(desk, cell):
    desk.begin()
    desk.keep_note(TOLD)
    desk.agree()
    assert all("note" not in body["metadata"] for body in cell.heard)
    desk.say("They lost my papers")
    assert cell.heard[-1]["metadata"]["note"] == TOLD
    desk.say("Joan")
    assert "note" not in cell.heard[-1]["metadata"]
    desk.say("Joan Ashworth", note=TOLD + " and a dog")
    assert cell.heard[-1]["metadata"]["note"] == TOLD + " and a dog"


def test_the_note_can_be_the_story_and_later_be_read_for_answers(desk, cell):
    desk.begin()
    desk.agree()
    desk.keep_note(TOLD)
    desk.answer(action="note")
    assert cell.messages[-1] == TOLD
    assert "What is your name?" in desk.words
    desk.answer(action="note")
    assert (cell.messages[-1], cell.heard[-1]["metadata"]["note"]) == ("/repeat_question", TOLD)


def test_two_members_of_staff_on_one_call_overwrite_nothing(desk, new_desk, rows):
    call = desk.begin()
    desk.agree()
    other = new_desk("lee")
    other.call = call
    other.get(call)
    assert "A colleague took this call" in other.words
    desk.keep_note("What Asha wrote")
    reply = other.keep_note("What Lee wrote")
    assert reply.status_code == 409
    assert other.note == "What Lee wrote"
    assert "What Asha wrote" in other.words
    assert call_row(rows)["note"] == "What Asha wrote"
    other.keep_note("What Asha wrote. What Lee wrote")
    assert call_row(rows)["note"] == "What Asha wrote. What Lee wrote"


def test_an_answer_to_a_question_that_a_colleague_has_answered_is_not_taken(desk, new_desk, cell):
    call = desk.begin()
    desk.agree()
    other = new_desk("lee")
    other.call = call
    other.get(call)
    seen = other.hidden["seen"]
    desk.say("They lost my papers")
    heard = len(cell.heard)
    reply = other.say("Something else", seen=seen)
    assert reply.status_code == 409
    assert len(cell.heard) == heard


def test_a_note_of_100_kilobytes_is_kept_and_a_longer_one_is_handed_back_whole(desk, rows):
    desk.begin()
    desk.agree()
    long = "The caller told it all. " * 4200
    assert len(long) > 100_000
    desk.keep_note(long)
    assert call_row(rows)["note"] == long
    over = "x" * (notes.LONGEST + 1)
    reply = desk.keep_note(over)
    assert reply.status_code == 422
    assert desk.note == over
    assert call_row(rows)["note"] == long


def test_danger_in_the_note_is_said_at_once_and_flagged_first(desk, rows):
    desk.begin()
    desk.agree()
    desk.keep_note(f"About lost papers.\n{CRY}")
    assert "116 123" in desk.words
    assert "Risk: self-harm" in desk.words
    (conversation,) = rows("conversations")
    assert [row["name"] for row in conversation["signals"]] == ["self_harm_risk"]


def test_what_a_script_asks_for_answers_with_the_version_and_the_words_that_help(desk):
    desk.begin()
    headers = {"X-Requested-With": "redress-call"}
    form = {"csrf_token": desk.hidden["csrf_token"], "note": CRY, "note_version": "0"}
    first = desk.http.post(f"{desk.call}/note", data=form, headers=headers).json()
    assert first["version"] == 1
    assert "116 123" in first["urgent"]
    late = desk.http.post(f"{desk.call}/note", data={**form, "note": "Another"}, headers=headers)
    assert late.status_code == 409
    assert late.json()["theirs"] == CRY


def test_the_assistant_falls_away_in_mid_call_and_the_form_goes_on_in_the_same_screen(desk, cell, rows):
    desk.begin()
    desk.agree()
    cell.fail = "hang_up"
    desk.say("They lost my papers and I had to borrow money")
    assert "The assistant is away" in desk.words
    assert "They lost my papers and I had to borrow money" in desk.page
    desk.submit(f"{desk.call}/form", fact="story", answer="They lost my papers and I had to borrow money")
    assert "The assistant is away" in desk.words
    (conversation,) = rows("conversations")
    assert conversation["state"]["slots"]["story"] == "They lost my papers and I had to borrow money"
    assert conversation["asked"] not in ("story", None)
    cell.fail, heard = None, len(cell.heard)
    desk.get(desk.call)
    assert "The assistant is away" not in desk.words
    assert len(cell.heard) == heard  # what was answered in the form is not told to it as an answer to another question


def test_a_mistake_in_the_form_comes_back_with_what_was_typed(desk, cell):
    desk.begin()
    desk.agree()
    cell.fail = "hang_up"
    desk.say("They lost my papers")
    reply = desk.submit(f"{desk.call}/form", fact="story", answer="   ")
    assert reply.status_code == 422
    assert "The assistant is away" in desk.words


def test_the_assistant_that_is_away_from_the_start_does_not_stop_a_call(desk, cell, rows):
    cell.fail = "hang_up"
    desk.begin()
    desk.submit(f"{desk.call}/form", fact="consent_to_process", choice='/provide_info{"answer":"true"}')
    desk.submit(f"{desk.call}/form", fact="story", answer="They lost my papers")
    (conversation,) = rows("conversations")
    assert conversation["has_consent"]
    assert conversation["state"]["slots"]["story"] == "They lost my papers"


def test_a_caller_who_rings_off_is_finished_later_by_a_colleague(desk, new_desk, rows):
    call = desk.begin()
    desk.agree()
    desk.keep_note(TOLD)
    desk.submit(f"{call}/later")
    assert "Calls to finish" in desk.words
    other = new_desk("lee")
    other.get("/staff/calls/new")
    assert call in other.page
    other.call = call
    other.get(call)
    assert other.note == TOLD
    other.say("They lost my papers")
    assert call_row(rows)["status"] == "open"


def test_of_a_caller_who_rings_off_before_agreeing_nothing_stays(desk, rows):
    call = desk.begin()
    desk.keep_note(TOLD)
    desk.submit(f"{call}/later")
    assert call not in desk.page
    assert (call_row(rows)["note"], call_row(rows)["status"]) == ("", "ended")
    desk.get(call)
    assert TOLD not in desk.page


def test_a_session_that_ends_in_mid_call_loses_nothing_that_was_said(desk, rows):
    call = desk.begin()
    desk.agree()
    desk.keep_note(TOLD)
    desk.http.cookies.delete("redress_staff")
    reply = desk.post(call, text="They lost my papers")
    assert (reply.status_code, reply.headers["location"]) == (303, "/staff/login")
    desk.log_in("asha")
    desk.get("/staff/calls/current")
    assert desk.note == TOLD
    desk.call = call
    desk.say("They lost my papers")
    assert "What is your name?" in desk.words


@pytest.mark.parametrize("role", [Role.LEGAL, Role.AUDITOR, Role.ADMINISTRATOR])
def test_who_may_not_take_calls_sees_none(new_desk, desk, role):
    call = desk.begin()
    looker = new_desk("lee", role)
    for address in ("/staff/calls/new", call, f"{call}/now", f"{call}/end", f"{call}/identity"):
        assert looker.get(address).status_code == 403, address


def test_a_call_that_does_not_exist_is_said_plainly(desk):
    reply = desk.get(f"/staff/calls/{uuid.uuid4()}")
    assert reply.status_code == 404
    assert "There is no such call" in desk.page


def test_the_right_column_alone_holds_no_talk(desk):
    desk.begin()
    desk.agree()
    desk.say("They lost my papers")
    fragment = desk.http.get(f"{desk.call}/now").text
    assert "Still needed" in fragment
    assert "chat-log" not in fragment


def test_no_word_of_a_call_is_in_the_audit_trail(desk, rows):
    desk.begin()
    desk.agree()
    desk.keep_note(TOLD)
    desk.say("They lost my papers")
    desk.submit(f"{desk.call}/end", ended_by="finished")
    trail = str(rows("audit_events"))
    assert "call_begun" in trail
    assert "call_ended" in trail
    assert "Joan" not in trail
    assert "papers" not in trail


@pytest.mark.covers("SM-2.103a", "SM-2.103b", "SM-2.103c")
def test_a_call_about_a_case_begins_with_a_name_and_the_stage_and_ends_with_a_number(desk, a_case, app):
    reference = a_case()
    with app.state.sessions() as session:
        start_writing(session)
        user = session.scalars(select(StaffUser).where(StaffUser.username == "asha")).one()
        user.full_name, user.direct_contact = "J Smith", "020 7946 0123"
        case = session.scalars(select(Case).where(Case.reference == reference)).one()
        session.add(CaseAllocation(
            case_id=case.id, made_by="sam", made_at=utc_now(), category="general", answers={},
            passed={"goes_to": "early_consideration_team"},
        ))  # fmt: skip
        session.commit()
    desk.begin(reference)
    desk.get(desk.call)
    opening = desk.words[desk.words.index("Say first") :]
    assert opening.startswith("Say first: My name is J Smith.")
    assert "early consideration stage" in opening
    assert "you can reach me here: 020 7946 0123" in opening


def test_a_new_call_begins_with_a_name_and_tells_of_no_case(desk):
    desk.begin()
    desk.get(desk.call)
    assert "Say first: My name is asha." in desk.words
    assert "Where it stands" not in desk.words
    assert "Say last" not in desk.words
