"""Cases we are more likely to investigate: avoidable death, serious harm, wider public interest (SM-3.68 to 3.72)."""

from __future__ import annotations

from typing import Any

import pytest

from service_model.casework.serious_harm import (
    SeriousHarmFacts,
    avoidable_death,
    for_investigation,
    may_decline,
    presumed,
    recommended,
    serious_harm,
)

NOTHING_FOUND = {"health": True, "failure_affecting_survival": False, "avoidable_serious_harm": False, "public_interest": "none"}


def harm(**given: Any) -> SeriousHarmFacts:
    """A health case in which everything was looked at and nothing found, unless something is changed."""
    return SeriousHarmFacts.model_validate({**NOTHING_FOUND, **given})


@pytest.mark.covers("SM-3.68")
def test_an_avoidable_death_asks_if_survival_was_more_likely_than_not_without_the_failings() -> None:
    asked = avoidable_death(harm())
    assert (asked.status, asked.needs, asked.paragraphs) == ("cannot_tell", ("would_have_survived",), ("SM-3.68",))
    assert "more likely than not" in asked.reason
    assert "survived without the failings" in asked.reason
    assert avoidable_death(harm(would_have_survived=True)).status == "met"
    assert avoidable_death(harm(would_have_survived=False)).status == "not_met"


@pytest.mark.covers("SM-3.69a")
def test_signs_of_serious_failure_affecting_survival_presume_an_investigation() -> None:
    facts = harm(failure_affecting_survival=True)
    assert presumed(facts).status == "met"
    assert recommended(facts).choice == "presume_to_investigate"
    refused = may_decline(facts)
    assert (refused.status, refused.kind) == ("not_met", "policy")
    assert "SM-3.69" in refused.paragraphs
    assert may_decline(harm()).status == "met"


@pytest.mark.covers("SM-3.69b")
def test_exceptional_circumstances_on_record_allow_a_decline_all_the_same() -> None:
    facts = harm(failure_affecting_survival=True, exceptional_reason="An inquest will look at all of it.")
    assert presumed(facts).status == "met"
    accepted = may_decline(facts)
    assert accepted.status == "met"
    assert "An inquest will look at all of it." in accepted.reason


@pytest.mark.covers("SM-3.72")
@pytest.mark.parametrize("sign", [{"avoidable_serious_harm": True}, {"public_interest": "systemic_issue"}])
def test_a_case_of_serious_harm_is_declined_only_with_an_exceptional_reason_which_is_kept(sign: dict[str, Any]) -> None:
    refused = may_decline(harm(**sign))
    assert (refused.status, refused.kind, refused.needs) == ("not_met", "policy", ("exceptional_reason",))
    assert "SM-3.72" in refused.paragraphs
    accepted = may_decline(harm(**sign, exceptional_reason="The inquiry into the unit looks at the same care."))
    assert accepted.status == "met"
    assert "The inquiry into the unit looks at the same care." in accepted.reason


@pytest.mark.parametrize("unknown", ["health", "failure_affecting_survival"])
def test_what_is_not_known_neither_presumes_nor_lets_decline(unknown: str) -> None:
    facts = harm(**{"failure_affecting_survival": True, unknown: None})
    assert presumed(facts).status == "cannot_tell"
    assert unknown in may_decline(facts).needs
    assert may_decline(facts).status == "cannot_tell"


@pytest.mark.parametrize("unknown", ["avoidable_serious_harm", "public_interest"])
def test_nothing_is_declined_while_nobody_has_looked_for_harm_or_public_interest(unknown: str) -> None:
    found = may_decline(harm(**{unknown: None}))
    assert (found.status, found.needs) == ("cannot_tell", (unknown,))


def test_the_presumption_is_for_health_complaints() -> None:
    assert presumed(harm(health=False, failure_affecting_survival=True)).status == "not_met"


def factors(facts: SeriousHarmFacts) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {each.gate: (each.reason, each.paragraphs) for each in for_investigation(facts) if each.status == "met"}


@pytest.mark.covers("SM-3.70a")
def test_avoidable_serious_harm_speaks_for_an_investigation() -> None:
    facts = harm(avoidable_serious_harm=True)
    assert factors(facts)["avoidable_serious_harm"][1] == ("SM-3.70",)
    assert recommended(facts).choice == "more_likely_to_investigate"
    assert factors(harm()) == {}


@pytest.mark.covers("SM-3.70b")
def test_serious_harm_asks_for_the_impact_and_the_balance_of_probabilities() -> None:
    asked = serious_harm(harm())
    assert asked.needs == ("serious_impact", "would_not_have_happened")
    assert "On the balance of probabilities" in asked.reason
    assert "not have occurred" in asked.reason
    assert "ongoing pain and disability" in asked.reason
    assert "prolonged mental illness" in asked.reason
    assert serious_harm(harm(serious_impact="pain", would_not_have_happened=True)).status == "met"
    assert serious_harm(harm(serious_impact="pain", would_not_have_happened=False)).status == "not_met"


@pytest.mark.covers("SM-3.71a")
@pytest.mark.parametrize(
    ("interest", "words"),
    [("systemic_issue", "systemic"), ("large_number_of_people_affected", "large number"), ("other", "wider public interest")],
)
def test_a_wider_public_interest_speaks_for_an_investigation(interest: str, words: str) -> None:
    reason, paragraphs = factors(harm(public_interest=interest))["public_interest"]
    assert words in reason
    assert paragraphs == ("SM-3.71",)


def test_the_recommendation_is_open_while_nobody_has_looked() -> None:
    found = recommended(SeriousHarmFacts.model_validate({}))
    assert found.choice is None
    assert set(found.needs) == {"health", "failure_affecting_survival", "avoidable_serious_harm", "public_interest"}
    assert recommended(harm()).choice == "no_factor"
    for name in ("public_interest", "avoidable_serious_harm"):
        one_open = recommended(harm(**{name: None}))
        assert (one_open.choice, one_open.needs) == (None, (name,))
