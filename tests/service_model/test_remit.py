"""Each out-of-remit category by its code and law, for the procedures it is listed for and no other (SM-2.2 to 2.4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from service_model import PHSO, Determination, Finding, determine, options_for
from service_model.casework.remit_review import categories_for
from tests.service_model.building import TODAY, a_complaint

HEALTH, GOVERNMENT = "Leeds General Infirmary", "DWP"
PARLIAMENTARY_ONLY = {
    "action_abroad": "SM-2.2b",
    "administrative_action_on_judicial_authority": "SM-2.2c",
    "legal_proceedings": "SM-2.2e",
    "criminal_investigation_or_national_security": "SM-2.2g",
    "judicial_or_legislative": "SM-2.2h",
}
BOTH = {
    "alternative_legal_remedy_achieved": "SM-2.2d",
    "commercial_or_contractual": "SM-2.2f",
    "ineligible_complainant": "SM-2.2i",
    "public_service_personnel": "SM-2.2m",
}
BY_STAFF = {"remit_category": {"source": "staff", "at": datetime(2026, 5, 30, 9, tzinfo=UTC)}}


def judged(organisation: str, category: str, **about: Any) -> Determination:
    """What follows for a complaint that is otherwise ready, of that category, with nothing sought that a court could not give."""
    given = "ready_health" if organisation == HEALTH else "ready_government"
    issue = {"remit_category": category, "outcome_beyond_court": False}
    complaint = a_complaint(given=given, organisation=organisation, about={"issues": [issue], **about})
    return determine(complaint, today=TODAY)


def finding(found: Determination, gate: str) -> Finding:
    return next(each for each in found.findings if each.gate == gate)


def rows(*tables: dict[str, str]) -> list[Any]:
    return [pytest.param(name, marks=pytest.mark.covers(row), id=name) for table in tables for name, row in table.items()]


@pytest.mark.parametrize("category", rows(PARLIAMENTARY_ONLY, BOTH))
def test_a_government_matter_of_the_category_is_out_of_remit_by_its_code_though_the_organisation_is_in(category: str) -> None:
    found = judged(GOVERNMENT, category)
    assert finding(found, "organisation_in_jurisdiction").status == "met"
    assert finding(found, "in_remit").status == "not_met"
    assert "SM-2.2" in finding(found, "in_remit").paragraphs
    assert (found.outcome, found.closure_code) == ("out_of_remit", PHSO.remit.categories[category].code)


@pytest.mark.parametrize("category", rows(PARLIAMENTARY_ONLY))
def test_a_category_of_government_cases_is_neither_offered_nor_applied_in_a_health_case(category: str) -> None:
    complaint = a_complaint(organisation=HEALTH)
    assert category not in options_for("remit_category", complaint)
    assert category not in categories_for("health")
    found = judged(HEALTH, category)
    assert finding(found, "in_remit").status == "met"
    assert "remit_category_does_not_apply" in [flag.name for flag in found.flags]


@pytest.mark.parametrize("category", rows(BOTH))
def test_a_category_of_both_laws_ends_a_health_case_too(category: str) -> None:
    assert category in options_for("remit_category", a_complaint(organisation=HEALTH))
    found = judged(HEALTH, category)
    assert "SM-2.2" in finding(found, "in_remit").paragraphs
    assert (found.outcome, found.closure_code) == ("out_of_remit", PHSO.remit.categories[category].code)


@pytest.mark.covers("SM-2.2a")
def test_remit_is_judged_apart_from_jurisdiction_and_names_its_category() -> None:
    found = judged(GOVERNMENT, "commercial_or_contractual")
    assert finding(found, "organisation_in_jurisdiction").status == "met"
    assert finding(found, "in_remit").status == "not_met"
    assert found.closure_code == "out of remit - commercial/contractual matters"


@pytest.mark.covers("SM-2.2j")
@pytest.mark.parametrize("organisation", [HEALTH, GOVERNMENT])
def test_staff_may_choose_other_and_it_closes_by_exactly_that(organisation: str) -> None:
    found = judged(organisation, "out_of_remit_other", provenance=BY_STAFF)
    assert (found.outcome, found.closure_code) == ("out_of_remit", "out of remit - other")
    assert "SM-2.2" in finding(found, "in_remit").paragraphs


@pytest.mark.covers("SM-2.2j")
@pytest.mark.parametrize("source", ["said", "read_and_confirmed", None])
def test_other_that_staff_did_not_choose_closes_nothing(source: str | None) -> None:
    about = {"provenance": {"remit_category": {"source": source}}} if source else {}
    found = judged(GOVERNMENT, "out_of_remit_other", **about)
    assert found.outcome == "ready_for_triage"
    assert "remit_category_for_staff" in [flag.name for flag in found.flags]


@pytest.mark.covers("SM-2.2n")
def test_the_three_year_rule_ends_a_health_case_when_staff_confirm_it() -> None:
    found = judged(HEALTH, "three_year_rule", provenance=BY_STAFF)
    assert (found.outcome, found.closure_code) == ("out_of_remit", "out of remit - three-year rule")
    assert judged(HEALTH, "three_year_rule").outcome == "ready_for_triage"


@pytest.mark.covers("SM-2.2n")
def test_the_three_year_rule_is_neither_offered_nor_applied_in_a_government_case() -> None:
    assert "three_year_rule" in categories_for("health")
    assert "three_year_rule" not in categories_for("parliamentary")
    assert judged(GOVERNMENT, "three_year_rule", provenance=BY_STAFF).outcome == "ready_for_triage"


@pytest.mark.parametrize(
    "category",
    [
        pytest.param("pre_1996_clinical", marks=pytest.mark.covers("SM-2.2k")),
        pytest.param("private_healthcare", marks=pytest.mark.covers("SM-2.2l")),
    ],
)
def test_a_category_of_health_cases_is_neither_offered_nor_applied_in_a_government_case(category: str) -> None:
    assert category in categories_for("health")
    assert category not in categories_for("parliamentary")
    assert judged(GOVERNMENT, category).outcome == "ready_for_triage"


def test_a_category_of_one_law_closes_nothing_while_the_law_is_not_known() -> None:
    found = determine(a_complaint(organisation="Serco", remit_category="legal_proceedings"), today=TODAY)
    assert found.outcome is None
    assert "remit_category_to_confirm" in [flag.name for flag in found.flags]


def test_who_declines_is_told_the_law_and_whom_to_ask() -> None:
    flag = next(each for each in judged(GOVERNMENT, "commercial_or_contractual").flags if each.name == "confirm_remit")
    assert "Schedule 3 paragraph 9, 1967 Act; section 7(2), 1993 Act" in flag.reason
    assert flag.reason.index("line manager") < flag.reason.index("Legal Team")


@pytest.mark.covers("SM-2.4b")
def test_private_care_is_declined_with_the_name_of_who_can_help_or_that_nobody_was_found() -> None:
    complaint = a_complaint(organisation="Spire Anytown Hospital", nhs_funded=False)
    told = determine(complaint, today=TODAY)
    assert "Independent Sector Complaints Adjudication Service" in " ".join(told.next_steps)
    without = {name: row for name, row in PHSO.signposts.items() if name not in ("private_health", "cqc")}
    bare = determine(complaint, today=TODAY, authority=replace(PHSO, signposts=without))
    assert (bare.outcome, bare.signposts) == ("out_of_remit", ())
    assert "We do not know who else can help" in " ".join(bare.next_steps)


def test_every_category_of_the_guidance_has_its_law_and_its_procedures() -> None:
    categories = PHSO.remit.categories
    assert {name for name, row in categories.items() if set(row.procedures) == {"parliamentary"}} == set(PARLIAMENTARY_ONLY)
    health = {"pre_1996_clinical", "private_healthcare", "three_year_rule"}
    assert {name for name, row in categories.items() if set(row.procedures) == {"health"}} == health
    assert {name for name, row in categories.items() if not row.statute} == {"out_of_remit_other"}


def test_every_matter_leads_to_somebody_with_a_way_to_reach_them() -> None:
    assert len(PHSO.remit.matters) >= 40
    for matter, names in PHSO.remit.matters.items():
        assert names, matter
        assert len(PHSO.signposts_for(*names)) == len(names), matter


def test_with_nothing_known_the_organisation_is_asked_first_and_then_its_kind() -> None:
    assert determine(a_complaint(), today=TODAY).next_question == "organisation"
    assert determine(a_complaint(organisation="Zorg Foundation Seven"), today=TODAY).next_question == "organisation_kind"


def test_a_kind_of_its_own_is_looked_at_by_a_caseworker_and_never_refused() -> None:
    found = determine(
        a_complaint(given="ready_health", organisation="Zorg Foundation Seven", organisation_kind="other"), today=TODAY
    )
    assert found.outcome == "further_information_required"
    assert "organisation_to_identify" in [flag.name for flag in found.flags]


def test_a_department_of_the_register_is_in_by_its_name_or_identifier() -> None:
    named = determine(a_complaint(organisation="the jobcentre"), today=TODAY)
    assert finding(named, "organisation_in_jurisdiction").status == "met"
    assert named.next_question == "mp_referral"
    by_id = determine(a_complaint(organisation="those tax folk", about={"issues": [{"body": "hmrc"}]}), today=TODAY)
    assert "HM Revenue and Customs" in finding(by_id, "organisation_in_jurisdiction").reason


@pytest.mark.parametrize(
    ("organisation", "signals", "asked"),
    [
        (HEALTH, (), "local_stage"),
        (HEALTH, ("private_treatment",), "nhs_funded"),
        ("my dentist", (), "nhs_funded"),
        ("county court", (), "remit_category"),
        (GOVERNMENT, ("legal_threat",), "legal_action"),
        (GOVERNMENT, ("court_matter",), "remit_category"),
        (HEALTH, ("court_matter",), "local_stage"),  # what courts do is out of remit in government complaints only
        (HEALTH, ("employment_matter",), "remit_category"),
        (GOVERNMENT, (), "mp_referral"),
    ],
)
def test_who_paid_and_what_it_is_about_are_asked_only_where_something_suggests_it(
    organisation: str, signals: tuple[str, ...], asked: str
) -> None:
    assert determine(a_complaint(organisation=organisation, signals=signals), today=TODAY).next_question == asked


@pytest.mark.parametrize(
    ("given", "organisation", "fact"),
    [("ready_health", "my dentist", "nhs_funded"), ("ready_government", "county court", "remit_category")],
)
def test_someone_who_cannot_answer_goes_on_with_a_flag(given: str, organisation: str, fact: str) -> None:
    found = determine(a_complaint(given=given, organisation=organisation, about={"unanswered": {fact: "dont_know"}}), today=TODAY)
    assert found.outcome == "ready_for_triage"
    assert "in_remit_not_settled" in [flag.name for flag in found.flags]


@pytest.mark.parametrize("said", ["PHSO", "you", "the Parliamentary Ombudsman", "your office"])
def test_a_complaint_about_this_office_is_nobody_elses_matter_and_a_caseworker_is_told(said: str) -> None:
    found = determine(a_complaint(given="ready_health", organisation=said), today=TODAY)
    assert (found.outcome, found.closure_code) == ("further_information_required", "further information required")
    assert "complaint_about_us" in [flag.name for flag in found.flags]
    assert "in_remit" not in [each.gate for each in found.findings]
