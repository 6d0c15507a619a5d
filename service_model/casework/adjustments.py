"""Requests for reasonable adjustments, other accessibility requests, and needs nobody has asked about (SM-1.42 to 1.48)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal

from service_model.authorities import PHSO
from service_model.authority import Authority
from service_model.case import case_of
from service_model.determination import Finding
from service_model.duties import Duty, Recommendation
from service_model.findings import cannot_tell, met, not_met, unique
from service_model.record import Complaint, Part
from service_model.signals import flags_from

GATE = "adjustments_considered"
MAY_SHOW_A_NEED = frozenset({"disability", "large_print", "bsl", "interpreter"})


WORTH_ASKING = {
    "sight": "Ask whether large print is needed.",
    "hearing": "Ask whether they need British Sign Language, text relay or writing only.",
    "learning": "Ask whether easy read, more time or help from someone they trust is needed.",
    "dyslexia": "Ask whether another print, more time or a call is needed.",
    "speech": "Ask whether writing, more time or text relay is needed.",
    "autism": "Ask whether plain, exact words or one way of contact is needed.",
    "dementia": "Ask whether someone they trust should be there, and what helps to remember.",
}
"""What a disability that the story speaks of makes worth asking (the example of 1.48, and others like it)."""


class AdjustmentRequest(Part):
    """One request in the person's words. `agreed` is None while it is undecided; `basis` is what the staff take it to rest on."""

    requested: str | None = None
    requested_on: date | None = None
    basis: Literal["equality_act", "other_accessibility"] | None = None
    agreed: bool | None = None
    agreed_on: date | None = None
    disability: str | None = None
    refusal_reason: str | None = None
    other_help_considered: bool | None = None


TO_RECORD: Mapping[bool | None, tuple[str, ...]] = {
    None: ("requested",), True: ("requested", "disability", "agreed_on"),
    False: ("requested", "requested_on", "refusal_reason", "other_help_considered"),
}  # fmt: skip
"""What has to be recorded of a request: undecided, agreed, not agreed (1.43, 1.44)."""
_CALLED: Mapping[str, str] = {
    "requested": "what was requested", "disability": "the disability", "agreed_on": "when we agreed",
    "requested_on": "when it was requested", "refusal_reason": "why it is not reasonable",
    "other_help_considered": "how else we can help",
}  # fmt: skip


def adjustments_considered(requests: Iterable[AdjustmentRequest]) -> Finding:
    """Every request, at any stage, is fully considered under the Equality Act: no case closes over an undecided one (1.42)."""
    rows = [each for each in requests if each.basis != "other_accessibility"]
    waiting = [each.requested or "a request nobody wrote down" for each in rows if each.agreed is None]
    if waiting:
        return not_met(GATE, f"Not decided yet: {'; '.join(waiting)}.", "SM-1.42", kind="legal")
    return met(GATE, "Every request has been considered." if rows else "None was asked for.", "SM-1.42", kind="legal")


def what_to_record(request: AdjustmentRequest) -> Finding:
    """What was requested, always. Agreed: the disability and when. Not agreed: when it was asked, why not, and what other

    help (1.43, 1.44). Other accessibility has a section of its own and needs no disability (1.47).
    """
    if request.basis == "other_accessibility" and request.requested:
        return met("adjustment_recorded", "Record it in the accessibility section, apart from adjustments.", "SM-1.47")
    if request.agreed is None and request.requested:
        why = "Decide if the adjustment is reasonable."
        return cannot_tell("adjustment_recorded", why, "SM-1.42", kind="legal", needs=("agreed",))
    wanted = TO_RECORD[request.agreed] if request.basis != "other_accessibility" else TO_RECORD[None]
    missing = tuple(name for name in wanted if not getattr(request, name))
    paragraph = "SM-1.44" if request.agreed is False else "SM-1.43"
    if missing:
        why = f"Not recorded: {', '.join(_CALLED[name] for name in missing)}."
        return cannot_tell("adjustment_recorded", why, paragraph, kind="policy", needs=missing)
    return met("adjustment_recorded", "All of it is recorded.", paragraph, kind="policy")


def duties_after(request: AdjustmentRequest) -> tuple[Duty, ...]:
    """A letter with the outcome, agreed or not, in the form they need; the Legal Team if it is not agreed (1.44, 1.45)."""
    if request.agreed is None or request.basis == "other_accessibility":
        return ()
    if request.agreed:
        what = f"Write to them that we agreed, and do it the way we agreed: {request.requested}."
        return (Duty("adjustment_outcome_letter", what, "guidance", ("SM-1.45",), ("complainant",)),)
    what = f"Write to them that we did not agree, why, and how else we can help: {request.requested}."
    return (
        Duty("adjustment_outcome_letter", what, "guidance", ("SM-1.45",), ("complainant",)),
        Duty(
            "tell_the_legal_team",
            "Tell the Legal Team that an adjustment was not agreed.",
            "policy",
            ("SM-1.44",),
            ("legal_team",),
        ),
        Duty("consider_other_help", "Consider other ways to help.", "policy", ("SM-1.44",), ("caseworker",)),
    )


def adjustments_to_raise(complaint: Complaint, *, today: date, authority: Authority = PHSO) -> Recommendation:
    """The story points to a need, and none was asked for: consider asking. Nothing is set without their answer (1.48)."""
    shown = complaint.signals and MAY_SHOW_A_NEED & {signal.name for signal in complaint.signals}
    if not shown or complaint.complainant.adjustments:
        why = "They have told us what they need." if shown else "Nothing points to a need that they did not name."
        return Recommendation("adjustments_to_raise", "none", why, ("SM-1.48",), "policy")
    case = case_of(complaint, today=today, authority=authority)
    seen = [flag.reason for flag in flags_from(case) if "SM-1.48" in flag.paragraphs]
    asks = [WORTH_ASKING[signal.detail] for signal in complaint.signals if signal.detail in WORTH_ASKING]
    reasons = " ".join(unique([*seen, *asks]))
    ask = Duty(
        "ask_about_an_adjustment", f"Consider asking them. {reasons}", "policy", ("SM-1.48",), ("complainant",), must=False
    )
    return Recommendation("adjustments_to_raise", "ask", reasons, ("SM-1.48",), "policy", duties=(ask,))
