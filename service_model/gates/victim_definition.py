"""Who is a victim, by what a caseworker has recorded; never whether an offence was committed (SM-2.22 to 2.24, 2.26)."""

from __future__ import annotations

from service_model.determination import Finding, Flag
from service_model.findings import cannot_tell, met, not_met
from service_model.record import Victim

GATE = "victim_definition"
AS_A_CHILD = "domestic_abuse_as_a_child"


def is_victim(victim: Victim) -> Finding:
    """Harm as a direct result of one of five ways; a report, charge or conviction makes no difference (SM-2.22 to 2.24)."""
    if victim.routes is None:
        return cannot_tell(GATE, "Which of the five ways applies is not recorded.", "SM-2.22", needs=("victim.routes",))
    if not victim.routes:
        return not_met(GATE, "None of the five ways of being a victim applies.", "SM-2.22")
    if victim.routes == (AS_A_CHILD,) and victim.was_child is not True:
        return _domestic_abuse(victim)
    if victim.harm is None:
        return cannot_tell(GATE, "The harm is not recorded.", "SM-2.23", needs=("victim.harm",))
    if not victim.harm:
        return not_met(GATE, "They say that they suffered no harm of any kind.", "SM-2.22", "SM-2.23")
    if victim.conduct_could_be_offence is False:
        return not_met(GATE, "Going by what they told us, staff do not think that it could be an offence.", "SM-2.23")
    if victim.conduct is not None and victim.conduct_could_be_offence is None:
        return _unclear_conduct()
    return met(
        GATE, "You have told us that you were harmed by a crime, in one of the five ways.", "SM-2.22", "SM-2.23", "SM-2.24"
    )


def _domestic_abuse(victim: Victim) -> Finding:
    """Only for someone who was a child then; abuse of an adult may be conduct they were subjected to (SM-2.22)."""
    if victim.was_child is None:
        return cannot_tell(GATE, "Were they a child at the time of the abuse?", "SM-2.22", needs=("victim.was_child",))
    other = Flag(
        "other_way_of_being_a_victim",
        "They were not a child then, so this way does not apply. Consider if they were subjected to criminal conduct.",
        ("SM-2.22",),
    )
    return cannot_tell(
        GATE, "Not by this way, for they were an adult. Another may apply.", "SM-2.22", needs=("victim.routes",), flags=(other,)
    )


def _unclear_conduct() -> Finding:
    look = Flag(
        "criminal_conduct_unclear",
        "Their words do not settle if this could be an offence. A person decides, on the face of it; not whether it was one.",
        ("SM-2.23", "SM-2.26"),
    )
    return cannot_tell(
        GATE,
        "It is not clear if what they describe could be an offence.",
        "SM-2.23",
        needs=("victim.conduct_could_be_offence",),
        flags=(look,),
    )
