"""An adjustment judged not reasonable: what was requested is recorded, or nothing is saved (SM-1.44)."""

from __future__ import annotations

import threading
from contextlib import suppress

import pytest
from sqlalchemy import select

from intake_api.casework import api, tasks
from intake_api.casework.models import CaseAdjustment, CaseLetter
from intake_api.staff.roles import Role
from tests.casework.conftest import said
from tests.intake_api import builders

DECLINED = {
    "agreed": "no", "basis": "equality_act", "requested_on": "2026-03-02", "refusal_reason": "There is no such paper.",
    "other_help": "Yellow paper.",
}  # fmt: skip


@pytest.fixture
def kept(sessions):
    """The requests of all cases but the one that came with the complaint."""

    def read():
        with sessions() as session:
            return session.scalars(select(CaseAdjustment).where(CaseAdjustment.id > 1).order_by(CaseAdjustment.id)).all()

    return read


@pytest.mark.covers("SM-1.44a")
@pytest.mark.parametrize("blank", ["", "   "])
def test_the_console_refuses_a_decline_without_what_was_requested_and_keeps_what_was_typed(desk, reference, kept, blank):
    answer = desk().send(reference, "adjustments", "add_request", requested=blank, **DECLINED)
    assert answer.status_code == 422
    assert "Not recorded: what was requested. (SM-1.44)" in said(answer)
    assert 'href="#add_request-requested"' in answer.text
    for typed in ("There is no such paper.", "Yellow paper.", "2026-03-02"):
        assert typed in answer.text
    assert kept() == []


@pytest.mark.covers("SM-1.44a")
def test_the_api_refuses_it_with_the_paragraph_at_the_field(desk, service, reference, kept):
    desk()
    url, body = f"/v1/cases/{reference}/adjustments", {**DECLINED, "agreed": False, "by": "asha"}
    answer = service("POST", url, json=body, headers={"Idempotency-Key": "one"})
    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"field": "requested", "message": "Not recorded: what was requested. (SM-1.44)"}]
    assert kept() == []
    saved = service("POST", url, json={**body, "requested": "Lilac paper"}, headers={"Idempotency-Key": "one"})
    assert saved.status_code == 201  # a refused try used no key up
    assert [(row.requested, row.agreed, row.decided_by) for row in kept()] == [("Lilac paper", False, "asha")]


@pytest.mark.covers("SM-1.44a")
def test_a_request_declined_at_once_is_recorded_whole_with_its_letter_and_the_legal_team_is_told(desk, reference, kept, sessions):
    desk().save(reference, "adjustments", "add_request", requested="Lilac paper", **DECLINED)
    (row,) = kept()
    assert (row.requested, row.agreed, str(row.requested_on), row.other_help) == (
        "Lilac paper", False, "2026-03-02", "Yellow paper."
    )  # fmt: skip
    with sessions() as session:
        assert [task.kind for task, _ in tasks.fetch_open_of_role(session, Role.LEGAL)] == ["tell_the_legal_team"]
        assert "adjustment_outcome" in session.scalars(select(CaseLetter.kind)).all()


@pytest.mark.parametrize(("blank", "says"), [("requested_on", "when it was requested"), ("refusal_reason", "why it is not")])
def test_declined_at_once_the_rest_is_asked_for_too(desk, reference, kept, blank, says):
    answer = desk().send(reference, "adjustments", "add_request", requested="Lilac paper", **{**DECLINED, blank: ""})
    assert says in said(answer)
    assert kept() == []


def test_a_request_without_words_is_none_and_intake_does_not_decline(desk, reference, service, kept):
    ina = desk(Role.INTAKE, "ina")
    assert "what was requested. (SM-1.43)" in said(ina.send(reference, "adjustments", "add_request", requested=""))
    assert "not decline it" in said(ina.send(reference, "adjustments", "add_request", requested="Lilac", **DECLINED))
    by_api = service(
        "POST", f"/v1/cases/{reference}/adjustments", headers={"Idempotency-Key": "one"},
        json={**DECLINED, "agreed": False, "requested": "Lilac", "by": "ina"},
    )  # fmt: skip
    assert "not decline it" in by_api.text
    assert kept() == []


def test_the_same_request_twice_at_once_makes_one_thing_and_both_are_told_which(desk, reference, kept, monkeypatch):
    callers = [desk().client, desk(name="ben").client]
    meeting, staff_of = threading.Barrier(2), api._staff

    def after_the_other_came_as_far(session, name):  # or after a while, when the other waits for this one
        with suppress(threading.BrokenBarrierError):
            meeting.wait(timeout=1)
        return staff_of(session, name)

    monkeypatch.setattr(api, "_staff", after_the_other_came_as_far)
    headers = {"Authorization": f"Bearer {builders.TOKEN}", "Idempotency-Key": "one"}
    body, answers = {"requested": "Lilac paper", "by": "asha"}, []

    def ask(caller):
        answers.append(caller.post(f"/v1/cases/{reference}/adjustments", json=body, headers=headers))

    both = [threading.Thread(target=ask, args=(caller,)) for caller in callers]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert sorted(answer.status_code for answer in answers) == [200, 201]
    assert [answer.json() for answer in answers] == [{"made": f"adjustment-{kept()[0].id}"}] * 2
    assert len(kept()) == 1
