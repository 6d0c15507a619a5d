"""The legal remedy and the other forum at first contact: what is asked, of whom, and who is never turned away."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from service_model import PHSO, Determination, determine
from tests.service_model.building import TODAY, a_complaint

LEGAL, FORUM = "alternative_legal_remedy", "other_forum"
TO_COURT = {
    "legal_action": "not_taken",
    "outcome_kind": "more_money",
    "outcome_beyond_court": False,
    "able_to_go_to_court": "able_and_can_pay",
}
"""Every answer that makes a court the place for it: change one, and it goes to a caseworker."""


def judged(*signals: str, unanswered: dict[str, str] | None = None, given: str = "ready_health", **facts: Any) -> Determination:
    """What follows for an otherwise ready complaint."""
    complaint = a_complaint(given=given, signals=signals, about={"unanswered": unanswered or {}}, **facts)
    return determine(complaint, today=TODAY)


def flags(found: Determination) -> set[str]:
    """The names of what a caseworker should look at."""
    return {flag.name for flag in found.flags}


def test_neither_question_arises_where_nothing_suggests_it() -> None:
    found = judged()
    assert found.outcome == "ready_for_triage"
    assert not {LEGAL, FORUM} & {finding.gate for finding in found.findings}


@pytest.mark.parametrize(
    ("signal", "asked"),
    [
        ("legal_threat", ("legal_action", "outcome_kind")),
        ("legal_action", ("legal_action", "outcome_kind")),
        ("financial_remedy_sought", ("outcome_kind",)),
        ("coroner", ("other_body",)),
        ("regulator_involved", ("other_body",)),
        ("other_ombudsman", ("other_body",)),
        ("media_threat", ()),
    ],
)
def test_words_make_only_their_own_question_worth_asking(signal: str, asked: tuple[str, ...]) -> None:
    assert judged(signal).missing == asked


def test_someone_who_took_no_action_and_wants_an_apology_is_asked_two_things_and_goes_on() -> None:
    found = judged("legal_threat", legal_action="not_taken", outcome_kind="apology_or_change")
    assert (found.outcome, found.next_question) == ("ready_for_triage", None)


@pytest.mark.parametrize("kind", ["apology_or_change", "usual_money", "money_no_figure", "regulatory_action", "other"])
def test_whatever_we_could_ask_for_goes_on_though_they_could_pay_for_a_court(kind: str) -> None:
    found = judged(**{**TO_COURT, "outcome_kind": kind})
    assert (found.outcome, found.next_question) == ("ready_for_triage", None)


@pytest.mark.parametrize("kind", ["more_money", "court_ruling"])
def test_only_someone_able_to_go_there_is_pointed_to_a_court(kind: str) -> None:
    assert judged(**{**TO_COURT, "outcome_kind": kind}).outcome == LEGAL


@pytest.mark.parametrize(
    ("fact", "value", "flag"),
    [
        ("legal_action", "under_way", "legal_action_under_way"),
        ("legal_action", "settled", "legal_action_settled"),
        ("outcome_beyond_court", True, "mixed_outcomes"),
        *(
            ("able_to_go_to_court", why, "reason_not_to_go_to_court")
            for why in ("cannot_afford", "health", "frightened", "takes_too_long", "other")
        ),
    ],
)
def test_one_answer_that_speaks_against_it_is_enough_for_a_caseworker(fact: str, value: Any, flag: str) -> None:
    found = judged(**{**TO_COURT, fact: value})
    assert (found.outcome, found.next_question) == ("ready_for_triage", None)
    assert flag in flags(found)


@pytest.mark.parametrize("fact", TO_COURT)
@pytest.mark.parametrize("why", ["dont_know", "prefer_not_to_say"])
def test_one_answer_left_open_is_enough_for_a_caseworker_and_no_more_is_asked(fact: str, why: str) -> None:
    found = judged("legal_threat", unanswered={fact: why}, **{**TO_COURT, fact: None})
    assert (found.outcome, found.next_question) == ("ready_for_triage", None)
    assert {"alternative_legal_remedy_not_settled", "in_remit_not_settled"} & flags(found)


def test_money_trouble_in_their_words_is_put_beside_another_reason() -> None:
    found = judged("financial_hardship", **{**TO_COURT, "able_to_go_to_court": "other"})
    flag = next(flag for flag in found.flags if flag.name == "reason_not_to_go_to_court")
    assert "SM-2.328" in flag.paragraphs


def test_someone_who_already_won_in_court_is_asked_what_is_left_before_anything_is_closed() -> None:
    found = judged(remit_category="alternative_legal_remedy_achieved")
    assert (found.outcome, found.next_question) == (None, "outcome_beyond_court")


def test_a_case_that_goes_on_is_not_a_remedy_achieved_whatever_category_was_chosen() -> None:
    found = judged(remit_category="alternative_legal_remedy_achieved", legal_action="under_way", outcome_beyond_court=False)
    assert found.outcome == "ready_for_triage"
    assert "legal_action_under_way" in flags(found)


def test_the_part_that_a_court_has_dealt_with_leaves_the_other_part_going() -> None:
    other = {
        "organisation": "Leeds General Infirmary",
        "local_stage": "final",
        "reply_format": "written",
        "further_stage_available": False,
        "meeting_offered": False,
        "aware_on": "2026-01-10",
    }
    complaint = a_complaint(given="ready_health", legal_action="decided", outcome_beyond_court=False, issues=[other])
    found = determine(complaint, today=TODAY)
    assert found.outcome == "ready_for_triage"
    assert "part_out_of_remit" in flags(found)


def test_what_a_court_could_not_give_is_still_looked_at() -> None:
    found = judged(legal_action="decided", outcome_beyond_court=True)
    assert found.outcome == "ready_for_triage"
    assert "outcomes_limited" in flags(found)


def test_who_cannot_say_if_anything_is_left_after_a_decision_goes_on() -> None:
    found = judged(legal_action="decided", unanswered={"outcome_beyond_court": "dont_know"})
    assert (found.outcome, found.next_question) == ("ready_for_triage", None)
    assert "in_remit_not_settled" in flags(found)


@pytest.mark.parametrize(
    ("action", "told"), [("considering", True), ("not_taken", True), ("under_way", False), ("settled", False)]
)
def test_a_limit_for_going_to_court_is_spoken_of_while_that_is_still_open(action: str, told: bool) -> None:
    found = judged("legal_threat", legal_action=action, outcome_kind="apology_or_change")
    assert any("time limit for going to court" in step for step in found.next_steps) is told
    assert ("Civil Legal Advice" in {each.body for each in found.signposts}) is told


def test_an_ordinary_wish_brings_no_talk_of_courts() -> None:
    found = judged(outcome_kind="usual_money")
    assert not any("court" in step for step in found.next_steps)


@pytest.mark.parametrize(("given", "told"), [("ready_health", True), ("ready_government", False)])
def test_people_harmed_by_care_hear_who_advises_them(given: str, told: bool) -> None:
    found = judged("legal_threat", given=given, legal_action="considering", outcome_kind="apology_or_change")
    assert ("Action against Medical Accidents" in {each.body for each in found.signposts}) is told


@pytest.mark.parametrize(("given", "told"), [("ready_health", True), ("ready_government", False)])
def test_who_wants_a_regulator_to_act_hears_of_the_one_for_care(given: str, told: bool) -> None:
    found = judged(given=given, outcome_kind="regulatory_action")
    assert ("Care Quality Commission" in {each.body for each in found.signposts}) is told
    assert "regulator_or_court" in flags(found)


@pytest.mark.parametrize("body", ["regulator", "coroner", "police", "other"])
def test_a_body_that_gives_no_remedy_is_for_the_caseworker_and_nobody_is_turned_away(body: str) -> None:
    found = judged(other_body=body)
    assert (found.outcome, found.next_question) == ("ready_for_triage", None)
    assert "another_body_considering" in flags(found)


@pytest.mark.parametrize("fact", ["other_body", "agrees_to_other_body"])
def test_the_other_ombudsman_is_left_to_it_only_on_a_clear_yes(fact: str) -> None:
    known = {"other_body": "complaint_handler", "agrees_to_other_body": True}
    found = judged("other_ombudsman", unanswered={fact: "dont_know"}, **{**known, fact: None})
    assert (found.outcome, found.next_question) == ("ready_for_triage", None)
    assert "other_forum_not_settled" in flags(found)


def test_the_sum_that_is_spoken_of_is_the_one_in_the_authoritys_file() -> None:
    """The question names the sum above which it is 'more money'; the scale may be changed, and then so must the words."""
    domain = yaml.safe_load((Path(__file__).parents[2] / "domain.yml").read_text(encoding="utf-8"))
    named = set()
    for row in domain["responses"]["utter_ask_outcome_kind"]:
        named |= set(re.findall(r"£([\d,]+)", " ".join([row["text"], *(button["title"] for button in row["buttons"])])))
    assert named == {f"{PHSO.financial_remedy.usual_up_to:,}"}
