"""What the first contact suggests that a person should rate (SM-10.12, 10.36, 10.47 to 10.60)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrative.reader import Reader
from service_model import FACTS, Complaint
from service_model.risk import RISK, KnownFacts, SuggestedRisk, risks_from
from service_model.risk.following import suggested_mitigation
from service_model.risk.recording import counts
from service_model.risk.urgent import ImmediateRisk, immediate_risk
from tests.service_model.building import a_complaint
from tests.service_model.risk.building import TODAY, a_risk, assessed, at, duty_names
from tests.service_model.strategies import complaints
from tests.yardstick import seconds_of

HARM = ["self_harm_risk", "harm_to_others", "child_at_risk"]
ALL_SIGNALS = sorted({signal for row in RISK.first_view.values() for signal in row.signals})


def suggested(complaint: Complaint | None = None, **facts: Any) -> dict[str, SuggestedRisk]:
    """What is suggested, by name."""
    known = {name: value for name, value in facts.items() if name in KnownFacts.model_fields}
    rest = {name: value for name, value in facts.items() if name not in known}
    found = risks_from(complaint or a_complaint(**rest), known=KnownFacts.model_validate(known))
    return {each.name: each for each in found}


@pytest.mark.parametrize("signal", HARM)
def test_a_threat_of_harm_is_always_suggested_and_cannot_wait(signal: str) -> None:
    (risk,) = suggested(signals=(signal,)).values()
    assert (risk.category, risk.kind, risk.immediate) == ("people", "threat_of_harm", True)
    assert "SM-10.49" in risk.paragraphs


@pytest.mark.covers("SM-10.36")
def test_a_person_who_says_they_will_harm_themselves_raises_an_alert_that_stays_open_until_a_decision_with_its_time() -> None:
    said = Reader([]).read("I will kill myself today", today=TODAY)
    risk = suggested(signals=tuple(signal.name for signal in said.signals))["self_harm"]
    assert risk.immediate
    raised = ImmediateRisk(raised_at=at(10), what=risk.why)
    alert = immediate_risk(raised)
    assert (alert.since, alert.is_urgent, alert.duty.paragraphs) == (at(10), True, ("SM-10.36",))
    assert immediate_risk(raised.model_copy(update={"decision": "Asked for a welfare check."})).is_urgent
    decided = raised.model_copy(update={"decision": "Asked for a welfare check.", "decided_at": at(10, 20)})
    assert not immediate_risk(decided).is_open


@pytest.mark.covers("SM-10.47b")
@pytest.mark.parametrize(
    "facts", [{"signals": ("terminal_illness",)}, {"exceptional_circumstances": "terminal_illness"}, {"terminally_ill": True}]
)
def test_a_terminal_illness_suggests_a_people_risk(facts: dict[str, Any]) -> None:
    assert suggested(**facts)["terminal_illness"].category == "people"
    assert "terminal_illness" not in suggested(exceptional_circumstances="particular_difficulties", terminally_ill=False)


@pytest.mark.covers("SM-10.48")
def test_a_terminal_illness_suggests_priority_for_allocation() -> None:
    risk = suggested(signals=("terminal_illness",))["terminal_illness"].as_risk()
    assert [(each.what, each.paragraph) for each in suggested_mitigation(risk)] == [
        ("Prioritise the case for allocation", "SM-10.48")
    ]
    assert "prioritise_allocation" in duty_names(assessed(risk))
    assert suggested_mitigation(a_risk(category="people")) == ()
    assert "prioritise_allocation" not in duty_names(assessed(a_risk(category="people")))


@pytest.mark.covers("SM-10.55b")
@pytest.mark.parametrize(
    "facts",
    [{"mp_referral": "referred"}, {"mp_referral": "asked"}, {"signals": ("mp_involved",)}, {"mp_on_case": True}],
)
def test_any_involvement_of_an_mp_suggests_a_reputation_risk(facts: dict[str, Any]) -> None:
    risk = suggested(**facts)["mp_involved"]
    assert (risk.category, risk.paragraphs) == ("reputation", ("SM-10.55",))


@pytest.mark.parametrize("facts", [{"mp_referral": "not_asked"}, {}, {"about": {"unanswered": {"mp_referral": "dont_know"}}}])
def test_no_mp_suggests_none(facts: dict[str, Any]) -> None:
    assert "mp_involved" not in suggested(**facts)


@pytest.mark.covers("SM-10.57")
def test_an_earlier_complaint_about_us_suggests_our_service_whatever_became_of_it() -> None:
    assert suggested(earlier_service_complaint=True)["complaint_about_us"].category == "service"
    assert suggested(signals=("complaint_about_us",))["complaint_about_us"].category == "service"
    assert "complaint_about_us" not in suggested(earlier_service_complaint=False)


@pytest.mark.covers("SM-10.60b")
def test_a_solicitor_or_legislation_as_a_standard_suggests_a_legal_risk() -> None:
    for found in (suggested(relationship="lawyer"), suggested(solicitor_represents=True)):
        assert found["legal_representative"].category == "legal"
        assert "SM-10.60" in found["legal_representative"].paragraphs
    assert suggested(legislation_is_standard=True)["legislation_as_standard"].category == "legal"
    assert suggested(relationship="family", legislation_is_standard=False) == {}


@pytest.mark.parametrize(
    ("facts", "name", "category"),
    [
        ({"signals": ("legal_threat",)}, "legal_action", "legal"),
        ({"signals": ("media_threat",)}, "media", "reputation"),
        ({"signals": ("homelessness",)}, "financial_loss", "financial"),
        ({"signals": ("domestic_abuse",)}, "abuse_at_home", "people"),
        ({"aggrieved_situation": "lacks_capacity"}, "aggrieved_is_vulnerable", "people"),
        ({"remit_category": "legal_proceedings"}, "capacity_to_investigate", "legal"),
        ({"signals": ("avoidable_death",)}, "serious_allegations", "reputation"),
    ],
)
def test_a_signal_or_an_answer_suggests_its_category(facts: dict[str, Any], name: str, category: str) -> None:
    assert suggested(**facts)[name].category == category


@pytest.mark.parametrize("facts", [{}, {"aggrieved_situation": "died"}, {"remit_category": "none"}, {"signals": ("bsl",)}])
def test_what_is_no_sign_of_risk_suggests_nothing(facts: dict[str, Any]) -> None:
    assert suggested(**facts) == {}


def test_a_risk_is_suggested_once_with_everything_that_suggests_it() -> None:
    found = suggested(signals=("terminal_illness",), exceptional_circumstances="terminal_illness")
    assert found["terminal_illness"].because == ("signal terminal_illness", "exceptional_circumstances")


def test_what_cannot_wait_comes_first() -> None:
    backwards = RISK.model_copy(update={"first_view": dict(reversed(RISK.first_view.items()))})
    complaint = a_complaint(signals=("media_threat", "terminal_illness", "child_at_risk"))
    for policy in (RISK, backwards):
        assert [each.immediate for each in risks_from(complaint, policy=policy)] == [True, False, False]


def test_the_assessment_is_due_at_the_first_formal_point() -> None:
    (risk,) = suggested(signals=("media_threat",)).values()
    assert risk.due_at == "propose_or_decline"
    assert "decline" in RISK.steps


@given(complaint=complaints(), signals=st.lists(st.sampled_from([*ALL_SIGNALS, "nobody_knows_this"]), unique=True))
def test_suggestions_never_fail_never_rate_and_always_count(complaint: Complaint, signals: list[str]) -> None:
    rows = [*complaint.signals, *a_complaint(signals=tuple(signals)).signals]
    found = risks_from(complaint.model_copy(update={"signals": tuple(rows)}))
    for each in found:
        risk = each.as_risk()
        assert (risk.impact, risk.likelihood) == (None, None)
        assert counts(risk)
        assert each.because
        assert each.paragraphs
    kinds = [each.because for each in found if each.kind == "threat_of_harm"]
    for signal in set(HARM) & set(signals):
        assert (f"signal {signal}",) in kinds


def test_a_suggestion_becomes_an_entry_whose_assessment_is_outstanding() -> None:
    (risk,) = suggested(signals=("legal_threat",)).values()
    found = assessed(risk.as_risk())
    assert found.ratings.overall is None
    assert "assess_new_risk" in duty_names(found)


def test_every_signal_and_answer_in_the_data_is_one_the_intake_knows() -> None:
    written = (Path(__file__).parents[3] / "narrative" / "data" / "signals.yaml").read_text(encoding="utf-8")
    assert set(ALL_SIGNALS) <= {*re.findall(r"- \{?name: (\w+)", written), *HARM}
    for row in RISK.first_view.values():
        for fact, answers in {**row.answers, **row.issue_answers}.items():
            assert set(answers) <= set(FACTS[fact].options)


def test_a_complaint_is_read_in_far_less_than_a_tenth_of_a_millisecond() -> None:
    complaint = a_complaint(given="ready_government", relationship="lawyer", signals=tuple(ALL_SIGNALS[:3]))
    assert seconds_of(lambda: risks_from(complaint), each=100) < 0.0001
