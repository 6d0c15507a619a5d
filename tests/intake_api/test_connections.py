"""A connection that the database server closed while it rested is replaced without anybody noticing."""

from __future__ import annotations

import time

import pytest
from sqlalchemy import event, text

from intake_api.db import base


@pytest.fixture
def engine(postgres_url, monkeypatch):
    monkeypatch.setattr(base, "RESTED", 0.2)
    made = base.make_engine(postgres_url)
    yield made
    made.dispose()


def _process(engine) -> int:
    with engine.connect() as connection:
        return connection.execute(text("SELECT pg_backend_pid()")).scalar_one()


def _closed_by_the_server(engine, number: int) -> None:
    other = base.make_engine(engine.url.render_as_string(hide_password=False))
    with other.connect() as connection:
        connection.execute(text("SELECT pg_terminate_backend(:number)"), {"number": number})
    other.dispose()


def test_a_closed_connection_is_replaced_after_a_rest(engine):
    first = _process(engine)
    _closed_by_the_server(engine, first)
    time.sleep(0.3)
    assert _process(engine) != first


def test_a_connection_in_use_is_not_asked_every_time(engine):
    asked = []
    original = engine.dialect.do_ping
    engine.dialect.do_ping = lambda connection: asked.append(1) or original(connection)
    first = _process(engine)
    assert [_process(engine) for _ in range(3)] == [first] * 3
    before = len(asked)
    time.sleep(0.3)
    assert _process(engine) == first
    assert len(asked) == before + 1


def test_errors_of_the_database_still_carry_no_values(engine):
    seen = []
    event.listen(engine, "handle_error", lambda context: seen.append(str(context.sqlalchemy_exception)))
    with pytest.raises(Exception, match="nowhere"), engine.connect() as connection:
        connection.execute(text("SELECT :secret FROM nowhere"), {"secret": "07700 900123"})
    assert "07700 900123" not in seen[0]
