"""Anyone named as having done or authorised what is complained about: recorded, told, traced (SM-3.90 to 3.95)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from pydantic import Field

from service_model.determination import Finding, Flag
from service_model.duties import Duty
from service_model.findings import cannot_tell, met, not_met
from service_model.record import Part

TRACING = {"last_known_employer": "the last known employer", "professional_body": "the professional organisation"}
"""The guidance's two examples (SM-3.95); any other effort may be written in."""


class TraceEffort(Part):
    """One effort to find them."""

    how: Literal["last_known_employer", "professional_body", "other"]
    made_on: date
    result: str | None = Field(None, max_length=1000)


class NamedPerson(Part):
    """Somebody the complaint mentions: a member of staff of any sort, a company or a partnership."""

    name: str = Field(max_length=200)
    sort: Literal["individual", "organisation"] = "individual"
    staff: Literal["clinical", "administrative", "other"] | None = None
    fits_the_definition: Literal["yes", "no", "unsure"] | None = Field(
        None, description="Named as having taken or authorised the actions complained of (SM-3.90)"
    )
    still_works_there: bool | None = None
    details_known: bool | None = None
    details_cannot_be_found: bool | None = None
    details_note: str | None = Field(None, max_length=2000, description="The record that the details could not be established")
    traced: bool | None = None
    trace_efforts: tuple[TraceEffort, ...] = ()
    proceed_because: str | None = Field(None, max_length=5000)
    seriousness: str | None = Field(None, max_length=5000, description="How serious the allegations against them are")


def is_named_person(person: NamedPerson) -> Finding:
    """Named as having taken or authorised the actions; if unsure, they are included (SM-3.90, 3.91)."""
    if person.fits_the_definition == "no":
        return not_met("named_person", f"{person.name} neither did nor authorised it.", "SM-3.90", kind="legal")
    if person.fits_the_definition == "yes":
        return met("named_person", f"{person.name} is named as having done or authorised it.", "SM-3.90", kind="legal")
    words = f"Nobody is sure about {person.name}: included, so that the law is met."
    flag = Flag("named_person_unsure", words, ("SM-3.91",))
    return met("named_person", words, "SM-3.90", "SM-3.91", kind="policy", flags=(flag,))


def named_persons(mentioned: Sequence[NamedPerson]) -> tuple[NamedPerson, ...]:
    """Everyone on the list, in health and in parliamentary cases alike, staff of any sort and organisations (SM-3.91)."""
    return tuple(each for each in mentioned if is_named_person(each).status == "met")


def invitations(mentioned: Sequence[NamedPerson]) -> tuple[Duty, ...]:
    """Each of them is offered the opportunity to comment on the allegations (SM-3.90)."""
    return tuple(
        Duty("invite_named_person", f"Let {each.name} comment on the allegations.", "legal", ("SM-3.90",), to=("named_person",))
        for each in named_persons(mentioned)
    )


def all_recorded(mentioned: Sequence[str] | None, recorded: Sequence[NamedPerson]) -> Finding:
    """Anyone the complaint mentions for an action complained of is recorded, or recorded as not fitting (SM-3.91)."""
    if mentioned is None:
        words = "Read the complaint for anyone it names as having done or authorised what happened."
        return cannot_tell("named_persons_recorded", words, "SM-3.91", kind="policy", needs=("mentioned",))
    known = {each.name.casefold() for each in recorded}
    missing = [name for name in mentioned if name.casefold() not in known]
    if missing:
        words = f"Add as named persons: {', '.join(missing)}."
        return not_met("named_persons_recorded", words, "SM-3.91", kind="policy")
    return met("named_persons_recorded", "Everyone mentioned is recorded.", "SM-3.91", kind="policy")


def send_the_letter(person: NamedPerson, organisation: str) -> tuple[Duty, ...]:
    """Their letter goes to the organisation to be forwarded; where needed, first check that they work there (SM-3.92).

    Someone known to have left cannot be reached that way: they are traced instead (SM-3.95).
    """
    if person.still_works_there is False:
        where = " or ".join(TRACING.values())
        words = f"Trace {person.name}: ask {where} for their contact details."
        return (Duty("trace_named_person", words, "policy", ("SM-3.95",), to=("other_organisation",)),)
    words = f"Send the letter for {person.name} to {organisation}, and ask it to forward it."
    letter = Duty("send_for_forwarding", words, "policy", ("SM-3.92",), to=("organisation",))
    if person.still_works_there:
        return (letter,)
    words = f"Check first, where needed, that {person.name} still works there."
    return (Duty("check_still_works_there", words, "guidance", ("SM-3.92",), to=("organisation",), must=False), letter)


def ask_for_details(person: NamedPerson) -> tuple[Duty, ...]:
    """Unknown details are asked of the organisation; a clinician's position and registration too (SM-3.93)."""
    if person.details_known is not False:
        return ()
    asked = [("ask_if_still_employed", f"Ask if {person.name} is still an employee.")]
    if person.staff == "clinical":
        asked += [
            ("ask_for_position", f"Ask for the position {person.name} holds there."),
            ("ask_for_registration", f"Ask for any professional registration of {person.name}."),
        ]
    return tuple(Duty(name, words, "policy", ("SM-3.93",), to=("organisation",)) for name, words in asked)


def unknown_details_recorded(person: NamedPerson) -> Finding:
    """Details that cannot be established leave a record (SM-3.93)."""
    if person.details_known:
        return met("unknown_details_recorded", "Their details are known.", "SM-3.93", kind="policy")
    if person.details_cannot_be_found and not person.details_note:
        words = f"Record that the details of {person.name} cannot be established."
        return not_met("unknown_details_recorded", words, "SM-3.93", kind="policy", needs=("details_note",))
    if person.details_cannot_be_found:
        return met("unknown_details_recorded", "It is recorded that they cannot be established.", "SM-3.93", kind="policy")
    words = f"Ask the organisation for the details of {person.name}."
    return cannot_tell("unknown_details_recorded", words, "SM-3.93", kind="policy", needs=("details_known",))


def may_proceed_without(person: NamedPerson) -> Finding:
    """After all reasonable efforts we may go on without them, by the circumstances and the seriousness (SM-3.95)."""
    gate, cites = "proceed_without", "SM-3.95"
    if person.traced:
        return not_met(gate, f"{person.name} has been found: let them comment.", cites, kind="policy")
    if not person.trace_efforts:
        words = f"Try to trace {person.name} first, for example through {' or '.join(TRACING.values())}."
        return not_met(gate, words, cites, kind="policy", needs=("trace_efforts",))
    if person.traced is None:
        return cannot_tell(gate, f"Did the efforts find {person.name}?", cites, kind="policy", needs=("traced",))
    blank = tuple(name for name in ("proceed_because", "seriousness") if not getattr(person, name))
    if blank:
        words = "Record why we go on without their response, and how serious the allegations are."
        return not_met(gate, words, cites, kind="policy", needs=blank)
    words = f"Efforts made: {len(person.trace_efforts)}. {person.proceed_because} Seriousness: {person.seriousness}"
    return met(gate, words, cites, kind="policy")
