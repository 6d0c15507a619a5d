"""A case takes along what its conversation holds: consents with the wording shown, and signals of risk."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import select

from intake_api.cases.models import CaseConsent
from intake_api.clock import utc_now
from intake_api.conversations.models import ConsentRow, Conversation
from tests.intake_api.builders import a_record

RISK = {"name": "self_harm_risk", "detail": None, "reason": "They wrote that they cannot go on."}


@pytest.fixture
def conversation(sessions):
    """A conversation with one consent and one signal of risk."""
    now, found = utc_now(), str(uuid4())
    with sessions() as session:
        session.add(
            Conversation(
                id=found, token_hash="0" * 64, channel="web", created_at=now, updated_at=now, has_consent=True, signals=[RISK]
            )
        )
        session.flush()
        session.add(
            ConsentRow(
                conversation_id=found,
                purpose="process_complaint",
                given=True,
                wording_version="utter_ask_x@1",
                at=now,
                channel="web",
            )
        )
        session.commit()
    return found


def test_consents_and_signals_of_the_conversation_join_the_case(submit, service, sessions, conversation):
    record = a_record()
    case = service("GET", f"/v1/cases/{submit(record, conversation=conversation).json()['reference']}").json()

    assert case["is_urgent"] is True
    assert case["record"] == record
    assert case["evidence"]["signals"] == [RISK]
    with sessions() as session:
        assert session.scalars(select(CaseConsent.wording_version)).all() == ["utter_ask_x@1"]


def test_what_the_record_already_says_is_not_said_twice(submit, sessions, conversation):
    consent = {
        "purpose": "process_complaint", "given": True, "wording_version": "utter_ask_x@1", "at": "2026-11-01T10:00:00Z",
        "channel": "web",
    }  # fmt: skip
    submit(a_record(consents=[consent], signals=[RISK]), conversation=conversation)

    with sessions() as session:
        assert len(session.scalars(select(CaseConsent)).all()) == 1


def test_a_conversation_nobody_knows_adds_nothing(submit):
    assert submit(a_record(), conversation=str(uuid4())).status_code == 201


@pytest.mark.parametrize("conversation", ["", "x" * 37, "../../etc", 5])
def test_what_is_no_conversation_is_refused(submit, conversation):
    answer = submit(a_record(), conversation=conversation)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "conversation"
