"""Adding the gates up: from a record to a determination, in the order the authority names its gates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

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
_GOES_ON: tuple[Outcome | None, ...] = (None, "out_of_time", "further_information_required")


def determine(complaint: Complaint, *, today: date, authority: Authority = PHSO) -> Determination:
    """What follows from what is known, with reasons and paragraphs, and the next fact to ask (SM section 2).

    `outcome` is None while a fact that could change it can still be asked; a fact in `complaint.unanswered` cannot.
    """
    case = case_of(complaint, today=today, authority=authority)
    findings, closed, going_on = _through_the_gates(case)
    advice = _advice(going_on, closed, authority) if closed else []
    everything = [*findings, *advice]
    missing = unique(fact for finding in everything for fact in case.open(*finding.needs))
    outcome, code = _outcome(case, findings, closed)
    limit, until = come_back_by(case) if outcome in _COME_BACK else (None, None)
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
        if finding.status == "not_met" and finding.outcome not in _GOES_ON:
            return findings, finding, case
    return findings, None, case


def _exception(finding: Finding | None) -> bool | None:
    """True for a victim who needs no referral, None while that is open, False when it is not so or does not arise."""
    if finding is None or finding.status == "not_met":
        return False
    return True if finding.status == "met" else None


def _ask(name: str, case: Case) -> tuple[Finding | None, Case]:
    """One gate's finding, and the case with the issues that go on: a part that cannot leaves a flag (SM-2.4, 2.31, 2.293)."""
    gate = REGISTRY[name]
    if not isinstance(gate, IssueGate):
        return gate.judge(case), case
    answers = [(view, finding) for view in case.views if (finding := gate.judge(case, view)) is not None]
    if len(answers) <= 1:
        return (answers[0][1] if answers else None), case
    ending = sorted((each for _, each in answers if each.status == "not_met" and each.outcome is not None), key=settled_order)
    if not ending or len(ending) == len(answers):
        return merged([finding for _, finding in answers]), case
    staying = [(view, finding) for view, finding in answers if finding not in ending]
    whole = merged([finding for _, finding in staying])
    left = sorted({part_left(finding) for finding in ending}, key=lambda flag: (flag.name, flag.reason))
    signposts = unique(signpost for finding in ending for signpost in finding.signposts)
    steps = unique(step for finding in ending for step in finding.next_steps)
    whole = replace(
        whole, flags=(*whole.flags, *left), signposts=(*whole.signposts, *signposts), next_steps=(*whole.next_steps, *steps)
    )
    return whole, case.going_on(view for view, _ in staying)


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
