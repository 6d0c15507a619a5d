"""Keeps, changes and deletes what a person told us about themselves. The trail says that they did, never what they said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from intake_api.about_you.models import AboutYou
from intake_api.about_you.questions import QUESTIONS, kept
from intake_api.audit import service as audit
from intake_api.cases.models import Case
from intake_api.languages import say

CONSENT = (
    "I agree that you keep my answers with my complaint and use them as this page says. I know that some of them are "
    "sensitive, and that I can take them back at any time."
)
ACTOR = "person"


class NotAgreedError(Exception):
    """Nothing is kept before the person agrees."""


class NoSuchAnswerError(ValueError):
    """There is no such question, or it has no such answer. `question` is the name that was given."""

    def __init__(self, question: str) -> None:
        super().__init__(f"No such question, or no such answer to it: {question[:60]}")
        self.question = question[:60]


def wording_version() -> str:
    """Which words of consent are shown in the language of this request: `about_you@0123456789ab`."""
    return f"about_you@{sha256(say(CONSENT).encode()).hexdigest()[:12]}"


def fetch(session: Session, case: Case) -> AboutYou | None:
    """What they told us; None where they did not, or took it back."""
    return session.get(AboutYou, case.id)


def agree(session: Session, case: Case, *, at: datetime) -> AboutYou:
    """They agree. Agreeing again, or twice at once, renews the consent and keeps the answers. Commit is the caller's."""
    session.execute(select(Case.id).where(Case.id == case.id).with_for_update())  # one at a time: both would make the row
    row = fetch(session, case)
    if row is None:
        row = AboutYou(case_id=case.id, answers={}, wording="", agreed_at=at, changed_at=at)
        session.add(row)
    row.wording, row.agreed_at = wording_version(), at
    _trace(session, case, "about_you_agreed", at)
    return row


def answer(session: Session, case: Case, given: Mapping[str, str | None], *, at: datetime) -> AboutYou:
    """Keeps these answers beside the others; None takes one away. Commit is the caller's.

    Raises NotAgreedError, NoSuchAnswerError.
    """
    row = session.get(AboutYou, case.id, with_for_update=True, populate_existing=True)  # so that none of two at once is lost
    if row is None:
        raise NotAgreedError
    for name, value in given.items():
        if name not in QUESTIONS or (value is not None and value not in QUESTIONS[name].options):
            raise NoSuchAnswerError(name)
    together = {**row.answers, **given}
    row.answers = kept({name: value for name, value in together.items() if value is not None})
    row.changed_at = at
    return row


def withdraw(session: Session, case: Case, *, at: datetime) -> bool:
    """Deletes all of it, the consent with it. Answers whether there was anything. Commit is the caller's."""
    if fetch(session, case) is None:
        return False
    session.execute(delete(AboutYou).where(AboutYou.case_id == case.id))
    _trace(session, case, "about_you_taken_back", at)
    return True


def _trace(session: Session, case: Case, action: str, at: datetime) -> None:
    audit.record(session, actor=ACTOR, action=action, at=at, subject=case.reference)
