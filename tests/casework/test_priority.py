"""A case that was given priority on a worksheet stands before others that are due on the same day."""

from __future__ import annotations

import re

import pytest

from tests.casework.conftest import said
from tests.intake_api.builders import a_record
from tests.worksheets.conftest import saved

AT_INTAKE = {"reason": "Terminal illness", "discussed_with": "K. Lee", "discussed_on": "2026-11-20", "decision": "prioritised"}
LATER = {"ground": "terminal_illness", "manager": "mo", "discussed_on": "2026-11-20", "prioritised": "yes"}
TAKEN_BACK = {"priority": {**AT_INTAKE, "decision": "not_prioritised"}, "prioritising": {**LATER, "prioritised": "no"}}


def order_of(who):
    page = who.client.get("/staff/cases", headers={"Accept": "text/html"}).text
    return list(dict.fromkeys(re.findall(r"R-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]", page))), page


@pytest.mark.parametrize(("kind", "answers"), [("priority", AT_INTAKE), ("prioritising", LATER)])
def test_a_finished_worksheet_moves_the_case_up_and_down(desk, submit, kind, answers):
    early, late = (submit(a_record()).json()["reference"] for _ in range(2))
    danger = submit(a_record(signals=[{"name": "self_harm_risk"}])).json()["reference"]
    asha = desk()
    assert order_of(asha)[0] == [danger, early, late]
    saved(asha, late, kind, answers, finish=False)
    assert order_of(asha)[0] == [danger, early, late]  # begun is not decided
    saved(asha, late, kind, answers)
    order, page = order_of(asha)
    assert order == [danger, late, early]
    assert page.count("Has priority") == 1
    saved(asha, late, kind, TAKEN_BACK[kind])
    order, page = order_of(asha)
    assert order == [danger, early, late]
    assert "Has priority" not in page


def test_who_may_come_to_harm_stays_first_whatever_a_worksheet_says(desk, submit, case_of):
    danger = submit(a_record(signals=[{"name": "self_harm_risk"}])).json()["reference"]
    asha = desk()
    saved(asha, danger, "priority", {**AT_INTAKE, "decision": "not_prioritised"})
    assert case_of(danger).priority == 0
    assert "Risk of harm" in said(asha.client.get("/staff/cases", headers={"Accept": "text/html"}))
