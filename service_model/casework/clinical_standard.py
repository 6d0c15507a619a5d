"""Which clinical standard is applied: asking for it, waiting for it, and not using it (SM-3.27 to 3.48)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from pydantic import Field

from service_model.authorities import PHSO
from service_model.authority import Authority
from service_model.deadlines import due, london_day
from service_model.determination import Finding
from service_model.duties import Duty, Recommendation
from service_model.findings import cannot_tell, met, not_met
from service_model.record import Part

GATE = "clinical_standard"
Giver = Literal["organisation", "named_person"]


class Standard(Part):
    """One answer about a standard: what it is, or that none applies, and what was decided about it."""

    given_by: Giver
    title: str | None = Field(None, max_length=500)
    not_applicable: bool | None = Field(None, description="They say that no standard applies")
    reasons: str | None = Field(None, max_length=5000, description="Their reasons for that")
    appropriate: bool | None = Field(None, description="It fits the care and the circumstances")
    why_not_used: str | None = Field(None, max_length=2000)
    told_not_used_on: date | None = None


class StandardFacts(Part):
    """Asking for the standard in one investigation. `answer_by` is the day staff set in place of the usual one."""

    clinical: bool | None = None
    named_person: bool | None = None
    asked_on: date | None = Field(None, description="The day of the letter that asked, usually the confirmation of investigation")
    answer_by: date | None = None
    extension_asked_until: date | None = None
    extension_agreed: bool | None = None
    applied_standard_note: str | None = Field(None, max_length=2000, description="Weighed: being judged by the standard applied")
    timeliness_note: str | None = Field(None, max_length=2000, description="Weighed: a proportionate and timely investigation")
    standards: tuple[Standard, ...] = ()
    provisional_views_on: date | None = None


def confirmation_letter(facts: StandardFacts, *, letter_on: date, authority: Authority = PHSO) -> Recommendation:
    """With the confirmation of investigation, and the request for papers, the standard is asked for (SM-3.27 to 3.34, 3.46).

    Papers are asked of the organisation; the questions about the standard go to a named person too.
    """
    name, paragraphs = "ask_for_the_standard", ("SM-3.34", "SM-3.46")
    by = facts.answer_by or _usual(letter_on, authority)
    papers = Duty("ask_for_papers", "Ask for the papers.", "policy", ("SM-3.46",), ("organisation",), by=by)
    if facts.clinical is None:
        why = "Is it about clinical care and treatment?"
        return Recommendation(name, None, why, paragraphs, "policy", needs=("clinical",), duties=(papers,))
    if not facts.clinical:
        why = "It is not about clinical care and treatment."
        return Recommendation(name, "not_needed", why, paragraphs, "policy", duties=(papers,))
    questions = _questions("organisation", by)
    if facts.named_person:
        questions += _questions("named_person", by)
    needs = ("named_person",) if facts.named_person is None else ()
    why = "Those complained about are asked early which standard they applied, and why they took the approach they did."
    return Recommendation(name, "ask", why, ("SM-3.33", *paragraphs), "policy", needs=needs, duties=(papers, *questions))


def standard_due(facts: StandardFacts, authority: Authority = PHSO) -> date | None:
    """The last day to answer: as extended if that was agreed, as set, or two weeks from the letter (SM-3.46, 3.47)."""
    if facts.extension_agreed and facts.extension_asked_until is not None:
        return facts.extension_asked_until
    if facts.answer_by is not None or facts.asked_on is None:
        return facts.answer_by
    return _usual(facts.asked_on, authority)


def extension(facts: StandardFacts) -> Recommendation:
    """More time for the standard: is the day they propose reasonable? Both sides are weighed (SM-3.47)."""
    if facts.extension_asked_until is None:
        return Recommendation("extension", "not_asked", "Nobody has asked for more time.", ("SM-3.47",), "policy")
    weighed = ("applied_standard_note", "timeliness_note")
    needs = tuple(name for name in weighed if not getattr(facts, name))
    if facts.extension_agreed is None:
        why = "Decide if the day they propose is reasonable. Until then the first date stands."
        return Recommendation("extension", None, why, ("SM-3.47",), "policy", needs=("extension_agreed", *needs))
    choice = "agreed" if facts.extension_agreed else "refused"
    why = "Staff have decided." if not needs else "Record what was weighed on both sides."
    return Recommendation("extension", choice, why, ("SM-3.47",), "policy", needs=needs)


def may_go_on(facts: StandardFacts, *, today: date, authority: Authority = PHSO) -> Finding:
    """Once the deadline has passed without an answer, nobody has to wait for a standard (SM-3.43)."""
    if facts.standards:
        return met(GATE, "They have answered about the standard.", "SM-3.38", kind="policy")
    last = standard_due(facts, authority) if facts.asked_on else None
    if last is None:
        return cannot_tell(GATE, "When was the standard asked for?", "SM-3.46", kind="policy", needs=("asked_on",))
    if today > last and facts.extension_asked_until and facts.extension_agreed is None:
        return not_met(GATE, "They asked for more time. Decide on that first.", "SM-3.47", kind="policy")
    if today > last:
        return met(GATE, "The deadline has passed. Go on without a standard from them.", "SM-3.43", kind="policy")
    return not_met(GATE, f"They have until {last:%-d %B %Y} to give the standard.", "SM-3.43", kind="policy")


def requests_to_send(facts: StandardFacts, *, today: date, authority: Authority = PHSO) -> tuple[Duty, ...]:
    """The request, while it has not gone out. Once it has, nobody has to ask again, answer or not (SM-3.43, 3.46)."""
    if not facts.clinical or facts.standards or facts.asked_on is not None:
        return ()
    by = _usual(today, authority)
    return _questions("organisation", by) + (_questions("named_person", by) if facts.named_person else ())


def tell_not_used(facts: StandardFacts) -> tuple[Duty, ...]:
    """Whoever gave a standard that is not used is told, ideally before the provisional views (SM-3.41)."""
    by = facts.provisional_views_on - timedelta(days=1) if facts.provisional_views_on else None
    return tuple(
        Duty("tell_not_used", f"Tell them that we will not use: {each.title}.", "policy", ("SM-3.41",), (each.given_by,), by=by)
        for each in _rejected(facts)
        if each.told_not_used_on is None
    )


def told_before_views(facts: StandardFacts, *, today: date) -> Finding:
    """Ideally they know before the provisional views are issued: a warning from that day on, not a bar (SM-3.41)."""
    late = facts.provisional_views_on is not None and today >= facts.provisional_views_on
    if tell_not_used(facts) and late:
        reason = "The provisional views are due, and they have not been told that their standard is not used."
        return not_met("told_before_views", reason, "SM-3.41")
    return met("told_before_views", "Nobody waits to be told about a standard past the day of the views.", "SM-3.41")


def may_issue_report(facts: StandardFacts) -> Finding:
    """No report before whoever gave a standard that is not used has been told (SM-3.41)."""
    if waiting := tell_not_used(facts):
        reason = " ".join(duty.what for duty in waiting)
        return not_met("may_issue_report", reason, "SM-3.41", kind="policy")
    return met("may_issue_report", "Nobody waits to be told about their standard.", "SM-3.41", kind="policy")


def ask_why_not_applicable(facts: StandardFacts) -> tuple[Duty, ...]:
    """Told that no standard applies, at any stage: ask them why, unless they have said so (SM-3.48)."""
    return tuple(
        Duty("ask_why_not_applicable", "Ask why no standard applies.", "policy", ("SM-3.48",), (each.given_by,))
        for each in facts.standards
        if each.not_applicable and not each.reasons
    )


def standard_to_apply(facts: StandardFacts, *, today: date, authority: Authority = PHSO) -> Recommendation:
    """Theirs, checked to be appropriate; else the one that our adviser selects (SM-3.31, 3.38, 3.40, 3.42)."""
    name = "standard_to_apply"
    given = tuple(each for each in facts.standards if each.title)
    if unchecked := tuple(each.title or "" for each in given if each.appropriate is None):
        why = f"Check that it is appropriate to the care and the circumstances: {'; '.join(unchecked)}."
        return Recommendation(name, None, why, ("SM-3.38",), "policy", needs=("appropriate",))
    fitting = tuple(each.title or "" for each in given if each.appropriate)
    if fitting:
        why = "They applied it, and it is appropriate." if len(fitting) == 1 else "All are appropriate. See if they agree."
        return Recommendation(name, "; ".join(fitting), why, ("SM-3.31", "SM-3.38"), "policy")
    if given and any(not each.why_not_used for each in _rejected(facts)):
        return Recommendation(name, None, "Record why it is not appropriate.", ("SM-3.40",), "policy", needs=("why_not_used",))
    if not facts.standards and may_go_on(facts, today=today, authority=authority).status != "met":
        return Recommendation(name, None, "They still have time to answer.", ("SM-3.43",), "policy", needs=("standards",))
    why = "There is no standard of theirs to apply. Our adviser selects one."
    return Recommendation(name, "adviser_selects", why, ("SM-3.31", "SM-3.40", "SM-3.42"), "policy")


def _rejected(facts: StandardFacts) -> tuple[Standard, ...]:
    return tuple(each for each in facts.standards if each.appropriate is False and each.title)


def _usual(letter_on: date, authority: Authority) -> date:
    return london_day(due(authority.deadlines["clinical_standard"], letter_on))


def _questions(to: Giver, by: date | None) -> tuple[Duty, ...]:
    """Which standard, followed or departed from, and why; and always why they took the approach they did."""
    rows = (
        ("ask_which_standard", "Ask which standard or guidance they applied, if any.", ("SM-3.27", "SM-3.30", "SM-3.34")),
        ("ask_followed_or_departed", "Ask if they followed it or departed from it, and why.", ("SM-3.27", "SM-3.30")),
        ("ask_why_this_approach", "Ask why they took the approach they did.", ("SM-3.32",)),
    )
    return tuple(Duty(name, what, "guidance", paragraphs, (to,), by=by) for name, what, paragraphs in rows)
