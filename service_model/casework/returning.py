"""Somebody comes back about a closed case: review, record, restart, and under which reference (SM-2.15, 2.58 to 2.64).

Paragraphs 2.15 and 2.58 create a new case linked to the old one; 2.63 restarts the case. Redress does what both ask:
the complaint is taken up again with a new decision (2.63), under a new reference linked both ways (2.15, 2.58). The
conflict is said, and the caseworker may reopen the old reference instead. Both dates of receipt are kept.
"""

from __future__ import annotations

from datetime import date

from pydantic import Field

from service_model.closed_before import CLOSED_AS_PREMATURE, first_receipt
from service_model.determination import Finding, Flag
from service_model.duties import Duty, Recommendation
from service_model.findings import cannot_tell, met, not_met
from service_model.record import Part, PreviousCase

NOT_PROPERLY_MADE = ("not_in_writing", "no_mp_referral")


class ReturnFacts(Part):
    """What has changed since the case was closed, and what the caseworker has decided."""

    previous: PreviousCase
    received_on: date | None = None
    reviewed_on: date | None = None
    progressed: bool | None = Field(None, description="A new step since the decision: in writing, a referral, the local process")
    in_writing_now: bool | None = None
    referred_now: bool | None = None
    victims_exception_now: bool | None = Field(None, description="Needs no referral any more, as a victim (SM-2.30)")
    ready_now: bool | None = None
    new_reference: str | None = Field(None, max_length=60)
    reopen_old_reference: bool | None = Field(None, description="The caseworker chooses 2.63 to the letter")


def on_return(facts: ReturnFacts) -> Recommendation:
    """A person reviews every return; a case restarts only when what was missing is there (SM-2.61 to 2.64)."""
    if facts.previous.closed_as in NOT_PROPERLY_MADE:
        return _not_properly_made_before(facts)
    if facts.previous.closed_as in CLOSED_AS_PREMATURE:
        return _premature_before(facts)
    reason = "It was not closed as premature or not properly made. Review what they ask for."
    return _recommend(facts, None, reason, ("SM-2.61",), needs=("previous.closed_as",))


def _not_properly_made_before(facts: ReturnFacts) -> Recommendation:
    """Now in writing, or now referred: the case restarts and a new decision is recorded (SM-2.15, 2.58, 2.63)."""
    written = facts.previous.closed_as == "not_in_writing"
    made = _made_now(facts)
    own: tuple[str, ...] = ("SM-2.15",) if written else ("SM-2.58",)
    if made:
        reason = "It is in writing now." if written else "It needs no referral any more, or has one now."
        return _recommend(facts, "restart", reason, (*own, "SM-2.63"), duties=_new_decision(facts, own))
    if made is None:
        needs = ("in_writing_now",) if written else ("referred_now", "victims_exception_now")
        return _recommend(facts, None, "Is what was missing there now?", ("SM-2.61", "SM-2.63"), needs=needs)
    return _not_restarted(facts, "What was missing is still missing.")


def _made_now(facts: ReturnFacts) -> bool | None:
    if facts.previous.closed_as == "not_in_writing":
        return facts.in_writing_now
    either = (facts.referred_now, facts.victims_exception_now)
    if True in either:
        return True
    return False if either == (False, False) else None


def _premature_before(facts: ReturnFacts) -> Recommendation:
    """Properly made and premature before, ready now: restarted and passed on (SM-2.64)."""
    if facts.ready_now and facts.previous.properly_made is not False:
        new = Duty("record_new_decision", "Record a new decision.", "policy", ("SM-2.61",), to=("caseworker",))
        duties = (new, routes_after_restart())
        return _recommend(facts, "restart", "It is ready now.", ("SM-2.64",), duties=duties)
    if facts.progressed is False or (facts.progressed is None and facts.ready_now is False):
        return _not_restarted(facts, "Nothing has moved on since the decision.")
    answers = {"ready_now": facts.ready_now, "previous.properly_made": facts.previous.properly_made}
    needs = tuple(name for name, answer in answers.items() if answer is None)
    reason = "Is it ready now, and was it properly made?" if needs else "Something has moved on. Is a new decision needed?"
    return _recommend(facts, None, reason, ("SM-2.61", "SM-2.64"), needs=needs)


def _not_restarted(facts: ReturnFacts, reason: str) -> Recommendation:
    """Not moved on: not restarted, and the contact goes on the record of the closed case (SM-2.62)."""
    record = Duty(
        "record_further_contact", f"Record this contact on {_named(facts)}.", "policy", ("SM-2.62",), to=("caseworker",)
    )
    return _recommend(facts, "do_not_restart", reason, ("SM-2.62",), duties=(record,))


def _recommend(
    facts: ReturnFacts,
    choice: str | None,
    reason: str,
    paragraphs: tuple[str, ...],
    *,
    needs: tuple[str, ...] = (),
    duties: tuple[Duty, ...] = (),
) -> Recommendation:
    """Until a person has reviewed it the case stays closed (SM-2.61)."""
    open_review: tuple[Duty, ...] = ()
    if facts.reviewed_on is None:
        open_review = (
            Duty(
                "review_return", f"Review {_named(facts)}: is a new decision needed?", "policy", ("SM-2.61",), to=("caseworker",)
            ),
            Duty("keep_closed_until_reviewed", "Do not restart it before the review.", "policy", ("SM-2.61",), not_to=True),
        )
    return Recommendation("on_return", choice, reason, paragraphs, kind="policy", needs=needs, duties=(*open_review, *duties))


def _new_decision(facts: ReturnFacts, own: tuple[str, ...]) -> tuple[Duty, ...]:
    decision = Duty("record_new_decision", "Record a new decision.", "policy", ("SM-2.63",), to=("caseworker",))
    dates = Duty(
        "keep_both_dates_of_receipt",
        f"Keep both dates of receipt. The time limit is counted to {_said(date_that_favours(facts))}.",
        "guidance",
        (*own, "SM-2.63"),
    )
    if facts.reopen_old_reference:
        reopen = Duty("reopen_old_reference", f"Restart {_named(facts)} itself.", "policy", ("SM-2.63",), to=("caseworker",))
        return (reopen, decision, dates)
    return (
        Duty(
            "open_new_reference",
            f"Open a new reference. Do not reopen {_named(facts)}.",
            "policy",
            own,
            to=("caseworker",),
        ),
        Duty("link_references", f"Link it with {_named(facts)}, both ways.", "policy", own),
        decision,
        dates,
    )


def conflict_of_paragraphs(facts: ReturnFacts) -> Flag | None:
    """Said whenever it arises: a new case by 2.15 and 2.58, a restart by 2.63 (SM-2.15, 2.58, 2.63)."""
    if facts.previous.closed_as not in NOT_PROPERLY_MADE or not _made_now(facts):
        return None
    own = "2.15" if facts.previous.closed_as == "not_in_writing" else "2.58"
    words = (
        f"{own} creates a new case linked to the old one; 2.63 restarts the old one. We restart it in a new reference, linked."
    )
    return Flag("new_case_or_restart", f"{words} You may choose otherwise.", (f"SM-{own}", "SM-2.63"))


def date_that_favours(facts: ReturnFacts) -> date | None:
    """The date of receipt the time limit is counted to: the earlier of the two, if the complaint is the same."""
    known = [day for day in (facts.received_on, first_receipt(facts.previous)) if day is not None]
    return min(known) if known else None


def related_references(facts: ReturnFacts) -> dict[str, tuple[str, ...]]:
    """The links between the new reference and the old one, both ways (SM-2.15, 2.58)."""
    old, new = facts.previous.reference, facts.new_reference
    return {new: (old,), old: (new,)} if old and new else {}


def routes_after_restart() -> Duty:
    """A restarted case goes to early consideration for triage or to the casework teams, nowhere else (SM-2.64)."""
    return Duty(
        "pass_restarted_case",
        "Pass it to early consideration for triage, or to a casework team.",
        "policy",
        ("SM-2.64",),
        to=("early_consideration_team", "casework_team"),
    )


def has_new_decision(*, restarted_on: date | None, decided_on: date | None) -> Finding:
    """A restarted case needs a decision of its own, made after the restart (SM-2.63)."""
    if restarted_on is None:
        return cannot_tell("new_decision", "When was it restarted?", "SM-2.63", kind="policy", needs=("restarted_on",))
    if decided_on is None or decided_on < restarted_on:
        return not_met("new_decision", "No new decision is recorded since it was restarted.", "SM-2.63", kind="policy")
    return met("new_decision", "A new decision is recorded.", "SM-2.63", kind="policy")


def _named(facts: ReturnFacts) -> str:
    return facts.previous.reference or "the closed case"


def _said(day: date | None) -> str:
    return f"{day:%-d %B %Y}" if day else "the first of them"
