"""Judges of the sheets of a primary investigation: unknown is never no, and each open step names its paragraph."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from service_model.record import Complaint
from service_model.worksheets import (
    About,
    SheetFacts,
    agreement_checkpoint,
    clinical_advice,
    clinical_analysis,
    complex_agreement,
    complex_referral,
    component_details,
    enough_to_decide,
    evidence_log,
    first_conversation,
    legal_request,
    other_advice,
    primary_decision,
    prioritising,
    provider,
    specialist_advice,
    summary_of_complaint,
    without_clinical_advice,
)
from service_model.worksheets.clinical_advice import AdviceRequest, addressee, sent
from service_model.worksheets.clinical_analysis import ClinicalAnalysis, LinkedStandard, in_place_then, standard_to_use
from service_model.worksheets.first_conversation import ConversationSheet
from service_model.worksheets.primary_decision import PrimaryDecision, outcome_in_order, outcomes_offered

NOW = datetime(2026, 3, 2, 10, 30, tzinfo=UTC)
SHEETS = (
    (agreement_checkpoint.judge, agreement_checkpoint.Checkpoint), (clinical_advice.judge, AdviceRequest),
    (clinical_analysis.judge, ClinicalAnalysis), (complex_agreement.judge, complex_agreement.ComplexAgreement),
    (complex_referral.judge, complex_referral.ComplexReferral), (component_details.judge, component_details.ComponentDetails),
    (enough_to_decide.judge, enough_to_decide.EnoughToDecide), (evidence_log.judge, evidence_log.EvidenceLog),
    (first_conversation.judge, ConversationSheet), (legal_request.judge, legal_request.LegalRequest),
    (other_advice.judge, other_advice.OtherAdvice), (primary_decision.judge, PrimaryDecision),
    (prioritising.judge, prioritising.Prioritising), (provider.judge, provider.Provider),
    (specialist_advice.judge, specialist_advice.SpecialistAdvice), (summary_of_complaint.judge, summary_of_complaint.Summary),
    (without_clinical_advice.judge, without_clinical_advice.WithoutAdvice),
)  # fmt: skip


def about(*sheets: SheetFacts) -> About:
    return About(complaint=Complaint(), today=NOW.date(), now=NOW, sheets=sheets)


def request(entry: int, **facts: object) -> SheetFacts:
    return SheetFacts("clinical_advice", None, entry, AdviceRequest.model_validate(facts), True, 1, "asha", NOW)


@pytest.mark.parametrize(("judge", "facts"), SHEETS, ids=[facts.__name__ for _, facts in SHEETS])
def test_nothing_known_is_judged_and_every_open_step_has_a_paragraph_and_a_gate_of_its_own(judge, facts):
    found = judge(facts.model_validate({}), about())
    gates = [each.gate for each in found.steps]
    assert len(gates) == len(set(gates))
    assert all(each.paragraphs and each.reason for each in (*found.steps, *found.verdicts, *found.duties, *found.recommendations))


@pytest.mark.parametrize(("remit", "suitable", "outcome", "status"), [
    (None, None, None, "met"), (None, "yes", "propose", "not_met"), ("yes", None, "decline_general", "not_met"),
    ("yes", "yes", "propose", "met"), ("no", "yes", "propose", "not_met"),
])  # fmt: skip
def test_remit_and_the_person_come_before_an_outcome(remit, suitable, outcome, status):
    given = {"in_remit": remit, "complainant_suitable": suitable, "outcome": outcome, "rationale": "It was put right."}
    facts = PrimaryDecision.model_validate(given)
    assert outcome_in_order(facts).status == status
    assert bool(outcomes_offered(facts)) is ((remit, suitable) == ("yes", "yes"))


def test_a_decline_out_of_remit_has_its_rationale():
    bare = PrimaryDecision.model_validate({"in_remit": "no", "complainant_suitable": "yes", "outcome": "decline_specific"})
    assert (outcome_in_order(bare).paragraphs, outcome_in_order(bare).needs) == (("SM-2.203",), ("rationale",))
    assert outcome_in_order(bare.model_copy(update={"rationale": "It is a court's."})).status == "met"


@pytest.mark.parametrize(("standard", "flagged"), [
    ({"in_force_from": "2019-05-31"}, False), ({"in_force_from": "2019-06-01"}, True), ({"in_force_until": "2019-05-01"}, False),
    ({"in_force_until": "2019-04-30"}, True), ({}, False), ({"available_then": False}, True),
])  # fmt: skip
def test_a_standard_counts_if_it_was_there_on_any_day_of_the_events(standard, flagged):
    events = ClinicalAnalysis(events_from=date(2019, 5, 1), events_until=date(2019, 5, 31))
    found = in_place_then(LinkedStandard.model_validate({"title": "G", **standard}), events)
    assert (found is not None) is flagged


def test_without_days_of_the_events_no_standard_is_said_to_be_too_late():
    assert in_place_then(LinkedStandard(title="G", in_force_from=date(2021, 3, 1)), ClinicalAnalysis()) is None


@pytest.mark.parametrize(("facts", "choice", "paragraph"), [
    ({}, "adviser_selects", "SM-3.42"),
    ({"said_not_applicable": True}, "adviser_selects", "SM-3.48"),
    ({"said_not_applicable": True, "adviser_finds_reasons_suitable": True}, "none", "SM-3.48"),
    ({"standards": [{"title": "A", "given_by": "organisation"}]}, "A", "SM-3.31"),
    ({"standards": [{"title": "A", "given_by": "organisation", "not_used": "not_in_use"}]}, "adviser_selects", "SM-3.40"),
    ({"standards": [{"title": "B", "given_by": "adviser"}]}, "B", "SM-3.42"),
])  # fmt: skip
def test_theirs_comes_first_and_the_advisers_where_there_is_none(facts, choice, paragraph):
    found = standard_to_use(ClinicalAnalysis.model_validate(facts))
    assert (found.choice, found.paragraphs[0]) == (choice, paragraph)


def test_a_follow_up_goes_to_the_first_adviser_unless_another_is_named():
    case = about(request(1, adviser="A12", sent_at=NOW))
    assert addressee(AdviceRequest(follow_up_to=1), case) == "A12"
    assert addressee(AdviceRequest(follow_up_to=1, adviser="B7"), case) == "B7"
    assert addressee(AdviceRequest(follow_up_to=9), case) is None
    assert sent(AdviceRequest(sent_with=1), case) == NOW
    assert sent(AdviceRequest(), case) is None
