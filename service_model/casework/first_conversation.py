"""What the conversation with the complainant covers, and what is still open (SM-2.219, 2.220)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from service_model.authorities import PHSO
from service_model.authority import Authority
from service_model.case import case_of
from service_model.determination import Finding
from service_model.duties import Duty
from service_model.engine import determine
from service_model.findings import met, not_met, unique
from service_model.gates.time_limit import in_time
from service_model.record import Complaint, Part

GATE = "first_conversation"
PARAGRAPH = "SM-2.219"
Item = Literal[
    "identity_verified", "introduced", "good_time", "circumstances_acknowledged", "stage_explained", "way_of_contact_agreed",
    "facts_found_out", "injustice_and_outcome_recorded", "outcome_limits_explained", "clinical_advice_explained",
    "severity_scale_discussed", "expectations_managed", "timescales_explained", "early_dispute_resolution_considered",
    "contact_details_given",
]  # fmt: skip
ITEMS: dict[Item, str] = {
    "identity_verified": "Check who you are speaking to.",
    "introduced": "Say who you are and what you do.",
    "good_time": "Ask if it is a good time. If not, agree another.",
    "circumstances_acknowledged": "Acknowledge what happened to them and how it has affected them.",
    "stage_explained": "Explain where the case is: we act on it now, or pass it on for detailed investigation.",
    "way_of_contact_agreed": "Agree and record a way of contact that meets the adjustment they asked for.",
    "facts_found_out": "Find out what else is needed.",
    "injustice_and_outcome_recorded": "Talk about the complaint, and record the injustice claimed and the outcome sought.",
    "outcome_limits_explained": "Duty of Candour: talk about the outcome with care. Some may not be achievable.",
    "clinical_advice_explained": "Explain that we may ask for clinical advice.",
    "severity_scale_discussed": "Discuss the amount they seek together with the severity of injustice scale.",
    "expectations_managed": "Say so kindly if we are unlikely to investigate, or to achieve what they seek.",
    "timescales_explained": "Explain how long it takes and when they will next hear from us.",
    "early_dispute_resolution_considered": "Consider if the case suits Early Dispute Resolution.",
    "contact_details_given": "Give your contact details, in case they need to speak to us again.",
}


class ConversationFacts(Part):
    """What has been covered so far, in one conversation or several (SM-2.220), and what makes an item come up at all."""

    done: tuple[Item, ...] = ()
    financial_outcome: bool | None = None
    amount_sought: Decimal | None = Field(None, ge=0, description="In pounds")
    next_contact_on: date | None = None
    contact_details: str | None = Field(None, max_length=500, description="The details that were given")
    adjustment_asked: bool | None = None
    clinical: bool | None = None
    duty_of_candour: bool | None = None
    unlikely_to_go_further: bool | None = Field(None, description="Unlikely that we investigate or achieve the outcome")


def still_to_cover(facts: ConversationFacts) -> tuple[Duty, ...]:
    """The items of the conversation that apply and are not done; they may take more than one contact (SM-2.219, 2.220)."""
    return tuple(
        Duty(name, what, "guidance", (PARAGRAPH,), ("complainant",))
        for name, what in ITEMS.items()
        if _applies(name, facts) and not _is_done(name, facts)
    )


def amount_and_scale(facts: ConversationFacts) -> Finding | None:
    """Where money is sought, the amount is discussed along with the severity scale (SM-2.219). None where none is sought."""
    if not _money(facts):
        return None
    needs = [name for name, missing in (("amount_sought", facts.amount_sought is None),) if missing]
    if "severity_scale_discussed" not in facts.done:
        needs.append("severity_scale_discussed")
    if not needs:
        return met(GATE, "The amount they seek was discussed with the severity scale.", PARAGRAPH)
    amount = "an amount not yet known" if facts.amount_sought is None else f"{facts.amount_sought:,} pounds"
    reason = f"They seek {amount}. The amount and the severity scale must both be discussed."
    return not_met(GATE, reason, PARAGRAPH, needs=tuple(needs))


def next_hears_from_us(facts: ConversationFacts) -> Duty | None:
    """The day on which the complainant was told they will next hear from us (SM-2.219)."""
    if facts.next_contact_on is None:
        return None
    what = "Contact the complainant by the day you told them."
    return Duty("next_contact", what, "guidance", (PARAGRAPH,), ("complainant",), by=facts.next_contact_on)


def facts_to_find_out(complaint: Complaint, *, today: date, authority: Authority = PHSO) -> tuple[str, ...]:
    """The facts that a caseworker still has to ask about: why it came late, and whatever a test lacks (SM-2.219).

    'I do not know' said at intake does not close a question: a conversation may bring what a form did not. What they would
    rather not say is left alone.
    """
    private = {name: why for name, why in complaint.unanswered.items() if why == "prefer_not_to_say"}
    complaint = complaint.model_copy(update={"unanswered": private})
    found = determine(complaint, today=today, authority=authority)
    lacking = (need for finding in found.findings if finding.status != "met" for need in finding.needs)
    case_facts = tuple(name for name in ("injustice", "outcome_sought") if not getattr(complaint, name))
    late = ("delay_reasons",) if _late_without_reasons(complaint, today, authority) else ()
    return unique(name for name in (*late, *lacking, *case_facts) if name not in private)


def _late_without_reasons(complaint: Complaint, today: date, authority: Authority) -> bool:
    """Is some part outside the time limit with nothing said about why? Asked of the time gate, whatever gate came before it."""
    case = case_of(complaint, today=today, authority=authority.on(today))
    return any(in_time(case, view).status == "not_met" and not view.issue.delay_reasons for view in case.views)


def _money(facts: ConversationFacts) -> bool:
    return bool(facts.financial_outcome) or (facts.financial_outcome is None and bool(facts.amount_sought))


def _applies(name: Item, facts: ConversationFacts) -> bool:
    """Most items always come up; these only where there is something to talk about."""
    only_if: dict[Item, bool] = {
        "way_of_contact_agreed": bool(facts.adjustment_asked),
        "outcome_limits_explained": bool(facts.duty_of_candour),
        "clinical_advice_explained": bool(facts.clinical),
        "severity_scale_discussed": _money(facts),
        "expectations_managed": bool(facts.unlikely_to_go_further),
    }
    return only_if.get(name, True)


def _is_done(name: Item, facts: ConversationFacts) -> bool:
    """Ticked, and with what has to be written down beside the tick."""
    beside: dict[Item, bool] = {
        "severity_scale_discussed": facts.amount_sought is not None,
        "timescales_explained": facts.next_contact_on is not None,
        "contact_details_given": facts.contact_details is not None,
    }
    return name in facts.done and beside.get(name, True)
