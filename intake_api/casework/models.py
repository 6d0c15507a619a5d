"""Tables of the work on a case. People are named by user name, so that a row still reads when its author has gone."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from intake_api.db.base import Base, UtcDateTime


class OfCase:
    """What every row of the work has: the case it belongs to, who wrote it, and when."""

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    made_by: Mapped[str] = mapped_column(String(80))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class CaseNote(OfCase, Base):
    """A note for colleagues. `kind`: other; monitor, no risk but something to watch (SM-10.23); legal_request, to the Legal Team,
    and legal_advice, its advice, which are privileged.

    `may_be_shared` is None until somebody has read it with that question; then `reviewed_by` says who.
    """

    __tablename__ = "case_notes"

    text: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(20), default="other", server_default="other")
    may_be_shared: Mapped[bool | None] = mapped_column(Boolean)
    reviewed_by: Mapped[str | None] = mapped_column(String(80))


class CaseContact(OfCase, Base):
    """A call, email or letter, in or out, with one party. `reached` is None while nobody wrote down how it went.

    `is_decision`: in this contact the party heard, or was sent, the decision.
    """

    __tablename__ = "case_contacts"

    at: Mapped[datetime] = mapped_column(UtcDateTime)
    way: Mapped[str] = mapped_column(String(10))
    direction: Mapped[str] = mapped_column(String(10))
    party: Mapped[str] = mapped_column(String(30))
    reached: Mapped[bool | None] = mapped_column(Boolean)
    is_decision: Mapped[bool] = mapped_column(Boolean, default=False)
    about: Mapped[str | None] = mapped_column(Text)


class CaseTask(OfCase, Base):
    """Something to do. `kind` is a code of the guidance's duty, or `own`; `role` whose it is, if it is not the assignee's.

    `about` is what goes with it: the tab and the place on it, as in an address (`risk#assessment-4`).
    """

    __tablename__ = "case_tasks"
    __table_args__ = (Index("ix_case_tasks_open", "role", "done_at", "due_on"),)

    kind: Mapped[str] = mapped_column(String(60))
    what: Mapped[str] = mapped_column(String(500))
    paragraph: Mapped[str | None] = mapped_column(String(20))
    role: Mapped[str | None] = mapped_column(String(30))
    about: Mapped[str | None] = mapped_column(String(60))
    due_on: Mapped[date | None] = mapped_column(Date)
    done_by: Mapped[str | None] = mapped_column(String(80))
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class CaseComponent(OfCase, Base):
    """An area of complaint about one organisation, decided for itself. `issue` is its place among the record's issues.

    `decision` is that of primary investigation, `investigation_decision` that of a detailed one (SM-2.235).
    """

    __tablename__ = "case_components"

    issue: Mapped[int | None] = mapped_column(Integer)
    heading: Mapped[str] = mapped_column(String(300))
    organisation: Mapped[str | None] = mapped_column(String(300))
    summary: Mapped[str] = mapped_column(Text)
    is_about_handling: Mapped[bool | None] = mapped_column(Boolean)
    size: Mapped[str | None] = mapped_column(String(10))
    importance: Mapped[str | None] = mapped_column(String(10))
    decision: Mapped[str | None] = mapped_column(String(30))
    reason: Mapped[str | None] = mapped_column(String(80))
    explanation: Mapped[str | None] = mapped_column(Text)
    material_evidence: Mapped[str | None] = mapped_column(Text)
    decided_by: Mapped[str | None] = mapped_column(String(80))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    investigation_decision: Mapped[str | None] = mapped_column(String(30))


class CaseDecision(OfCase, Base):
    """The overall decision a person made. `state`: waiting, approved, sent_back, withdrawn or closed.

    `approved_by` is another person than `made_by`, or None where it needs no approval.
    `code` is a name in the authority's file, `closure_code` its wording; `recommended` the wording that was recommended then;
    `basis` the evidence relied on, the rules evaluated and the reasons as they were (SM-1.16).
    """

    __tablename__ = "case_decisions"

    state: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(30))
    code: Mapped[str] = mapped_column(String(80))
    closure_code: Mapped[str] = mapped_column(String(300))
    recommended: Mapped[str | None] = mapped_column(String(300))
    guidance: Mapped[str] = mapped_column(String(120))
    why: Mapped[str | None] = mapped_column(Text)
    despite: Mapped[str | None] = mapped_column(Text)
    unmet: Mapped[list[str]] = mapped_column(JSON, default=list)
    basis: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    approved_by: Mapped[str | None] = mapped_column(String(80))
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    approval_note: Mapped[str | None] = mapped_column(Text)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class FindingReview(OfCase, Base):
    """Whether a caseworker agrees with one finding of one determination. The newest answer for each counts."""

    __tablename__ = "finding_reviews"
    __table_args__ = (UniqueConstraint("determination_id", "gate"), Index("ix_finding_reviews_gate", "gate", "agrees"))

    determination_id: Mapped[int] = mapped_column(ForeignKey("determinations.id", ondelete="CASCADE"))
    gate: Mapped[str] = mapped_column(String(80))
    status: Mapped[str] = mapped_column(String(20))
    guidance: Mapped[str] = mapped_column(String(120))
    agrees: Mapped[bool] = mapped_column(Boolean)
    reason: Mapped[str | None] = mapped_column(Text)


class CaseAdjustment(OfCase, Base):
    """One request in the person's words, and what became of it. `agreed` is None while it is undecided (SM-1.42 to 1.47)."""

    __tablename__ = "case_adjustments"

    requested: Mapped[str] = mapped_column(Text)
    requested_on: Mapped[date | None] = mapped_column(Date)
    basis: Mapped[str | None] = mapped_column(String(30))
    agreed: Mapped[bool | None] = mapped_column(Boolean)
    decided_on: Mapped[date | None] = mapped_column(Date)
    disability: Mapped[str | None] = mapped_column(String(60))
    refusal_reason: Mapped[str | None] = mapped_column(Text)
    other_help: Mapped[str | None] = mapped_column(Text)
    decided_by: Mapped[str | None] = mapped_column(String(80))


class CaseRisk(OfCase, Base):
    """One risk as a person described and rated it: the fields of service_model.risk.Risk."""

    __tablename__ = "case_risks"

    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    closed_on: Mapped[date | None] = mapped_column(Date)


class CaseRiskVersion(OfCase, Base):
    """A risk with its plan as it stood after one change: nothing that was written is lost (SM-10.14, 10.26)."""

    __tablename__ = "case_risk_versions"

    risk_id: Mapped[int] = mapped_column(ForeignKey("case_risks.id", ondelete="CASCADE"), index=True)
    number: Mapped[int] = mapped_column(Integer)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)


class CaseAssessment(OfCase, Base):
    """A risk assessment as it was submitted, and the level it came to. `agreed_by` is the manager, for a high one.

    `reviewed_by` is the Assistant Director who looked at the mitigation plan of a high one (SM-10.32).
    """

    __tablename__ = "case_assessments"

    point: Mapped[str] = mapped_column(String(30))
    form: Mapped[dict[str, Any]] = mapped_column(JSON)
    overall: Mapped[str] = mapped_column(String(20))
    recorded: Mapped[str] = mapped_column(String(60))
    agreed_by: Mapped[str | None] = mapped_column(String(80))
    agreed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reviewed_by: Mapped[str | None] = mapped_column(String(80))
    reviewed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    review_note: Mapped[str | None] = mapped_column(Text)


class CaseConflict(OfCase, Base):
    """What a member of staff said about a conflict of interest of their own. Who has one does not work on the case."""

    __tablename__ = "case_conflicts"

    has_conflict: Mapped[bool] = mapped_column(Boolean)
    what: Mapped[str | None] = mapped_column(Text)


class CaseLink(OfCase, Base):
    """Two cases that belong together; it reads both ways."""

    __tablename__ = "case_links"
    __table_args__ = (UniqueConstraint("case_id", "other_id"),)

    other_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(30))


class CaseReturn(OfCase, Base):
    """Somebody came back about a closed case: what they said, and what the review decided (SM-2.61 to 2.64)."""

    __tablename__ = "case_returns"

    received_on: Mapped[date] = mapped_column(Date)
    about: Mapped[str] = mapped_column(Text)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    choice: Mapped[str | None] = mapped_column(String(30))
    why: Mapped[str | None] = mapped_column(Text)
    route: Mapped[str | None] = mapped_column(String(40))
    reviewed_by: Mapped[str | None] = mapped_column(String(80))
    reviewed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class MatchKey(Base):
    """What a case can be found by when somebody contacts us again, in one plain form however it was typed."""

    __tablename__ = "case_match_keys"
    __table_args__ = (Index("ix_case_match_keys_kind_key", "kind", "key", "case_id"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(15), primary_key=True)
    key: Mapped[str] = mapped_column(String(300), primary_key=True)


class CaseLetter(OfCase, Base):
    """A letter: its text, to whom, how it went. A letter that has gone stays as it went.

    `way` is how it is to go, and then how it went. `to_name` is a party there may be several of (an organisation, a named
    person), `to_email` where it goes, if not to the person's own address. `fixed` names paragraphs of the library
    that nobody edits. `not_plain_because`: why it may go though it is hard to read. `answer` is what the party said of a note
    or form they were sent: awaiting_agreement, agreed, not_agreed; unsigned, signed.
    """

    __tablename__ = "case_letters"

    kind: Mapped[str] = mapped_column(String(40))
    party: Mapped[str] = mapped_column(String(30))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    is_large: Mapped[bool] = mapped_column(Boolean, default=False)
    is_from_prison: Mapped[bool] = mapped_column(Boolean, default=False)
    is_easy_read: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    fixed: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    to_name: Mapped[str | None] = mapped_column(String(200))
    to_email: Mapped[str | None] = mapped_column(String(254))
    not_plain_because: Mapped[str | None] = mapped_column(Text)
    answer: Mapped[str | None] = mapped_column(String(30))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_by: Mapped[str | None] = mapped_column(String(80))
    state: Mapped[str] = mapped_column(String(20))
    way: Mapped[str | None] = mapped_column(String(10))
    send_key: Mapped[str | None] = mapped_column(String(40), unique=True)
    sent_by: Mapped[str | None] = mapped_column(String(80))
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class CaseAllocation(OfCase, Base):
    """A case that was passed forward: its place in the central allocation queue, its category, and how it left (SM-2.182).

    `made_by` passed it and `made_at` is its day of entry, which stays whatever happens. `passed` is what the form of passing on
    said. `answers` are the caseworker's to the criteria after allocation, `confirmed_on` when the category was settled
    (SM-2.185 to 2.188). `left_at` and `given_to` are None while it waits.
    """

    __tablename__ = "case_allocations"
    __table_args__ = (Index("ix_case_allocations_waiting", "left_at", "category", "made_at"),)

    category: Mapped[str] = mapped_column(String(30))
    passed: Mapped[dict[str, Any]] = mapped_column(JSON)
    answers: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    confirmed_by: Mapped[str | None] = mapped_column(String(80))
    confirmed_on: Mapped[date | None] = mapped_column(Date)
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    given_to: Mapped[str | None] = mapped_column(String(80))


class CaseQuery(OfCase, Base):
    """A question to the Legal Team or to the manager of the parliamentary team, and the answer (SM-2.3, 2.26, 2.34)."""

    __tablename__ = "case_queries"

    of: Mapped[str] = mapped_column(String(30))
    question: Mapped[str] = mapped_column(Text)
    answer: Mapped[str | None] = mapped_column(Text)
    legal_advice_needed: Mapped[bool | None] = mapped_column(Boolean)
    answered_by: Mapped[str | None] = mapped_column(String(80))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class CategoryReview(OfCase, Base):
    """A question about a case's category, and what a manager decided on which grounds (SM-2.187, 2.189, 2.192).

    `kind`: another_category, allocate_differently or new_information. `state`: waiting, agreed or declined. The category
    stays as it is until a manager agrees to `wanted`. `why` is None while the reasons are missing (SM-2.189).
    """

    __tablename__ = "case_category_reviews"

    kind: Mapped[str] = mapped_column(String(30))
    wanted: Mapped[str | None] = mapped_column(String(30))
    why: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(20))
    circumstances: Mapped[str | None] = mapped_column(Text)
    closeness: Mapped[str | None] = mapped_column(Text)
    decided_by: Mapped[str | None] = mapped_column(String(80))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class CaseDeparture(OfCase, Base):
    """A rule that was departed from, and why (SM-intro, 4). `rule` is its paragraphs, `refused` what was refused and how,

    `place` where: 'decision', 'worksheet:legal_remedy:case'.
    """

    __tablename__ = "case_departures"

    rule: Mapped[str] = mapped_column(String(200))
    gate: Mapped[str] = mapped_column(String(80))
    place: Mapped[str] = mapped_column(String(120))
    refused: Mapped[str] = mapped_column(Text)
    explanation: Mapped[str] = mapped_column(Text)


class CaseSignOff(OfCase, Base):
    """A supervisor signed a task of this case that is configured to need it (SM-intro, 5).

    `covers` is the digest of what stood there to be signed; the signature counts for that alone. None: signed before it was kept.
    """

    __tablename__ = "case_sign_offs"

    task: Mapped[str] = mapped_column(String(80))
    role: Mapped[str] = mapped_column(String(30))
    note: Mapped[str | None] = mapped_column(Text)
    covers: Mapped[str | None] = mapped_column(String(64))
