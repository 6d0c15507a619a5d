"""Help with making the complaint, fitted to the person: what can be offered, and what follows (SM-1.40, 1.41)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from service_model.authorities import PHSO
from service_model.authority import Authority
from service_model.case import case_of
from service_model.determination import Determination, Finding, Signpost
from service_model.duties import Duty
from service_model.findings import met, not_met, unique
from service_model.record import Complaint, Part

NONE_NEEDED = ("nothing needed", "none", "no", "nothing")
IN_WRITING = "The complaint to the MP has to be in writing."


@dataclass(frozen=True, slots=True)
class Help:
    """One way to help. Staff choose; a way that needs an address carries its signposts."""

    name: str
    what: str
    paragraphs: tuple[str, ...] = ("SM-1.41",)
    signposts: tuple[Signpost, ...] = ()


class CompletedForm(Part):
    """A complaint form that staff filled in for the complainant."""

    completed_on: date | None = None
    sent_on: date | None = None
    returned_signed_on: date | None = None


def support_asked_for(complaint: Complaint) -> tuple[Duty, ...]:
    """They say that they need help: agree with them what would help, in proportion to what they need (1.40)."""
    words = complaint.complainant.adjustments
    if not words or words.strip(" .").casefold() in NONE_NEEDED:
        return ()
    return (Duty("agree_support", f"Agree what help fits: {words}", "guidance", ("SM-1.40",), ("complainant",), must=False),)


def ways_to_help(
    complaint: Complaint, determination: Determination, *, today: date, authority: Authority = PHSO
) -> tuple[Help, ...]:
    """Forward the complaint, name an advocacy service, help with an MP, or fill in the form for them (1.41).

    An MP comes in only where one is needed: not for health, and not for a victim's complaint.
    """
    case = case_of(complaint, today=today, authority=authority)
    procedures = [procedure for view in case.views if (procedure := case.procedure_of(view))]
    found = [Help("complete_the_form", "Fill in the complaint form for them, and send it to them to sign.")]
    if determination.outcome == "premature":
        found.append(Help("forward_the_complaint", "Send the complaint on to the organisation."))
    advocacy = unique(name for procedure in procedures for name in procedure.advocacy)
    if advocacy:
        found.append(Help("advocacy", "Give the details of an advocacy service.", signposts=authority.signposts_for(*advocacy)))
    if _needs_an_mp(determination):
        what = f"Help to contact an MP, and with the referral. {IN_WRITING}"
        found.append(Help("contact_an_mp", what, signposts=authority.signposts_for("find_mp")))
    return tuple(found)


def _needs_an_mp(determination: Determination) -> bool:
    made = next((finding for finding in determination.findings if finding.gate == "properly_made"), None)
    return made is not None and made.status != "met" and "SM-2.16" in made.paragraphs


def form_to_sign(form: CompletedForm) -> Finding:
    """A form filled in by staff counts as unsigned until it, or their consent, has come back (1.41)."""
    if form.returned_signed_on is not None:
        return met("form_signed", "It has come back signed.", "SM-1.41")
    return not_met("form_signed", "It has not come back signed.", "SM-1.41")


def duties_for_form(form: CompletedForm) -> tuple[Duty, ...]:
    """A form filled in by staff is sent to the complainant to sign (1.41)."""
    if form.completed_on is None or form.sent_on is not None:
        return ()
    return (Duty("send_form_to_sign", "Send them the form to check and sign.", "guidance", ("SM-1.41",), ("complainant",)),)
