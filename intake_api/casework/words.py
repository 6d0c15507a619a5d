"""What the pages of the work say: names of codes, tabs, letters. Sentences of the rules are the rules' own."""

from __future__ import annotations

from collections.abc import Mapping

from intake_api.staff import words as staff

DISABILITIES: Mapping[str, str] = {
    "mobility": "Mobility", "sight": "Sight", "hearing": "Hearing", "speech": "Speech", "mental_health": "Mental health",
    "learning": "Learning disability", "autism": "Autism", "adhd": "ADHD", "dyslexia": "Dyslexia", "dementia": "Dementia",
    "neurological": "Neurological condition", "chronic_illness": "Long-term illness", "other": "Another disability",
}  # fmt: skip
"""The list that a disability is chosen from (SM-1.43)."""

_WORDS: Mapping[str, str] = {
    # status
    "received": "Waiting for triage", "in_progress": "With a caseworker", "more_needed": "More is needed from the person",
    "closed": "Closed",
    # contacts
    "phone": "Phone call", "email": "Email", "post": "Letter", "out": "From us", "in": "To us",
    "complainant": "Complainant", "representative": "Representative", "referring_mp": "MP who referred it",
    "organisation": "Organisation",
    "aggrieved": "Person affected", "other": "Somebody else",
    # decisions
    "waiting": "Waits for approval", "approved": "Approved", "sent_back": "Sent back", "withdrawn": "Withdrawn",
    "propose_to_investigate": "Propose to investigate", "resolution": "Resolution", "declined": "Decline",
    "components_decided": "Every component has its own decision", "attempts_to_contact": "Contact was made or tried",
    "mp_informed": "The MP is informed", "adjustments_considered": "Adjustments are considered",
    "formal_risk_assessment": "Risk is assessed", "conflict_of_interest": "No conflict of interest",
    "may_close": "Everybody has heard", "decision_form": "There is a Decision Form",
    "new_decision": "There is a new decision",
    # adjustments
    "equality_act": "Reasonable adjustment (Equality Act)", "other_accessibility": "Other accessibility request",
    # what was issued
    "provisional_views_issued": "Provisional views issued", "final_report_issued": "Final report issued",
    "commissioner": "Commissioner",
    # links
    "same_person": "Same person", "same_matter": "Same matter", "duplicate": "Duplicate", "restart": "Restarted as",
    "lead_case": "Lead case",
    # returns
    "do_not_restart": "Leave it closed", "early_consideration_team": "Early consideration, for triage",
    "casework_team": "A casework team",
    # letters
    "draft": "Draft", "sent": "Sent by email", "sending": "Being sent", "printed": "Printed and posted",
    "legal_request": "Question to the Legal Team", "legal_advice": "Legal advice",
    "awaiting_agreement": "Awaiting agreement", "not_agreed": "Not agreed", "unsigned": "Unsigned", "signed": "Signed",
    "named_person": "Person named in the complaint", "other_body": "Another body",
    # risk
    "people": "People", "financial": "Financial", "reputation": "Reputation or political", "service": "Our service",
    "legal": "Legal",
    "general": "General", "threat_of_harm": "Threat of harm to self or others", "terminal_illness": "Terminal illness",
    "information_breach": "Loss or misuse of information",
    "now_and_continuing": "It is happening, and goes on", "now_and_worsening": "It is happening, and gets worse",
    "likely_in_future": "It is likely to come", "already_happened": "It has happened",
    "propose_or_decline": "Before we propose to investigate or decline",
    "investigation_confirmed": "Before we confirm an investigation",
    "provisional_views": "Before we share provisional views", "further_work": "Before further work", "new_risk": "A new risk",
    "review": "A review", "compliance_escalation": "Compliance is escalated",
}  # fmt: skip


def code(value: str | None, empty: str = "Not known") -> str:
    """A code of the work in words; one it does not know reads as on the other staff pages."""
    return _WORDS.get(value or "") or staff.code(value, empty)


def yes_no(value: bool | None, empty: str = "Not known") -> str:
    """An answer in words."""
    return empty if value is None else "Yes" if value else "No"
