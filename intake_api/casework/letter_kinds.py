"""The library of letters: what each is for, to whom it goes, what has to be true before it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from service_model.casework.issuing_reports import ReportKind

Purpose = Literal["coming_in", "asked_us", "declined", "resolution", "proposal", "provisional_views", "final_report"]
PURPOSES: Mapping[Purpose, str] = {
    "coming_in": "When a complaint comes in", "asked_us": "To answer what they asked of us",
    "declined": "To tell them what we decided", "resolution": "To put things right without an investigation",
    "proposal": "To propose an investigation", "provisional_views": "To go with our provisional views",
    "final_report": "To go with our final report",
}  # fmt: skip
"""The headings of the list that staff choose from, in its order."""


@dataclass(frozen=True, slots=True)
class LetterKind:
    """A letter there is a template for. `purpose` is its heading in the list, `party` whom it goes to.

    `is_offered`: staff may choose it from the list. `is_decision`: it gives the decision, so it waits for one and has to be in
    plain words. `has_deadline`: it gives a day for comments, counted from the day it goes. `awaits` is the answer that is waited
    for once it is written; `to_do` the task that stays open until it has gone, and its paragraph. `encloses`: it goes with that
    document, which has to be issued to them before. `to_mp` is the letter that the referring MP gets once this one has gone.
    """

    title: str
    subject: str
    purpose: Purpose
    is_decision: bool = False
    is_offered: bool = True
    party: str = "complainant"
    has_deadline: bool = False
    awaits: str | None = None
    to_do: tuple[str, str] | None = None
    encloses: ReportKind | None = None
    to_mp: str | None = None


KINDS: Mapping[str, LetterKind] = {
    "acknowledgement": LetterKind("Acknowledgement", "We have your complaint", "coming_in"),
    "first_contact": LetterKind("First contact, with how to reach you", "Who is looking at your complaint", "coming_in"),
    "further_information": LetterKind("Further information", "We need to know more about your complaint", "coming_in"),
    "summary": LetterKind("Summary of the complaint", "How we understand your complaint", "coming_in"),
    "complaint_form": LetterKind(
        "Complaint form, filled in for them to sign", "Your complaint form, to sign", "coming_in", awaits="unsigned",
        to_do=("Send them the form to check and sign.", "SM-1.41"),
    ),
    "call_note": LetterKind(
        "Note of a conversation, to agree", "What we talked about", "coming_in", is_offered=False, awaits="awaiting_agreement",
        to_do=("Send them the note of the conversation.", "SM-1.34"),
    ),
    "mp_first_contact": LetterKind(
        "Who looks at the complaint: to the MP", "A complaint that you referred to us", "coming_in", party="referring_mp"
    ),
    "adjustment_outcome": LetterKind("Adjustment outcome", "The adjustment you asked for", "asked_us"),
    "legal_advice_reply": LetterKind(
        "Answer to a question about legal advice", "Your question about legal advice", "asked_us"
    ),
    "not_properly_made": LetterKind(
        "Not properly made", "What we need before we can look at your complaint", "declined", is_decision=True
    ),
    "premature": LetterKind(
        "Premature", "Your complaint needs to go to the organisation first", "declined", is_decision=True
    ),
    "forward_complaint": LetterKind(
        "Complaint forwarded: to the organisation", "A complaint for you to answer", "declined", party="organisation",
        to_do=("Send the complaint on to the organisation.", "SM-1.41"),
    ),
    "out_of_remit": LetterKind(
        "Out of remit, with where to go", "We cannot look at your complaint", "declined", is_decision=True
    ),
    "out_of_time": LetterKind("Out of time", "Your complaint and our time limit", "declined", is_decision=True),
    "decision": LetterKind("Decision, issue by issue", "Our decision about your complaint", "declined", is_decision=True),
    "mp_copy": LetterKind(
        "Copy to the MP", "A complaint that you referred to us", "declined", is_decision=True, is_offered=False,
        party="referring_mp",
    ),
    "resolution_request": LetterKind(
        "Request to resolve a complaint: to the organisation", "A complaint that could be put right now", "resolution",
        party="organisation",
    ),
    "conference_complainant": LetterKind(
        "Resolution conference: to the complainant", "A meeting to resolve your complaint", "resolution",
        to_do=("Send the complainant the letter about the resolution conference.", "SM-2.125"),
    ),
    "conference_organisation": LetterKind(
        "Resolution conference: to the organisation", "A meeting to resolve a complaint", "resolution", party="organisation",
        to_do=("Send the organisation the letter about the resolution conference.", "SM-2.125"),
    ),
    "proposal_complainant": LetterKind(
        "Proposal to investigate: to the complainant", "We propose to investigate your complaint", "proposal",
        has_deadline=True, to_mp="proposal_mp",
    ),
    "proposal_organisation": LetterKind(
        "Proposal to investigate: to the organisation", "Proposal to investigate a complaint", "proposal", party="organisation",
        has_deadline=True,
    ),
    "proposal_named_person": LetterKind(
        "Proposal to investigate: to a named person", "Proposal to investigate a complaint", "proposal", party="named_person",
        has_deadline=True,
    ),
    "proposal_mp": LetterKind(
        "Proposal to investigate: to the MP", "A complaint that you referred to us", "proposal", party="referring_mp",
        has_deadline=True,
    ),
    "views_complainant": LetterKind(
        "Provisional views: to the complainant", "What we think so far about your complaint", "provisional_views",
        encloses="provisional_views", to_mp="views_mp",
    ),
    "views_organisation": LetterKind(
        "Provisional views: to the organisation", "Our provisional views about a complaint", "provisional_views",
        party="organisation", encloses="provisional_views",
    ),
    "views_named_person": LetterKind(
        "Provisional views: to a named person", "Our provisional views about a complaint", "provisional_views",
        party="named_person", encloses="provisional_views",
    ),
    "views_mp": LetterKind(
        "Provisional views: to the MP", "Our provisional views about a complaint", "provisional_views", party="referring_mp",
        encloses="provisional_views",
    ),
    "report_complainant": LetterKind(
        "Final report: to the complainant", "Our final report about your complaint", "final_report", is_decision=True,
        encloses="final_report", to_mp="report_mp",
    ),
    "report_organisation": LetterKind(
        "Final report: to the organisation", "Our final report about a complaint", "final_report", is_decision=True,
        party="organisation", encloses="final_report",
    ),
    "report_named_person": LetterKind(
        "Final report: to a named person", "Our final report about a complaint", "final_report", is_decision=True,
        party="named_person", encloses="final_report",
    ),
    "report_mp": LetterKind(
        "Final report: to the MP", "Our final report about a complaint", "final_report", is_decision=True,
        party="referring_mp", encloses="final_report",
    ),
}  # fmt: skip

FIXED: Mapping[str, str] = {"legal_advice": "Our position on legal advice (SM-3.57)"}
"""Paragraphs that nobody edits: their text stands in templates/letters/staff/fixed."""


def offered() -> list[tuple[Purpose, str, list[tuple[str, str]]]]:
    """The list that staff choose from: each heading, with the names and titles of its letters."""
    by_purpose = {
        purpose: [(name, kind.title) for name, kind in KINDS.items() if kind.is_offered and kind.purpose == purpose]
        for purpose in PURPOSES
    }
    return [(purpose, PURPOSES[purpose], kinds) for purpose, kinds in by_purpose.items() if kinds]
