"""The summary of complaint: reviewed, talked over, ranked, and what is left out (SM-2.227 to 2.233)."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from service_model.casework.components import (
    SummaryFacts,
    SummaryIssue,
    closing_when_nothing_goes_forward,
    may_leave_out,
    scope,
    tell_the_summary,
)
from service_model.casework.contact_attempts import ContactAttempt
from service_model.casework.primary_contact import FirstContactFacts
from service_model.determination import Finding
from service_model.duties import Recommendation
from service_model.findings import met, not_met
from service_model.record import Part
from service_model.worksheets import About, Judged


class RaisedIssue(Part):
    """One issue that was raised. `rank` is its importance to the complainant, 1 for what matters most."""

    issue: str | None = Field(None, max_length=300)
    rank: int | None = Field(None, ge=1, le=99)
    going_forward: bool | None = None
    agreed: bool | None = Field(None, description="The complainant agrees to leave it out")
    reasons: str | None = Field(None, max_length=2000, description="Why it is left out without agreement")
    service_impact: str | None = Field(None, max_length=2000, description="What leaving it out means for the service we give")


class Summary(Part):
    """The summary of complaint of one case."""

    record_reviewed: bool | None = Field(None, description="The complaint and what intake recorded were read")
    contact: int | None = Field(None, description="The conversation it rests on")
    discussed_on: date | None = None
    issues: tuple[RaisedIssue, ...] = ()
    text: str | None = Field(None, max_length=10_000)
    complainant_told_on: date | None = None


def judge(facts: Summary, about: About) -> Judged:
    """Review first, then the talk, then each issue that is left out (SM-2.227, 2.229, 2.230)."""
    summed = as_rules_read(facts)
    steps = (_reviewed(facts), _rests_on_contact(facts), _written(facts), _issues_decided(facts), *_left_out(facts, about))
    told = tell_the_summary(summed) if facts.text else None
    return Judged(
        steps=steps,
        verdicts=shown(facts),
        duties=(told,) if told else (),
        recommendations=(*_first(facts), *((closing_when_nothing_goes_forward(summed),) if facts.issues else ())),
    )


def shown(facts: Summary) -> tuple[Finding, ...]:
    """What the Decision Form says of the issues: their order of importance, and what is left out and how (SM-2.228, 2.231)."""
    found = scope(as_rules_read(facts))
    rows = []
    ranked = sorted((each for each in facts.issues if each.rank and each.issue), key=lambda each: each.rank or 0)
    if ranked:
        words = "; ".join(f"{each.rank}. {each.issue}" for each in ranked)
        rows.append(met("importance", f"By importance to the complainant: {words}.", "SM-2.228"))
    if found.going_forward:
        rows.append(met("going_forward", f"Going forward: {'; '.join(found.going_forward)}.", "SM-2.231"))
    out = [each for each in facts.issues if each.going_forward is False]
    if agreed := [each.issue or "" for each in out if each.agreed]:
        rows.append(met("agreed_excluded", f"Agreed to be left out: {'; '.join(agreed)}.", "SM-2.231"))
    if decided := [f"{each.issue} ({each.reasons})" for each in out if not each.agreed and each.reasons]:
        words = f"Left out by the caseworker's decision: {'; '.join(decided)}."
        rows.append(met("excluded_by_decision", words, "SM-2.230"))
    return tuple(rows)


def as_rules_read(facts: Summary) -> SummaryFacts:
    """The summary as the rules of the components read it."""
    issues = tuple(_issue(each) for each in facts.issues if each.issue)
    told = {"discussed_on": facts.discussed_on, "complainant_told_on": facts.complainant_told_on}
    return SummaryFacts.model_validate({"issues": issues, **told})


def _issue(row: RaisedIssue) -> SummaryIssue:
    names = ("going_forward", "agreed", "reasons", "service_impact")
    return SummaryIssue.model_validate({"issue": row.issue, **{name: getattr(row, name) for name in names}})


def _reviewed(facts: Summary) -> Finding:
    if facts.record_reviewed:
        return met("record_reviewed", "The complaint was reviewed.", "SM-2.227")
    words = "Review the complaint and what intake recorded first, and mark it as reviewed."
    return not_met("record_reviewed", words, "SM-2.227", needs=("record_reviewed",))


def _first(facts: Summary) -> tuple[Recommendation, ...]:
    """Said as soon as the sheet is opened: the review comes before the summary (SM-2.227)."""
    found = _reviewed(facts)
    if found.status == "met":
        return ()
    return (Recommendation("review_first", "review_first", found.reason, found.paragraphs, needs=found.needs),)


def _rests_on_contact(facts: Summary) -> Finding:
    """The summary comes from a discussion; one without it is explained, as any other step is (SM-2.227, introduction, 4)."""
    if facts.contact is not None:
        return met("rests_on_contact", "It rests on a conversation that is on record.", "SM-2.227", kind="policy")
    words = "No conversation with the complainant is linked. Choose the contact the summary rests on."
    return not_met("rests_on_contact", words, "SM-2.227", kind="policy", needs=("contact",))


def _written(facts: Summary) -> Finding:
    if facts.text:
        return met("summary_written", "The summary is written.", "SM-2.232", kind="policy")
    return not_met("summary_written", "Write the summary.", "SM-2.232", kind="policy", needs=("text",))


def _issues_decided(facts: Summary) -> Finding:
    open_ = scope(as_rules_read(facts)).undecided
    if not facts.issues:
        return not_met("issues_decided", "List the issues that were raised.", "SM-2.232", kind="policy", needs=("issues",))
    if open_:
        words = f"Say if it goes forward: {'; '.join(open_)}."
        return not_met("issues_decided", words, "SM-2.231", kind="policy", needs=("going_forward",))
    return met("issues_decided", "Each issue goes forward or is left out.", "SM-2.231", kind="policy")


def _left_out(facts: Summary, about: About) -> list[Finding]:
    contact = first_contact(about)
    rows = []
    for place, row in enumerate(facts.issues):
        if row.going_forward is False and row.issue:
            found = may_leave_out(_issue(row), contact=contact)
            words = f"{row.issue}: {found.reason}"
            made = Finding(f"leave_out_{place + 1}", found.status, words, found.paragraphs, "policy", needs=found.needs)
            rows.append(made)
    return rows


def first_contact(about: About) -> FirstContactFacts:
    """The contact with the complainant so far, as the rules read it."""
    mine = [each for each in about.contacts if each.party == "complainant" and (each.direction == "out" or each.way == "phone")]
    attempts = tuple(ContactAttempt.model_validate({"at": each.at, "way": each.way, "reached": each.reached}) for each in mine)
    return FirstContactFacts.model_validate({"attempts": attempts})
