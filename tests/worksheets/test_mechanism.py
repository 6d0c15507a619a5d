"""Versions, two at once, refusal and departure, sign-off, history, hand-off, the decision: whatever the worksheet is about."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from intake_api.audit.models import AuditEvent
from intake_api.casework import supervision
from intake_api.casework.models import CaseDeparture
from intake_api.staff.roles import Role
from intake_api.worksheets import kinds
from intake_api.worksheets.models import CaseWorksheet
from tests.casework.conftest import said
from tests.intake_api import builders
from tests.intake_api.conftest import database_url  # noqa: F401 - both databases
from tests.worksheets.conftest import HTML, fill, open_sheet, refused, saved, with_component, words_of

UNSURE = {
    "handler.another_could": "yes", "handler.better_placed": "unsure", "why": "Both could look at it.",
    "handler.can_give_remedy": "yes",
}  # fmt: skip


def rows(sessions, model):
    with sessions() as session:
        return list(session.scalars(select(model).order_by(model.id)))


def test_it_is_listed_begun_finished_and_every_version_stays(desk, reference, sessions):
    asha, ben = desk(), desk(name="ben")
    assert "Not begun" in words_of(asha.open(reference, "worksheets").text)
    page = saved(asha, reference, "other_forum", {"handler.handler": "The other Ombudsman"}, finish=False)
    assert "Version 1, saved by asha" in words_of(page)
    saved(ben, reference, "other_forum", {"handler.another_could": "no", "handler.another_does": "no"})
    listed = words_of(asha.open(reference, "worksheets").text)
    assert "Another dispute resolution forum Complete" in listed
    history = words_of(open_sheet(asha, reference, "other_forum"))
    assert "Version 2: finished, ben" in history
    assert "Version 1: begun, asha" in history
    assert "The other Ombudsman Not known" in history  # what version 2 changed, before and after
    first, second = rows(sessions, CaseWorksheet)
    assert first.answers == {"handler": {"handler": "The other Ombudsman"}}
    assert second.answers == {"handler": {"another_could": False, "another_does": False}}
    traces = [each for each in rows(sessions, AuditEvent) if each.action == "worksheet_saved"]
    assert traces[1].details["fields"] == ["handler.another_could", "handler.another_does", "handler.handler"]
    assert "The other Ombudsman" not in str([each.details for each in traces])
    timeline = words_of(asha.open(reference, "timeline").text)
    assert "Worksheet saved" in timeline
    assert "Could another complaint handler look at the same complaint?: No" in timeline


def test_what_can_be_added_is_named_as_it_is_written(desk, reference):
    page = said(desk().open(reference, "worksheets"))
    for words in ("Members of Parliament: add MP", "add question to the Legal Team", "Clinical advice: add advice request"):
        assert words in page


def test_the_second_of_two_overwrites_nothing_and_keeps_what_they_typed(desk, reference, sessions):
    asha, ben = desk(), desk(name="ben")
    old = asha.version(reference)
    saved(ben, reference, "other_forum", {"why": "Ben's reason"}, finish=False)
    answer = fill(asha, reference, "other_forum", {"why": "Asha's reason"}, version=old)
    assert answer.status_code == 409
    assert "Asha&#39;s reason" in answer.text
    assert "Worksheet saved, by ben" in said(answer)
    assert [each.answers for each in rows(sessions, CaseWorksheet)] == [{"why": "Ben's reason"}]


def test_an_answer_that_cannot_be_read_is_refused_beside_its_field_and_nothing_typed_is_lost(desk, reference, sessions):
    asha = desk()
    bad = {"handler.talked_to_handler_on": "31 February", "handler.better_placed": "nobody", "why": "Because."}
    answer = fill(asha, reference, "other_forum", bad, finish=False)
    assert answer.status_code == 422
    assert 'href="#worksheet-handler.talked_to_handler_on"' in answer.text
    assert "Give a date like 2026-03-05." in said(answer)
    assert "Choose one of the answers." in said(answer)
    assert "31 February" in answer.text
    assert "Because." in answer.text
    assert rows(sessions, CaseWorksheet) == []


@pytest.mark.covers("SM-intro-4b")
def test_a_policy_rule_is_departed_from_only_with_an_explanation_that_is_kept(desk, reference, sessions, handed_off):
    asha = desk()
    assert "SM-3.2" in refused(asha, reference, "other_forum", UNSURE)
    answer = fill(asha, reference, "other_forum", UNSURE, talked_to_handler="   ")
    assert answer.status_code == 422
    assert "SM-3.2" in said(answer)
    assert "Both could look at it." in answer.text  # what was typed is kept
    assert rows(sessions, CaseWorksheet) == [] == rows(sessions, CaseDeparture)
    page = saved(asha, reference, "other_forum", UNSURE, talked_to_handler="complainant asked for no contact")
    assert "Complete" in words_of(page)
    timeline = words_of(asha.open(reference, "timeline").text)
    assert "Departed from a rule" in timeline
    assert "SM-3.2" in timeline
    assert "complainant asked for no contact" in timeline
    assert "asha (staff)" in timeline
    trace = next(each for each in rows(sessions, AuditEvent) if each.action == "rule_departed_from")
    kept = rows(sessions, CaseDeparture)[0]
    assert (trace.actor, trace.details["after"]["rule"]) == ("staff:asha", "SM-3.2")
    assert (kept.rule, kept.explanation, kept.made_by, kept.made_at) == (
        "SM-3.2", "complainant asked for no contact", "asha", trace.at,
    )  # fmt: skip
    given = handed_off(reference)["work"]["departures"][0]
    assert (given["rule"], given["explanation"], given["by"]) == ("SM-3.2", "complainant asked for no contact", "asha")
    saved(asha, reference, "other_forum", {**UNSURE, "handler.handler": "Them"})  # once explained, not asked again
    assert len(rows(sessions, CaseDeparture)) == 1


@pytest.fixture
def supervised(tmp_path: Path):
    """The service asks for a manager's signature on a decline."""
    path = tmp_path / "supervision.yaml"
    path.write_text("tasks: {decline: manager, 'worksheet:other_forum': manager}", encoding="utf-8")
    return path


@pytest.mark.covers("SM-intro-5b")
def test_a_decline_that_needs_a_managers_signature_waits_for_it(desk, reference, supervised):
    asha, sam, mo = desk(), desk(Role.SENIOR_CASEWORKER, "sam"), desk(Role.MANAGER, "mo")
    supervision.use(supervised)
    decline = {"code": "premature", "why": "Too early.", "despite": "They agree."}
    answer = asha.send(reference, "decision", "decide", **decline)
    assert answer.status_code == 422
    assert "The sign-off by a manager is missing for: decline." in said(answer)
    assert "A manager signs this" in said(sam.send(reference, "decision", "sign_off", id="decline"))
    mo.save(reference, "decision", "sign_off", id="decline", note="Read with Asha.")
    assert "signed by mo (Manager)" in words_of(asha.open(reference, "decision").text)
    after = said(asha.send(reference, "decision", "decide", **decline))
    assert "sign-off" not in after.lower().replace("sign-offs", "")
    assert "sign-off by a manager is missing" in refused(
        asha, reference, "other_forum", {"handler.another_could": "no", "handler.another_does": "no"}
    )


@pytest.fixture(autouse=True)
def unsupervised():
    yield
    supervision.TASKS.clear()


def test_a_decision_reads_the_open_points_of_a_worksheet_that_was_begun(desk, reference):
    asha = desk()
    assert "Another dispute resolution forum:" not in words_of(asha.open(reference, "decision").text)
    saved(asha, reference, "other_forum", {"handler.another_could": "yes"}, finish=False)
    page = words_of(asha.open(reference, "decision").text)
    assert "Another dispute resolution forum: begun, 2 open points." in page
    assert "Another dispute resolution forum Begun" in page


@pytest.mark.parametrize("role", [Role.INTAKE, Role.AUDITOR])
def test_who_may_not_decide_reads_the_decision_form_and_cannot_save_it(desk, reference, role, sessions):
    asha, lee = desk(), desk(role, "lee")
    place = with_component(asha, reference)
    page = open_sheet(lee, reference, "decision_form", place)
    assert 'name="finish"' not in page
    assert "What is the gap between the two?" in page
    token = builders.form_token(lee.client.get("/staff/cases").text)
    sent = {"csrf_token": token, "form": "worksheet", "version": "2", "failings.gap": "None."}
    answer = lee.client.post(f"/staff/cases/{reference}/worksheets/decision_form/{place}", data=sent, headers=HTML)
    assert answer.status_code == 403
    assert rows(sessions, CaseWorksheet) == []


def test_a_worksheet_that_there_is_not_is_not_found(desk, reference):
    asha = desk()
    with_component(asha, reference)
    for end in ("nothing/case", "other_forum/entry-1", "other_forum/component-1", "decision_form/component-9"):
        answer = asha.client.get(f"/staff/cases/{reference}/worksheets/{end}", headers={"Accept": "text/html"})
        assert answer.status_code == 404, end


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("name: handler.nothing", "the facts have no such field"),
        ("name: handler.better_placed\n        options: {us: We}", "the options are us, other_handler, unsure"),
        ("name: why\n        kind: date", "its type is asked as text, not as date"),
        ("name: handler.items", "choose another"),
        ("name: why\n        colour: red", "there is no such word: colour"),
        ("name: why\n        only_if: {nowhere: [a]}", "nowhere: the facts have no such field"),
    ],
)
def test_a_file_that_does_not_fit_its_facts_is_refused_and_says_where(tmp_path, line, says):
    path = tmp_path / "other_forum.yaml"
    path.write_text(
        "id: other_forum\nheading: A\nparagraphs: [SM-3.1]\ntab: decision\nscope: case\n"
        "facts: service_model.worksheets.other_forum:OtherForumSheet\njudge: service_model.worksheets.other_forum:judge\n"
        f"sections:\n  - heading: B\n    fields:\n      - label: C\n        {line}\n",
        encoding="utf-8",
    )
    with pytest.raises(ValueError, match=r"other_forum\.yaml cannot be used") as error:
        kinds.read_kind(path)
    assert says in str(error.value)
