"""Logs carry no personal data."""

from __future__ import annotations

import json
import logging

import structlog

from intake_api.logging import get_logger
from tests.intake_api.builders import MARKERS, STORY, a_record, log_in
from tests.intake_api.conftest import PASSWORD


def markers():
    yield from MARKERS.values()
    yield from MARKERS["name"].split()
    yield from STORY.split("\n\n")
    yield from ("marmalade", "Ottoline", "Quillfeather", PASSWORD, "wrong-word")


def test_nothing_a_person_wrote_is_in_the_logs(capfd, submit, service, staff):
    written = submit(a_record(), key="k1").json()["reference"]
    submit(a_record(story="Ottoline again"), key="k1")  # a conflict
    submit(a_record(complainant__phone="Ottoline"))  # refused
    service("GET", f"/v1/cases/{written}?name=Zephyrine+Quillfeather")
    service("GET", "/v1/cases/Quillfeather")
    service("POST", "/v1/determinations", json={"story": STORY})
    service("POST", "/v1/determinations", content=b'{"story": "Ottoline', headers={"Content-Type": "application/json"})
    staff.get(f"/staff/cases/{written}")
    staff.get("/staff/cases?after=Quillfeather")
    staff.cookies.clear()
    log_in(staff, "Quillfeather", "wrong-word")
    staff.get("/Quillfeather/marmalade?q=Ottoline")

    logged = capfd.readouterr()
    lines = [json.loads(line) for line in logged.err.splitlines()]
    assert len([line for line in lines if line["event"] == "request"]) >= 10
    assert [marker for marker in markers() if marker in logged.err or marker in logged.out] == []


def test_a_fault_in_the_middle_of_a_submission_logs_its_place_and_nothing_else(capfd, submit, monkeypatch):
    from intake_api.cases import service as cases

    def broken(complaint, **_):
        raise ValueError(f"cannot weigh {complaint.story} of {complaint.complainant.name}")

    monkeypatch.setattr(cases, "recommend", broken)
    assert submit(a_record()).status_code == 500

    logged = capfd.readouterr().err
    failed = next(json.loads(line) for line in logged.splitlines() if "request_failed" in line)
    assert failed["exception"]["type"] == "builtins.ValueError"
    assert any("intake_api/cases/service.py" in place for place in failed["exception"]["where"])
    assert [marker for marker in markers() if marker in logged] == []


def test_a_refusal_of_the_database_logs_no_values(capfd, submit, monkeypatch):
    from intake_api.cases import service as cases

    monkeypatch.setattr(cases, "_organisation", lambda complaint: object())
    assert submit(a_record()).status_code in (500, 503)
    logged = capfd.readouterr().err
    assert [marker for marker in markers() if marker in logged] == []


def test_libraries_log_through_the_same_door(capfd, app):
    try:
        raise RuntimeError("Zephyrine Quillfeather")
    except RuntimeError:
        logging.getLogger("some.library").exception("it failed")
        get_logger("ours").exception("ours_failed")

    logged = capfd.readouterr().err
    events = [json.loads(line) for line in logged.splitlines()]
    assert [event["event"] for event in events] == ["it failed", "ours_failed"]
    assert all(event["exception"]["type"] == "builtins.RuntimeError" for event in events)
    assert "Quillfeather" not in logged


def test_every_line_of_a_request_carries_its_identifier(capfd, submit):
    answer = submit(a_record())
    lines = [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    ours = [line["event"] for line in lines if line.get("request_id") == answer.headers["x-request-id"]]

    assert ours == ["case_received", "request"]
    assert structlog.contextvars.get_contextvars() == {}
