"""Can the aggrieved bring the complaint themselves? Capacity is presumed; no age decides for a child (SM-2.252 to 2.255).

`met`: they can. `not_met`: they cannot. `cannot_tell`: a check or a judgement is missing.
"""

from __future__ import annotations

from typing import Literal

from service_model.determination import Finding
from service_model.duties import Duty
from service_model.findings import cannot_tell, met, not_met
from service_model.record import Complaint, Part

CAPACITY = "aggrieved_can_complain"


class AbilityFacts(Part):
    """What the caseworker found out about the aggrieved. Unknown is None: nobody has looked yet."""

    capacity_shown: Literal["has_capacity", "lacks_capacity"] | None = None
    """What the evidence shows; None while there is none, whatever is claimed."""
    capacity_evidence: str | None = None
    """The papers or the answer that show it, such as 'hospital letter of 3 May'."""
    child_age: int | None = None
    child_maturity: str | None = None
    child_judged_able: bool | None = None


def capacity(facts: AbilityFacts) -> Finding:
    """Everyone is taken to be capable until evidence shows otherwise, whatever is claimed (SM-2.252, 2.254)."""
    if facts.capacity_shown == "lacks_capacity":
        why = f" ({facts.capacity_evidence})" if facts.capacity_evidence else ""
        words = f"The information we have shows a lack of capacity{why}. No more needs to be asked."
        return not_met(CAPACITY, words, "SM-2.252", "SM-2.254", kind="policy")
    if facts.capacity_shown == "has_capacity":
        return met(CAPACITY, "Checked: has capacity.", "SM-2.252", "SM-2.253", kind="policy")
    return met(CAPACITY, "Assumed to have capacity.", "SM-2.252", kind="policy")


def able_to_complain(complaint: Complaint, facts: AbilityFacts) -> Finding:
    """Whether the aggrieved can bring it: dead, shown to lack capacity or too young is no (SM-2.247, 2.251)."""
    situation = complaint.aggrieved_situation
    if complaint.complaining_for == "self" or situation == "can_complain":
        return capacity(facts)
    if situation == "died":
        return not_met(CAPACITY, "the aggrieved has died.", "SM-2.247", kind="legal")
    if situation == "child":
        return child(facts)
    if situation is None:
        words = "Find out if the aggrieved can complain for themselves."
        return cannot_tell(CAPACITY, words, "SM-2.248", "SM-2.251", needs=("aggrieved_situation",))
    if facts.capacity_shown is None:
        words = "Capacity check needed: said to be unable to complain, with nothing to show it. Assume capacity, and check."
        return cannot_tell(CAPACITY, words, "SM-2.248", "SM-2.252", "SM-2.253", kind="policy", needs=("capacity_shown",))
    return capacity(facts)


def child(facts: AbilityFacts) -> Finding:
    """Age and maturity are both looked at by a person, every time; no age decides (SM-2.255)."""
    needs = tuple(name for name in ("child_age", "child_maturity", "child_judged_able") if getattr(facts, name) is None)
    if needs:
        words = "Judgement needed: consider the child's age and maturity. No set age decides."
        return cannot_tell(CAPACITY, words, "SM-2.248", "SM-2.255", kind="policy", needs=needs)
    if facts.child_judged_able:
        return met(CAPACITY, "The child can bring it themselves.", "SM-2.255", kind="policy")
    return not_met(CAPACITY, "the child is too young to understand that they can complain.", "SM-2.255", kind="policy")


def capacity_checks(complaint: Complaint, facts: AbilityFacts) -> tuple[Duty, ...]:
    """A claim without evidence is checked; papers that show it already are enough (SM-2.253, 2.254)."""
    if complaint.aggrieved_situation != "lacks_capacity" or facts.capacity_shown is not None:
        return ()
    words = (
        "Check if the aggrieved can complain: contact them, or someone who can tell. "
        "If need be, ask for medical records or clinical advice."
    )
    return (Duty("check_capacity", words, "policy", ("SM-2.253",)),)
