"""People decide: other steps than the recommended one, who counts as a caseworker, what an earlier contact was about (SM-1.1)."""

from __future__ import annotations

from collections.abc import Iterable

from service_model.authorities import PHSO
from service_model.authority import Authority
from service_model.determination import Finding
from service_model.findings import cannot_tell, met
from service_model.record import Issue

INTRODUCTION = "SM-intro"
ALSO_COUNT_AS = {"caseworker": ("senior_caseworker",)}
"""Role named in a rule to the roles it covers as well, unless the text says otherwise (introduction, 6)."""


def other_choice(recommended: str | None, chosen: str, explanation: str | None) -> Finding:
    """The guidance is a framework: staff may choose another step, and write down why (introduction, 4)."""
    gate = "other_choice"
    if chosen == recommended:
        return met(gate, "As recommended.", INTRODUCTION)
    if explanation and explanation.strip():
        return met(gate, f"Staff chose '{chosen}': {explanation.strip()}", INTRODUCTION)
    why = f"We recommended '{recommended}'. Write down why you choose '{chosen}'."
    return cannot_tell(gate, why, INTRODUCTION, needs=("explanation",))


def may_act(role: str, allowed: Iterable[str]) -> bool:
    """Is the task open to this role? 'Caseworker' covers senior caseworkers (introduction, 6).

    >>> may_act("senior_caseworker", ["caseworker"]), may_act("caseworker", ["senior_caseworker"])
    (True, False)
    """
    return any(role == each or role in ALSO_COUNT_AS.get(each, ()) for each in allowed)


def is_same_organisation(earlier: Issue, new: Issue, *, authority: Authority = PHSO) -> bool | None:
    """Was an earlier contact about the same organisation, by whatever name? None where one of them is not known (1.1)."""
    first, second = _who(earlier, authority), _who(new, authority)
    return None if first is None or second is None else first == second


def _who(issue: Issue, authority: Authority) -> str | None:
    if issue.body:
        return issue.body
    if not issue.organisation:
        return None
    found = authority.register.look(issue.organisation).body
    return found.id if found else " ".join(issue.organisation.casefold().split())
