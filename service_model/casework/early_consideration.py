"""Early consideration: contact before deciding, deciding without an answer, withdrawing (SM-2.100 to 2.104, 2.108 to 2.112)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from service_model.authorities import PHSO
from service_model.authority import Authority
from service_model.casework.told import DecisionGiven, who_is_told
from service_model.deadlines import is_over, london_day
from service_model.determination import Finding
from service_model.duties import Duty, Recommendation
from service_model.findings import cannot_tell, met, not_met
from service_model.record import Part

Day = date | datetime


class Attempt(Part):
    """One attempt to reach the complainant. `answered`: they were spoken to, or wrote back; None where nobody has noted it."""

    by: Literal["phone", "writing"]
    on: datetime | date
    answered: bool | None = None


class EarlyFacts(Part):
    """What has been done on a case in early consideration."""

    attempts: tuple[Attempt, ...] = Field((), max_length=100)
    enough: bool | None = Field(None, description="Is there enough information and evidence to still decide (SM-2.100)")
    missing: tuple[str, ...] = Field((), max_length=50, description="What more is needed before a decision (SM-2.102)")
    deadline_given: date | None = Field(None, description="Until when the complainant may send it (SM-2.102)")
    told_what_is_missing_on: date | None = None
    summary: str | None = Field(None, max_length=5000, description="Our understanding of the complaint (SM-2.108)")
    unsure_about_clinical_advice: bool | None = None
    lead_clinician_note: str | None = Field(None, max_length=5000, description="Who was asked, when, and what they said")
    standard: str | None = Field(None, max_length=500)
    why_no_standard: str | None = Field(None, max_length=2000)


def tried_to_contact(facts: EarlyFacts) -> Finding:
    """Before a decision we attempt to contact the complainant (SM-2.100)."""
    if facts.attempts:
        return met("tried_to_contact", "We have tried to reach them.", "SM-2.100", kind="policy")
    reason = "Try to reach the complainant before you decide. No attempt is recorded."
    return not_met("tried_to_contact", reason, "SM-2.100", kind="policy", needs=("attempts",))


def no_answer(facts: EarlyFacts, *, today: Day, authority: Authority = PHSO) -> Finding:
    """Two phone attempts within a week without success, or a week since we wrote without an answer (SM-2.100)."""
    gate, phone = "no_answer", authority.deadlines["early_consideration_phone"]
    days = sorted(london_day(each.on) for each in facts.attempts if each.by == "phone" and each.answered is False)
    wanted = phone.attempts or 1
    for first, last in zip(days, days[wanted - 1 :], strict=False):
        if not is_over(phone, first, last) and not _answered_since(facts, first):
            reason = f"{wanted} calls within {phone.days} days did not reach them. Is there enough to decide?"
            return met(gate, reason, phone.paragraph, kind="policy")
    written = authority.deadlines["early_consideration_written"]
    for each in facts.attempts:
        if each.by == "writing" and not _answered_since(facts, london_day(each.on)) and is_over(written, each.on, today):
            reason = f"{written.days} days have gone by since we wrote, without an answer. Is there enough to decide?"
            return met(gate, reason, written.paragraph, kind="policy")
    return not_met(gate, "It is too early to say that they cannot be reached.", phone.paragraph, kind="policy")


def may_decide(facts: EarlyFacts, *, today: Day, authority: Authority = PHSO) -> Finding:
    """A reasonable decision on what there is goes ahead; otherwise it waits for an answer or for more (SM-2.100 to 2.102)."""
    tried = tried_to_contact(facts)
    if tried.status != "met":
        return not_met("may_decide", tried.reason, "SM-2.100", kind="policy", needs=tried.needs)
    reached = any(each.answered for each in facts.attempts)
    silent = no_answer(facts, today=today, authority=authority)
    if not reached and silent.status != "met":
        return cannot_tell("may_decide", silent.reason, "SM-2.100", kind="policy", needs=("attempts",))
    if facts.enough is None:
        reason = silent.reason if silent.status == "met" else "Is there enough to make a reasonable decision?"
        return cannot_tell("may_decide", reason, "SM-2.100", "SM-2.101", kind="policy", needs=("enough",))
    if facts.enough:
        return met("may_decide", "There is enough for a reasonable decision. Issue it.", "SM-2.101", kind="policy")
    needs = () if facts.missing else ("missing",)
    reason = "More is needed before a decision." + ("" if facts.missing else " Record what.")
    return not_met("may_decide", reason, "SM-2.102", kind="policy", needs=needs)


def when_more_is_needed(facts: EarlyFacts) -> tuple[Duty, ...]:
    """What is missing is recorded and the complainant is told of it, with any deadline (SM-2.102)."""
    if facts.enough is not False:
        return ()
    listed = "; ".join(facts.missing) or "what more is needed"
    cites, by = ("SM-2.102",), facts.deadline_given
    until = f" Ask for it by {by:%-d %B %Y}." if by else ""
    tell = f"Tell the complainant what is needed: {listed}.{until}"
    return (
        Duty("record_missing_information", f"Record that more is needed: {listed}.", "policy", cites, to=("caseworker",)),
        Duty("tell_what_is_missing", tell, "policy", cites, to=("complainant",)),
    )


def withdrawn(facts: EarlyFacts, *, today: Day, authority: Authority = PHSO) -> Recommendation:
    """Without what is needed the case closes as withdrawn, at once or after the deadline that was given (SM-2.102).

    Reading: the last day of the deadline is still inside, and the complainant is told first.
    """
    name, cites = "closure_code", ("SM-2.102",)
    if facts.enough is not False:
        needs = ("enough",) if facts.enough is None else ()
        return Recommendation(name, None, "Nothing is known to be missing.", cites, "policy", needs)
    if facts.deadline_given is not None and london_day(today) <= facts.deadline_given:
        reason = f"They have until {facts.deadline_given:%-d %B %Y} to send what is missing."
        return Recommendation(name, None, reason, cites, "policy")
    duties = () if facts.told_what_is_missing_on else when_more_is_needed(facts)
    reason = "What is needed has not come." if facts.deadline_given else "More is needed, and no deadline was given."
    return Recommendation(name, authority.closure_codes["withdrawn"], reason, cites, "policy", duties=duties)


def on_the_phone(given: DecisionGiven, *, decision_ready: bool | None) -> tuple[Duty, ...]:
    """A decision that can be given in a call is given then; in writing if asked; representatives and MPs hear too (SM-2.104)."""
    if not decision_ready:
        return ()
    give = Duty("give_decision_now", "Give the decision during the call.", "policy", ("SM-2.104",), to=("complainant",))
    rest = who_is_told(given.model_copy(update={"by": "phone"}), "early_consideration")
    return (give, *(duty for duty in rest if duty.name != "tell_complainant"))


def before_deciding(facts: EarlyFacts) -> tuple[Finding, ...]:
    """What a decision still lacks: contact, a summary, the lead clinician's answer, a reason for no standard."""
    steps = (tried_to_contact(facts), _summary(facts), _clinician(facts), _standard(facts))
    return tuple(step for step in steps if step.status != "met")


def _answered_since(facts: EarlyFacts, day: date) -> bool:
    return any(each.answered and london_day(each.on) >= day for each in facts.attempts)


def _summary(facts: EarlyFacts) -> Finding:
    """The caseworker sums up their understanding of the complaint; any length will do (SM-2.108)."""
    if facts.summary:
        return met("summary", "The complaint is summed up.", "SM-2.108", kind="policy")
    reason = "Sum up your understanding of the complaint."
    return cannot_tell("summary", reason, "SM-2.108", kind="policy", needs=("summary",))


def _clinician(facts: EarlyFacts) -> Finding:
    """Whoever is unsure about clinical advice speaks with a lead clinician first, and documents it (SM-2.111)."""
    if facts.unsure_about_clinical_advice and not facts.lead_clinician_note:
        reason = "You are unsure about clinical advice. Speak with a lead clinician and record it."
        return cannot_tell("lead_clinician", reason, "SM-2.111", kind="policy", needs=("lead_clinician_note",))
    return met("lead_clinician", "No talk with a lead clinician is outstanding.", "SM-2.111", kind="policy")


def _standard(facts: EarlyFacts) -> Finding:
    """A decision made without a standard says why none was used (SM-2.112)."""
    if facts.standard or facts.why_no_standard:
        return met("standard", "The standard, or why there is none, is recorded.", "SM-2.112", kind="policy")
    reason = "No standard is named. Record one, or why none is used."
    return cannot_tell("standard", reason, "SM-2.112", kind="policy", needs=("standard", "why_no_standard"))
