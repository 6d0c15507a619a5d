"""Asking for the clinical standard, waiting for it, and not using it (SM-3.27 to 3.48)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from service_model.casework.clinical_standard import (
    StandardFacts,
    ask_why_not_applicable,
    confirmation_letter,
    extension,
    may_go_on,
    may_issue_report,
    requests_to_send,
    standard_due,
    standard_to_apply,
    tell_not_used,
    told_before_views,
)

LETTER, DEADLINE, DAY_AFTER = date(2026, 3, 2), date(2026, 3, 16), date(2026, 3, 17)
VIEWS = date(2026, 5, 4)
QUESTIONS = {"ask_which_standard", "ask_followed_or_departed", "ask_why_this_approach"}
REJECTED = {"given_by": "organisation", "title": "The trust's own protocol", "appropriate": False}


def facts(**known: Any) -> StandardFacts:
    return StandardFacts.model_validate({"clinical": True, "named_person": False, **known})


def asked_of(party: str, **known: Any) -> set[str]:
    """What the confirmation letter of 2 March asks of this party."""
    letter = confirmation_letter(facts(**known), letter_on=LETTER)
    return {duty.name for duty in letter.duties if party in duty.to}


@pytest.mark.covers("SM-3.27a", "SM-3.34b")
def test_the_confirmation_letter_asks_which_standard_if_they_followed_it_and_why() -> None:
    assert asked_of("organisation") >= QUESTIONS
    words = " ".join(duty.what for duty in confirmation_letter(facts(), letter_on=LETTER).duties)
    for part in ("which standard", "followed it or departed from it, and why"):
        assert part in words


@pytest.mark.covers("SM-3.30b", "SM-3.34a")
def test_a_named_person_is_asked_the_same_as_the_organisation() -> None:
    assert asked_of("organisation", named_person=True) >= QUESTIONS
    assert asked_of("named_person", named_person=True) >= QUESTIONS
    assert asked_of("named_person", named_person=False) == set()


@pytest.mark.covers("SM-3.32a")
@pytest.mark.parametrize("named_person", [True, False, None])
def test_clinicians_are_always_asked_why_they_took_the_approach_they_did(named_person: bool | None) -> None:
    assert "ask_why_this_approach" in asked_of("organisation", named_person=named_person)


@pytest.mark.covers("SM-3.33", "SM-3.46a")
def test_the_standard_and_the_papers_are_asked_for_in_the_same_letter_to_the_organisation() -> None:
    assert {"ask_for_papers", "ask_which_standard"} <= asked_of("organisation")


def test_a_complaint_that_is_not_clinical_is_asked_for_papers_only_and_unknown_is_asked_about() -> None:
    assert asked_of("organisation", clinical=False) == {"ask_for_papers"}
    unknown = confirmation_letter(facts(clinical=None), letter_on=LETTER)
    assert (unknown.choice, unknown.needs) == (None, ("clinical",))


def test_whether_there_is_a_named_person_is_a_question_while_nobody_knows() -> None:
    assert confirmation_letter(facts(named_person=None), letter_on=LETTER).needs == ("named_person",)


@pytest.mark.covers("SM-3.46b")
def test_the_letter_gives_two_weeks_unless_staff_set_another_day() -> None:
    usual = confirmation_letter(facts(), letter_on=LETTER)
    other = confirmation_letter(facts(answer_by=date(2026, 3, 20)), letter_on=LETTER)
    assert {duty.by for duty in usual.duties} == {DEADLINE}
    assert {duty.by for duty in other.duties} == {date(2026, 3, 20)}


@pytest.mark.covers("SM-3.46b")
def test_the_deadline_is_the_one_of_the_letter() -> None:
    assert standard_due(facts(asked_on=LETTER)) == DEADLINE
    assert standard_due(facts(asked_on=LETTER, answer_by=date(2026, 3, 20))) == date(2026, 3, 20)


@pytest.mark.covers("SM-3.47a")
@pytest.mark.parametrize(("agreed", "last"), [(None, DEADLINE), (False, DEADLINE), (True, date(2026, 3, 30))])
def test_more_time_changes_the_deadline_only_once_it_is_agreed(agreed: bool | None, last: date) -> None:
    known = facts(asked_on=LETTER, extension_asked_until=date(2026, 3, 30), extension_agreed=agreed)
    assert standard_due(known) == last
    assert (extension(known).choice is None) is (agreed is None)


@pytest.mark.covers("SM-3.47b")
def test_a_decision_on_more_time_without_what_speaks_for_being_timely_is_incomplete() -> None:
    known = {"extension_asked_until": date(2026, 3, 30), "extension_agreed": True, "applied_standard_note": "They need it."}
    assert extension(facts(**known)).needs == ("timeliness_note",)
    assert extension(facts(**known, timeliness_note="Two weeks do not hold it up.")).needs == ()


def test_nobody_goes_on_past_a_request_for_more_time_that_is_not_decided() -> None:
    waiting = facts(asked_on=LETTER, extension_asked_until=date(2026, 3, 30))
    found = may_go_on(waiting, today=DAY_AFTER)
    assert (found.status, found.paragraphs) == ("not_met", ("SM-3.47",))


@pytest.mark.covers("SM-3.43a")
def test_the_day_after_the_deadline_nobody_has_to_wait_for_a_standard() -> None:
    found = [may_go_on(facts(asked_on=LETTER), today=day) for day in (DEADLINE, DAY_AFTER)]
    assert [each.status for each in found] == ["not_met", "met"]
    assert found[1].paragraphs == ("SM-3.43",)


def test_without_a_request_there_is_no_deadline_to_have_passed() -> None:
    assert may_go_on(facts(), today=DAY_AFTER).status == "cannot_tell"


@pytest.mark.covers("SM-3.43b")
def test_after_a_missed_deadline_they_are_not_asked_again() -> None:
    never_asked, asked = requests_to_send(facts(), today=DAY_AFTER), requests_to_send(facts(asked_on=LETTER), today=DAY_AFTER)
    assert {duty.name for duty in never_asked} == QUESTIONS
    assert asked == ()


@pytest.mark.covers("SM-3.41a")
def test_no_report_is_issued_before_they_know_that_their_standard_is_not_used() -> None:
    before, after = facts(standards=[REJECTED]), facts(standards=[{**REJECTED, "told_not_used_on": "2026-04-20"}])
    assert [duty.to for duty in tell_not_used(before)] == [("organisation",)]
    assert (may_issue_report(before).status, may_issue_report(before).paragraphs) == ("not_met", ("SM-3.41",))
    assert (tell_not_used(after), may_issue_report(after).status) == ((), "met")


@pytest.mark.covers("SM-3.41a")
@pytest.mark.parametrize(("appropriate", "told"), [(False, True), (True, False), (None, False)])
def test_a_named_person_is_told_of_their_own_standard_and_only_if_it_is_not_used(appropriate: bool | None, told: bool) -> None:
    known = facts(named_person=True, standards=[{**REJECTED, "given_by": "named_person", "appropriate": appropriate}])
    assert [duty.to for duty in tell_not_used(known)] == ([("named_person",)] if told else [])


@pytest.mark.covers("SM-3.41b")
def test_they_are_to_know_before_the_provisional_views_and_that_day_warns() -> None:
    known = facts(standards=[REJECTED], provisional_views_on=VIEWS)
    duty = tell_not_used(known)[0]
    assert duty.by is not None
    assert duty.by < VIEWS
    assert [told_before_views(known, today=day).status for day in (date(2026, 5, 3), VIEWS)] == ["met", "not_met"]


@pytest.mark.covers("SM-3.41b")
def test_nothing_warns_once_they_have_been_told() -> None:
    known = facts(standards=[{**REJECTED, "told_not_used_on": "2026-04-20"}], provisional_views_on=VIEWS)
    assert told_before_views(known, today=VIEWS).status == "met"


@pytest.mark.covers("SM-3.48a")
@pytest.mark.parametrize("giver", ["organisation", "named_person"])
def test_whoever_says_that_no_standard_applies_is_asked_why(giver: str) -> None:
    """At provisional views as well as before: the stage changes nothing."""
    bare = facts(standards=[{"given_by": giver, "not_applicable": True}], provisional_views_on=VIEWS)
    reasoned = facts(standards=[{"given_by": giver, "not_applicable": True, "reasons": "Nothing covers it."}])
    assert [(duty.to, duty.paragraphs) for duty in ask_why_not_applicable(bare)] == [((giver,), ("SM-3.48",))]
    assert ask_why_not_applicable(reasoned) == ()


@pytest.mark.parametrize(
    ("standards", "choice", "needs"),
    [
        ([{**REJECTED, "appropriate": True}], "The trust's own protocol", ()),
        ([{**REJECTED, "appropriate": None}], None, ("appropriate",)),
        ([REJECTED], None, ("why_not_used",)),
        ([{**REJECTED, "why_not_used": "It was not in use then."}], "adviser_selects", ()),
        ([{"given_by": "organisation", "not_applicable": True, "reasons": "Nothing covers it."}], "adviser_selects", ()),
    ],
)
def test_theirs_is_applied_if_it_fits_and_otherwise_the_adviser_selects(
    standards: list[dict[str, Any]], choice: str | None, needs: tuple[str, ...]
) -> None:
    found = standard_to_apply(facts(asked_on=LETTER, standards=standards), today=LETTER)
    assert (found.choice, found.needs) == (choice, needs)


@pytest.mark.covers("SM-3.31b")
def test_without_a_standard_from_them_the_adviser_selects_one_once_their_time_is_over() -> None:
    waiting = facts(asked_on=LETTER)
    assert standard_to_apply(waiting, today=DEADLINE).choice is None
    assert standard_to_apply(waiting, today=DAY_AFTER).choice == "adviser_selects"
    given = facts(asked_on=LETTER, standards=[{"given_by": "organisation", "title": "Guideline A", "appropriate": True}])
    assert standard_to_apply(given, today=DAY_AFTER).choice == "Guideline A"
