"""Cases that came before there was a queue are in it after the migration: in their place, marked, found by their words."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import text

from intake_api.db import migrate
from intake_api.db.base import make_engine


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_old_cases_are_filled_in(request, tmp_path, database):
    url = f"sqlite:///{tmp_path}/old.db" if database == "sqlite" else request.getfixturevalue("scratch")()
    migrate.upgrade(url, "0007")
    engine = make_engine(url)
    record = {"story": "The plumber called Ottoline", "complainant": {"adjustments": "Lilac paper"}}
    deadlines = [{"name": "x", "by": "2026-03-09"}, {"name": "y", "by": "2026-03-05"}]
    body = {"flags": [{"name": "check_awareness"}], "triage": {"deadlines": deadlines}}
    case = (
        "INSERT INTO cases (id, reference, status, authority, priority, received_at, record, evidence) VALUES "
        "(:id, :reference, :status, 'phso', :priority, '2026-03-02 10:00:00+00:00', :record, '{}')"
    )
    with engine.begin() as connection:
        for number, status, priority in ((1, "received", 5), (2, "received", 0), (3, "closed", 5)):
            about = {"id": number, "reference": f"R-{number}", "status": status, "priority": priority}
            connection.execute(text(case), {**about, "record": json.dumps(record)})
        made = "INSERT INTO determinations (case_id, made_at, guidance, body) VALUES (1, '2026-03-02 10:00:00+00:00', 'v', :body)"
        connection.execute(text(made), {"body": json.dumps(body)})
    migrate.upgrade(url, "0009")
    with engine.connect() as connection:
        assert connection.scalars(text("SELECT id FROM cases ORDER BY queue_key, id")).all() == [2, 1, 3]
        assert str(connection.scalar(text("SELECT due_on FROM cases WHERE id = 1"))) == "2026-03-05"
        marks = {tuple(row) for row in connection.execute(text("SELECT kind, name FROM case_marks WHERE case_id = 1"))}
        assert marks == {("flag", "check_awareness"), ("adjustment", "asked_in_words")}
        fits = "case_search MATCH 'ottoline'" if database == "sqlite" else "words @@ 'ottoline'::tsquery"
        assert connection.scalar(text(f"SELECT count(*) FROM case_search WHERE {fits}")) == 3  # noqa: S608
    engine.dispose()
