"""How a call ends: decisions, promises, wishes, attempts; what follows is what the rules for staff say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from intake_api.db.base import start_writing
from tests.conversations_api.cell import script

PARLIAMENTARY = {
    "consent_to_process": True, "story": "They lost my papers.", "organisation": "Department for Work and Pensions",
    "body": "dwp", "organisation_kind": "government", "asks_us_to_act": True,
}  # fmt: skip
NO_MP = {**PARLIAMENTARY, "mp_referral": "not_asked"}
WITH_COUNCIL = {
    "consent_to_process": True, "story": "The hospital and the council both failed her discharge.",
    "organisation": "Mid Cheshire Hospitals NHS Foundation Trust", "organisation_kind": "nhs_trust", "asks_us_to_act": True,
    "signals": [{"name": "joint_working_topic", "detail": "section_117", "reason": "They speak of section 117."}],
}  # fmt: skip


@pytest.fixture
def on_a_call(desk, cell):
    """`on_a_call(slots)`: a call on which this much is answered."""

    def begin(slots):
        def turn(body):
            answer = script(body)
            if body["message"] == "all of it":
                answer["state"]["slots"] |= slots
                answer["messages"] = [{"text": "Thank you."}]
            return answer

        cell.turn = turn
        desk.begin()
        desk.agree()
        desk.say("all of it")
        return desk

    return begin


def end(desk, **fields):
    return desk.submit(f"{desk.call}/end", **{"ended_by": "finished", **fields})


def test_how_a_call_ended_has_to_be_said(desk, rows):
    desk.begin()
    assert desk.submit(f"{desk.call}/end").status_code == 422
    assert "Say how the call ended." in desk.words
    assert rows("calls")[0]["ended_by"] is None


@pytest.mark.covers("SM-1.28a", "SM-1.28b")
def test_a_decision_is_not_closed_before_they_said_if_they_want_it_in_writing(on_a_call, rows):
    desk = on_a_call(NO_MP)
    reply = end(desk, decision_given="yes")
    assert reply.status_code == 422
    assert "SM-1.28" in desk.words
    assert rows("calls")[0]["decision_given"] is None
    end(desk, decision_given="yes", written_wanted="yes")
    assert "Give the decision in writing." in desk.words
    end(desk, decision_given="yes", written_wanted="no")
    assert "Give the decision in writing." not in desk.words


def test_who_rang_off_before_they_could_say_is_asked_later(on_a_call, rows):
    desk = on_a_call(NO_MP)
    assert end(desk, ended_by="rang_off", decision_given="yes").status_code == 200
    assert rows("calls")[0]["status"] == "later"
    assert "Ask whether they are happy not to have the decision in writing." in desk.words


def test_not_properly_made_by_telephone_says_what_to_tell_them(on_a_call):
    desk = on_a_call(NO_MP)
    desk.get(desk.call)
    assert "Not properly made by telephone" in desk.words
    end(desk)
    assert "MP" in desk.words[desk.words.index("What to tell them") :]


def test_a_form_completed_for_the_caller_is_to_be_sent_to_them(on_a_call, rows):
    desk = on_a_call(NO_MP)
    end(desk, form_completed="yes")
    assert "Send the form to the complainant." in desk.words
    assert rows("calls")[0]["form_completed"] in (True, 1)


@pytest.mark.covers("SM-1.55b")
def test_joint_working_is_explained_and_its_answer_asked_on_the_same_call(on_a_call, rows):
    desk = on_a_call(WITH_COUNCIL)
    desk.get(desk.call)
    assert "Joint working:" in desk.words
    reply = end(desk)
    assert reply.status_code == 422
    assert "SM-1.55" in desk.words
    end(desk, joint_consent="yes")
    assert "not properly made" in desk.words
    assert rows("calls")[0]["joint_consent"] == "yes"
    (event,) = [row for row in rows("audit_events") if row["action"] == "call_ended"]
    assert event["details"]["after"]["joint_consent"] == "yes"
    assert event["actor"] == "staff:asha"


def test_joint_working_that_the_caller_did_not_answer_is_written_down_as_that(on_a_call, rows):
    desk = on_a_call(WITH_COUNCIL)
    end(desk, joint_consent="ended")
    assert rows("calls")[0]["joint_consent"] == "ended"


def test_a_call_back_is_promised_within_48_hours_and_listed_until_it_is_made(desk, new_desk, rows):
    desk.begin()
    before = datetime.now(UTC)
    end(desk, call_back="yes")
    (promise,) = rows("call_backs")
    assert timedelta(hours=48) <= promise["due_at"] - before < timedelta(hours=48, minutes=1)
    end(desk, call_back="yes")  # kept twice: one promise, of the same hour
    assert rows("call_backs") == [promise]
    other = new_desk("lee")
    other.get("/staff/calls/new")
    assert other.page.count("/staff/calls/call-backs/") == 1
    other.submit(f"/staff/calls/call-backs/{promise['id']}")
    assert "/staff/calls/call-backs/" not in other.page
    made = rows("call_backs")[0]["made_at"]
    other.submit(f"/staff/calls/call-backs/{promise['id']}")
    assert rows("call_backs")[0]["made_at"] == made


def test_a_promise_that_was_ticked_by_mistake_can_be_taken_back(desk, rows):
    desk.begin()
    end(desk, call_back="yes")
    end(desk)
    assert rows("call_backs") == []


def test_days_that_suit_them_and_days_to_leave_alone_are_kept(desk, rows):
    desk.begin()
    end(desk, weekdays=["tuesday", "friday"], away_from="2027-01-04", away_to="2027-01-15", painful="2020-03-09")
    assert rows("calls")[0]["wishes"] == {
        "weekdays": ["tuesday", "friday"], "unavailable": [{"begin": "2027-01-04", "end": "2027-01-15"}],
        "sensitive": [{"month": 3, "day": 9}],
    }  # fmt: skip
    desk.get(f"{desk.call}/end")
    assert 'value="2027-01-15"' in desk.page


@pytest.mark.parametrize(
    "wrong", [{"away_from": "2027-02-01", "away_to": "2027-01-01"}, {"away_from": "31 February"}, {"painful": "soon"}]
)
def test_days_that_cannot_be_come_back_and_nothing_is_kept(desk, rows, wrong):
    desk.begin()
    assert end(desk, call_back="yes", **wrong).status_code == 422
    assert rows("calls")[0]["wishes"] == {}
    assert rows("call_backs") == []


def test_attempts_are_recorded_and_say_what_comes_next(desk, a_case, rows):
    reference = a_case()
    desk.get(f"/staff/calls/attempts/{reference}")
    assert "Try to contact the complainant before you decline the case." in desk.words
    desk.submit(f"/staff/calls/attempts/{reference}", way="phone", reached="no")
    assert "Somebody has tried to contact the complainant." in desk.words
    assert "One attempt reached nobody." in desk.words
    (attempt,) = rows("contact_attempts")
    assert (attempt["way"], bool(attempt["reached"])) == ("phone", False)
    (event,) = [row for row in rows("audit_events") if row["action"] == "contact_attempted"]
    assert (event["subject"], event["details"]["after"]) == (reference, {"way": "phone", "reached": "no"})


@pytest.mark.parametrize("wrong", [{}, {"way": "pigeon", "reached": "no"}, {"way": "phone", "reached": "perhaps"}])
def test_an_attempt_that_says_nothing_is_not_recorded(desk, a_case, rows, wrong):
    reference = a_case()
    desk.get(f"/staff/calls/attempts/{reference}")
    assert desk.submit(f"/staff/calls/attempts/{reference}", **wrong).status_code == 422
    assert rows("contact_attempts") == []


def test_the_way_they_prefer_is_the_way_that_is_offered(desk, a_case):
    desk.get(f"/staff/calls/attempts/{a_case()}")
    assert "Way: email." in desk.words


def test_what_was_asked_for_on_a_call_moves_the_day_of_the_next_contact(desk, a_case):
    reference = a_case()
    desk.begin(reference)
    desk.get(desk.call)
    desk.agree()
    desk.keep_note("She is away for a day or two.")
    today = datetime.now(UTC).date()
    end(desk, away_from=str(today - timedelta(days=1)), away_to=str(today + timedelta(days=1)))
    desk.get(f"/staff/calls/attempts/{reference}")
    assert "They have told us they are not available on this day." in desk.words


def test_the_case_shows_its_calls_with_their_notes(desk, a_case, new_desk):
    reference = a_case()
    desk.begin(reference)
    desk.get(desk.call)
    desk.agree()
    desk.keep_note("She rang about the missing letter")
    end(desk, call_back="yes")
    desk.get(f"/staff/cases/{reference}")
    assert "She rang about the missing letter" in desk.words
    assert "promised by" in desk.words


@pytest.mark.parametrize(("answer", "given"), [("yes", True), ("no", False)])
def test_the_answer_about_joint_working_becomes_a_consent_of_the_case_once(desk, a_case, rows, on_a_call, answer, given):
    on_a_call(WITH_COUNCIL)
    end(desk, joint_consent=answer)
    end(desk, joint_consent=answer)
    [consent] = [row for row in rows("conversation_consents") if row["purpose"] == "share_with_other_ombudsman"]
    assert (bool(consent["given"]), consent["channel"]) == (given, "phone")
    assert consent["wording_version"].startswith("utter_ask_joint_working@")


def test_on_a_call_about_a_case_the_answer_goes_to_that_case_and_a_change_of_mind_is_kept_too(app, desk, a_case, rows):
    from intake_api.calls.keeping import keep_consent
    from intake_api.calls.models import Call

    reference = a_case()
    desk.begin(reference)
    call_id = desk.call.rpartition("/")[2]
    now = datetime(2026, 11, 27, 12, tzinfo=UTC)
    for answer in ("yes", "yes", "ended", None, "no"):
        with app.state.sessions() as session:
            start_writing(session)
            keep_consent(session, session.get_one(Call, call_id), answer, now=now)
            session.commit()
    shared = [bool(row["given"]) for row in rows("consents") if row["purpose"] == "share_with_other_ombudsman"]
    assert shared == [True, False]


def test_calls_of_no_case_go_after_thirty_days_and_those_of_a_case_stay(app, desk, a_case, rows):
    from intake_api import retention

    desk.begin()
    desk.agree()
    end(desk)
    about = a_case()
    desk.begin(about)
    desk.get(desk.call)
    desk.agree()
    desk.keep_note("She asked where her case is.")
    end(desk)
    assert [row["status"] for row in rows("calls")] == ["ended", "ended"]
    kept = [row["id"] for row in rows("calls") if row["case_id"]]
    ended = datetime.now(UTC)
    assert retention.sweep(app.state.sessions, now=ended + timedelta(days=29))["calls"] == 0
    assert len(rows("calls")) == 2
    retention.sweep(app.state.sessions, now=ended + timedelta(days=31))
    assert [row["id"] for row in rows("calls")] == kept


def test_a_call_with_a_call_back_still_to_make_is_kept_longer(app, desk, rows):
    from intake_api.calls import keeping

    desk.begin()
    desk.agree()
    end(desk, call_back="yes")
    ended = datetime.now(UTC)
    for days, gone in ((30, 0), (40, 1)):
        with app.state.sessions() as session:
            assert session.execute(keeping.expired(ended + timedelta(days=days, hours=1))).rowcount == gone
            session.rollback()


@pytest.mark.covers("SM-1.34d")
def test_a_call_about_a_case_is_not_closed_before_its_conversation_is_noted(desk, a_case, rows):
    reference = a_case()
    desk.begin(reference)
    desk.get(desk.call)
    desk.submit(f"{desk.call}/end", ended_by="finished", decision_given="no")
    assert "Write the note of this conversation first" in desk.words
    assert [row["status"] for row in rows("calls")] == ["open"]
    desk.get(desk.call)
    desk.keep_note("She asked where her case is.")
    desk.submit(f"{desk.call}/end", ended_by="finished", decision_given="no")
    assert [row["status"] for row in rows("calls")] == ["ended"]
    desk.submit(f"{desk.call}/end", ended_by="finished", decision_given="no")  # kept again, it is still one conversation
    (contact,) = rows("case_contacts")
    assert (contact["way"], contact["direction"], contact["party"], contact["about"]) == (
        "phone", "in", "other", "She asked where her case is."
    )  # fmt: skip
    (entry,) = [row for row in rows("audit_events") if row["action"] == "contact_recorded"]
    assert entry["subject"] == reference
