"""A case that comes first in exceptional circumstances (SM-3.100)."""

from __future__ import annotations

from datetime import date

import pytest

from service_model.casework.prioritising import PriorityFacts, may_prioritise


@pytest.mark.covers("SM-3.100a")
def test_a_terminal_illness_is_discussed_with_the_line_manager_before_the_case_comes_first() -> None:
    refused = may_prioritise(PriorityFacts(ground="terminal illness"))
    assert (refused.status, refused.kind, refused.paragraphs) == ("not_met", "policy", ("SM-3.100",))
    assert refused.needs == ("manager", "discussed_on")
    discussed = PriorityFacts(ground="terminal illness", manager="Jo Khan", discussed_on=date(2026, 3, 2))
    assert may_prioritise(discussed).status == "met"


def test_without_a_ground_there_is_nothing_to_discuss_yet() -> None:
    unknown = may_prioritise(PriorityFacts(manager="Jo Khan", discussed_on=date(2026, 3, 2)))
    assert (unknown.status, unknown.needs) == ("cannot_tell", ("ground",))
