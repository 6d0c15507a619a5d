"""Steps at intake that staff record: priority, joint working, what the organisation said, the MPs, asking for a referral."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from service_model.casework.local_process import ConfirmationFacts
from service_model.casework.priority import PriorityFacts, may_be_prioritised, possible_priority, to_record
from service_model.findings import not_met
from service_model.record import Part
from service_model.worksheets.about import About
from service_model.worksheets.judged import Judged
from service_model.worksheets.steps import step


class LocalResolutionSheet(Part):
    """Whether staff asked the organisation if local resolution is complete, and what it said."""

    staff_asked: bool | None = None
    confirmation: ConfirmationFacts = ConfirmationFacts()


class MpSheet(Part):
    """One Member of Parliament with a part in the case. A new MP is a record of their own (SM-2.47)."""

    name: str | None = Field(None, max_length=200)
    constituency: str | None = Field(None, max_length=200)
    since: date | None = None
    status: Literal["active", "inactive"] | None = None


class JointWorkingSheet(Part):
    """That the case is worked on with another body, and who signed it off there."""

    confirmed: bool | None = None
    other_body: str | None = Field(None, max_length=300)
    signed_off_by: str | None = Field(None, max_length=200)
    signed_off_on: date | None = None


class AskForReferralSheet(Part):
    """A referral that may be required after all, and whether it is asked for now."""

    referral_may_be_required: bool | None = None
    request_started: bool | None = None
    likely_outcome: str | None = Field(None, max_length=2000)
    asking_is_proportionate: bool | None = None


class ConsentToReferSheet(Part):
    """The complainant's answer to passing the case to one other ombudsman or complaint handler (SM-1.62)."""

    body: str | None = Field(None, max_length=300)
    given: bool | None = None
    answered_on: date | None = None


def judge_consent_to_refer(facts: ConsentToReferSheet, _about: About) -> Judged:
    """One consent for each body, with its day (1.62)."""
    whole = facts.body and facts.given is not None and facts.answered_on
    return Judged(steps=(step("consent", whole, "Name the body, the answer and its day.", "SM-1.62"),))


def judge_local_resolution(facts: LocalResolutionSheet, _about: About) -> Judged:
    """Where staff asked, the outcome is recorded with its day (2.71)."""
    said = facts.confirmation
    if not facts.staff_asked:
        return Judged()
    to_do = "Record what the organisation said, and when it was asked."
    return Judged(steps=(step("outcome", said.outcome and said.asked_on, to_do, "SM-2.71"),))


def judge_mp(facts: MpSheet, _about: About) -> Judged:
    """An MP has a name (2.47)."""
    return Judged(steps=(step("name", facts.name, "Give the name of the MP.", "SM-2.47", kind="guidance"),))


def judge_priority(facts: PriorityFacts, about: About) -> Judged:
    """It is talked over first; the decision, either way, is recorded in full (1.39)."""
    found = may_be_prioritised(facts)
    decided = step("decision", facts.decision, "Record the decision, either way.", "SM-1.39")
    steps = (decided,) if found.status == "not_met" else (found, decided)
    return Judged(steps=steps, duties=to_record(facts), recommendations=(possible_priority(about.complaint),))


def judge_joint_working(facts: JointWorkingSheet, _about: About) -> Judged:
    """A joint case names the other body (1.50), and its decisions are signed off for joint working (1.54)."""
    if not facts.confirmed:
        return Judged()
    steps = [step("other_body", facts.other_body, "Name the other body.", "SM-1.50")]
    if facts.signed_off_by and facts.signed_off_on:
        return Judged(steps=tuple(steps))
    words = "Ask for the sign-off that the joint working Delegation Scheme asks for, or say why there is none."
    return Judged(steps=(*steps, not_met("joint_sign_off", words, "SM-1.54", needs=("signed_off_by", "signed_off_on"))))


def judge_ask_for_referral(facts: AskForReferralSheet, _about: About) -> Judged:
    """Before a referral is asked for: what is likely at primary investigation, then if asking now is proportionate (2.41)."""
    if not (facts.referral_may_be_required and facts.request_started):
        return Judged()
    likely = "Say first which action is likely at primary investigation."
    return Judged(steps=(
        step("likely_outcome", facts.likely_outcome, likely, "SM-2.41"),
        step("asking_is_proportionate", facts.asking_is_proportionate is not None, "Is asking now proportionate?", "SM-2.41"),
    ))  # fmt: skip
