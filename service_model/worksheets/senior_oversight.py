"""The high risk process: escalation, oversight, involvement, meetings, approvals (SM-10.2, 10.62 to 10.72)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from service_model.determination import Finding
from service_model.findings import cannot_tell, met, not_met
from service_model.record import Part
from service_model.risk.oversight import OversightAllocation, allocation, decision_maker
from service_model.worksheets.about import About
from service_model.worksheets.judged import Judged
from service_model.worksheets.steps import step


class EscalationSheet(Part):
    """Why the case goes to the Ombudsman or a deputy, and what they are asked to take part in."""

    purpose: Literal["oversight", "decision"] | None = None
    why: str | None = Field(None, max_length=5000)
    strategically_important: bool | None = None
    investigation_planning: bool | None = None


class OversightSheet(Part):
    """Who oversees the case, as the assurance meeting chose."""

    allocation: OversightAllocation = OversightAllocation()
    name: str | None = Field(None, max_length=200)


class InvolvementSheet(Part):
    """What the senior decision maker is asked to take part in."""

    about: Literal["strategic_issue", "investigation_planning", "other"] | None = None
    level: str | None = Field(None, max_length=2000)
    asked_on: date | None = None
    answer: str | None = Field(None, max_length=5000)


class MeetingSheet(Part):
    """A meeting with the senior decision maker: the request, who came along, the notes and their approval."""

    purpose: Literal["planning", "other"] | None = None
    template_attached: bool | None = None
    briefing_attached: bool | None = None
    held_on: date | None = None
    accompanied_by: str | None = Field(None, max_length=200)
    accompanied_as: Literal["manager", "assistant_director"] | None = None
    notes: str | None = Field(None, max_length=20_000)
    notes_by: str | None = Field(None, max_length=200)
    notes_approval: Literal["not_requested", "requested", "approved"] | None = None
    is_over: bool | None = None


class CoverNoteSheet(Part):
    """The cover note to a briefing paper, with the senior decision it records."""

    decision: str | None = Field(None, max_length=2000)
    decided_by: str | None = Field(None, max_length=200)
    decided_on: date | None = None
    text: str | None = Field(None, max_length=20_000)


class ApprovalSheet(Part):
    """A senior decision maker's approval. Who and when are those of the one who saves it."""

    what: str | None = Field(None, max_length=500)
    was_read: bool | None = None
    was_considered: bool | None = None
    is_approved: bool | None = None


class ApprovalEmailSheet(Part):
    """An email trail that shows an approval."""

    approved_by: str | None = Field(None, max_length=200)
    sent_on: date | None = None
    trail: str | None = Field(None, max_length=20_000)


def judge_escalation(facts: EscalationSheet, about: About) -> Judged:
    """Its purpose is chosen; for a strategic issue or the planning of an investigation their involvement is sought (10.68)."""
    steps = [
        step("purpose", facts.purpose, "Choose what it is escalated for: oversight, or a decision.", "SM-10.2"),
        step("why", facts.why, "Say why it is escalated.", "SM-10.63", kind="guidance"),
    ]
    if facts.strategically_important or facts.investigation_planning:
        asked = [each for each in about.entries("senior_involvement") if each.is_finished]
        to_do = "Ask the senior decision maker to take part first: make an involvement request."
        steps.append(step("involvement", asked, to_do, "SM-10.68"))
    return Judged(steps=tuple(steps))


def judge_oversight(facts: OversightSheet, about: About) -> Judged:
    """What the allocation of oversight needs (10.66, 10.67), and who is recommended (10.64)."""
    escalated: EscalationSheet | None = about.sheet("senior_escalation")
    steps = (
        step("escalated", escalated and escalated.purpose, "Escalate the case first.", "SM-10.63"),
        step("decision_maker_chosen", facts.allocation.decision_maker, "Choose who oversees it.", "SM-10.64", kind="guidance"),
        *allocation(facts.allocation),
    )
    return Judged(steps=steps, recommendations=(decision_maker(facts.allocation),))


def judge_involvement(facts: InvolvementSheet, _about: About) -> Judged:
    """How far they take part is free text (10.68)."""
    return Judged(steps=(
        step("about", facts.about, "Say what they are asked to take part in.", "SM-10.68"),
        step("level", facts.level, "Say how far they take part.", "SM-10.68", kind="guidance"),
    ))  # fmt: skip


def judge_meeting(facts: MeetingSheet, _about: About) -> Judged:
    """A planning meeting has its template and briefing (10.68); somebody comes along, and the notes are approved (10.69)."""
    steps: list[Finding] = []
    if facts.purpose == "planning":
        steps.append(step("template", facts.template_attached, "Attach the template.", "SM-10.68", kind="guidance"))
        steps.append(step("briefing", facts.briefing_attached, "Attach the briefing.", "SM-10.68", kind="guidance"))
    if facts.held_on:
        who = facts.accompanied_by and facts.accompanied_as
        steps.append(step("accompanied", who, "Say which manager or Assistant Director came along, and their role.", "SM-10.69"))
        written = facts.notes and facts.notes_by
        steps.append(step("notes", written, "Write the notes, and say who wrote them.", "SM-10.69"))
    if facts.is_over:
        asked = facts.notes_approval in ("requested", "approved")
        steps.append(step("notes_approval", asked, "Ask for the notes to be approved before the meeting is closed.", "SM-10.69"))
    return Judged(steps=tuple(steps))


def judge_cover_note(facts: CoverNoteSheet, _about: About) -> Judged:
    """It records the decision, who made it and when (10.70)."""
    whole = facts.decision and facts.decided_by and facts.decided_on and facts.text
    return Judged(steps=(step("recorded", whole, "Record the decision, who made it, when, and the note.", "SM-10.70"),))


def judge_approval(facts: ApprovalSheet, _about: About) -> Judged:
    """The contents were read, considered and approved: each is confirmed (10.71)."""
    return Judged(steps=(
        step("was_read", facts.was_read, "Confirm that the contents were read.", "SM-10.71"),
        step("was_considered", facts.was_considered, "Confirm that they were considered.", "SM-10.71"),
        step("is_approved", facts.is_approved, "Confirm that they are approved.", "SM-10.71"),
    ))  # fmt: skip


def judge_approval_email(facts: ApprovalEmailSheet, _about: About) -> Judged:
    """An email trail is evidence of an approval (10.71)."""
    whole = facts.approved_by and facts.sent_on and facts.trail
    return Judged(steps=(step("trail", whole, "Give who approved, the day and the emails themselves.", "SM-10.71"),))


def senior_decision_is_shown(about: About) -> tuple[Finding, ...]:
    """Before a case closes that the Ombudsman or a deputy decided: cover note, and evidence of the approval (10.70, 10.71)."""
    escalated: EscalationSheet | None = about.sheet("senior_escalation")
    if escalated is None or escalated.purpose != "decision":
        return ()
    notes = [each for each in about.entries("senior_cover_note") if each.is_finished]
    note = (
        met("cover_note", "The cover note that records the senior decision is on the case.", "SM-10.70", kind="policy")
        if notes
        else not_met("cover_note", "Keep the cover note that records the senior decision first.", "SM-10.70", kind="policy")
    )
    shown = [*about.entries("senior_approval"), *about.entries("senior_approval_email")]
    if any(each.is_finished for each in shown):
        return note, met("approval_shown", "An approval, or the emails that show it, is on the case.", "SM-10.71", kind="policy")
    words = "Keep the approval of the senior decision maker, or the emails that show it."
    return note, cannot_tell("approval_shown", words, "SM-10.71", kind="policy", needs=("senior_approval",))
