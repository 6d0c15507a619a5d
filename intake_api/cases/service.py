"""Takes a complaint in: once for each idempotency key, with its recommendation, its trace and its event, or not at all."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session, sessionmaker
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_random

from intake_api.audit import service as audit
from intake_api.case_status.service import give_code
from intake_api.cases import reference
from intake_api.cases.checks import read_record
from intake_api.cases.models import ORDINARY, RISK_FIRST, Case, CaseConsent, Contact, DeterminationSnapshot, IdempotencyKey
from intake_api.casework import earlier
from intake_api.casework.arrival import begin_work
from intake_api.clock import london_day
from intake_api.conversations.service import evidence_for_case
from intake_api.db.base import start_writing
from intake_api.determinations import recommend
from intake_api.logging import get_logger
from intake_api.outbox.service import announce
from intake_api.problems import Problem
from intake_api.queue.marks import first_due
from intake_api.queue.receiving import take_in
from intake_api.security import hashed
from narrative.complained_about import find_complained_about
from service_model.facts import answers_from
from service_model.record import Complaint

RISK_SIGNALS = frozenset({"self_harm_risk", "harm_to_others", "child_at_risk"})
RECEIVED = "received"
MOST_NAMED = 20  # people read from one story
MOST_PARTIES = 50  # that a record holds
log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Submission:
    """What a caller sent, who the caller is (for the audit trail), and if earlier contacts were looked at."""

    record: dict[str, Any]
    conversation_id: str | None
    idempotency_key: str
    actor: str
    looked: earlier.Looked = earlier.NOT_LOOKED


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the caller gets; `is_new` is False when the same request had already made its case."""

    reference: str
    status: str
    determination: dict[str, Any]
    is_new: bool


def submit(sessions: sessionmaker[Session], submission: Submission, *, now: datetime, public_url: str) -> Receipt:
    """Makes the case, or finds the one that this key already made. Safe when the same request arrives many times at once.

    Raises Problem: 422 naming fields, 409 when the key was used for another request, or when staff of another system would
    make the case without having looked at earlier contacts.
    """
    complaint = read_record(submission.record, today=london_day(now), was_told=submission.conversation_id is not None)
    retrying = Retrying(
        retry=retry_if_exception_type((IntegrityError, OperationalError)),
        stop=stop_after_attempt(5), wait=wait_random(0.01, 0.2), reraise=True,
    )  # fmt: skip
    for attempt in retrying:
        with attempt, sessions() as session:
            start_writing(session)
            receipt = _earlier(session, submission) or _receive(session, submission, complaint, now, public_url)
            session.commit()
    return receipt


def _earlier(session: Session, submission: Submission) -> Receipt | None:
    key = session.get(IdempotencyKey, hashed(submission.idempotency_key))
    if key is None:
        return None
    if key.request_hash != _request_hash(submission):
        detail = "This Idempotency-Key was used for another request. Use a new key for a new case."
        raise Problem(409, "Key already used", detail)
    case = session.get_one(Case, key.case_id)
    return Receipt(case.reference, case.status, case.determinations[0].body, is_new=False)


def _receive(session: Session, submission: Submission, complaint: Complaint, now: datetime, public_url: str) -> Receipt:
    evidence = evidence_for_case(session, submission.conversation_id) if submission.conversation_id else {}
    if named := named_in(complaint):
        evidence["parties"] = named
    whole = with_evidence(complaint, evidence)
    determination = recommend(whole, today=london_day(now))
    found = earlier.before_a_case(session, whole, submission.conversation_id, submission.looked)
    case = _case(submission, whole, evidence, determination, now)
    session.add(case)
    session.flush()
    give_code(session, case, now=now)
    take_in(session, case, determination)
    begin_work(session, case, whole, determination, now=now)
    earlier.attach(session, case, found, submission.looked, now=now)
    key = hashed(submission.idempotency_key)
    session.add(IdempotencyKey(key_hash=key, request_hash=_request_hash(submission), case_id=case.id, created_at=now))
    after = {"status": case.status, "outcome": case.outcome, "closure_code": case.closure_code}
    if found:
        after["earlier_contacts"] = str(len(found.matches))
    audit.record(
        session, actor=submission.actor, action="case_received", at=now, subject=case.reference,
        fields=answers_from(complaint), before={}, after=after,
    )  # fmt: skip
    announce(session, kind="case.received", reference=case.reference, at=now, public_url=public_url)
    session.flush()
    log.info("case_received", reference=case.reference, outcome=case.outcome, is_urgent=case.priority == RISK_FIRST)
    return Receipt(case.reference, case.status, determination, is_new=True)


def with_evidence(complaint: Complaint, evidence: dict[str, Any]) -> Complaint:
    """The record with what stands beside it: consents, signals and people named in the story that it does not already hold."""
    if not evidence:
        return complaint
    data = complaint.model_dump(mode="json")
    for name in ("consents", "signals", "parties"):
        known = [_essence(row) for row in data[name]]
        data[name] += [row for row in evidence.get(name, []) if _essence(row) not in known]
    data["parties"] = data["parties"][:MOST_PARTIES]
    return Complaint.model_validate(data)


def named_in(complaint: Complaint) -> list[dict[str, Any]]:
    """The people whom the story complains about by name, as parties in the record's own shape: nobody has confirmed them yet.

    They stand beside the record, which stays as it was told (SM-1.12).
    """
    found = find_complained_about(complaint.story or "")[:MOST_NAMED]
    return [
        {"role": "complained_about", "name": each.name[:200], "type": "named_individual", "words": each.words} for each in found
    ]


def _essence(row: dict[str, Any]) -> tuple[Any, ...]:
    if "purpose" in row:
        return (row["purpose"], row["given"], row["wording_version"])
    if "role" in row:
        return (row["role"], (row.get("name") or "").casefold())
    return (row["name"], row.get("detail"))


def _case(
    submission: Submission, whole: Complaint, evidence: dict[str, Any], determination: dict[str, Any], now: datetime
) -> Case:
    signals = {signal.name for signal in whole.signals} | {flag["name"] for flag in determination["flags"]}
    person = whole.complainant
    due = first_due(determination)
    return Case(
        reference=reference.new(), status=RECEIVED, authority=whole.authority, channel=whole.channel, received_at=now,
        priority=RISK_FIRST if signals & RISK_SIGNALS else ORDINARY,
        outcome=determination["outcome"], closure_code=determination["closure_code"],
        complainant_name=person.name, organisation=_organisation(whole), conversation_id=submission.conversation_id,
        record=submission.record, evidence=evidence, due_on=date.fromisoformat(due) if due else None,
        determinations=[DeterminationSnapshot(made_at=now, guidance=str(determination["guidance"]), body=determination)],
        consents=[CaseConsent(**consent.model_dump()) for consent in whole.consents],
        contact=Contact(**person.model_dump()),
    )  # fmt: skip


def _organisation(complaint: Complaint) -> str | None:
    named = (issue.organisation or issue.body for issue in complaint.issues)
    return next((name for name in named if name), None)


def _request_hash(submission: Submission) -> str:
    sent = {"record": submission.record, "conversation": submission.conversation_id}
    return hashlib.sha256(json.dumps(sent, sort_keys=True).encode()).hexdigest()
