"""POST /v1/determinations and GET /_status."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select, text

from intake_api.cases.models import Case
from intake_api.db import migrate
from service_model import determine
from service_model.record import Complaint
from tests.intake_api.builders import a_record

SHAPE = {
    "outcome", "closure_code", "findings", "next_question", "missing", "flags", "signposts", "next_steps", "time_limit",
    "guidance", "triage",
}  # fmt: skip


def test_a_record_gets_a_determination_without_a_token_and_nothing_is_kept(client, sessions):
    answer = client.post("/v1/determinations", json=a_record())

    assert answer.status_code == 200
    assert set(answer.json()) == SHAPE
    with sessions() as session:
        assert session.scalar(select(func.count()).select_from(Case)) == 0


def test_the_answer_is_the_rules_own(client):
    from datetime import date

    answer = client.post("/v1/determinations", json={**a_record(), "today": "2026-11-22"}).json()
    expected = determine(Complaint.model_validate(a_record()), today=date(2026, 11, 22)).as_dict()

    assert answer["outcome"] == expected["outcome"]
    assert answer["closure_code"] == expected["closure_code"]
    assert [one["reason"] for one in answer["findings"]] == [one["reason"] for one in expected["findings"]]


def test_with_nothing_known_the_answer_names_the_next_fact_to_ask(client):
    answer = client.post("/v1/determinations", json={}).json()

    assert answer["outcome"] is None
    assert answer["next_question"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"today": "soon"}, "today"),
        ({"today": 5}, "today"),
        ({"issues": [{"aware_on": "soon"}]}, "issues.0.aware_on"),
        ({"issues": [{"aware_on": "2026-11-23"}], "today": "2026-11-22"}, "issues.0.aware_on"),
        ({"story": "\x1b[31m"}, "story"),
        ([], "body"),
    ],
)
def test_what_cannot_be_used_is_named(client, body, field):
    answer = client.post("/v1/determinations", json=body)

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert field in [error["field"] for error in answer.json()["errors"]]


def test_status_tells_the_schema_and_that_the_assistant_is_away(client):
    answer = client.get("/_status")

    assert answer.status_code == 200
    assert answer.json() == {
        "status": "degraded", "database": "up", "migration": migrate.head(), "rasa": "down", "redis": None,
    }  # fmt: skip


def test_status_is_down_while_the_schema_is_behind(client, app):
    def pretend(revision):
        with app.state.engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})

    pretend("0000")
    try:
        assert client.get("/_status").status_code == 503
    finally:
        pretend(migrate.head())


def test_status_is_down_without_a_database(settings, tmp_path):
    from intake_api.app import create_app
    from tests.intake_api.conftest import TestClient

    nowhere = settings.model_copy(update={"database_url": "postgresql+psycopg://nobody@127.0.0.1:9/none"})
    with TestClient(create_app(nowhere)) as client:
        answer = client.get("/_status")
    assert answer.status_code == 503
    assert answer.json()["database"] == "down"
    assert "127.0.0.1" not in answer.text
