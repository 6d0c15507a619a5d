"""A decision given on the telephone, who else must hear of it, and where a person declined can turn (SM-1.28 to 1.30)."""

from __future__ import annotations

from datetime import date

from service_model.authorities import PHSO
from service_model.authority import Authority
from service_model.case import case_of
from service_model.casework.intake_contact import acknowledgement_letter
from service_model.determination import Determination, Finding, Signpost
from service_model.duties import Duty, Party
from service_model.findings import cannot_tell, met, not_met, unique
from service_model.record import Complaint, Part

GATE = "decision_by_telephone"


class TelephoneDecision(Part):
    """A decision given during a call. `others` are the representatives on the case, MPs included."""

    written_wanted: bool | None = None
    passed_on: bool = False
    others: tuple[Party, ...] = ()
    letter_sent: bool = False
    told: tuple[Party, ...] = ()


def duties_after(decision: TelephoneDecision) -> tuple[Duty, ...]:
    """Representatives and MPs are told whatever the complainant wants; a letter if they want one (1.28, 1.29)."""
    what = "Tell them the decision. They must hear of it even where no letter is wanted."
    notices = tuple(Duty("tell_the_decision", what, "legal", ("SM-1.28",), (party,)) for party in decision.others)
    letter = Duty("decision_in_writing", "Give the decision in writing.", "legal", ("SM-1.29",), ("complainant",))
    return (
        *((letter,) if decision.written_wanted else ()),
        *notices,
        *((acknowledgement_letter("SM-1.29"),) if decision.passed_on else ()),
    )


def may_close(decision: TelephoneDecision) -> Finding:
    """Not before they said if they want it in writing, that letter is sent, and all others are told (1.28, 1.29)."""
    if decision.written_wanted is None:
        why = "Ask whether they are happy not to have the decision in writing."
        return cannot_tell(GATE, why, "SM-1.28", kind="policy", needs=("written_wanted",))
    if decision.written_wanted and not decision.letter_sent:
        return not_met(GATE, "They want the decision in writing, and it has not been sent.", "SM-1.29", kind="legal")
    if untold := [party for party in decision.others if party not in decision.told]:
        names = " and ".join(party.replace("_", " ") for party in untold)
        return not_met(GATE, f"Tell the {names} first.", "SM-1.28", kind="legal")
    return met(GATE, "Everybody who must hear of the decision has heard.", "SM-1.28", "SM-1.29", kind="legal")


def where_to_turn(
    complaint: Complaint, determination: Determination, *, today: date, authority: Authority = PHSO
) -> tuple[Signpost, ...]:
    """Back to the organisation where it is too early, advocacy, or whoever else can help; empty: none found (1.30)."""
    back: tuple[Signpost, ...] = ()
    if determination.outcome == "premature":
        views = case_of(complaint, today=today, authority=authority).views
        back = tuple(
            Signpost(f"The complaints team of {view.title}", "They can still put things right.", f"Contact {view.title}.")
            for view in views
            if view.jurisdiction != "out"
        )
    return unique((*back, *determination.signposts))


def other_organisation(determination: Determination) -> str:
    """The first other organisation that can help, or 'none found' for staff to complete: never an invented one (1.30)."""
    return determination.signposts[0].body if determination.signposts else "none found"
