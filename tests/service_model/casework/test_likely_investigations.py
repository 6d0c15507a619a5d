"""Cases we are more likely to investigate, and the exceptional reason for not doing so (SM-3.72)."""

from __future__ import annotations

import pytest

from service_model.casework.likely_investigations import LikelyFacts, may_decline


@pytest.mark.covers("SM-3.72")
def test_a_case_of_serious_harm_is_declined_only_with_an_exceptional_reason_which_is_kept() -> None:
    refused = may_decline(LikelyFacts(indication="avoidable_serious_harm"))
    assert (refused.status, refused.kind, refused.needs) == ("not_met", "policy", ("exceptional_reason",))
    reason = "The inquiry into the unit looks at the same care."
    accepted = may_decline(LikelyFacts(indication="avoidable_serious_harm", exceptional_reason=reason))
    assert accepted.status == "met"
    assert reason in accepted.reason


def test_without_such_an_indication_no_exceptional_reason_is_asked_for() -> None:
    assert may_decline(LikelyFacts(indication="none")).status == "met"
    assert may_decline(LikelyFacts()).needs == ("indication",)
