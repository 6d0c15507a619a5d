"""Exports: what leaves the house, for whom, and that a spreadsheet takes it for text."""

from __future__ import annotations

import csv
import io
import json

import pytest
from sqlalchemy import select

from intake_api.audit.models import AuditEvent
from intake_api.clock import utc_now
from intake_api.queue import fetching
from intake_api.queue.exporting import PERSONAL, PLAIN
from intake_api.staff.roles import Role
from tests.intake_api.builders import MARKERS, STORY, a_record
from tests.queue.conftest import plain_case
from tests.queue.exporting import export
from tests.queue.test_search import search


def as_rows(answer):
    return list(csv.DictReader(io.StringIO(answer.text)))


def test_a_caseworkers_file_has_the_cases_and_no_personal_data(staff, a_case):
    one, two = a_case(a_record(signals=[{"name": "large_print", "reason": "asked"}]), due=1), a_case(due=2)
    answer = export(staff)
    rows = as_rows(answer)
    assert [row["reference"] for row in rows] == [one, two]
    assert list(rows[0]) == list(PLAIN)
    assert rows[0]["adjustments"] == "asked_in_words; large_print"
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"].startswith('attachment; filename="cases-')
    for form in ("csv", "jsonl"):
        text = export(staff, form).text
        assert not [marker for marker in (*MARKERS.values(), *STORY.split("\n\n")) if marker in text]


def test_json_lines_hold_the_same_with_types(staff, a_case):
    reference = a_case(due=None, risk="high")
    (line,) = export(staff, "jsonl").text.splitlines()
    row = json.loads(line)
    assert list(row) == list(PLAIN)
    assert (row["reference"], row["due_on"], row["risk"], row["risk_of_harm"]) == (reference, None, "high", False)
    assert isinstance(row["flags"], list)


def test_a_manager_may_take_names_and_contact_details_only_by_asking(as_role, a_case):
    manager = as_role(Role.MANAGER)
    a_case()
    assert MARKERS["name"] not in export(manager).text
    (row,) = as_rows(export(manager, personal="yes"))
    assert list(row) == [*PLAIN, *PERSONAL]
    assert (row["name"], row["email"], row["phone"]) == (MARKERS["name"], MARKERS["email"], "'" + MARKERS["phone"])
    assert json.loads(export(manager, "jsonl", personal="yes").text)["phone"] == MARKERS["phone"]


@pytest.mark.parametrize("role", [Role.INTAKE, Role.CASEWORKER, Role.SENIOR_CASEWORKER])
def test_asking_for_personal_data_without_the_right_is_refused_and_gives_nothing(as_role, a_case, role):
    a_case()
    answer = export(as_role(role), personal="yes")
    assert answer.status_code == 403
    assert MARKERS["name"] not in answer.text


@pytest.mark.parametrize("role", [Role.LEGAL, Role.AUDITOR])
def test_who_may_not_export_is_refused(as_role, role):
    assert export(as_role(role)).status_code == 403


FORMULAS = ["=HYPERLINK(1)", "+1+1", "-2", "@SUM(A1)", "\t=1", " =1", "＝1", '=1,"x"\n=2']


@pytest.mark.parametrize("typed", FORMULAS)
def test_a_cell_that_looks_like_a_formula_is_made_text(as_role, sessions, typed):
    with sessions() as session:
        session.add(plain_case(1, received_at=utc_now(), organisation=typed))
        session.commit()
    manager = as_role(Role.MANAGER)
    (row,) = as_rows(export(manager, personal="yes"))
    assert row["organisation"] == "'" + typed
    assert json.loads(export(manager, "jsonl", personal="yes").text)["organisation"] == typed  # JSON is no spreadsheet


def test_only_what_fits_the_filters_and_the_words_is_exported(staff, a_case):
    inside = a_case(outcome="premature")
    a_case(a_record(story="Another thing."), outcome="premature")
    a_case(outcome="enquiry")
    state = search(staff, "ottoline", "outcome=premature").partition("?")[2]
    assert [row["reference"] for row in as_rows(export(staff, state=state))] == [inside]


@pytest.mark.parametrize("sort", ["first", "newest", "due"])
def test_every_case_comes_once_however_many_batches_it_takes(staff, sessions, sort):
    with sessions() as session:
        session.add_all(plain_case(number, received_at=utc_now()) for number in range(fetching.PAGE * 2))
        session.add_all(plain_case(number, received_at=utc_now()) for number in range(100, 990))
        session.commit()
    rows = as_rows(export(staff, state=f"sort={sort}"))
    assert len(rows) == len({row["reference"] for row in rows}) == 940


def test_an_empty_queue_is_a_file_with_a_head(staff):
    assert export(staff).text.strip() == ",".join(PLAIN)
    assert export(staff, "jsonl").text == ""


def test_the_trail_says_who_took_what_and_how_many_with_codes_only(staff, a_case, sessions):
    for _ in range(3):
        a_case(outcome="premature", due=0)
    state = search(staff, MARKERS["name"], "outcome=premature&due=week&due=overdue").partition("?")[2]
    export(staff, "jsonl", state=state)
    with sessions() as session:
        begun, ended = session.scalars(select(AuditEvent).where(AuditEvent.action.like("export%")).order_by(AuditEvent.id)).all()
    assert (begun.action, ended.action, begun.actor) == ("export_begun", "export_ended", "staff:asha")
    about = {"outcome": "premature", "due": "week,overdue", "form": "jsonl", "personal_data": "no"}
    assert begun.details["after"] == {**about, "words": "yes"}
    assert ended.details["after"] == {**about, "count": "3"}
    assert ended.details["fields"] == sorted(PLAIN)


def test_a_search_that_is_gone_exports_nothing_rather_than_everything(staff, a_case):
    a_case()
    assert export(staff, state="search=gone").status_code == 409


def test_an_unknown_form_is_refused(staff):
    assert export(staff, "xls").status_code == 422
