"""Is somebody asking for action, or were we only sent a copy? (SM-1.3 to 1.5)"""

from __future__ import annotations

from service_model.case import Case
from service_model.determination import Finding, Flag

GATE = "request_for_action"
DISPUTE = "local_resolution_disputed"


def request_for_action(case: Case) -> Finding:
    """A contact that asks for nothing is an enquiry, unless it shows a dispute about local resolution (SM-1.3, 1.4, 1.5)."""
    asks = case.complaint.asks_us_to_act
    if asks is False and DISPUTE in case.signals:
        disputed = Flag(
            "copied_in_but_disputed", "We were copied in, but they disagree about whether the reply is final.", ("SM-1.5",)
        )
        return Finding(
            GATE,
            "met",
            "You and the organisation disagree about its last reply, so we treat this as a complaint.",
            ("SM-1.4", "SM-1.5"),
            "guidance",
            flags=(disputed,),
        )
    if asks is False:
        return Finding(
            GATE,
            "not_met",
            "You sent us a copy and did not ask us to act, so we keep it as an enquiry.",
            ("SM-1.3", "SM-1.4"),
            "policy",
            outcome="enquiry",
            closure_code=case.authority.closure_codes.get("enquiry"),
        )
    if asks is None and (case.complaint.channel in case.authority.channels.may_be_copies or "copied_in" in case.signals):
        return Finding(
            GATE,
            "cannot_tell",
            "We are not sure if you want us to act, or only to know.",
            ("SM-1.3", "SM-1.4"),
            "policy",
            needs=("asks_us_to_act",),
            outcome="enquiry",
        )
    return Finding(GATE, "met", "You asked us to look at your complaint.", ("SM-1.3",), "policy")
