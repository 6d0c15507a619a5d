"""A decision not to investigate: who is sent it, and what it tells them (SM-3.109 to 3.117)."""

from __future__ import annotations

from typing import Any

import pytest

from service_model import PHSO, determine
from service_model.casework.evidencing import EvidenceItem
from service_model.casework.issuing_decisions import (
    ClinicalAdvice,
    DecisionToIssue,
    ProfessionalRepresentative,
    adviser_explained,
    aggrieved_considered,
    decision_letters,
    destination_found,
    evidence_explained,
    may_close,
    may_have_a_copy,
    other_routes,
    tell_the_routes,
)
from service_model.duties import Duty
from tests.service_model.building import TODAY, a_complaint


def a_decline(**more: Any) -> DecisionToIssue:
    """A parliamentary decline sent to the complainant, with no MP and nobody else on the case."""
    usual = {"procedure": "parliamentary", "mp": "none", "separate_aggrieved": False, "organisation_contacted": False}
    return DecisionToIssue.model_validate({**usual, "sent_to": ("complainant",), **more})


def letter(decision: DecisionToIssue, party: str) -> Duty | None:
    return next((duty for duty in decision_letters(decision) if duty.to == (party,)), None)


def recipients(decision: DecisionToIssue) -> list[str]:
    return [duty.to[0] for duty in decision_letters(decision)]


@pytest.mark.parametrize(
    ("procedure", "paragraph"),
    [
        pytest.param("parliamentary", "SM-3.109", marks=pytest.mark.covers("SM-3.109a")),
        pytest.param("health", "SM-3.110", marks=pytest.mark.covers("SM-3.110a")),
    ],
)
def test_the_decision_letter_is_addressed_to_the_complainant(procedure: str, paragraph: str) -> None:
    found = letter(a_decline(procedure=procedure, mp="referring_mp"), "complainant")
    assert found is not None
    assert (found.name, found.kind, found.paragraphs) == ("decision_letter", "legal", (paragraph,))
    assert may_close(a_decline(procedure=procedure, sent_to=())).status == "not_met"


@pytest.mark.covers("SM-3.109b")
def test_a_parliamentary_case_does_not_close_before_the_referring_mp_has_a_copy_with_a_covering_letter() -> None:
    refused = may_close(a_decline(mp="referring_mp"))
    assert (refused.status, refused.kind, refused.paragraphs) == ("not_met", "legal", ("SM-3.109",))
    assert "brief covering letter" in refused.reason
    assert may_close(a_decline(mp="referring_mp", sent_to=("complainant", "referring_mp"))).status == "met"
    assert may_close(a_decline(mp="none")).status == "met"


def test_another_mp_on_a_parliamentary_case_gets_a_copy_by_judgement() -> None:
    found = letter(a_decline(mp="assisting_mp"), "assisting_mp")
    assert found is not None
    assert (found.must, found.kind) == (False, "guidance")
    assert may_close(a_decline(mp="assisting_mp")).status == "met"


@pytest.mark.covers("SM-3.110b")
@pytest.mark.parametrize("mp", ["referring_mp", "assisting_mp", "new_mp", "successor_mp"])
def test_a_health_case_does_not_close_before_any_mp_on_it_has_a_copy(mp: str) -> None:
    refused = may_close(a_decline(procedure="health", mp=mp))
    assert (refused.status, refused.kind, refused.paragraphs) == ("not_met", "legal", ("SM-3.110",))
    assert "brief covering letter" in refused.reason
    assert may_close(a_decline(procedure="health", mp=mp, sent_to=("complainant", mp))).status == "met"


def test_it_cannot_be_told_if_it_may_close_before_somebody_looked_for_an_mp() -> None:
    unknown = may_close(a_decline(mp=None))
    assert (unknown.status, unknown.needs) == ("cannot_tell", ("mp",))


@pytest.mark.covers("SM-3.111")
def test_a_separate_living_aggrieved_has_to_be_considered_for_a_copy() -> None:
    left_blank = aggrieved_considered(a_decline(separate_aggrieved=True, aggrieved_alive=True))
    assert (left_blank.status, left_blank.paragraphs) == ("not_met", ("SM-3.111",))
    assert left_blank.reason.startswith("Incomplete")
    for answer in (True, False):
        considered = a_decline(
            separate_aggrieved=True, aggrieved_alive=True, copy_to_aggrieved=answer, copy_to_aggrieved_because="Asked."
        )
        assert aggrieved_considered(considered).status == "met"
        assert ("aggrieved" in recipients(considered)) is answer


def test_nobody_else_is_considered_where_the_aggrieved_complains_or_has_died() -> None:
    assert aggrieved_considered(a_decline()).status == "met"
    assert aggrieved_considered(a_decline(separate_aggrieved=True, aggrieved_alive=False)).status == "met"
    assert aggrieved_considered(a_decline(separate_aggrieved=None)).status == "cannot_tell"


@pytest.mark.covers("SM-3.112a")
def test_an_advocate_without_authority_gets_no_copy() -> None:
    advocate = ProfessionalRepresentative(role="advocate", copy_wanted=True, authorised=False)
    refused = may_have_a_copy(advocate)
    assert (refused.status, refused.paragraphs) == ("not_met", ("SM-3.112",))
    assert "advocate" not in recipients(a_decline(representatives=(advocate,)))
    unknown = advocate.model_copy(update={"authorised": None})
    assert may_have_a_copy(unknown).status == "cannot_tell"
    assert "advocate" not in recipients(a_decline(representatives=(unknown,)))
    authorised = advocate.model_copy(update={"authorised": True})
    assert "advocate" in recipients(a_decline(representatives=(authorised,)))


@pytest.mark.covers("SM-3.112b")
def test_a_representative_who_is_the_complainant_has_one_letter() -> None:
    same = ProfessionalRepresentative(is_complainant=True, authorised=True, copy_wanted=True)
    assert recipients(a_decline(representatives=(same,))) == ["complainant"]


@pytest.mark.covers("SM-3.114")
def test_a_letter_that_leaves_out_material_evidence_is_refused() -> None:
    items = [
        EvidenceItem(name=name, material=True, relied_on=True, in_decision_letter=name != "Call note")
        for name in ("Hospital notes", "X-ray", "Call note")
    ]
    refused = evidence_explained(items)
    assert (refused.status, refused.kind, refused.paragraphs) == ("not_met", "policy", ("SM-3.114",))
    assert "Call note" in refused.reason
    assert evidence_explained(items[:2]).status == "met"


@pytest.mark.covers("SM-3.115a")
def test_the_complainant_learns_the_advisers_qualifications_and_not_the_name() -> None:
    advice = ClinicalAdvice(
        adviser="Dr Robin Marsh", qualifications="Consultant cardiologist, FRCP", why_asked="The complaint is about the heart."
    )
    found = adviser_explained(advice)
    assert found.status == "met"
    assert "Consultant cardiologist, FRCP" in found.reason
    assert "Marsh" not in found.reason
    for words in ("Dr Robin Marsh, FRCP", "Robin Marsh, cardiologist", "Dr. Marsh, FRCP", "R Marsh FRCP"):
        named = adviser_explained(advice.model_copy(update={"qualifications": words}))
        assert (named.status, named.paragraphs) == ("not_met", ("SM-3.21", "SM-3.115"))
        assert "Marsh" not in named.reason
    assert adviser_explained(advice.model_copy(update={"qualifications": None})).needs == ("qualifications",)


@pytest.mark.covers("SM-3.115b")
def test_the_letter_says_why_that_adviser_was_asked() -> None:
    refused = adviser_explained(ClinicalAdvice(qualifications="Consultant cardiologist, FRCP"))
    assert (refused.status, refused.kind, refused.paragraphs) == ("not_met", "policy", ("SM-3.115",))
    assert refused.needs == ("why_asked",)


@pytest.mark.covers("SM-3.116a")
def test_the_complainant_is_told_of_another_route_by_name() -> None:
    found = determine(
        a_complaint(
            given="nothing", organisation="HMP Leeds", prison_topic="prison", mp_referral="not_asked", local_stage="final"
        ),
        today=TODAY,
    )
    ombudsman = [each for each in found.signposts if each.body == "Prisons and Probation Ombudsman"]
    told = tell_the_routes(other_routes("not_properly_made", ombudsman))
    assert [duty.what for duty in told] == ["Tell the complainant of this route: Prisons and Probation Ombudsman."]
    assert (told[0].to, told[0].kind, told[0].paragraphs) == (("complainant",), "policy", ("SM-3.116",))
    assert other_routes("out_of_time") == ()


@pytest.mark.covers("SM-3.116b")
def test_a_premature_complaint_may_go_back_to_the_organisation_or_to_an_advocacy_agency() -> None:
    routes = other_routes("premature", procedure="health")
    assert [route.kind for route in routes] == ["organisation complained about", "advocacy agency"]
    assert routes[1].signposts == (PHSO.signposts["nhs_advocacy"],)
    assert len(tell_the_routes(routes)) == 2
    unknown = other_routes("premature")
    assert {each.body for each in unknown[1].signposts} == {"Citizens Advice", "NHS complaints advocacy"}


@pytest.mark.covers("SM-3.116c")
def test_an_out_of_remit_decline_needs_a_destination_or_the_word_that_none_was_found() -> None:
    refused = destination_found()
    assert (refused.status, refused.kind, refused.paragraphs) == ("not_met", "policy", ("SM-3.116",))
    assert destination_found(destination="Acas").status == "met"
    assert destination_found(none_found=True).status == "met"
    assert destination_found(none_found=False).status == "not_met"


@pytest.mark.parametrize("category", ["public_service_personnel", "commercial_or_contractual", "judicial_or_legislative"])
def test_someone_who_is_out_of_remit_is_directed_to_somebody_at_first_contact(category: str) -> None:
    complaint = a_complaint(given="ready_government", remit_category=category)
    found = determine(complaint, today=TODAY)
    assert found.outcome == "out_of_remit"
    assert found.signposts


@pytest.mark.covers("SM-3.117")
def test_an_organisation_that_was_contacted_hears_that_we_do_not_investigate() -> None:
    refused = may_close(a_decline(procedure="health", organisation_contacted=True))
    assert (refused.status, refused.kind, refused.paragraphs) == ("not_met", "policy", ("SM-3.117",))
    told = a_decline(procedure="health", organisation_contacted=True, sent_to=("complainant", "organisation"))
    assert may_close(told).status == "met"
    assert "organisation" not in recipients(a_decline(organisation_contacted=False))
    assert may_close(a_decline(organisation_contacted=None)).needs == ("organisation_contacted",)
