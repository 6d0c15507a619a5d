"""Which MP must get a decision or report, when one dies, leaves office, or the complainant moves (SM-2.42 to 2.50)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from service_model.casework.telling import not_all_told
from service_model.determination import Finding, Flag
from service_model.duties import Duty, Party, Recommendation
from service_model.findings import cannot_tell, met, not_met
from service_model.record import Part

GATE = "appropriate_mp"
Document = Literal[
    "decision_not_to_investigate", "draft_report", "final_report", "acknowledgement", "proposal_to_investigate"
]  # fmt: skip
BY_LAW = ("decision_not_to_investigate", "final_report")
NOT_NEEDED = ("acknowledgement", "proposal_to_investigate")
WORDS = {
    "decision_not_to_investigate": "the decision not to investigate",
    "draft_report": "the draft report",
    "final_report": "the final report",
    "acknowledgement": "an acknowledgement letter",
    "proposal_to_investigate": "a proposal to accept for investigation",
}


class MemberOfParliament(Part):
    """An MP, with the days on which they came into and left office."""

    name: str = Field(max_length=200)
    elected_on: date | None = None
    left_on: date | None = Field(None, description="Died or left office on")


class MpFacts(Part):
    """The MPs of a case. `mp` referred it (parliamentary) or helped to make it (health)."""

    procedure: Literal["parliamentary", "health"]
    mp_involved: bool | None = Field(None, description="False: no MP referred it or helped; None: not recorded")
    mp: MemberOfParliament | None = None
    successor: MemberOfParliament | None = None
    mp_of_new_address: MemberOfParliament | None = Field(None, description="Where the complainant has moved to")
    complainant_asks_for_copy_to_new_mp: bool | None = None
    successor_contacted: bool = False
    new_mp_contacted: bool = False
    investigation_under_way: bool | None = None
    notify_successor_early: bool | None = Field(None, description="The caseworker's decision (SM-2.45)")
    issued_on: date | None = Field(None, description="The decision or report went to the other parties")
    sent_to_mp_on: date | None = Field(None, description="The copy went to the appropriate MP")


def appropriate_mp(facts: MpFacts, *, on: date) -> Finding:
    """The MP who referred or assisted; after a death or departure the successor counts as that MP (SM-2.42, 2.48, 2.49)."""
    if facts.mp is None:
        if facts.mp_involved is False:
            return not_met(GATE, "No MP referred this or helped to make it.", "SM-2.49", kind="legal")
        return cannot_tell(GATE, "Who referred it, or helped to make it?", "SM-2.49", kind="legal", needs=("mp",))
    if not _has_left(facts.mp, on):
        did = "referred it" if facts.procedure == "parliamentary" else "helped to make it"
        return met(GATE, f"{facts.mp.name}, who {did}. A new address changes nothing.", "SM-2.48", "SM-2.49", kind="legal")
    if _successor(facts, on) is None:
        wait = Flag("mp_vacant", f"{facts.mp.name} has left and nobody is elected yet. Hold the MP's copy.", ("SM-2.43",))
        return not_met(GATE, "There is no MP for now.", "SM-2.42", "SM-2.43", kind="legal", flags=(wait,))
    return met(GATE, f"{_name(facts)}, the successor of {facts.mp.name}.", "SM-2.42", kind="legal")


def addressees(facts: MpFacts, document: Document, *, on: date) -> tuple[Duty, ...]:
    """The MPs who get the document, by law or at the complainant's request, and those who do not (SM-2.42 to 2.50)."""
    successor = _successor(facts, on)
    if document in NOT_NEEDED:
        return _not_needed(document) if successor is not None else ()
    found = appropriate_mp(facts, on=on)
    duties = []
    if found.status == "met":
        duties.append(_to_the_mp(facts, document, successor))
    elif any(flag.name == "mp_vacant" for flag in found.flags):
        duties += _while_vacant(document)
    elif found.status == "cannot_tell":
        what = f"Find out which MP referred it or helped to make it, before you send {WORDS[document]}."
        duties.append(Duty("find_the_mp", what, "legal", ("SM-2.49",), to=("caseworker",)))
    if facts.complainant_asks_for_copy_to_new_mp and facts.mp_of_new_address is not None:
        what = f"Send {WORDS[document]} to {facts.mp_of_new_address.name} as well, as the complainant asks."
        duties.append(Duty("copy_to_new_mp", what, "policy", ("SM-2.50",), to=("new_mp",)))
    return tuple(duties)


def _to_the_mp(facts: MpFacts, document: Document, successor: MemberOfParliament | None) -> Duty:
    """Decisions and reports by law: section 10(1) of the 1967 Act, section 14(1) and (2) of the 1993 Act (SM-2.49)."""
    who = successor or facts.mp
    to: Party = "referring_mp" if facts.procedure == "parliamentary" else "assisting_mp"
    law = "section 10(1), 1967 Act" if facts.procedure == "parliamentary" else "section 14(1) and (2), 1993 Act"
    by_law = document in BY_LAW
    what = f"Send {WORDS[document]} to {who.name if who else 'the MP'}" + (f" ({law})." if by_law else ".")
    paragraphs = ("SM-2.42", "SM-2.46", "SM-2.49") if successor else ("SM-2.48", "SM-2.49")
    return Duty(
        f"{document}_to_mp", what, "legal" if by_law else "policy", paragraphs, to=("successor_mp",) if successor else (to,)
    )


def _while_vacant(document: Document) -> tuple[Duty, ...]:
    """The others get it now; the complainant hears that the new MP gets it later; the MP's copy waits (SM-2.43)."""
    return (
        Duty(
            f"{document}_to_others",
            f"Send {WORDS[document]} to the others now.",
            "policy",
            ("SM-2.43",),
            to=("complainant", "organisation"),
        ),
        Duty(
            "tell_complainant_copy_will_follow",
            "Tell the complainant that we send a copy to their new MP once they have one.",
            "policy",
            ("SM-2.43",),
            to=("complainant",),
        ),
        Duty(
            "hold_copy_for_mp",
            "Hold the MP's copy until a new MP is elected. Then it has to go.",
            "policy",
            ("SM-2.43",),
            to=("successor_mp",),
        ),
    )


def _not_needed(document: Document) -> tuple[Duty, ...]:
    """A new MP needs no acknowledgement and no proposal letter (SM-2.46)."""
    what = f"Do not send the new MP {WORDS[document]}. It is not needed."
    return (Duty(f"no_{document}_to_new_mp", what, "policy", ("SM-2.46",), to=("successor_mp",), not_to=True),)


def first_contact(facts: MpFacts, *, on: date) -> tuple[Duty, ...]:
    """A new MP hears why we write: what the predecessor did, or that the complainant asks for it (SM-2.44, 2.50)."""
    duties = []
    if _successor(facts, on) is not None and not facts.successor_contacted:
        did = "referred the complaint" if facts.procedure == "parliamentary" else "helped to make the complaint"
        what = f"Explain to {_name(facts)} that we write because their predecessor {did}."
        duties.append(Duty("explain_predecessor", what, "policy", ("SM-2.44",), to=("successor_mp",)))
    if facts.mp_of_new_address and facts.complainant_asks_for_copy_to_new_mp and not facts.new_mp_contacted:
        what = f"Explain to {facts.mp_of_new_address.name} why we send it, and that the complainant has asked us to."
        duties.append(Duty("explain_request", what, "policy", ("SM-2.50",), to=("new_mp",)))
    return tuple(duties)


def early_notice(facts: MpFacts, *, on: date) -> Recommendation | None:
    """During an investigation a new MP may be told early that we will write; decided case by case, recorded (SM-2.45)."""
    if _successor(facts, on) is None or facts.investigation_under_way is not True:
        return None
    record = Duty(
        "record_early_notice_decision",
        "Record if the new MP gets a notice now, and why.",
        "guidance",
        ("SM-2.45",),
        to=("caseworker",),
    )
    if facts.notify_successor_early is None:
        reason = "Decide for this case if the new MP should hear now, or only with the report."
        return Recommendation("early_notice", None, reason, ("SM-2.45",), needs=("notify_successor_early",), duties=(record,))
    if not facts.notify_successor_early:
        return Recommendation("early_notice", "no_notice_yet", "The caseworker has decided to wait.", ("SM-2.45",))
    notice = Duty(
        "notify_new_mp", f"Tell {_name(facts)} that we will write as it goes on.", "guidance", ("SM-2.45",), to=("successor_mp",)
    )
    return Recommendation(
        "early_notice", "notify_now", "The caseworker has decided to tell them now.", ("SM-2.45",), duties=(notice,)
    )


def copy_still_owed(facts: MpFacts, *, on: date) -> Duty | None:
    """What was issued while there was no MP, or before a new one came, must go to the new MP once elected (SM-2.43, 2.46)."""
    return None if facts.issued_on is None else _not_sent(facts, on, "SM-2.43", "SM-2.46")


def may_close(facts: MpFacts, *, on: date) -> Finding:
    """A case is not closed while the elected MP has not been sent the decision or report (SM-2.46)."""
    if (waiting := _not_sent(facts, on, "SM-2.46")) is not None:
        return not_all_told("mp_copy_sent", (waiting,))
    return met("mp_copy_sent", "No new MP is waiting for a copy.", "SM-2.46", kind="legal")


def _not_sent(facts: MpFacts, on: date, *paragraphs: str) -> Duty | None:
    if _successor(facts, on) is None or facts.sent_to_mp_on is not None:
        return None
    what = f"Send {_name(facts)} the decision or report. It stays open until it has gone."
    return Duty("send_decision_to_new_mp", what, "legal", paragraphs, to=("successor_mp",))


def record_new_mp(facts: MpFacts, *, on: date) -> tuple[Duty, ...]:
    """A new MP gets a record of their own, and the old one is asked to be made inactive (SM-2.47)."""
    if _successor(facts, on) is None or facts.mp is None:
        return ()
    return (
        Duty(
            "add_mp_record",
            f"Add a separate MP record for {_name(facts)}. Leave the record of {facts.mp.name} as it is.",
            "policy",
            ("SM-2.47",),
            to=("caseworker",),
        ),
        Duty(
            "request_old_mp_record_inactive",
            f"Ask for the record of {facts.mp.name} to be made inactive.",
            "policy",
            ("SM-2.47",),
            to=("caseworker",),
        ),
    )


def _has_left(mp: MemberOfParliament, on: date) -> bool:
    return mp.left_on is not None and mp.left_on <= on


def _successor(facts: MpFacts, on: date) -> MemberOfParliament | None:
    """Whoever has been elected in the place of an MP who has left; nobody before the day of the election."""
    if facts.mp is None or not _has_left(facts.mp, on) or facts.successor is None:
        return None
    elected = facts.successor.elected_on
    return facts.successor if elected is None or elected <= on else None


def _name(facts: MpFacts) -> str:
    return facts.successor.name if facts.successor else "the new MP"
