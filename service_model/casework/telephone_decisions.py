"""A decision given on the telephone, who else must hear of it, and where a person declined can turn (SM-1.28 to 1.30)."""

from __future__ import annotations

from datetime import date

from service_model.authorities import PHSO
from service_model.authority import Authority
from service_model.case import case_of
from service_model.casework.intake_contact import acknowledgement_letter
from service_model.casework.telling import not_all_told, said, still_to_tell
from service_model.determination import Determination, Finding, Signpost
from service_model.duties import Duty, Party
from service_model.findings import cannot_tell, met, unique
from service_model.record import Complaint, Part

GATE = "decision_by_telephone"
LETTER = "decision_in_writing"


class TelephoneDecision(Part):
    """A decision given during a call. `others` are the representatives on the case, MPs included."""

    written_wanted: bool | None = None
    passed_on: bool = False
    others: tuple[Party, ...] = ()
    letter_sent: bool = False
    told: tuple[Party, ...] = ()


def duties_after(decision: TelephoneDecision) -> tuple[Duty, ...]:
    """Representatives and MPs are told whatever the complainant wants; a letter if they want one (1.28, 1.29)."""
    return (*_who_is_told(decision), *((acknowledgement_letter("SM-1.29"),) if decision.passed_on else ()))


def _who_is_told(decision: TelephoneDecision) -> tuple[Duty, ...]:
    why = "They must hear of it even where no letter is wanted."
    notices = (
        Duty("tell_the_decision", f"Tell the {said(party)} the decision. {why}", "legal", ("SM-1.28",), (party,))
        for party in decision.others
    )
    letter = Duty(LETTER, "Give the decision in writing.", "legal", ("SM-1.29",), ("complainant",))
    return (*((letter,) if decision.written_wanted else ()), *notices)


def may_close(decision: TelephoneDecision) -> Finding:
    """Not before they said if they want it in writing, that letter is sent, and all others are told (1.28, 1.29)."""
    if decision.written_wanted is None:
        why = "Ask whether they are happy not to have the decision in writing."
        return cannot_tell(GATE, why, "SM-1.28", kind="policy", needs=("written_wanted",))
    written_to: tuple[Party, ...] = ("complainant",) if decision.letter_sent else ()
    if missing := still_to_tell(_who_is_told(decision), told=decision.told, written_to=written_to, letters=(LETTER,)):
        return not_all_told(GATE, missing)
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
