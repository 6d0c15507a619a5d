"""Clinical advice: without it, explaining it, not naming the adviser (SM-3.12 to 3.21, 3.50, 3.51)."""

from __future__ import annotations

from typing import Any

import pytest

from service_model.casework.clinical_advice import (
    AdviceFacts,
    Adviser,
    NameRequest,
    NoStandardFacts,
    explains_the_advice,
    may_decide,
    may_rely_on_opinion,
    names_no_adviser,
    when_asked_for_the_name,
)

ADVISERS = (Adviser(name="Dr Lee Morgan", identifiers=("7654321",)),)


def facts(**known: Any) -> AdviceFacts:
    return AdviceFacts.model_validate({"clinical_view_needed": True, "why_without_advice": "The reply admits it.", **known})


def no_standard(**known: Any) -> NoStandardFacts:
    return NoStandardFacts.model_validate({"steps_taken": "Three searches.", **known})


@pytest.mark.covers("SM-3.12")
def test_a_clinical_view_without_advice_or_the_agreed_way_is_refused() -> None:
    found = may_decide(facts())
    assert (found.status, found.kind, "SM-3.12" in found.paragraphs) == ("not_met", "policy", True)
    assert may_decide(facts(manager_view="agrees")).status == "met"
    assert may_decide(facts(advice_received=True)).status == "met"
    assert may_decide(facts(clinical_view_needed=False)).status == "met"


def test_while_it_is_not_known_if_a_clinical_view_is_needed_that_is_the_question() -> None:
    found = may_decide(facts(clinical_view_needed=None))
    assert (found.status, found.needs) == ("cannot_tell", ("clinical_view_needed",))


@pytest.mark.covers("SM-3.13a", "SM-3.13c")
@pytest.mark.parametrize(
    ("known", "status"),
    [
        ({}, "not_met"),
        ({"delegated_authority": False}, "not_met"),
        ({"delegated_authority": True}, "met"),
        ({"manager_view": "agrees"}, "met"),
        ({"manager_view": "disagrees"}, "not_met"),
    ],
)
def test_without_advice_only_by_delegated_authority_or_with_the_managers_agreement(known: dict[str, Any], status: str) -> None:
    assert may_decide(facts(**known)).status == status


@pytest.mark.covers("SM-3.13d")
@pytest.mark.parametrize(("answer", "status"), [(None, "not_met"), (False, "not_met"), (True, "met")])
def test_a_manager_who_is_unsure_has_a_lead_clinician_asked(answer: bool | None, status: str) -> None:
    found = may_decide(facts(manager_view="unsure", lead_clinician_agrees=answer))
    assert (found.status, "SM-3.13" in found.paragraphs) == (status, True)
    assert (found.needs == ("lead_clinician_agrees",)) is (answer is None)


def test_a_decision_without_advice_says_why() -> None:
    found = may_decide(facts(manager_view="agrees", why_without_advice=None))
    assert (found.status, found.needs) == ("not_met", ("why_without_advice",))


@pytest.mark.covers("SM-3.17a")
def test_a_decision_that_had_advice_explains_how_it_was_used() -> None:
    found = explains_the_advice(facts(advice_received=True))
    assert (found.status, found.needs, found.paragraphs) == ("not_met", ("how_used",), ("SM-3.17",))
    assert explains_the_advice(facts(advice_received=True, how_used="It showed what the scan meant.")).status == "met"
    assert explains_the_advice(facts(advice_received=False)).status == "met"
    assert explains_the_advice(facts()).needs == ("advice_received",)


@pytest.mark.covers("SM-3.21a")
@pytest.mark.parametrize(
    "text",
    [
        "Our adviser, Dr Lee Morgan, looked at it.",
        "We asked LEE  MORGAN.",
        "Dr. Morgan told us",
        "advice from L Morgan, consultant",
        "the adviser (GMC 7654321)",
        "Lee Morgan's advice",
    ],
)
def test_nothing_goes_out_that_names_the_adviser(text: str) -> None:
    found = names_no_adviser(text, ADVISERS)
    assert (found.status, found.paragraphs, found.kind) == ("not_met", ("SM-3.21",), "policy")
    assert "Morgan" not in found.reason


@pytest.mark.covers("SM-3.21a")
@pytest.mark.parametrize("text", ["Our adviser looked at it.", "Mrs Morgan is the complainant.", "Lee Road Surgery", ""])
def test_a_letter_that_names_no_adviser_goes_out(text: str) -> None:
    assert names_no_adviser(text, ADVISERS).status == "met"


def test_another_doctor_of_that_surname_may_be_named_but_never_the_adviser_in_full() -> None:
    others = ("Dr Sam Morgan",)
    assert names_no_adviser("We looked at what Dr Morgan did.", ADVISERS, others=others).status == "met"
    assert names_no_adviser("We asked Lee Morgan.", ADVISERS, others=others).status == "not_met"


def test_a_name_is_found_without_its_accents() -> None:
    assert names_no_adviser("We asked Zoe Muller.", (Adviser(name="Prof Zoë Müller"),)).status == "not_met"


@pytest.mark.covers("SM-3.21c")
def test_a_name_wanted_for_a_regulator_goes_to_information_access_and_to_a_lead_clinician() -> None:
    found = when_asked_for_the_name(NameRequest(asked=True, to_refer_to_regulator=True))
    assert {party for duty in found for party in duty.to} == {"complainant", "information_access_team", "lead_clinician"}


def test_a_name_wanted_for_no_such_reason_is_explained_and_referred_without_a_lead_clinician() -> None:
    found = when_asked_for_the_name(NameRequest(asked=True))
    assert [duty.name for duty in found] == ["explain_advisers_not_named", "refer_name_request"]
    assert when_asked_for_the_name(NameRequest()) == ()


@pytest.mark.covers("SM-3.50a")
def test_no_standard_found_is_escalated_unless_the_caseworker_has_authority() -> None:
    found = may_rely_on_opinion(no_standard())
    assert (found.status, found.needs, found.paragraphs) == ("not_met", ("manager_view",), ("SM-3.50",))
    assert may_rely_on_opinion(no_standard(delegated_authority=True)).status == "met"


@pytest.mark.covers("SM-3.50b")
@pytest.mark.parametrize(("view", "status"), [("satisfied", "met"), (None, "not_met"), ("not_satisfied", "not_met")])
def test_the_advisers_opinion_is_relied_on_once_the_manager_is_satisfied(view: str | None, status: str) -> None:
    assert may_rely_on_opinion(no_standard(manager_view=view)).status == status


@pytest.mark.covers("SM-3.50c")
@pytest.mark.parametrize(("answer", "status"), [(None, "not_met"), (False, "not_met"), (True, "met")])
def test_a_manager_unsure_about_the_standard_has_a_lead_clinician_consulted(answer: bool | None, status: str) -> None:
    found = may_rely_on_opinion(no_standard(manager_view="unsure", lead_clinician_agrees=answer))
    assert (found.status, found.paragraphs) == (status, ("SM-3.50",))


@pytest.mark.covers("SM-3.51b")
def test_no_standard_found_without_the_steps_taken_is_refused() -> None:
    found = may_rely_on_opinion(no_standard(steps_taken=None, manager_view="satisfied"))
    assert (found.status, found.needs, found.paragraphs) == ("not_met", ("steps_taken",), ("SM-3.51",))
