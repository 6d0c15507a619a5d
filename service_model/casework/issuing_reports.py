"""Before provisional views or a final report are issued: who has to have them, the sign-off of a joint case (SM-1.54, 8, 9)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from pydantic import Field

from service_model.determination import Finding
from service_model.findings import cannot_tell, met, not_met
from service_model.record import Part

ReportKind = Literal["provisional_views", "final_report"]
CALLED: Mapping[ReportKind, str] = {"provisional_views": "provisional views", "final_report": "the final report"}
PARTIES: Mapping[str, str] = {
    "complainant": "the complainant", "organisation": "the organisation complained about",
    "referring_mp": "the MP who referred it",
}  # fmt: skip


class Issuing(Part):
    """What is about to be issued. `sent_to` are codes of parties, `named_persons` the people who are named in the complaint."""

    kind: ReportKind
    issued_on: date
    sent_to: tuple[str, ...] = ()
    named_persons: tuple[str, ...] = ()
    not_shared_because: str | None = Field(None, max_length=5000, description="Why somebody who should have it is left out")
    signed_off_by: str | None = Field(None, max_length=200)
    signed_off_on: date | None = None


class Investigation(Part):
    """The case around it. `is_joint` is None where nobody has said; `provisional_on`, `comments_by` of the newest views."""

    is_joint: bool | None = None
    is_proposed: bool = False
    was_referred: bool | None = None
    named_persons: tuple[str, ...] = ()
    provisional_on: date | None = None
    comments_by: date | None = None


def may_be_issued(issuing: Issuing, case: Investigation) -> tuple[Finding, ...]:
    """Every check before it is issued, in the guidance's order; the sign-off of a joint case comes first."""
    return (
        joint_sign_off(issuing, case), _under_investigation(issuing, case), _to_the_parties(issuing, case),
        _to_named_persons(issuing, case), _after_the_comments(issuing, case),
    )  # fmt: skip


def joint_sign_off(issuing: Issuing, case: Investigation) -> Finding:
    """On a joint case the decision to issue either is agreed under the joint working Delegation Scheme (SM-1.54)."""
    gate, what = "joint_sign_off", CALLED[issuing.kind]
    if case.is_joint is None:
        words = (
            "They agreed that it may be shared with the other ombudsman, and nobody has said if this is a joint case. Say so on"
            " the worksheet 'Joint working with another body'."
        )
        return cannot_tell(gate, words, "SM-1.54", "SM-1.50", needs=("is_joint",))
    if not case.is_joint:
        return met(gate, "This is no joint case, so no joint sign-off is needed.", "SM-1.54")
    if issuing.signed_off_by and issuing.signed_off_on:
        words = f"{issuing.signed_off_by} signed it off on {issuing.signed_off_on:%-d %B %Y}."
        return met(gate, words, "SM-1.54")
    words = (
        f"This is a joint case. To issue {what}, ask for the sign-off that the joint working Delegation Scheme asks for, or say"
        " why there is none."
    )
    return not_met(gate, words, "SM-1.54", needs=("signed_off_by", "signed_off_on"))


def _under_investigation(issuing: Issuing, case: Investigation) -> Finding:
    """Both belong to an investigation, which begins with a proposal; a final report follows provisional views (SM-5.28, 9.8)."""
    gate = "under_investigation"
    if not case.is_proposed:
        words = "No approved decision to propose an investigation is on this case."
        return not_met(gate, words, "SM-5.28")
    if issuing.kind == "final_report" and case.provisional_on is None:
        words = "No provisional views were issued. A final report is approved having seen them."
        return not_met(gate, words, "SM-9.8", "SM-5.28")
    return met(gate, "The case is under investigation.", "SM-5.28")


def _to_the_parties(issuing: Issuing, case: Investigation) -> Finding:
    """The complainant and the organisation, at the same time; of a final report the MP too (SM-8.1, 9.1, 9.2).

    Provisional views may be shared otherwise with a reason; who gets a final report is for the law.
    """
    is_final = issuing.kind == "final_report"
    wanted = [*PARTIES] if is_final and case.was_referred else ["complainant", "organisation"]
    left_out = [PARTIES[each] for each in wanted if each not in issuing.sent_to]
    cites = ("SM-9.1", "SM-9.2") if is_final else ("SM-8.1",)
    force: Literal["legal", "policy"] = "legal" if is_final else "policy"
    if not left_out:
        return met("shared_with_parties", "Everybody who has to have it is on the list.", *cites, kind=force)
    if issuing.not_shared_because and not is_final:
        words = f"Not shared with {' and '.join(left_out)}; the reason is recorded."
        return met("shared_with_parties", words, *cites, kind=force)
    words = f"{CALLED[issuing.kind].capitalize()} go to {' and '.join(left_out)} too." if not is_final else (
        f"The final report has to go to {' and '.join(left_out)} too."
    )  # fmt: skip
    return not_met("shared_with_parties", words, *cites, kind=force, needs=("sent_to",))


def _to_named_persons(issuing: Issuing, case: Investigation) -> Finding:
    """Any person specifically named in the complaint has it (SM-8.2, 9.1, 9.2)."""
    is_final = issuing.kind == "final_report"
    cites, force = (("SM-9.1", "SM-9.2"), "legal") if is_final else (("SM-8.2",), "policy")
    left_out = [each for each in case.named_persons if each not in issuing.named_persons]
    if not left_out:
        return met("shared_with_named_persons", "Nobody named is left out.", *cites, kind=force)  # type: ignore[arg-type]
    words = f"It has to go to each person named in the complaint: {', '.join(left_out)}."
    return not_met("shared_with_named_persons", words, *cites, kind=force, needs=("named_persons",))  # type: ignore[arg-type]


def _after_the_comments(issuing: Issuing, case: Investigation) -> Finding:
    """A final report waits until the day after comments were due (SM-8.49)."""
    gate = "comments_are_over"
    if issuing.kind == "provisional_views" or case.comments_by is None:
        return met(gate, "No comments are waited for.", "SM-8.49")
    if issuing.issued_on > case.comments_by:
        return met(gate, f"Comments were due by {case.comments_by:%-d %B %Y}.", "SM-8.49")
    words = f"Comments are due by {case.comments_by:%-d %B %Y}. Wait at least until the day after, and look if any have come."
    return not_met(gate, words, "SM-8.49", needs=("issued_on",))
