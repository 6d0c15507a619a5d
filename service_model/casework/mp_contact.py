"""The MP who referred a complaint hears who is considering it (SM-2.226)."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from service_model.duties import Duty, Recommendation
from service_model.record import Complaint, Part


class MpContactFacts(Part):
    """A case with its allocation and what the MP has been told. `referred` is None while nobody has checked for a referral."""

    referred: bool | None = None
    allocated_on: date | None = None
    caseworker: str | None = Field(None, max_length=200)
    direct_contact: str | None = Field(None, max_length=200, description="The caseworker's own number or email")
    mp_contacted_on: date | None = None


def was_referred(complaint: Complaint) -> bool | None:
    """Did an MP refer it? Having asked an MP is not yet a referral (SM-2.226)."""
    return None if complaint.mp_referral is None else complaint.mp_referral == "referred"


def contact_the_mp(facts: MpContactFacts) -> Recommendation:
    """Once a case that an MP referred is allocated, the MP is told who considers it and how to get an update (SM-2.226)."""
    if facts.referred is None:
        why = "Check if an MP referred this complaint."
        return _contact(None, why, needs=("mp_referral",))
    if not facts.referred:
        return _contact("not_needed", "No MP referred this complaint.")
    if facts.mp_contacted_on is not None:
        return _contact("done", "The MP has been told.")
    if facts.allocated_on is None:
        return _contact("wait", "The case is not allocated yet.")
    who, how = facts.caseworker or "the caseworker", facts.direct_contact or "the caseworker's contact details"
    what = f"Tell the MP that {who} considers the complaint, and how to get an update: {how}."
    duty = Duty("contact_the_mp", what, "policy", ("SM-2.226",), ("referring_mp",))
    needs = tuple(name for name in ("caseworker", "direct_contact") if getattr(facts, name) is None)
    return _contact("contact", "An MP referred it, and it is allocated.", needs=needs, duties=(duty,))


def _contact(choice: str | None, reason: str, *, needs: tuple[str, ...] = (), duties: tuple[Duty, ...] = ()) -> Recommendation:
    return Recommendation("contact_the_mp", choice, reason, ("SM-2.226",), "policy", needs=needs, duties=duties)
