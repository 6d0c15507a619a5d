"""One change to a case: whose it is, on which version it was filled in, and the trace it leaves.

Two people may have the same page open. The first to save wins; the second is shown what changed meanwhile, and nothing is
overwritten: the version is taken in one statement, which both databases let only one of them do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from intake_api.audit import service as audit
from intake_api.audit.models import AuditEvent
from intake_api.cases import reference as references
from intake_api.cases.models import Case
from intake_api.cases.router import find_case
from intake_api.clock import london_day
from intake_api.outbox.telling import tell
from intake_api.staff.models import StaffUser
from intake_api.staff.reach import may_see, open_case
from service_model.determination import Finding

CLOSED = "closed"


class StaleError(Exception):
    """The case was changed by somebody else since the form was opened."""


class RefusedError(Exception):
    """The change cannot be made as it was filled in. The message says why and what to do; `field` is the one to put right.

    `wrong` is for several fields at once; `refused` are the rules that a person may depart from (casework.departures).
    """

    def __init__(
        self, message: str, field: str = "", *, wrong: Mapping[str, str] | None = None, refused: Sequence[Finding] = ()
    ) -> None:
        super().__init__(message)
        self.message, self.field = message, field
        self.wrong, self.refused = dict(wrong or {field: message}), tuple(refused)


@dataclass(frozen=True, slots=True)
class Change:
    """A change under way, in the caller's transaction. Commit is the caller's.

    `departures` are the explanations that came with the form, by the gate of the rule departed from.
    """

    session: Session
    case: Case
    user: StaffUser
    at: datetime
    departures: Mapping[str, str] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day it is in London."""
        return london_day(self.at)

    @property
    def by(self) -> str:
        """The user name that rows of the work carry."""
        return self.user.username

    def stamp(self) -> dict[str, Any]:
        """What every row of the work has."""
        return {"case_id": self.case.id, "made_by": self.by, "made_at": self.at}

    def trace(
        self, action: str, *, fields: Iterable[str] = (), before: Mapping[str, str | None] | None = None, is_told: bool = True,
        **after: str | None,
    ) -> None:  # fmt: skip
        """Leaves the trace in the audit trail: names and codes only, with the version that the change made.

        Case systems are told of it in the same transaction, where they are told of such a thing (outbox.events):
        not where `is_told` is False.
        """
        audit.record(
            self.session, actor=f"staff:{self.by}", action=action, at=self.at, subject=self.case.reference, fields=fields,
            before=before, after={"version": str(self.case.version), **after},
        )  # fmt: skip
        if is_told:
            tell(
                self.session, reference=self.case.reference, action=action, role=self.user.role, at=self.at, before=before,
                after=after,
            )  # fmt: skip

    def must_be_open(self) -> None:
        """Raises RefusedError on a closed case: work on it goes on only after it was restarted (SM-2.61)."""
        if self.case.status == CLOSED:
            raise RefusedError("This case is closed. Record the contact, and restart it first if it has to go on (SM-2.61).")


def begin(
    session: Session, *, reference_text: str, version: int, user: StaffUser, at: datetime,
    departures: Mapping[str, str] | None = None,
) -> Change:  # fmt: skip
    """Takes the case's version for this change. Raises StaleError when it is not the newest, Problem 404 without a case,

    403 for a case of another team.
    """
    taken = session.execute(
        update(Case).where(Case.reference == _parsed(reference_text), Case.version == version).values(version=version + 1),
        execution_options={"synchronize_session": False},
    )
    case = find_case(session, reference_text)
    if not may_see(user, case):
        session.rollback()
        open_case(session, user, reference_text, now=at)  # records the try, and refuses it
    if cast("CursorResult[Any]", taken).rowcount != 1:
        raise StaleError
    return Change(session, case, user, at, departures or {})


def hold_newest(session: Session, reference_text: str) -> int:
    """The newest version of a case, whose row is held until the transaction ends: a change that begins on it is never stale.

    For what is not filled in on a page. Problem 404 without a case.
    """
    held = select(Case.version).where(Case.reference == _parsed(reference_text)).with_for_update()
    version = session.scalar(held)
    return find_case(session, reference_text).version if version is None else version


def begin_what_is_done(session: Session, *, reference_text: str, user: StaffUser, at: datetime) -> Change:
    """A change that only notes what has happened already outside: on whatever version, and whosever the case is by now."""
    hold_newest(session, reference_text)
    case = find_case(session, reference_text)
    case.version += 1
    session.flush()
    return Change(session, case, user, at)


def changes_since(session: Session, case: Case, version: int) -> list[AuditEvent]:
    """What others did to the case after that version, the oldest first."""
    events = audit.fetch_events_about(session, subject=case.reference)
    return [each for each in events if _version(each) > version]


def refuse_unless_met(finding: Finding, field: str = "") -> None:
    """Raises RefusedError with the finding's own words and paragraphs when what they ask is not so."""
    if finding.status != "met":
        raise RefusedError(f"{finding.reason} ({', '.join(finding.paragraphs)})", field)


def _parsed(reference_text: str) -> str:
    """The reference as we write it; an empty one for what is none: find_case says what may be wrong."""
    try:
        return references.parse(reference_text)
    except references.BadReferenceError:
        return ""


def _version(event: AuditEvent) -> int:
    written = event.details.get("after", {}).get("version", "")
    return int(written) if str(written).isdigit() else 0
