"""What must hold of every complaint, whatever is known of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from service_model import FACTS, PHSO, Complaint, Finding, answers_from, determine, next_question, record_from
from service_model.contradictions import contradictions
from service_model.record import Issue
from tests.service_model.building import TODAY, a_complaint, all_gate_facts
from tests.service_model.strategies import SIGNALS, answer_to, complaints

NOT_OUT = [None, "Zorg Foundation Seven", *(body.name for body in PHSO.register.bodies.values() if body.jurisdiction != "out")]
NEVER_CLOSED = {"ready_for_triage", "further_information_required", "out_of_time"}
ENOUGH = settings(max_examples=100, deadline=None)


def gates(complaint: Complaint, today: date = TODAY) -> dict[str, Finding]:
    """The findings by the names of their gates."""
    return {finding.gate: finding for finding in determine(complaint, today=today).findings}


def answered(complaint: Complaint, fact: str, value: Any) -> Complaint:
    """The complaint with one more answer."""
    about = {
        "channel": complaint.channel,
        "signals": [each.model_dump() for each in complaint.signals],
        "unanswered": complaint.unanswered,
    }
    return record_from({**answers_from(complaint), fact: value}, **about)


def without(complaint: Complaint, fact: str) -> Complaint:
    """The complaint as if that had never been said."""
    return answered(complaint, fact, None)


@ENOUGH
@given(complaint=complaints(), data=st.data())
def test_every_interview_ends_with_an_outcome_and_asks_nothing_twice(complaint: Complaint, data: st.DataObject) -> None:
    """Whatever is answered, with 'I do not know' among the answers, the talk ends and something follows."""
    dialogue: dict[str, object] = {"consent_to_process": True}
    asked: list[str] = []
    while (fact := next_question(complaint, determine(complaint, today=TODAY), dialogue=dialogue)) is not None:
        assert fact not in asked
        assert fact not in complaint.unanswered
        asked.append(fact)
        assert len(asked) <= len(FACTS)
        value = data.draw(
            st.one_of(st.just("dont_know"), answer_to(fact))
            if FACTS[fact].kind != "choice"
            else st.one_of(st.none(), answer_to(fact)),
            label=fact,
        )
        if value in ("dont_know", None):
            complaint = complaint.model_copy(update={"unanswered": {**complaint.unanswered, fact: "dont_know"}})
        elif FACTS[fact].path is None:
            dialogue[fact] = value
        else:
            complaint = answered(complaint, fact, value)
    assert determine(complaint, today=TODAY).outcome is not None


@ENOUGH
@given(complaint=complaints())
def test_a_determination_is_whole_whatever_is_known(complaint: Complaint) -> None:
    """No rule raises; no outcome means a question; every answer has its reason; whoever is declined hears what to do."""
    found = determine(complaint, today=TODAY)
    assert found.outcome is not None or found.next_question is not None
    assert found.next_question is None or found.next_question not in complaint.unanswered
    assert list(found.missing[:1]) == ([found.next_question] if found.next_question else [])
    for finding in found.findings:
        assert finding.reason
        assert finding.paragraphs
    if found.outcome not in (None, "enquiry"):
        assert found.next_steps
    found.as_dict()


@ENOUGH
@given(
    organisation=st.sampled_from(NOT_OUT),
    channel=st.sampled_from(["web", "form", "email", "letter", None]),
    signals=st.sets(st.sampled_from(SIGNALS)),
)
def test_nobody_is_declined_for_what_they_could_not_say(organisation: str | None, channel: str | None, signals: set[str]) -> None:
    """Whoever can only name the organisation, or not even that, is not turned away (unknown is not no)."""
    silence = dict.fromkeys([*all_gate_facts(), "event_on", "complained_on"], "dont_know")
    complaint = a_complaint(
        channel=channel, signals=tuple(signals), organisation=organisation, about={"unanswered": silence, "asks_us_to_act": True}
    )
    assert determine(complaint, today=TODAY).outcome in NEVER_CLOSED


@ENOUGH
@given(first=complaints(), second=complaints(), third=complaints())
def test_the_order_of_the_issues_makes_no_difference(first: Complaint, second: Complaint, third: Complaint) -> None:
    """The same parts in any order: the same findings, outcome, code, question, flags and advice."""
    issues = [complaint.issues[0] if complaint.issues else Issue.model_validate({}) for complaint in (first, second, third)]
    forwards = first.model_copy(update={"issues": tuple(issues)})
    backwards = first.model_copy(update={"issues": tuple(reversed(issues))})
    assert determine(forwards, today=TODAY).as_dict() == determine(backwards, today=TODAY).as_dict()


@settings(max_examples=200, deadline=None)
@given(complaint=complaints(always=("victim_of_crime",)), data=st.data())
def test_forgetting_a_fact_never_turns_yes_into_no(complaint: Complaint, data: st.DataObject) -> None:
    """Unknown is never taken for no. (Which organisation it is decides what every other fact means, so that one stays; and a
    painful question is only taken as asked where something suggests it, so here something does.)"""
    known = [name for name in answers_from(complaint) if name not in ("organisation", "organisation_kind")]
    if not known or any(contradictions(complaint, authority=PHSO)):  # of two answers that exclude each other one is no answer
        return
    before, after = gates(complaint), gates(without(complaint, data.draw(st.sampled_from(known))))
    for name in before.keys() & after.keys():
        assert (before[name].status, after[name].status) != ("met", "not_met"), (before[name], after[name])


@settings(max_examples=150, deadline=None)
@given(complaint=complaints(), data=st.data())
def test_forgetting_a_date_only_ever_makes_the_time_limit_less_certain(complaint: Complaint, data: st.DataObject) -> None:
    """In time or late without a date means the same with it, unless the date does not fit the others."""
    days = [name for name in answers_from(complaint) if FACTS[name].kind == "date"]
    if not days:
        return
    before, after = gates(complaint).get("in_time"), gates(without(complaint, data.draw(st.sampled_from(days)))).get("in_time")
    if before is None or after is None or any(flag.name == "dates_disagree" for flag in before.flags):
        return
    assert after.status in (before.status, "cannot_tell")


@ENOUGH
@given(complaint=complaints(), later=st.integers(1, 800))
def test_a_later_day_never_turns_late_into_in_time(complaint: Complaint, later: int) -> None:
    """The clock only runs one way."""
    before, after = gates(complaint).get("in_time"), gates(complaint, TODAY + timedelta(days=later)).get("in_time")
    if before is not None and after is not None:
        order = {"met": 0, "cannot_tell": 1, "not_met": 2}
        assert order[before.status] <= order[after.status]
