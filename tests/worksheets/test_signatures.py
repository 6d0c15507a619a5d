"""A supervisor's signature counts for what was signed: a change after it needs it anew (introduction, 5)."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from intake_api.audit.models import AuditEvent
from intake_api.casework import supervision
from intake_api.casework.models import CaseSignOff
from intake_api.staff.roles import Role
from tests.casework.conftest import said
from tests.casework.test_decision import decide_component, make_ready, premature  # noqa: F401 - fixture
from tests.worksheets.conftest import fill, saved

KIND = "consent_to_refer"
TASK = f"worksheet:{KIND}"
ANSWERS = {"body": "Local Government Ombudsman", "given": "yes", "answered_on": "2026-11-02"}


@pytest.fixture(autouse=True)
def supervised(app, tmp_path):
    """A service in which a manager signs a worksheet, declining, and closing."""
    path = tmp_path / "supervision.yaml"
    path.write_text(f"tasks: {{'{TASK}': manager, decline: manager, close: manager}}\n")
    supervision.use(path)
    yield
    supervision.TASKS.clear()


@pytest.fixture
def mo(desk):
    return desk(Role.MANAGER, "mo")


def sign(who, case, task):
    who.save(case, "decision", "sign_off", id=task)


@pytest.mark.covers("SM-intro-5b")
def test_a_worksheet_is_finished_as_it_was_signed_and_not_with_other_answers(desk, mo, reference):
    asha = desk()
    place = saved(asha, reference, KIND, ANSWERS, "entry-new", finish=False) and "entry-1"
    sign(mo, reference, TASK)
    other = fill(asha, reference, KIND, {**ANSWERS, "given": "no"}, place)
    assert other.status_code == 422
    assert "Something was changed after mo signed" in said(other)
    saved(asha, reference, KIND, ANSWERS, place)  # as it was signed
    assert "No longer counts" not in said(mo.open(reference, "decision"))


def test_who_is_above_the_supervisor_on_the_line_may_sign_too(desk, reference):
    asha, rob = desk(), desk(Role.SENIOR_DECISION_MAKER, "rob")
    place = saved(asha, reference, KIND, ANSWERS, "entry-new", finish=False) and "entry-1"
    sign(rob, reference, TASK)
    saved(asha, reference, KIND, ANSWERS, place)


def test_after_a_change_it_is_signed_anew(desk, mo, reference, service):
    asha = desk()
    place = saved(asha, reference, KIND, ANSWERS, "entry-new", finish=False) and "entry-1"
    sign(mo, reference, TASK)
    saved(asha, reference, KIND, {**ANSWERS, "given": "no"}, place, finish=False)
    assert "No longer counts: something was changed after it." in said(mo.open(reference, "decision"))
    assert fill(asha, reference, KIND, {**ANSWERS, "given": "no"}, place).status_code == 422
    sign(mo, reference, TASK)
    saved(asha, reference, KIND, {**ANSWERS, "given": "no"}, place)
    signatures = service("GET", f"/v1/cases/{reference}").json()["work"]["sign_offs"]
    assert [each["counts"] for each in signatures] == [False, True]


def test_a_second_entry_was_not_signed_with_the_first(desk, mo, reference):
    asha = desk()
    saved(asha, reference, KIND, ANSWERS, "entry-new", finish=False)
    sign(mo, reference, TASK)
    assert "Something was changed" in said(fill(asha, reference, KIND, {**ANSWERS, "body": "Another body"}, "entry-new"))


@pytest.mark.covers("SM-intro-5b")
def test_a_decision_is_made_on_what_was_signed(desk, mo, premature, sessions):  # noqa: F811
    sena = desk(Role.SENIOR_CASEWORKER, "sena")
    asked = sena.open(premature, "adjustments").text
    if 'name="id" value="' in asked:
        first = asked.split('name="id" value="')[1].split('"')[0]
        sena.save(premature, "adjustments", "decide_request", id=first, basis="other_accessibility", agreed="yes")
    make_ready(sena, premature)
    missing = said(sena.send(premature, "decision", "decide", code="local_resolution_ongoing"))
    assert "The sign-off by a manager is missing for: decline" in missing
    sign(mo, premature, "decline")
    decide_component(sena, premature, "1", reason="local_resolution_ongoing", explanation="Their review ends in May.")
    changed = said(sena.send(premature, "decision", "decide", code="local_resolution_ongoing"))
    assert "Something was changed after mo signed: decline" in changed
    sign(mo, premature, "decline")
    sena.save(premature, "decision", "decide", code="local_resolution_ongoing")

    sign(mo, premature, "close")
    decided = sena.open(premature, "decision").text
    number = decided.split('id="withdraw-')[1].split('"')[0]
    sena.save(premature, "decision", "withdraw", id=number)
    sena.save(premature, "decision", "decide", code="local_resolution_ongoing", why="As before.")
    closing = said(sena.send(premature, "decision", "close", id=str(int(number) + 1)))
    assert "Something was changed after mo signed" in closing


def test_a_signature_from_before_it_was_kept_what_was_signed_counts_no_more(desk, mo, reference, sessions):
    asha = desk()
    saved(asha, reference, KIND, ANSWERS, "entry-new", finish=False)
    sign(mo, reference, TASK)
    with sessions() as session:
        session.execute(update(CaseSignOff).values(covers=None))
        session.commit()
        entry = session.scalars(select(AuditEvent).where(AuditEvent.action == "task_signed")).one()
    assert len(entry.details["after"]["digest"]) == 64
    assert fill(asha, reference, KIND, ANSWERS, "entry-1").status_code == 422


def test_nobody_signs_for_themselves(mo, reference):
    saved(mo, reference, KIND, ANSWERS, "entry-new", finish=False)
    sign(mo, reference, TASK)
    assert "is missing" in said(fill(mo, reference, KIND, ANSWERS, "entry-1"))
