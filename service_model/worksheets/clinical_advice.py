"""A request for clinical advice, to whom it goes, and what became of it (SM-3.14 to 3.21, 3.37, 3.39, 3.49)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal

from pydantic import Field

from service_model.casework.clinical_advice import NameRequest, when_asked_for_the_name
from service_model.determination import Finding
from service_model.duties import Duty, Recommendation
from service_model.findings import met, not_met
from service_model.record import Part
from service_model.worksheets import About, Judged, SheetFacts
from service_model.worksheets.clinical_analysis import ClinicalAnalysis

KIND = "clinical_advice"
Format = Literal["documented_discussion", "written"]
RelevantStandard = Literal["yes", "no", "unclear"]


class AdviceQuestion(Part):
    """One question, and the complaint component it is about."""

    question: str | None = Field(None, max_length=3000)
    component: int | None = None


class AdviceRequest(Part):
    """One request to one adviser. Advisers are known by a code and never by name; `follows` and the like are other requests."""

    format: Format | None = None
    long_period: bool | None = Field(None, description="It covers a long period of care")
    complex_treatment: bool | None = None
    specialty: str | None = Field(None, max_length=200, description="The specialty that is needed")
    questions: tuple[AdviceQuestion, ...] = ()
    standard_given: str | None = Field(None, max_length=1000, description="The standard that they said they used")
    their_comments: str | None = Field(None, max_length=5000, description="What they said of their approach")
    follow_up_to: int | None = None
    waits_for: int | None = Field(None, description="The request whose advice has to come first")
    sent_with: int | None = Field(None, description="The request it is sent together with")
    sent_at: datetime | None = None
    adviser: str | None = Field(None, max_length=40, description="The adviser's code")
    adviser_specialty: str | None = Field(None, max_length=200)
    adviser_experience: str | None = Field(None, max_length=1000)
    conference: str | None = Field(None, max_length=2000, description="If a case conference would help, and why")
    received_on: date | None = None
    relevant_standard: RelevantStandard | None = None
    inconsistent: bool | None = Field(None, description="It seems inconsistent, or needs more explanation")
    challenge: str | None = Field(None, max_length=3000, description="What was asked or challenged")
    quality_concern: bool | None = None
    clinician: str | None = Field(None, max_length=200, description="The lead clinician it was discussed with")
    clinician_on: date | None = None
    how_used: str | None = Field(None, max_length=5000)
    name_asked: bool | None = Field(None, description="The complainant asks for the adviser's name")
    for_regulator: bool | None = None
    explained_not_named: str | None = Field(None, max_length=2000, description="How it was explained that we name no adviser")


def prefill(about: About) -> dict[str, object]:
    """A documented discussion is the usual format; a standard and comments on file go with every request (SM-3.14, 3.39)."""
    found: dict[str, object] = {"format": "documented_discussion"}
    if standards := given_standards(about):
        found["standard_given"] = "; ".join(standards)[:1000]
    if comments := comments_on_file(about):
        found["their_comments"] = "\n".join(comments)[:5000]
    return found


def judge(facts: AdviceRequest, about: About) -> Judged:
    """What the request lacks, what it waits for, and what the advice leaves open (SM-3.15 to 3.21, 3.37, 3.39, 3.49)."""
    steps = (
        _questions(facts), _standard_named(facts, about), _comments_named(facts, about), _suitable(facts, about),
        _format(facts), _waits(facts, about), *_received(facts), _challenged(facts), _quality(facts), _name(facts),
        *_conference(facts, about),
    )  # fmt: skip
    return Judged(steps=steps, verdicts=_where_it_goes(facts, about), duties=_duties(facts), recommendations=(suggested(facts),))


def given_standards(about: About) -> list[str]:
    """The standards that the organisation or a named person said they used, on any component (SM-3.39)."""
    rows = [each for sheet in _analyses(about) for each in sheet.standards if each.given_by in ("organisation", "named_person")]
    return list(dict.fromkeys(each.title for each in rows if each.title))


def comments_on_file(about: About) -> list[str]:
    """What they have said about the approach they took (SM-3.39)."""
    return list(dict.fromkeys(sheet.explanation for sheet in _analyses(about) if sheet.explanation))


def suggested(facts: AdviceRequest) -> Recommendation:
    """A documented discussion; in writing for a long period of care or complex treatment (SM-3.14)."""
    if facts.long_period or facts.complex_treatment:
        why = "A long period of care, or treatment that is complex, is more likely to suit written advice."
        return Recommendation("format", "written", why, ("SM-3.14",), "policy")
    return Recommendation("format", "documented_discussion", "Usually a documented discussion.", ("SM-3.14",), "policy")


def addressee(facts: AdviceRequest, about: About) -> str | None:
    """The adviser; a follow-up goes to whoever gave the advice (SM-3.19)."""
    first = _entry(about, facts.follow_up_to)
    return facts.adviser or (first.adviser if first else None)


def sent(facts: AdviceRequest, about: About) -> datetime | None:
    """When it went: its own time, or that of the request it was sent with (SM-3.16)."""
    with_ = _entry(about, facts.sent_with)
    return with_.sent_at if with_ else facts.sent_at


def _questions(facts: AdviceRequest) -> Finding:
    """Focused questions, each about a part of the complaint that is considered (SM-3.15)."""
    asked = [each for each in facts.questions if each.question]
    if not asked or any(each.component is None for each in asked):
        words = "Choose the component that each question is about." if asked else "Ask at least one question."
        return not_met("questions", words, "SM-3.15", kind="policy", needs=("questions",))
    return met("questions", "Each question is about a component.", "SM-3.15", kind="policy")


def _standard_named(facts: AdviceRequest, about: About) -> Finding:
    if given_standards(about) and not facts.standard_given:
        words = f"Say in the request that they gave a standard: {'; '.join(given_standards(about))}."
        return not_met("standard_named", words, "SM-3.39", kind="policy", needs=("standard_given",))
    return met("standard_named", "No standard of theirs is left out.", "SM-3.39", kind="policy")


def _comments_named(facts: AdviceRequest, about: About) -> Finding:
    if comments_on_file(about) and not facts.their_comments:
        words = "They commented on the approach they took. Put those comments into the request."
        return not_met("comments_named", words, "SM-3.39", kind="policy", needs=("their_comments",))
    return met("comments_named", "No comment of theirs is left out.", "SM-3.39", kind="policy")


def _suitable(facts: AdviceRequest, about: About) -> Finding:
    """A clinician who is suitably qualified and experienced (SM-3.37). A follow-up goes to the one who was found so."""
    gate = "suitable_adviser"
    if facts.specialty is None:
        return not_met(gate, "Name the specialty that is needed.", "SM-3.37", kind="policy", needs=("specialty",))
    if addressee(facts, about) is None or (facts.follow_up_to is not None and facts.adviser is None):
        return met(gate, "No other adviser is assigned.", "SM-3.37", kind="policy")
    needs = tuple(name for name in ("adviser_specialty", "adviser_experience") if not getattr(facts, name))
    if needs:
        return not_met(gate, "Give the adviser's specialty and experience.", "SM-3.37", kind="policy", needs=needs)
    if _plain(facts.adviser_specialty) != _plain(facts.specialty):
        words = f"The adviser's specialty is {facts.adviser_specialty}, and {facts.specialty} is needed. Assign another adviser."
        return not_met(gate, words, "SM-3.37", kind="policy", needs=("adviser",))
    return met(gate, "The adviser has the specialty that is needed.", "SM-3.37", kind="policy")


def _format(facts: AdviceRequest) -> Finding:
    wanted = suggested(facts).choice
    if wanted == "written" and facts.format == "documented_discussion":
        words = "Consider written advice: it suits a long period or complex treatment."
        return not_met("format", words, "SM-3.14", needs=("format",))
    return met("format", "The format fits.", "SM-3.14")


def _waits(facts: AdviceRequest, about: About) -> Finding:
    first = _entry(about, facts.waits_for)
    if first is not None and first.received_on is None:
        words = f"It waits for the advice of request {facts.waits_for}, which is outstanding."
        return not_met("waits_for", words, "SM-3.16", needs=("waits_for",))
    return met("waits_for", "It waits for no other advice.", "SM-3.16")


def _received(facts: AdviceRequest) -> tuple[Finding, ...]:
    """The advice makes clear if there is a relevant standard; else the adviser is asked (SM-3.49)."""
    if facts.received_on is None:
        return ()
    if facts.relevant_standard is None:
        words = "Does the advice say that there is a relevant standard: yes, no, or unclear?"
        return (not_met("relevant_standard", words, "SM-3.49", kind="policy", needs=("relevant_standard",)),)
    return (met("relevant_standard", "It says if there is one, or is being clarified.", "SM-3.49", kind="policy"),)


def _challenged(facts: AdviceRequest) -> Finding:
    if facts.inconsistent and not facts.challenge:
        words = "The advice seems inconsistent or needs explaining: question or challenge it, and record that."
        return not_met("challenge", words, "SM-3.18", kind="policy", needs=("challenge",))
    return met("challenge", "No question about the advice is open.", "SM-3.18", kind="policy")


def _quality(facts: AdviceRequest) -> Finding:
    if facts.quality_concern and not (facts.clinician and facts.clinician_on):
        words = "There is a concern about the quality of the advice: discuss it with a lead clinician, and record who and when."
        return not_met("quality_concern", words, "SM-3.20", kind="policy", needs=("clinician", "clinician_on"))
    return met("quality_concern", "No concern about the quality waits to be discussed.", "SM-3.20", kind="policy")


def _name(facts: AdviceRequest) -> Finding:
    if facts.name_asked and not facts.explained_not_named:
        words = "They ask for the adviser's name: explain that we do not name advisers, and record how you did."
        return not_met("adviser_not_named", words, "SM-3.21", kind="policy", needs=("explained_not_named",))
    return met("adviser_not_named", "No request for the adviser's name waits.", "SM-3.21", kind="policy")


def _conference(facts: AdviceRequest, about: About) -> tuple[Finding, ...]:
    """Several advisers: would a case conference be helpful (SM-3.16)?"""
    others = {_plain(each.facts.specialty) for each in about.entries(KIND)} - {""}
    if len(others | ({_plain(facts.specialty)} - {""})) < 2:
        return ()
    if facts.conference:
        return (met("conference", "A case conference was considered.", "SM-3.16"),)
    return (not_met("conference", "Two advisers or more: is a case conference helpful?", "SM-3.16", needs=("conference",)),)


def _where_it_goes(facts: AdviceRequest, about: About) -> tuple[Finding, ...]:
    rows = []
    if facts.follow_up_to is not None and (who := addressee(facts, about)):
        words = f"A follow-up to request {facts.follow_up_to}. It goes to {who}, who gave the advice."
        rows.append(met("addressee", words, "SM-3.19", kind="policy"))
    if (at := sent(facts, about)) is not None:
        beside = f", together with request {facts.sent_with}" if facts.sent_with else ""
        rows.append(met("sent", f"Sent at {at:%-d %B %Y, %H:%M}{beside}.", "SM-3.16"))
    return tuple(rows)


def _duties(facts: AdviceRequest) -> tuple[Duty, ...]:
    asked = {"asked": facts.name_asked, "to_refer_to_regulator": facts.for_regulator}
    return (*when_asked_for_the_name(NameRequest.model_validate(asked)), *clarify(facts))


def clarify(facts: AdviceRequest) -> tuple[Duty, ...]:
    """Advice that leaves open if there is a relevant standard is clarified with the adviser (SM-3.49)."""
    if facts.relevant_standard != "unclear":
        return ()
    words = "Ask the adviser to make clear if there is a relevant standard."
    return (Duty("clarify_standard", words, "policy", ("SM-3.49",), ("clinical_adviser",)),)


def _entry(about: About, number: int | None) -> AdviceRequest | None:
    found: Iterable[SheetFacts] = about.entries(KIND) if number is not None else ()
    return next((each.facts for each in found if each.entry == number), None)


def _analyses(about: About) -> list[ClinicalAnalysis]:
    return [each.facts for each in about.entries("clinical_analysis") if isinstance(each.facts, ClinicalAnalysis)]


def _plain(text: str | None) -> str:
    return " ".join((text or "").casefold().split())
