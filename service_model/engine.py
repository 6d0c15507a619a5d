"""Adding the gates up: from a record to a determination, in the order the authority names its gates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from service_model.authorities import PHSO
from service_model.authority import Authority
from service_model.case import Case, case_of
from service_model.determination import Determination, Finding, Flag, Outcome
from service_model.findings import merged, part_left, settled_order, unique
from service_model.gates import REGISTRY, IssueGate
from service_model.gates.time_limit import come_back_by
from service_model.record import Complaint
from service_model.signals import flags_from

_COME_BACK = ("premature", "not_properly_made")  # they have a step to take first, and need to know until when
GOES_ON: tuple[Outcome | None, ...] = (None, "out_of_time", "further_information_required")


def determine(complaint: Complaint, *, today: date, authority: Authority = PHSO) -> Determination:
    """What follows from what is known, with reasons and paragraphs, and the next fact to ask (SM section 2).

    `outcome` is None while a fact that could change it can still be asked; a fact in `complaint.unanswered` cannot. The
    guidance is the version in force on `today`; a rule of law applies from the day on which the complaint arrived.
    """
    authority = authority.on(today)
    case = case_of(complaint, today=today, authority=authority)
    findings, closed, going_on = _through_the_gates(case)
    advice = _advice(going_on, closed, authority) if closed else []
    everything = [*findings, *advice]
    missing = unique(fact for finding in everything for fact in case.open(*finding.needs))
    outcome, code = _outcome(case, findings, closed)
    limit, until = come_back_by(case) if outcome in _COME_BACK else (None, None)
    steps = unique(step for finding in _told(everything, closed) for step in finding.next_steps)
    return Determination(
        outcome=outcome,
        closure_code=code,
        findings=tuple(everything),
        next_question=missing[0] if missing else None,
        missing=missing,
        flags=unique((*(flag for each in everything for flag in each.flags), *_left_open(case, everything), *flags_from(case))),
        signposts=unique(signpost for each in _told(everything, closed) for signpost in each.signposts),
        next_steps=unique((*steps, *(authority.outcome_steps.get(outcome, ()) if outcome else ()), *([until] if until else ()))),
        time_limit=next((each.time_limit for each in reversed(everything) if each.time_limit), limit),
        guidance=authority.guidance,
    )


def _through_the_gates(case: Case) -> tuple[list[Finding], Finding | None, Case]:
    """The findings up to the gate that ends it, that one (None when it goes all the way), and the parts it was asked of."""
    findings: list[Finding] = []
    for name in case.authority.gates:
        finding, case = _ask(name, case)
        if name == "victims_exception":
            case = replace(case, victims_exception=_exception(finding))
        if finding is None:
            continue
        findings.append(finding)
        if finding.status == "not_met" and finding.outcome not in GOES_ON:
            return findings, finding, case
    return findings, None, case


def _exception(finding: Finding | None) -> bool | None:
    """True for a victim who needs no referral, None while that is open, False when it is not so or does not arise."""
    if finding is None or finding.status == "not_met":
        return False
    return True if finding.status == "met" else None


def _ask(name: str, case: Case) -> tuple[Finding | None, Case]:
    """One gate's finding, and the case with the issues that go on: a part that cannot leaves a flag (SM-2.4, 2.31, 2.293)."""
    in_force = case.authority.gates_in_force.get(name)
    if in_force is not None and not in_force.holds_on(case.received_on):
        return None, case
    gate = REGISTRY[name]
    if not isinstance(gate, IssueGate):
        return gate.judge(case), case
    answers = [gate.judge(case, view) for view in case.views]
    given = [finding for finding in answers if finding is not None]
    ending = [finding for finding in given if finding.status == "not_met" and finding.outcome is not None]
    if not given or not ending or len(ending) == len(answers):
        return (merged(given) if given else None), _without(case, answers, [each for each in given if each.is_elsewhere])
    staying = [finding for finding in given if finding not in ending]
    rest = staying or [replace(ending[0], status="met", reason="The rest of your complaint can go on.", **_NOTHING_MORE)]
    gone = [each for each in given if each.is_elsewhere or (each in ending and each.outcome not in GOES_ON)]
    return _with_parts(merged(rest), sorted(ending, key=settled_order)), _without(case, answers, gone)


def _without(case: Case, answers: list[Finding | None], gone: list[Finding]) -> Case:
    """The case with the issues whose answer is not among those that are gone."""
    if not gone:
        return case
    return case.going_on(view for view, finding in zip(case.views, answers, strict=True) if finding not in gone)


_NOTHING_MORE: dict[str, Any] = {
    "needs": (), "outcome": None, "closure_code": None, "flags": (), "signposts": (), "next_steps": (), "time_limit": None,
}  # fmt: skip


def _with_parts(whole: Finding, ending: list[Finding]) -> Finding:
    """The finding for the parts that go on, and what the others leave behind: a flag each, who can help, what to do. A late
    part is not closed, so what the caseworker needs for it is still asked and flagged (SM-2.278, 2.293)."""
    late = [finding for finding in ending if finding.outcome in GOES_ON]
    left = sorted({part_left(finding) for finding in ending}, key=lambda flag: (flag.name, flag.reason))
    return replace(
        whole,
        needs=unique((*whole.needs, *(need for finding in late for need in finding.needs))),
        flags=unique((*whole.flags, *left, *(flag for finding in late for flag in finding.flags))),
        signposts=unique((*whole.signposts, *(signpost for finding in ending for signpost in finding.signposts))),
        next_steps=unique((*whole.next_steps, *(step for finding in ending for step in finding.next_steps))),
    )


def _advice(case: Case, closed: Finding, authority: Authority) -> list[Finding]:
    """Gates asked for the advice only, so that someone not properly made also learns whether it is too early (SM-2.55, 2.60)."""
    found = [_ask(name, replace(case, advice_only=True))[0] for name in authority.advice_after.get(closed.outcome or "", ())]
    return [finding for finding in found if finding is not None]


def _told(findings: Iterable[Finding], closed: Finding | None) -> list[Finding]:
    """Advice in the order to act on it: what has to be done first (the organisation) before what comes after (the MP)."""
    rows = list(findings)
    return (
        rows
        if closed is None
        else [*(each for each in rows if each.gate == "ready"), *(each for each in rows if each.gate != "ready")]
    )


def _outcome(case: Case, findings: list[Finding], closed: Finding | None) -> tuple[Outcome | None, str | None]:
    if any(finding.status == "cannot_tell" and case.open(*finding.needs) for finding in findings):
        return None, None
    if closed is not None:
        return closed.outcome, closed.closure_code
    outcomes = [finding.outcome for finding in findings if finding.outcome]
    if "enquiry" in outcomes:
        return "enquiry", case.authority.closure_codes.get("enquiry")
    if "further_information_required" in outcomes:
        return "further_information_required", case.authority.closure_codes.get("further_information")
    if "out_of_time" in outcomes:
        return "out_of_time", None
    # joint working (SM-1.53) is where a complaint that is otherwise ready goes: anything that is still open comes first
    return ("joint_working", None) if "joint_working" in outcomes else ("ready_for_triage", None)


def _left_open(case: Case, findings: Iterable[Finding]) -> list[Flag]:
    """A flag for every gate that nobody could settle: the caseworker does (unknown is not no)."""
    return [
        Flag(f"{finding.gate}_not_settled", f"We could not settle this: {finding.reason}", finding.paragraphs)
        for finding in findings
        if finding.status == "cannot_tell" and finding.needs and not case.open(*finding.needs)
    ]
