"""First contact after allocation, and trying to reach people (SM-2.212, 2.217, 2.218). Answering (2.222): `acknowledging`."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from service_model.authorities import PHSO
from service_model.authority import Authority
from service_model.casework.contact_attempts import ContactAttempt
from service_model.deadlines import due, is_over, london_day
from service_model.determination import Finding
from service_model.duties import Duty
from service_model.findings import cannot_tell, met, not_met
from service_model.record import Part

FIRST = "first_contact"
ATTEMPTS = "attempts_to_contact"


class FirstContactFacts(Part):
    """The contact with one complainant. A letter or email is contact once it is sent; a call once it is answered."""

    allocated_on: date | None = None
    attempts: tuple[ContactAttempt, ...] = ()
    caseworker_introduced: bool | None = None
    direct_contact: str | None = Field(None, max_length=200, description="The caseworker's own number or email")
    purpose_explained: bool | None = Field(None, description="That it is to decide on a detailed investigation")


def first_contact_due(facts: FirstContactFacts, authority: Authority = PHSO) -> Duty | None:
    """The caseworker contacts the complainant within ten working days of allocation, reviewed or not (SM-2.212)."""
    if facts.allocated_on is None or in_contact(facts):
        return None
    last = due(authority.deadlines["primary_contact"], facts.allocated_on)
    what = "Contact the complainant. The case need not be fully reviewed first."
    return Duty(FIRST, what, "policy", ("SM-2.212",), ("complainant",), by=last)


def is_first_contact_overdue(facts: FirstContactFacts, *, today: date, authority: Authority = PHSO) -> bool:
    """Have the ten working days gone by without contact? A call that nobody answered is an attempt, not contact (SM-2.212)."""
    waiting = facts.allocated_on is not None and not in_contact(facts)
    return waiting and is_over(authority.deadlines["primary_contact"], facts.allocated_on or today, today)


def in_contact(facts: FirstContactFacts) -> bool:
    """Has there been contact since allocation: a call answered, or a letter or email sent (SM-2.212, 2.214)?"""
    begin = facts.allocated_on or date.min
    since = [each for each in facts.attempts if london_day(each.at) >= begin]
    return any(each.reached or (each.way != "phone" and each.reached is not False) for each in since)


def first_contact_complete(facts: FirstContactFacts) -> Finding:
    """First contact introduces the caseworker, gives direct contact details and explains what it is for (SM-2.212)."""
    wanting = {
        "caseworker_introduced": not facts.caseworker_introduced,
        "direct_contact": facts.direct_contact is None,
        "purpose_explained": not facts.purpose_explained,
    }
    words = {
        "caseworker_introduced": "who they are",
        "direct_contact": "how to reach them directly",
        "purpose_explained": "that further consideration is to decide whether the case goes to detailed investigation",
    }
    needs = tuple(name for name, is_wanting in wanting.items() if is_wanting)
    if not needs:
        return met(FIRST, "First contact said all that it has to say.", "SM-2.212", kind="policy")
    reason = f"The caseworker has still to say {'; '.join(words[name] for name in needs)}."
    return not_met(FIRST, reason, "SM-2.212", kind="policy", needs=needs)


def enough_calls(facts: FirstContactFacts, authority: Authority = PHSO) -> Finding:
    """The caseworker tries to call three times over two days, unless the complainant is reached before (SM-2.218)."""
    rule = authority.deadlines["primary_calls"]
    wanted = rule.attempts or 1
    calls = [each for each in facts.attempts if each.way == "phone"]
    if any(each.reached for each in calls):
        return met(ATTEMPTS, "The complainant has been reached.", "SM-2.218")
    if _spread(tuple(each for each in calls if each.reached is False), wanted, rule.days):
        return met(ATTEMPTS, f"{wanted} calls over {rule.days} days reached nobody.", "SM-2.218")
    if _spread(tuple(calls), wanted, rule.days):
        reason = "Write down how each of the calls went."
        return cannot_tell(ATTEMPTS, reason, "SM-2.217", "SM-2.218", needs=("reached",))
    days = {london_day(each.at) for each in calls}
    reason = f"Call {wanted} times over {rule.days} days. So far: {len(calls)} calls on {len(days)} days."
    return not_met(ATTEMPTS, reason, "SM-2.218")


def tried_before_acting(facts: FirstContactFacts, authority: Authority = PHSO) -> Finding:
    """A reasonable number of attempts comes before further action, a decision, or limiting the issues (SM-2.217)."""
    if in_contact(facts):
        return met(ATTEMPTS, "The complainant has been contacted.", "SM-2.217", kind="policy")
    calls = enough_calls(facts, authority)
    if calls.status == "not_met":
        reason = f"Try to reach the complainant before you go on, decide, or leave an issue out. {calls.reason}"
        return not_met(ATTEMPTS, reason, "SM-2.217", "SM-2.218", kind="policy")
    if calls.status == "cannot_tell":
        return cannot_tell(ATTEMPTS, calls.reason, *calls.paragraphs, kind="policy", needs=calls.needs)
    return met(ATTEMPTS, calls.reason, "SM-2.217", "SM-2.218", kind="policy")


def _spread(calls: tuple[ContactAttempt, ...], wanted: int, days: int) -> bool:
    """That many calls on that many different days, as London counts them. Longer than two days is more patient, not less."""
    return len(calls) >= wanted and len({london_day(each.at) for each in calls}) >= days
