"""Refused or prompted, and departed from with an explanation: one way for every form of the work (SM-intro, 4).

What the law asks stays refused. What policy asks is refused until it is done or the departure is explained; the rule, what was
refused and the explanation are kept with who and when, and go to case systems. Guidance prompts and never refuses.
The audit trail names the rule and holds a digest of the explanation: the words stay with the case, and go when it goes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_api.cases.models import Case
from intake_api.casework.changing import Change, RefusedError
from intake_api.casework.models import CaseDeparture
from service_model.determination import Finding

PREFIX = "departure-"
LONGEST = 5000


def given_with(form: Mapping[str, str]) -> dict[str, str]:
    """The explanations that a form carries, by the gate they are about. A blank one is none."""
    return {name.removeprefix(PREFIX): text.strip() for name, text in form.items() if name.startswith(PREFIX) and text.strip()}


def require(change: Change, *findings: Finding, place: str, guidance_too: bool = False) -> tuple[Finding, ...]:
    """Lets the change go on when each rule is met or departed from; keeps the departures, and answers the rules departed from.

    `guidance_too`: what guidance asks is refused here as well. Raises RefusedError that names every rule left with its paragraph,
    and offers the departure where there may be one.
    """
    open_ = [each for each in findings if each.status != "met" and (guidance_too or each.kind != "guidance")]
    refused = [each for each in open_ if each.kind == "legal" or each.gate not in change.departures]
    if refused:
        wrong = {f"{PREFIX}{each.gate}": said(each) for each in refused}
        raise RefusedError("\n".join(wrong.values()), wrong=wrong, refused=open_)
    if long := [f"{PREFIX}{each.gate}" for each in open_ if len(change.departures[each.gate]) > LONGEST]:
        raise RefusedError("", wrong=dict.fromkeys(long, f"Give at most {LONGEST} characters."), refused=open_)
    for each in open_:
        keep(change, each, change.departures[each.gate], place=place)
    return tuple(open_)


def said(finding: Finding) -> str:
    """A finding with its paragraphs, as a refusal says it."""
    return f"{finding.reason} ({', '.join(finding.paragraphs)})"


def fetch(session: Session, case: Case) -> list[CaseDeparture]:
    """Every departure of the case, the oldest first."""
    return list(session.scalars(select(CaseDeparture).where(CaseDeparture.case_id == case.id).order_by(CaseDeparture.id)))


def keep(change: Change, finding: Finding, why: str, *, place: str) -> None:
    """Keeps one departure with its trace."""
    rule = ", ".join(finding.paragraphs)[:200]
    change.session.add(CaseDeparture(
        **change.stamp(), rule=rule, gate=finding.gate, place=place, refused=finding.reason, explanation=why,
    ))  # fmt: skip
    change.trace(
        "rule_departed_from", fields=["explanation"], rule=rule, departure=finding.gate, place=place,
        digest=hashlib.sha256(why.encode()).hexdigest(),
    )  # fmt: skip
