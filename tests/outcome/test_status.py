"""How far a complaint is, for who holds reference and code: four words and their days, and nothing else."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from intake_api import short_codes
from intake_api.case_status import service
from intake_api.case_status.models import StatusCode
from intake_api.cases import reference as references
from intake_api.cases import service as cases
from intake_api.cases.models import Case
from intake_api.clock import london_day, utc_now
from tests.conversations_api.conftest import API_TOKEN
from tests.intake_api.builders import MARKERS, a_record

SERVICE = {"Authorization": f"Bearer {API_TOKEN}"}
WRONG = "000-000-00S"  # well formed


@pytest.fixture
def case(app):
    """A case as it is received: its reference and the code of its person."""

    def receive():
        submission = cases.Submission(a_record(), None, f"key-{utc_now().timestamp()}", actor="test")
        made = cases.submit(app.state.sessions, submission, now=utc_now(), public_url="http://testserver")
        with app.state.sessions() as session:
            row = session.scalars(select(Case).where(Case.reference == made.reference)).one()
            return made.reference, service.code_for(session, app.state.settings, row, now=utc_now())

    return receive


def ask(client, reference, code):
    return client.post("/v1/status", json={"reference": reference, "code": code})


def test_received_with_its_day_and_nothing_else(case, client):
    reference, code = case()
    told = ask(client, reference, code)
    assert told.json() == {
        "status": "received", "stage": "received",
        "stage_words": "We have it. We have your complaint. A caseworker will read it.",
        "steps": [{"step": "received", "on": str(london_day(utc_now()))}],
    }  # fmt: skip
    assert not any(marker in told.text for marker in MARKERS.values())


def test_the_steps_come_from_the_case_system_and_twice_is_once(case, client, rows):
    reference, code = case()
    for step in ("with_caseworker", "with_caseworker", "more_needed", "closed"):
        answer = client.post(f"/v1/cases/{reference}/steps", json={"step": step}, headers=SERVICE)
        assert answer.status_code == 204
    told = ask(client, reference, code).json()
    assert told["status"] == "closed"
    assert [row["step"] for row in told["steps"]] == ["received", "with_caseworker", "more_needed", "closed"]
    assert [row["details"]["after"] for row in rows("audit_events") if row["action"] == "case_step"][-1] == {"step": "closed"}


@pytest.mark.parametrize(("body", "status"), [
    ({"step": "rejected"}, 422), ({}, 422), ({"step": "closed", "at": "2026-01-01"}, 422), ({"step": "closed", "extra": 1}, 422),
    ({"step": "closed", "at": "2020-01-01T00:00:00Z"}, 422), ({"step": "closed", "at": "2999-01-01T00:00:00Z"}, 422),
])  # fmt: skip
def test_a_step_that_cannot_be_is_refused(case, client, body, status):
    reference, code = case()
    assert client.post(f"/v1/cases/{reference}/steps", json=body, headers=SERVICE).status_code == status
    assert ask(client, reference, code).json()["status"] == "received"


def test_a_step_needs_the_service_token(case, client):
    reference, _ = case()
    assert client.post(f"/v1/cases/{reference}/steps", json={"step": "closed"}).status_code == 401
    unknown = references.new()
    assert client.post(f"/v1/cases/{unknown}/steps", json={"step": "closed"}, headers=SERVICE).status_code == 404


def test_an_unknown_reference_and_a_wrong_code_get_the_same_answer(case, client):
    reference, code = case()
    other = case()[1]
    wrong, unknown = ask(client, reference, other), ask(client, references.new(), code)
    assert (wrong.status_code, wrong.json()) == (unknown.status_code, unknown.json())
    assert wrong.status_code == 422


def test_a_guesser_is_stopped_also_for_references_that_do_not_exist(case, client, app):
    reference, code = case()
    tries = app.state.settings.resume_max_tries
    for target in (reference, references.new()):
        answers = [ask(client, target, WRONG).status_code for _ in range(tries + 1)]
        assert answers == [422] * tries + [429]
    late = ask(client, reference, code)
    assert late.status_code == 429  # also with the right code: the answer tells a guesser nothing
    assert int(late.headers["retry-after"]) > 0


def test_one_network_cannot_try_many_references(case, client, app):
    answers = [ask(client, references.new(), WRONG).status_code for _ in range(app.state.settings.resume_max_tries_address + 1)]
    assert answers[-1] == 429
    assert set(answers[:-1]) == {422}


def test_a_success_forgets_the_tries_of_that_reference(case, client, app):
    reference, code = case()
    for _ in range(2):
        for _ in range(app.state.settings.resume_max_tries - 1):
            ask(client, reference, WRONG)
        assert ask(client, reference, code).status_code == 200


def test_a_slip_is_named_before_anything_is_counted(case, client, rows):
    before = rows("resume_limits")
    answer = ask(client, "R-7K4M-2Q9T-D", "7K4-M2Q-9TD").json()
    assert {row["field"] for row in answer["errors"]} == {"reference", "code"}
    assert rows("resume_limits") == before


def test_what_is_kept_opens_nothing_without_the_servers_secret(case, app, settings):
    reference, code = case()
    with app.state.sessions() as session:
        kept = session.scalars(select(StatusCode).join(Case).where(Case.reference == reference)).one()
    assert code.replace("-", "") not in str(vars(kept)).upper()
    other = settings.model_copy(update={"secret_key": type(settings.secret_key)("z" * 40)})
    assert service.CODES.fits(settings, kept.seed, short_codes.read(code))
    assert not service.CODES.fits(other, kept.seed, short_codes.read(code))


def test_the_code_is_shown_for_a_day_only_and_never_where_a_restart_would_change_it(case, app, settings):
    reference, code = case()
    with app.state.sessions() as session:
        row = session.scalars(select(Case).where(Case.reference == reference)).one()
        assert service.code_for(session, settings, row, now=row.received_at + timedelta(hours=23)) == code
        assert service.code_for(session, settings, row, now=row.received_at + timedelta(hours=25)) is None
        fields = {name: getattr(settings, name) for name in settings.model_fields_set - {"secret_key"}}
        assert service.code_for(session, type(settings)(**fields), row, now=utc_now()) is None


def test_the_code_of_the_confirmation_page_opens_the_status_page(sent):
    person = sent()
    code, reference = re.search(r'data-code="([^"]+)"', person.page)[1], re.search(r'data-reference="([^"]+)"', person.page)[1]
    person.get("/status")
    answer = person.send("/status", reference=reference.lower().replace("-", " "), code=code.lower())
    assert answer.status_code == 200
    assert str(answer.url).endswith("/status")
    assert "We have it" in person.words
    assert "Joan" not in person.page
    assert reference not in person.page


def test_the_page_explains_what_does_not_fit(browser):
    browser.get("/status")
    assert browser.send("/status", reference="", code="").status_code == 422
    assert "Write your reference in the box" in browser.words
    assert browser.title.startswith("Error: ")
    browser.send("/status", reference=references.new(), code=WRONG)
    assert "We found nothing with this reference and this code" in browser.words
    assert browser.http.post("/status", data={"reference": "x", "code": "y", "csrf_token": "f" * 64}).status_code == 403
