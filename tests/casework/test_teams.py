"""A case goes to another team: with a reason, out of one queue and into the other."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from intake_api.audit.models import AuditEvent
from intake_api.staff.roles import Role
from tests.casework.conftest import said

HTML = {"Accept": "text/html"}


def queue_of(who):
    return who.client.get("/staff/cases?status=any", headers=HTML).text


@pytest.fixture
def at_early_consideration(desk, reference):
    """Asha of early consideration, who works on the case."""
    asha = desk(name="asha", team="Early consideration")
    asha.save(reference, "work", "take")
    return asha


@pytest.mark.parametrize(("team", "reason"), [
    pytest.param("Specialist health", "specialist health", marks=pytest.mark.covers("SM-2.80b")),
    pytest.param("Dispute resolution", "Both sides want to talk.", marks=pytest.mark.covers("SM-2.117a")),
])  # fmt: skip
def test_a_case_moves_to_another_team_with_a_reason(at_early_consideration, desk, reference, sessions, team, reason):
    theirs = desk(name="dee", team=team)
    assert reference not in queue_of(theirs)
    answer = at_early_consideration.send(reference, "work", "move_to_team", team=team, reason=reason)
    assert (answer.status_code, answer.headers["location"]) == (303, "/staff/cases")  # the case is out of her reach now
    assert reference in queue_of(theirs)
    assert reference not in queue_of(at_early_consideration)
    assert "Nobody" in said(theirs.open(reference, "work"))
    with sessions() as session:
        moved = session.scalars(select(AuditEvent).where(AuditEvent.action == "case_moved")).one()
        refused = session.scalars(select(AuditEvent).where(AuditEvent.action == "refused_by_team")).all()
    assert moved.details["before"] == {"team": "Early consideration"}
    assert moved.details["after"]["team"] == team
    assert reason not in str({name: value for name, value in moved.details["after"].items() if name != "team"})
    assert f"Reason: {reason}" in said(theirs.open(reference, "timeline"))
    assert refused == []


@pytest.mark.parametrize(("form", "says"), [
    ({"team": "Dispute resolution"}, "Say why the case goes to another team"),
    ({"reason": "Because."}, "Choose the team"),
    ({"team": "The team of nobody", "reason": "Because."}, "Choose the team"),
    ({"team": "Early consideration", "reason": "Because."}, "with this team already"),
])  # fmt: skip
def test_a_move_that_says_too_little_moves_nothing(at_early_consideration, desk, reference, form, says):
    desk(name="dee", team="Dispute resolution")
    answer = at_early_consideration.send(reference, "work", "move_to_team", **form)
    assert answer.status_code == 422
    assert says in said(answer)
    assert "Early consideration has this case." in said(at_early_consideration.open(reference))


def test_only_who_may_change_cases_moves_them(desk, reference):
    auditor = desk(Role.AUDITOR, "audra")
    assert auditor.send(reference, "work", "move_to_team", "1", team="Dispute resolution", reason="No.").status_code == 403
