"""Is it premature after all? Weighed again once a caseworker has looked closely (SM-2.267 to 2.271)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from service_model.authorities import PHSO
from service_model.authority import Authority
from service_model.case import case_of
from service_model.determination import Finding
from service_model.duties import Duty, Recommendation
from service_model.findings import cannot_tell, in_order, merged, met, not_met
from service_model.gates.ready import ready
from service_model.record import Complaint, Part

Weighs = Literal["for", "against", "open"]


class ReconsiderationFacts(Part):
    """The points of 2.268, and what was agreed before anybody is sent back."""

    further_local_action_possible: bool | None = None
    relationship_broken_down: bool | None = None
    too_small_to_send_back: bool | None = None
    evidence_at_risk: bool | None = None
    chances_not_taken: int | None = None
    fair_on_chances_so_far: bool | None = None
    fairness_note: str | None = None
    other_closure_fits_better: Literal["none", "alternative_legal_remedy", "resolution", "other"] | None = None
    organisation_agreed_on: date | None = None
    told_on: date | None = None
    reason_without_agreement: str | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """One point of 2.268: which way it weighs on closing as premature, and why."""

    name: str
    weighs: Weighs
    reason: str
    paragraphs: tuple[str, ...] = ("SM-2.268",)


@dataclass(frozen=True, slots=True)
class NewComplaint:
    """A later complaint about the same matters: one of its own, linked to the earlier (SM-2.271)."""

    received_on: date
    linked_to: str
    paragraphs: tuple[str, ...] = ("SM-2.271",)


_ASKED = (
    ("further_local_action_possible", False, "The organisation can do nothing more.", "It can do more, such as a meeting."),
    ("relationship_broken_down", True, "More local resolution would be very difficult.", "They can still deal with each other."),
    ("too_small_to_send_back", True, "To send it back would be out of proportion.", "It is not too small to send back."),
    ("evidence_at_risk", True, "Events are old, and evidence may be harder to get.", "The evidence can wait."),
)
"""Each fact, the answer that weighs against closing, and the words for either side."""


def reconsidered(complaint: Complaint, *, today: date, authority: Authority = PHSO) -> Finding:
    """Readiness judged again on what is now known, at any later stage (SM-2.267)."""
    case = case_of(complaint, today=today, authority=authority)
    finding = merged([ready(case, view) for view in case.views])
    return replace(finding, paragraphs=in_order((*finding.paragraphs, "SM-2.267")))


def points(facts: ReconsiderationFacts) -> tuple[Point, ...]:
    """The six points to consider before closing as premature, each with the way it weighs (SM-2.268)."""
    found = []
    for name, against, words, other in _ASKED:
        said = getattr(facts, name)
        weighs: Weighs = "open" if said is None else "against" if said is against else "for"
        found.append(Point(name, weighs, "Not answered yet." if said is None else words if said is against else other))
    return (*found, _fairness(facts), _other_closure(facts))


def _fairness(facts: ReconsiderationFacts) -> Point:
    """Several chances not taken may make it unfair on the complainant to send them back; the caseworker's view leads."""
    chances, fair = facts.chances_not_taken, facts.fair_on_chances_so_far
    if chances is None and fair is None:
        return Point("fair_on_chances_so_far", "open", "Not answered yet.")
    against = fair if fair is not None else (chances or 0) > 1
    note = f" {facts.fairness_note}" if facts.fairness_note else ""
    words = f"The organisation did not take {_chances(chances)} to answer." if chances else "They have had their chances."
    if against:
        return Point("fair_on_chances_so_far", "against", f"{words} It is fair to look at it now.{note}")
    return Point("fair_on_chances_so_far", "for", f"It is fair that the organisation has a chance first.{note}")


def _chances(number: int) -> str:
    return "its chance" if number == 1 else f"{number} chances"


def _other_closure(facts: ReconsiderationFacts) -> Point:
    better = facts.other_closure_fits_better
    if better is None:
        return Point("other_closure_fits_better", "open", "Not answered yet.")
    if better == "none":
        return Point("other_closure_fits_better", "for", "No other reason to close fits better.")
    words = f"Another reason to close may fit better now: {better.replace('_', ' ')}."
    if better == "alternative_legal_remedy":
        words += " Legal claims have time limits, which run while they wait."
    return Point("other_closure_fits_better", "against", words)


def considered(facts: ReconsiderationFacts) -> Finding:
    """Closing as premature is open only once it was considered if that is the most appropriate decision (SM-2.268)."""
    left = tuple(point.name for point in points(facts) if point.weighs == "open")
    if left:
        words = "First consider whether closing as premature is the most appropriate decision."
        return not_met("premature_considered", words, "SM-2.268", kind="policy", needs=left)
    return met("premature_considered", "Every point was considered.", "SM-2.268", kind="policy")


def close_as_premature(facts: ReconsiderationFacts) -> Recommendation:
    """What the points add up to, for the caseworker to weigh: nothing against it, or something (SM-2.268, 2.269, 2.271)."""
    rows = points(facts)
    left = tuple(point.name for point in rows if point.weighs == "open")
    against = [point.reason for point in rows if point.weighs == "against"]
    more = Duty("seek_further_view", "Would a further view of either side help?", "guidance", ("SM-2.269",),
                to=("complainant", "organisation"), must=False)  # fmt: skip
    if left:
        return Recommendation(
            "close_as_premature", None, "Not every point is considered.", ("SM-2.268",), "policy", left, (more,)
        )
    if against:
        return Recommendation("close_as_premature", "keep", " ".join(against), ("SM-2.268",), "policy", duties=(more,))
    tell = Duty("tell_of_time_limit", "Tell them of the time limit, so that they come back quickly if they need to.", "guidance",
                ("SM-2.271",), to=("complainant",))  # fmt: skip
    agree = Duty("agree_further_response", "Agree with the organisation that it will give a further response.", "guidance",
                 ("SM-2.270",), to=("organisation",))  # fmt: skip
    reason = "No point weighs against it."
    return Recommendation("close_as_premature", "close", reason, ("SM-2.268",), "policy", duties=(more, agree, tell))


def may_send_back(facts: ReconsiderationFacts) -> Finding:
    """The organisation agrees to respond further before the complainant is told; else a reason is recorded (SM-2.270)."""
    gate, agreed, told = "organisation_agreed", facts.organisation_agreed_on, facts.told_on
    if agreed is not None and (told is None or agreed <= told):
        return met(gate, f"The organisation agreed on {agreed:%-d %B %Y}.", "SM-2.270")
    if facts.reason_without_agreement and facts.reason_without_agreement.strip():
        return met(gate, f"Sent back without agreement: {facts.reason_without_agreement.strip()}", "SM-2.270")
    words = "Agree with the organisation that it will respond further, before you tell the complainant."
    return cannot_tell(gate, words, "SM-2.270", needs=("organisation_agreed_on",))


def returning(*, earlier_case: str, came_back_on: date) -> NewComplaint:
    """Who complains again about the same matters makes a new complaint, with its own day of receipt (SM-2.271)."""
    return NewComplaint(received_on=came_back_on, linked_to=earlier_case)
