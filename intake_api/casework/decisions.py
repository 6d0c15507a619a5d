"""The overall decision: a person makes it, another approves it where it needs that, and only then the case closes.

The rules recommend; who decides otherwise says why. Nothing here chooses.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_api.case_status.service import note_step
from intake_api.cases.models import Case
from intake_api.casework import basis, checks, conflicts, departures, issues, supervision, tasks, work
from intake_api.casework.changing import CLOSED, Change, RefusedError, refuse_unless_met
from intake_api.casework.forms import Filled
from intake_api.casework.models import CaseComponent, CaseDecision
from intake_api.staff import words as staff_words
from intake_api.staff.roles import Action, Role, may
from service_model.casework.judgement import other_choice
from service_model.casework.organisational_decision import code_text, organisation_decision, overall_code, overall_code_recorded
from service_model.determination import Finding
from service_model.duties import Recommendation

WAITING, APPROVED, SENT_BACK, WITHDRAWN = "waiting", "approved", "sent_back", "withdrawn"
PROPOSE, RESOLUTION = "propose_to_investigate", "resolution"


class NewDecision(Filled):
    """The closure code a person chose, and why, where it is not what is recommended or where components differ."""

    code: Annotated[str, Field(max_length=80)]
    why: Annotated[str, Field(max_length=5000)] | None = None
    despite: Annotated[str, Field(max_length=5000)] | None = None


class Approval(Filled):
    """Which decision; sent back, it says what to change."""

    id: int
    note: Annotated[str, Field(max_length=5000)] | None = None


class DecisionId(Filled):
    """Which decision."""

    id: int


def codes() -> dict[str, str]:
    """Every code a decision may carry: its name, and its wording."""
    proposed = {PROPOSE: code_text(PROPOSE) or PROPOSE, RESOLUTION: code_text(RESOLUTION) or RESOLUTION}
    return {**proposed, **issues.reasons()}


def kind_of(code: str) -> checks.Kind:
    """What a code is: a proposal, a resolution, or a decline."""
    return "propose_to_investigate" if code == PROPOSE else "resolution" if code == RESOLUTION else "declined"


def recommendation(components: list[CaseComponent]) -> Recommendation:
    """What follows for the organisation from its components; with several reasons, from their tally (SM-3.120 to 3.124)."""
    rows = issues.as_rules_read(components)
    decided = organisation_decision(rows)
    return overall_code(rows) if decided.choice is None and decided.needs == ("main_reason",) else decided


def make(change: Change, form: NewDecision) -> None:
    """Keeps the decision of a person. Raises RefusedError with the paragraph of what it falls short of."""
    change.must_be_open()
    session, case, offered = change.session, change.case, codes()
    if form.code not in offered:
        raise RefusedError("Choose one of the closure codes.", "code")
    kind = kind_of(form.code)
    supervision.require(change, "decline" if kind == "declined" else kind)
    if (open_ := fetch_open(session, case)) is not None:
        raise RefusedError(f"{open_.made_by} has made a decision that waits or stands already. Withdraw it first.", "code")
    found = checks.before_deciding(session, case, kind=kind, username=change.by, now=change.at, code=form.code)
    missing = checks.unmet(found)
    _must_not_be_missing(missing, form.despite)
    components = issues.fetch(session, case)
    advice = recommendation(components)
    if kind_of(form.code) != "declined" or advice.paragraphs != ("SM-3.124",):
        _must_follow_components(form, advice)
    if len(components) > 1:
        refuse_unless_met(overall_code_recorded(issues.as_rules_read(components), chosen=offered[form.code], why=form.why), "why")
    recommended, diverges = divergence(case, form.code)
    if diverges:
        refuse_unless_met(other_choice(recommended, offered[form.code], form.why), "why")
    waits = needs_approval(Role(change.user.role), diverges=diverges, is_despite=bool(missing), risk=case.risk)
    session.add(CaseDecision(
        **change.stamp(), state=WAITING if waits else APPROVED, kind=kind_of(form.code), code=form.code,
        closure_code=offered[form.code],
        recommended=recommended, guidance=case.determinations[-1].guidance, why=form.why, despite=form.despite,
        unmet=[each.gate for each in missing], basis=basis.of(session, case, found, components, why=form.why),
    ))  # fmt: skip
    session.flush()
    change.trace(
        "decision_made", fields=[name for name in ("why", "despite") if getattr(form, name)], code=form.code,
        recommended=recommended, diverges="yes" if diverges else "no", unmet=", ".join(each.gate for each in missing) or None,
        state=WAITING if waits else APPROVED,
    )  # fmt: skip
    for each in missing:
        departures.keep(change, each, form.despite or "", place="decision")
    if waits:
        what = "Read and approve the decision, or send it back."
        tasks.open_task(change, kind="approve_decision", what=what, role=Role.SENIOR_CASEWORKER)


def divergence(case: Case, code: str) -> tuple[str, bool]:
    """What the rules recommend, and whether a code is something else. Where they name no closure, to decline is."""
    if case.closure_code:
        return case.closure_code, case.closure_code != codes()[code]
    return staff_words.code(case.outcome, "No recommendation yet"), kind_of(code) == "declined"


def needs_approval(role: Role, *, diverges: bool, is_despite: bool, risk: str | None) -> bool:
    """Another person approves: of whoever may not approve, and of anybody who diverges, passes over a check, or at high risk."""
    return not may(role, Action.APPROVE_DECISION) or diverges or is_despite or risk == "high"


def approve(change: Change, form: Approval) -> None:
    """Another person than the one who made it approves."""
    decision = _waiting(change, form.id)
    _answer(change, decision, APPROVED, form.note)
    change.trace("decision_approved", decision=str(decision.id), code=decision.code)
    tasks.finish_kind(change, "approve_decision")


def send_back(change: Change, form: Approval) -> None:
    """Another person sends it back, and says what to change."""
    decision = _waiting(change, form.id)
    if not form.note:
        raise RefusedError("Say what has to change before it can be approved.", "note")
    _answer(change, decision, SENT_BACK, form.note)
    change.trace("decision_sent_back", fields=["note"], decision=str(decision.id))
    tasks.finish_kind(change, "approve_decision")


def withdraw(change: Change, form: DecisionId) -> None:
    """Takes back a decision that has not closed the case."""
    decision = _own(change, form.id)
    if decision.state not in (WAITING, APPROVED):
        raise RefusedError("This decision cannot be withdrawn any more.")
    decision.state = WITHDRAWN
    change.trace("decision_withdrawn", decision=str(decision.id))
    tasks.finish_kind(change, "approve_decision")


def close(change: Change, form: DecisionId) -> None:
    """Closes the case by an approved decision, once everybody who must hear of it has heard."""
    change.must_be_open()
    decision = _own(change, form.id)
    if decision.state != APPROVED:
        raise RefusedError("This decision is not approved. A case closes only by one that is.")
    if decision.kind == PROPOSE:
        raise RefusedError("A proposal to investigate does not close the case: it goes on to investigation (SM-3.122).")
    supervision.require(change, "close")
    departures.require(change, *checks.before_closing(change.session, change.case, decision), place="closing", guidance_too=True)
    decision.state, decision.closed_at = CLOSED, change.at
    work.move(change, CLOSED)
    note_step(change.session, change.case, "closed", at=change.at)
    change.trace("case_closed", decision=str(decision.id), code=decision.code)


def fetch(session: Session, case: Case) -> list[CaseDecision]:
    """Every decision of the case, the newest first."""
    return list(session.scalars(select(CaseDecision).where(CaseDecision.case_id == case.id).order_by(CaseDecision.id.desc())))


def fetch_open(session: Session, case: Case) -> CaseDecision | None:
    """The decision that waits for approval or is approved, and has not closed the case."""
    return next((each for each in fetch(session, case) if each.state in (WAITING, APPROVED)), None)


def _must_not_be_missing(missing: tuple[Finding, ...], despite: str | None) -> None:
    for finding in missing:
        if finding.gate in checks.NEVER_PASSED_OVER:
            refuse_unless_met(finding, "code")
    if missing and not despite:
        raise RefusedError(
            "Not every required check is met. Do what is missing, or say why you decide all the same: it then needs approval. "
            + " ".join(f"{each.reason} ({', '.join(each.paragraphs)})" for each in missing),
            "despite",
        )


def _must_follow_components(form: NewDecision, advice: Recommendation) -> None:
    """What the guidance leaves no choice about: proposed if any component is, else 'resolution' if any was (SM-3.120, 3.122)."""
    wording = codes()[form.code]
    if advice.paragraphs in (("SM-3.120",), ("SM-3.122",)) and advice.choice != wording:
        said = f"By the components' decisions it is '{advice.choice}'. {advice.reason} ({advice.paragraphs[0]})"
        raise RefusedError(said, "code")
    if form.code in (PROPOSE, RESOLUTION) and advice.choice != wording:
        raise RefusedError(f"No component was decided so. ({'SM-3.122' if form.code == PROPOSE else 'SM-3.120'})", "code")


def _answer(change: Change, decision: CaseDecision, state: str, note: str | None) -> None:
    decision.state, decision.approval_note = state, note
    decision.approved_by, decision.approved_at = change.by, change.at


def _waiting(change: Change, decision_id: int) -> CaseDecision:
    decision = _own(change, decision_id)
    if decision.state != WAITING:
        raise RefusedError("This decision does not wait for approval.")
    if decision.made_by == change.by:
        raise RefusedError("You made this decision. Another person approves it.")
    if conflicts.answer_of(change.session, change.case, change.by):
        raise RefusedError("You have declared a conflict of interest on this case: somebody else approves it (SM-2.329).")
    return decision


def _own(change: Change, decision_id: int) -> CaseDecision:
    decision = change.session.get(CaseDecision, decision_id)
    if decision is None or decision.case_id != change.case.id:
        raise RefusedError("This case has no such decision.")
    return decision
