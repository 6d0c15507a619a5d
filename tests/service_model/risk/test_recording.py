"""What is recorded as a risk, and what is left out (SM-10.8 to 10.10, 10.15, 10.18 to 10.21, 10.49, 10.53)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from narrative.signals import find_signals
from narrative.words import words_of
from service_model.risk import risks_from
from service_model.risk.following import suggested_mitigation
from service_model.risk.recording import counts, recordable
from tests.service_model.building import a_complaint
from tests.service_model.risk.building import A_PLAN, a_risk, assessed, duty_names, rated


@pytest.mark.covers("SM-10.19")
def test_what_the_complainant_says_is_accepted_without_proof() -> None:
    risk = a_risk(category="financial", description="They will lose their house without the money owed", source="external")
    assert (recordable(risk).status, recordable(risk).needs) == ("met", ())
    assert counts(risk)
    assert [row.risk for row in assessed(risk).ratings.risks] == [risk]
    words = find_signals(words_of("I will lose my house without it"))
    (said_to_the_bot,) = risks_from(a_complaint(signals=tuple(signal.name for signal in words)))
    assert (said_to_the_bot.category, counts(said_to_the_bot.as_risk())) == ("financial", True)


@pytest.mark.covers("SM-10.10")
def test_what_has_already_happened_is_recorded_only_for_what_it_may_still_lead_to() -> None:
    past = a_risk(category="service", description="An earlier complaint about us was upheld", timing="already_happened")
    refused = assessed(past)
    assert [(each.gate, each.status, each.paragraphs) for each in refused.missing] == [
        ("recorded_as_a_risk", "not_met", ("SM-10.10",))
    ]
    saved = past.model_copy(update={"future_effect": "earlier upheld service complaint may lead to new dissatisfaction"})
    assert assessed(saved).missing == ()
    assert counts(saved)


@pytest.mark.covers("SM-10.15a")
def test_a_risk_without_a_description_is_refused() -> None:
    found = recordable(a_risk(description=" "))
    assert (found.status, found.kind, found.needs, found.paragraphs) == ("cannot_tell", "policy", ("description",), ("SM-10.15",))


@pytest.mark.covers("SM-10.8")
def test_a_missing_timing_is_prompted_for_and_the_risk_still_counts() -> None:
    risk = a_risk(timing=None)
    found = recordable(risk)
    assert "SM-10.8" in found.paragraphs
    assert found.reason.startswith("Timing missing")
    assert counts(risk)
    assert assessed(risk).prompts == (found,)
    assert assessed(a_risk()).prompts == ()


@pytest.mark.covers("SM-10.9")
def test_a_future_risk_unrelated_to_the_case_is_prompted_and_left_out_of_the_rating() -> None:
    arthritis = rated("high", "high", description="worsening arthritis", timing="likely_in_future", relates_to_case=False)
    found = assessed(arthritis)
    assert "SM-10.9" in recordable(arthritis).paragraphs
    assert [each.gate for each in found.prompts] == ["recorded_as_a_risk"]
    assert found.ratings.overall == "low"


@pytest.mark.covers("SM-10.18")
def test_an_unlinked_risk_needs_a_reason_to_be_recorded() -> None:
    unlinked = a_risk(description="ongoing issues from an unrelated health condition", relates_to_case=False)
    assert (recordable(unlinked).status, recordable(unlinked).paragraphs) == ("not_met", ("SM-10.18",))
    assert assessed(unlinked).prompts == (recordable(unlinked),)
    assert counts(unlinked.model_copy(update={"why_recorded_anyway": "It decides how we may reach them."}))


def test_a_risk_of_which_nobody_said_if_it_relates_to_the_case_still_counts() -> None:
    assert counts(a_risk(relates_to_case=None))


@pytest.mark.covers("SM-10.49a")
def test_a_threat_of_harm_is_logged_under_people_whatever_was_chosen() -> None:
    for category in (None, "legal"):
        threat = a_risk(kind="threat_of_harm", category=category, description="They say they will harm themselves")
        assert threat.category == "people"


@pytest.mark.covers("SM-10.49b")
def test_a_threat_of_harm_is_recorded_with_no_link_to_the_complaint_and_no_reason_asked() -> None:
    threat = a_risk(kind="threat_of_harm", relates_to_case=False, why_recorded_anyway=None)
    found = recordable(threat)
    assert (found.status, found.needs) == ("met", ())
    assert counts(threat)
    assert not counts(threat.model_copy(update={"kind": "general"}))


@pytest.mark.parametrize(
    "facts", [{"description": None}, {"timing": None}, {"timing": "already_happened"}, {"relates_to_case": None}]
)
def test_a_threat_of_harm_is_recorded_whatever_else_is_missing(facts: dict[str, Any]) -> None:
    assert counts(a_risk(**{"kind": "threat_of_harm", **facts}))


@pytest.mark.covers("SM-10.53a")
def test_an_information_breach_needs_the_day_it_happened_and_no_likelihood() -> None:
    breach = {"kind": "information_breach", "category": None, "impact": "minor", "likelihood": None, "mitigation": A_PLAN}
    after = {"impact_after": "minor", "choice": {"rating": "low", "reasons": "It was one page."}}
    undated = a_risk(**breach, **after)
    assert recordable(undated).needs == ("happened_on",)
    assert next(each.gate for each in assessed(undated).missing) == "recorded_as_a_risk"
    dated = a_risk(**breach, **after, happened_on="2026-03-02")
    assert dated.category == "financial"
    assert recordable(dated).status == "met"
    needs = [need for each in assessed(dated).missing for need in each.needs]
    assert not any("likelihood" in need for need in needs)


@pytest.mark.covers("SM-10.53b")
def test_an_information_breach_is_reported_to_the_information_security_manager_before_it_is_closed() -> None:
    breach = a_risk(kind="information_breach", happened_on="2026-03-02")
    (report,) = (duty for duty in assessed(breach).duties if duty.name == "report_breach")
    assert (report.to, report.kind, report.paragraphs) == (("information_security_manager",), "policy", ("SM-10.53",))
    closed = assessed(breach.model_copy(update={"closed_on": date(2026, 3, 4)}))
    assert closed.finding("breach_is_reported").status == "not_met"
    assert closed.finding("breach_is_reported") in closed.missing
    assert "report_breach" in duty_names(closed)
    reported = assessed(breach.model_copy(update={"closed_on": date(2026, 3, 4), "reported_on": date(2026, 3, 3)}))
    assert reported.finding("breach_is_reported").status == "met"
    assert "report_breach" not in duty_names(reported)
    assert "report_breach" not in duty_names(assessed(a_risk(category="financial")))


@pytest.mark.covers("SM-10.54b")
def test_an_information_breach_asks_to_consider_a_risk_to_our_reputation() -> None:
    breach = a_risk(kind="information_breach", happened_on="2026-03-02")
    (prompt,) = (duty for duty in assessed(breach).duties if duty.name == "consider_reputation")
    assert (prompt.must, prompt.paragraphs) == (False, ("SM-10.54",))
    assert "consider_reputation" not in duty_names(assessed(a_risk(category="financial")))


@pytest.mark.covers("SM-10.51b")
def test_a_loss_that_may_come_is_accepted_under_financial() -> None:
    risk = a_risk(category="financial", description="charging order may force a house sale", timing="likely_in_future")
    assert recordable(risk).status == "met"
    assert [row.risk.category for row in assessed(risk).ratings.risks] == ["financial"]


@pytest.mark.covers("SM-10.52b")
def test_a_financial_risk_suggests_asking_the_organisation_for_time_or_a_payment_plan() -> None:
    what = " ".join(each.what for each in suggested_mitigation(a_risk(category="financial")))
    assert "extend a payment deadline" in what
    assert "payment plan" in what
    breach = " ".join(each.what for each in suggested_mitigation(a_risk(kind="information_breach")))
    assert "payment" not in breach


@pytest.mark.covers("SM-10.54a")
def test_an_information_breach_suggests_to_destroy_retrieve_and_prevent_wider_sharing() -> None:
    breach = a_risk(kind="information_breach", happened_on="2026-03-02")
    what = {each.what for each in suggested_mitigation(breach)}
    assert {"Have the information destroyed", "Retrieve the information", "Prevent wider sharing"} <= what
    assert not what & {each.what for each in suggested_mitigation(a_risk(category="financial"))}


@pytest.mark.covers("SM-10.21")
def test_a_risk_that_can_be_wholly_mitigated_is_recorded_all_the_same() -> None:
    risk = rated("medium", "low")
    found = assessed(risk)
    assert [row.risk for row in found.ratings.risks] == [risk]
    assert found.ratings.risks[0].risk.mitigation is not None
    assert found.ratings.risks[0].after.rating == "low"
