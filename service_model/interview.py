"""Which question comes next: what the rules need, in their order; then what the outcome warrants; and no more (SM-1.14)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from service_model.authorities import PHSO
from service_model.authority import Authority
from service_model.case import Case, case_of
from service_model.determination import Determination
from service_model.facts import FACTS
from service_model.findings import unique
from service_model.record import Complaint

GOES_TO_A_CASEWORKER = (
    "ready_for_triage", "out_of_time", "further_information_required", "joint_working",
    "alternative_legal_remedy", "other_forum",  # a talk with the person comes before either is decided (SM-2.300, 2.315, 3.2)
)  # fmt: skip
_CONTACT = {"phone": ("phone",), "email": ("email",), "post": ("address", "postcode")}


def next_question(
    complaint: Complaint, determination: Determination, *, dialogue: Mapping[str, object], authority: Authority = PHSO
) -> str | None:
    """The next fact to ask, None when there is nothing left. `dialogue` holds the answers to dialogue facts.

    Whatever stands in `complaint.unanswered` is not asked again. Refusing to let us process anything ends the talk (SM-1.61).
    """
    if dialogue.get("consent_to_process") is False or complaint.unanswered.get("consent_to_process"):
        return None
    for fact in ("consent_to_process", "story"):
        if not _settled(fact, complaint, dialogue):
            return fact
    if determination.next_question is not None:
        return determination.next_question
    return next(
        (
            fact
            for fact in _after_the_outcome(complaint, determination, dialogue, authority)
            if not _settled(fact, complaint, dialogue)
        ),
        None,
    )


def questions_ahead(
    complaint: Complaint, determination: Determination, *, dialogue: Mapping[str, object], authority: Authority = PHSO
) -> tuple[str, ...]:
    """What would be asked from here to the end if no answer opened another question, once the rules need no more facts."""
    if determination.next_question is not None:
        return ()
    ahead = _after_the_outcome(_reachable(complaint), determination, dialogue, authority)
    return unique(fact for fact in ahead if not _settled(fact, complaint, dialogue))


def open_questions(complaint: Complaint, determination: Determination, *, authority: Authority = PHSO) -> tuple[str, ...]:
    """Everything a whole case holds that has no answer yet, not even 'I do not know' (SM-1.23)."""
    asked = ("story", *determination.missing, *_whole_case(_case(complaint, authority)))
    return unique(fact for fact in asked if FACTS[fact].path and not _settled(fact, complaint, {}))


def options_for(fact: str, complaint: Complaint, *, authority: Authority = PHSO) -> tuple[str, ...]:
    """The answers that make sense here: out-of-remit categories only of the procedure the complaint falls under (SM-2.2)."""
    options = FACTS[fact].options
    if fact != "remit_category":
        return options
    procedures = {view.procedure for view in _case(complaint, authority).views} - {None}
    categories = authority.remit.categories
    return tuple(
        each for each in options if each not in categories or not procedures or procedures & set(categories[each].procedures)
    )


def _settled(fact: str, complaint: Complaint, dialogue: Mapping[str, object]) -> bool:
    if fact in complaint.unanswered:
        return True
    path = FACTS[fact].path
    return dialogue.get(fact) is not None if path is None else _value(complaint, path) is not None


def _value(complaint: Complaint, path: str) -> object:
    found: object = complaint
    for step in path.split("."):
        if isinstance(found, tuple):
            row = int(step)
            found = found[row] if row < len(found) else None
            continue
        found = getattr(found, step, None)
    return found


def _after_the_outcome(
    complaint: Complaint, determination: Determination, dialogue: Mapping[str, object], authority: Authority
) -> Iterable[str]:
    if determination.outcome is None:
        return ()
    if determination.outcome in GOES_TO_A_CASEWORKER or _on_the_phone_to_us(complaint, determination, authority):
        return _whole_case(_case(complaint, authority))
    if dialogue.get("wants_caseworker") is True:
        return _short_case(complaint)
    return ("wants_caseworker",)


def _on_the_phone_to_us(complaint: Complaint, determination: Determination, authority: Authority) -> bool:
    """Staff write the complaint down for someone on the phone, so the whole case is wanted (SM-1.41, 2.11, 2.60)."""
    return determination.outcome == "not_properly_made" and complaint.channel in authority.channels.spoken


def _whole_case(case: Case) -> Iterator[str]:
    """What a case must hold before it goes on (SM-1.10, 1.12, 1.23, 1.60)."""
    complaint = case.complaint
    yield from ("injustice", "outcome_sought")
    if complaint.outcome_kind is None:  # else they have said already whether money matters
        yield "financial_remedy_sought"
    yield "event_on"
    stages = {issue.local_stage for issue in complaint.issues}
    if stages & {"under_way", "final"}:
        yield "complained_on"
    if "final" in stages:
        yield from ("replied_on", "unhappy_with_reply")
    if complaint.mp_referral in ("referred", "asked"):
        yield "mp_name"
    if complaint.complaining_for == "someone_else":
        yield "aggrieved_name"
        if complaint.aggrieved_situation == "can_complain":
            yield "aggrieved_phone"
    if "prisoner" in case.signals or any(view.kind and view.kind.name == "prison" for view in case.views):
        yield "prison_number"
    yield from ("name", *_contact(complaint))
    yield "phone"
    if complaint.complainant.preferred_contact in (None, "phone"):  # a letter or an email can be read at any hour (SM-1.7)
        yield "contact_times"
    yield from ("safe_contact", "adjustments", "consent_to_obtain", "confirm_summary")


def _short_case(complaint: Complaint) -> Iterator[str]:
    """Enough to ring back: less is recorded when the case plainly cannot go on (SM-1.14)."""
    yield from ("wants_caseworker", "name", *_contact(complaint), "safe_contact", "adjustments", "confirm_summary")


def _contact(complaint: Complaint) -> Iterator[str]:
    """The way they like best; if they would rather not give that, another, so that somebody can answer them (SM-1.7)."""
    yield "preferred_contact"
    first = complaint.complainant.preferred_contact or "phone"
    for way in (first, *(each for each in ("email", "phone", "post") if each != first)):
        yield from _CONTACT[way]
        if any(_value(complaint, f"complainant.{detail}") is not None for detail in _CONTACT[way]):
            return


def _reachable(complaint: Complaint) -> Complaint:
    """The same complaint, if the way the person likes best turns out to reach them: then no other way is asked for."""
    person = complaint.complainant
    way = person.preferred_contact or "email"
    details = dict.fromkeys((name for name in _CONTACT[way] if name not in complaint.unanswered), "-")
    return complaint.model_copy(update={"complainant": person.model_copy(update={"preferred_contact": way, **details})})


def _case(complaint: Complaint, authority: Authority) -> Case:
    return case_of(complaint, today=complaint.received_on or date.min, authority=authority)
