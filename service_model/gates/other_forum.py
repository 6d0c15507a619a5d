"""Is somebody else already looking at the same matter? Only where what they say suggests it (SM-3.1, 3.2, 3.10)"""

from __future__ import annotations

from service_model.case import Case, View
from service_model.determination import Finding, Flag

GATE = "other_forum"
_BODIES = {"regulator": "A regulator", "coroner": "A coroner", "police": "The police", "other": "Someone else"}


def other_forum(case: Case, view: View) -> Finding | None:
    """Usually only one investigation takes place; who is better placed is a caseworker's question (SM-3.1)."""
    who = view.issue.other_body
    if who is None and case.authority.other_forum.ask_when_signals.isdisjoint(case.signals):
        return None
    if who is None:
        words = "We need to know if someone else is looking into the same problem."
        return Finding(GATE, "cannot_tell", words, ("SM-3.1",), "policy", needs=("other_body",))
    if who == "nobody":
        return Finding(GATE, "met", "Nobody else is looking into this problem.", ("SM-3.1",), "policy")
    if who == "complaint_handler":
        return _complaint_handler(case, view)
    return _another_body(_BODIES[who])


def _complaint_handler(case: Case, view: View) -> Finding:
    """Left to the other handler only where the person agrees to that; else it goes on, and the two talk (SM-3.1, 3.2)."""
    flag = Flag(
        "other_complaint_handler",
        "Another complaint handler is looking at it. Consider one investigation: who is better placed, and can give the remedy. "
        "If unsure, talk to them first.",
        ("SM-3.1", "SM-3.2"),
    )
    if view.issue.agrees_to_other_body is None:
        words = "Another ombudsman is looking into it. We need to know if you are happy with that."
        return Finding(GATE, "cannot_tell", words, ("SM-3.1", "SM-3.2"), "policy", needs=("agrees_to_other_body",), flags=(flag,))
    if not view.issue.agrees_to_other_body:
        words = "Another ombudsman is looking into it. A caseworker will find out which of us should."
        return Finding(GATE, "cannot_tell", words, ("SM-3.1", "SM-3.2"), "policy", flags=(flag,))
    return Finding(
        GATE,
        "not_met",
        "Another ombudsman is looking into the same problem, and you are happy for them to do it.",
        ("SM-3.1",),
        "policy",
        outcome="other_forum",
        closure_code=case.authority.closure_codes.get("other_reason"),
        flags=(flag,),
        signposts=case.authority.signposts_for(*case.authority.other_forum.signposts),
        next_steps=("Carry on with the other ombudsman. Tell them anything that you told us and they do not know.",),
    )


def _another_body(who: str) -> Finding:
    """A regulator, a coroner or the police: it may be right to wait for them, which a caseworker decides (SM-3.10)."""
    flag = Flag(
        "another_body_considering",
        f"{who} may be considering the same issues. Consider if it is right to wait for the outcome.",
        ("SM-3.10",),
    )
    words = f"{who} may be looking into this too. A caseworker will find out what that means for your complaint."
    return Finding(GATE, "cannot_tell", words, ("SM-3.1", "SM-3.10"), "policy", flags=(flag,))
