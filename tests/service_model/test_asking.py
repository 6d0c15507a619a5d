"""Asking the first missing fact again and again leads to an outcome, and nothing is asked for its own sake."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from service_model import FACTS, Complaint, determine
from service_model.record import Issue
from tests.service_model.building import TODAY
from tests.service_model.strategies import answer_to, complaints, issues

MOST = 60
ENOUGH = settings(max_examples=120, deadline=None)


def told(complaint: Complaint, fact: str, value: Any) -> Complaint:
    """The record with the answer: in the first issue that lacks it, if it is a fact of an issue."""
    *where, name = (FACTS[fact].path or fact).split(".")
    if where[:1] == ["issues"]:
        rows = list(complaint.issues) or [Issue.model_validate({})]
        place = next((number for number, issue in enumerate(rows) if getattr(issue, name) is None), None)
        assert place is not None, f"{fact} was asked, and every issue has it"
        rows[place] = Issue.model_validate({**rows[place].model_dump(exclude_none=True), name: value})
        return complaint.model_copy(update={"issues": tuple(rows)})
    assert getattr(complaint, name) is None, f"{fact} was asked, and the record has it"
    return Complaint.model_validate({**complaint.model_dump(exclude_none=True), name: value})


def left_open(complaint: Complaint, fact: str) -> Complaint:
    return complaint.model_copy(update={"unanswered": {**complaint.unanswered, fact: "dont_know"}})


@ENOUGH
@given(complaint=complaints(), others=st.lists(issues(), max_size=3), data=st.data())
def test_asking_the_first_missing_fact_again_and_again_leads_to_an_outcome(
    complaint: Complaint, others: list[Issue], data: st.DataObject
) -> None:
    """From any starting record, with any number of issues, whatever is answered and whatever cannot be."""
    complaint = complaint.model_copy(update={"issues": (*complaint.issues, *others)})
    for _ in range(MOST):
        found = determine(complaint, today=TODAY)
        if not found.missing:
            break
        fact = found.missing[0]
        value = data.draw(st.one_of(st.none(), answer_to(fact)), label=fact)
        complaint = left_open(complaint, fact) if value is None else told(complaint, fact, value)
    assert not determine(complaint, today=TODAY).missing, "it never stopped asking"
    assert determine(complaint, today=TODAY).outcome is not None


@ENOUGH
@given(complaint=complaints(), data=st.data())
def test_nothing_is_asked_whose_answer_cannot_change_the_outcome_or_what_the_caseworker_sees(
    complaint: Complaint, data: st.DataObject
) -> None:
    """Of the answers that may be given, at least two lead to different determinations."""
    found = determine(complaint, today=TODAY)
    if found.next_question is None:
        return
    fact = found.next_question
    answers = {str(told_or_left(complaint, fact, value)) for value in possible(fact, data)}
    assert len(answers) > 1, fact


def told_or_left(complaint: Complaint, fact: str, value: Any) -> dict[str, Any]:
    """What follows from one answer, without the question itself (it is gone whatever is answered)."""
    after = left_open(complaint, fact) if value is None else told(complaint, fact, value)
    return determine(after, today=TODAY).as_dict()


def possible(fact: str, data: st.DataObject) -> list[Any]:
    """Every option; for dates ones that differ widely; for a text the text or none: what it says is for people."""
    if FACTS[fact].kind == "choice":
        return list(FACTS[fact].options)
    if FACTS[fact].kind == "bool":
        return [True, False]
    if FACTS[fact].kind == "date":
        return ["1995", "2019-05", "2024-02-29", "2025-07", TODAY.isoformat()]
    if FACTS[fact].kind == "organisation":
        return ["DWP", "my council", "Leeds General Infirmary"]
    return [None, data.draw(answer_to(fact))]


IRRELEVANT = {
    "name": "Joan Ashworth", "address": "12 Sample Street", "postcode": "CW1 4QJ", "contact_times": "mornings",
    "injustice": "It hurt.", "preferred_contact": "post", "safe_contact": "no voicemail",
    "adjustments": "large print", "outcome_sought": "an apology",
    "story": "A long story.", "aggrieved_name": "Edna Ashworth",
}  # fmt: skip


@ENOUGH
@given(complaint=complaints(), chosen=st.sets(st.sampled_from(sorted(IRRELEVANT)), min_size=1))
def test_adding_a_fact_that_no_rule_reads_changes_nothing(complaint: Complaint, chosen: set[str]) -> None:
    person = {FACTS[name].path.split(".")[1]: IRRELEVANT[name] for name in chosen if FACTS[name].path.startswith("complainant.")}  # type: ignore[union-attr]
    rest = {name: IRRELEVANT[name] for name in chosen if not FACTS[name].path.startswith("complainant.")}  # type: ignore[union-attr]
    data = complaint.model_dump(exclude_none=True)
    fuller = Complaint.model_validate({**data, **rest, "complainant": {**data.get("complainant", {}), **person}})
    assert determine(fuller, today=TODAY).as_dict() == determine(complaint, today=TODAY).as_dict()


ABOUT_MPS = {"mp_referral": "asked", "has_mp": False, "previously_uk_resident": True}


@ENOUGH
@given(issue=issues(organisation="Leeds General Infirmary"), name=st.sampled_from(sorted(ABOUT_MPS)), other=complaints())
def test_what_only_government_complaints_turn_on_changes_nothing_for_the_nhs(issue: Issue, name: str, other: Complaint) -> None:
    plain = other.model_copy(update={"issues": (issue,), **dict.fromkeys(ABOUT_MPS)})
    with_it = plain.model_copy(update={name: ABOUT_MPS[name]})
    assert determine(with_it, today=TODAY).as_dict() == determine(plain, today=TODAY).as_dict()
