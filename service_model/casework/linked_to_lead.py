"""A few lead complaints for many about the same error; the others are declined, kept and told later (SM-3.97 to 3.99)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pydantic import Field

from service_model.authorities import PHSO
from service_model.authority import Authority
from service_model.determination import Finding
from service_model.duties import Duty, Recommendation
from service_model.findings import met, not_met
from service_model.record import Part


class LeadGroup(Part):
    """Complaints about the same error that seek a similar remedy, by case reference, and which of them lead."""

    error: str = Field(max_length=200, description="How the office calls the error they share")
    body: str | None = Field(None, max_length=80, description="The organisation, by its identifier in the register")
    cases: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    completed_on: date | None = Field(None, description="When the lead complaint or investigation was completed")

    @property
    def linked(self) -> tuple[str, ...]:
        """The cases that do not lead."""
        return tuple(case for case in self.cases if case not in self.leads)


class NewComplaint(Part):
    """What is known of a complaint that may belong to a lead."""

    error: str | None = Field(None, max_length=200)
    body: str | None = Field(None, max_length=80)


class LinkedClosure(Part):
    """A case to be closed as linked to a lead."""

    explanation: str | None = Field(None, max_length=5000, description="On the Decision Form")
    lead_reference: str | None = Field(None, max_length=80)


def with_lead(group: LeadGroup, reference: str) -> LeadGroup:
    """The group with this case marked as one of its leads (SM-3.97)."""
    if reference not in group.cases:
        raise ValueError(f"{reference} is not in the group about '{group.error}'. Add it to the group first.")
    return group.model_copy(update={"leads": tuple(dict.fromkeys((*group.leads, reference)))})


def with_case(group: LeadGroup, reference: str) -> LeadGroup:
    """The group with one more case, whose details are kept with the other linked ones (SM-3.98)."""
    return group.model_copy(update={"cases": tuple(dict.fromkeys((*group.cases, reference)))})


def connected_to(group: LeadGroup, reference: str) -> tuple[str, ...]:
    """What a case shows as its links: a lead its linked cases, a linked case its leads (SM-3.99)."""
    if reference in group.leads:
        return group.linked
    return group.leads if reference in group.cases else ()


def suggest_lead(complaint: NewComplaint, groups: Sequence[LeadGroup]) -> Recommendation:
    """A later complaint about a matter that a lead covers, still open or completed, is linked to it (SM-3.98).

    The same error in another organisation is another matter; an organisation nobody has named does not rule the lead out.
    """
    led = [group for group in groups if group.leads]
    if complaint.error is None and led:
        words = "Is it about an error that a lead case covers?"
        return Recommendation("linked_to_lead", None, words, ("SM-3.98",), needs=("error",))
    found = next((group for group in led if _covers(group, complaint)), None)
    if found is None:
        return Recommendation("linked_to_lead", "not_linked", "No lead case covers it.", ("SM-3.98",))
    words = f"The lead {', '.join(found.leads)} covers '{found.error}'."
    keep = Duty("keep_details", "Keep the details with the other linked cases.", "guidance", ("SM-3.98",), to=("caseworker",))
    return Recommendation("linked_to_lead", "linked_to_lead", words, ("SM-3.98",), duties=(keep,))


def _covers(group: LeadGroup, complaint: NewComplaint) -> bool:
    elsewhere = group.body is not None and complaint.body is not None and group.body != complaint.body
    return not elsewhere and _same(group.error) == _same(complaint.error or "")


def _same(words: str) -> str:
    return " ".join(words.split()).casefold()


def closing_as_linked(closure: LinkedClosure, *, authority: Authority = PHSO) -> Recommendation:
    """It is declined as 'other reason to decline', connected to the lead, its details kept (SM-3.98, 3.99)."""
    code = authority.closure_codes.get("other_reason")
    keep = Duty("keep_details", "Keep the details, to contact them later.", "guidance", ("SM-3.98",), to=("caseworker",))
    needs = tuple(name for name in ("lead_reference", "explanation") if not getattr(closure, name))
    return Recommendation("decline", code, "It is linked to a lead case.", ("SM-3.98", "SM-3.99"), needs=needs, duties=(keep,))


def link_explained(closure: LinkedClosure) -> Finding:
    """The Decision Form explains why it is closed as linked to the lead (SM-3.99)."""
    if not closure.explanation:
        words = "Explanation missing: say on the Decision Form why it is linked to the lead."
        return not_met("link_explained", words, "SM-3.99", needs=("explanation",))
    return met("link_explained", closure.explanation, "SM-3.99")


def connected_to_lead(closure: LinkedClosure) -> Finding:
    """The case that closes is connected to the lead case (SM-3.99)."""
    if not closure.lead_reference:
        words = "Give the reference of the lead case."
        return not_met("connected_to_lead", words, "SM-3.99", needs=("lead_reference",))
    return met("connected_to_lead", f"Connected to {closure.lead_reference}.", "SM-3.99")


def after_the_lead(group: LeadGroup) -> tuple[Duty, ...]:
    """Once the lead is completed, each linked complainant is contacted as needed (SM-3.98)."""
    if group.completed_on is None:
        return ()
    return tuple(
        Duty("contact_linked", f"The lead is completed: contact the complainant of {case} as needed.", "guidance", ("SM-3.98",),
             to=("complainant",), must=False)
        for case in group.linked
    )  # fmt: skip
