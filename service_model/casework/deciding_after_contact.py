"""The order of the tests, proposing or declining, and when more is needed (SM-2.198, 2.200 to 2.204, 2.223 to 2.225)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal

from pydantic import Field

from service_model.authorities import PHSO
from service_model.authority import Authority
from service_model.casework.primary_contact import FirstContactFacts, enough_calls, tried_before_acting
from service_model.casework.telling import not_all_told
from service_model.determination import Finding, Status
from service_model.duties import Duty, Recommendation
from service_model.findings import cannot_tell, met, not_met
from service_model.record import Part

ORDER = "order_of_the_tests"
_RANK = {"none": 0, "specific": 1, "general": 2}


class RecordedTests(Part):
    """What the caseworker recorded for each test, by its name in the authority's file. A test that is absent is not recorded."""

    results: Mapping[str, Status] = Field(default_factory=dict)


class DecidingFacts(Part):
    """Where a primary investigation stands once contact was made or tried."""

    contact: FirstContactFacts = Field(default_factory=lambda: FirstContactFacts.model_validate({}))
    enough_to_decide: bool | None = None
    decision: Literal["decline", "propose"] | None = None
    still_missing: tuple[str, ...] = Field((), description="The information or evidence that is lacking")
    asked_without_answer: bool | None = Field(None, description="They were reached and asked, and did not give it")
    complainant_told_on: date | None = Field(None, description="The decision, or that more is needed, went to the complainant")
    organisations_asked: tuple[str, ...] = Field((), description="Organisations that were asked for information")
    organisations_told: tuple[str, ...] = Field((), description="Those of them that were told of the decision")
    closed_as_withdrawn_on: date | None = None
    contacted_again_on: date | None = None
    previous_caseworker: str | None = Field(None, max_length=200)


class EvidenceRequest(Part):
    """A request for evidence to an organisation or a complainant."""

    to: str = Field(max_length=300)
    relevance: str | None = Field(None, max_length=2000, description="Why the evidence matters to the case")


def may_send(request: EvidenceRequest) -> Finding:
    """A request for evidence explains why it is relevant to the case (SM-2.198)."""
    if request.relevance:
        return met("evidence_request", "It says why the evidence is relevant.", "SM-2.198", kind="policy")
    reason = "Say why the evidence is relevant to the case."
    return not_met("evidence_request", reason, "SM-2.198", kind="policy", needs=("relevance",))


def may_record(test: str, recorded: RecordedTests, authority: Authority = PHSO) -> Finding:
    """Remit and the suitability of the person come first, before any other decision (SM-2.200).

    'Cannot tell' is not an answer yet. Raises ValueError for a test that the authority does not have.
    """
    tests = authority.primary_tests
    if test not in tests:
        raise ValueError(f"{test!r} is not a test here. Choose one of {', '.join(tests)}.")
    open_first = tuple(name for name in _unsettled(recorded, authority) if tests[name].first)
    if tests[test].first or not open_first:
        return met(ORDER, "This test may be answered now.", "SM-2.200", kind="policy")
    reason = f"First answer: {'; '.join(tests[name].title for name in open_first)}."
    return not_met(ORDER, reason, "SM-2.200", kind="policy", needs=open_first)


def may_propose(recorded: RecordedTests, authority: Authority = PHSO) -> Finding:
    """Every required test is fully considered before an investigation is proposed (SM-2.202).

    A test recorded as 'cannot tell' is not considered to its end. What is not met is the caseworker's to weigh.
    """
    tests = authority.primary_tests
    left = _unsettled(recorded, authority)
    if not left:
        return met("every_test_considered", "Every test has a result.", "SM-2.202", kind="policy")
    reason = f"Still to be considered: {'; '.join(tests[name].title for name in left)}."
    return not_met("every_test_considered", reason, "SM-2.202", kind="policy", needs=left)


def ranked_reasons(reasons: Iterable[str], authority: Authority = PHSO) -> tuple[str, ...]:
    """Reasons to decline, the one to use first: what the law keeps out, then specific, then general discretion (SM-2.204).

    Reasons are named by the test that is not met; within one kind they keep the order of the tests.
    """
    tests = authority.primary_tests
    places = {name: place for place, name in enumerate(tests)}
    return tuple(sorted(set(reasons), key=lambda name: (_RANK[tests[name].discretion], places[name])))


def reason_to_decline(recorded: RecordedTests, authority: Authority = PHSO) -> Recommendation:
    """The single reason to give, of the tests that are not met, with its closure code where there is one (SM-2.203, 2.204)."""
    found = ranked_reasons((name for name, status in recorded.results.items() if status == "not_met"), authority)
    if not found:
        none = "No test that was recorded is a reason to decline."
        return Recommendation("reason_to_decline", None, none, ("SM-2.203",), "policy")
    first = authority.primary_tests[found[0]]
    code = authority.closure_codes.get(first.closure_code or "")
    reason = f"Reason: {first.title}." + (f" Close as '{code}'." if code else "")
    if len(found) > 1:
        reason += f" It goes before {', '.join(authority.primary_tests[name].title for name in found[1:])}."
    return Recommendation("reason_to_decline", found[0], reason, ("SM-2.203", "SM-2.204", first.paragraph), "policy")


def organisations_to_tell(facts: DecidingFacts) -> tuple[Duty, ...]:
    """An organisation that was asked for information is told when the case is declined (SM-2.198)."""
    if facts.decision != "decline":
        return ()
    waiting = (name for name in dict.fromkeys(facts.organisations_asked) if name not in facts.organisations_told)
    return tuple(
        Duty("tell_organisation_of_decline", f"Tell {name} of the decision.", "policy", ("SM-2.198",), ("organisation",))
        for name in waiting
    )


def _complainant_to_tell(facts: DecidingFacts) -> tuple[Duty, ...]:
    told = Duty("tell_the_decision", "Tell the complainant of the decision.", "policy", ("SM-2.223",), ("complainant",))
    return () if facts.complainant_told_on else (told,)


def may_close(facts: DecidingFacts) -> Finding:
    """Only once the complainant, and each organisation that was asked for information, has been told (SM-2.198, 2.223)."""
    if facts.decision is None:
        return cannot_tell("may_close", "No decision is recorded.", "SM-2.223", kind="policy", needs=("decision",))
    if waiting := (*_complainant_to_tell(facts), *organisations_to_tell(facts)):
        return not_all_told("may_close", waiting)
    return met("may_close", "Everyone who has to know the decision has been told.", "SM-2.198", "SM-2.223", kind="policy")


def after_contact(facts: DecidingFacts, authority: Authority = PHSO) -> Recommendation:
    """Enough to decide, or more needed: decide and tell them; or tell them and close as withdrawn (SM-2.218, 2.223, 2.224).

    No decision before contact or attempts (SM-2.217). Withdrawn only after contact failed: with someone we can speak to, what
    is missing is asked for.
    """
    if facts.enough_to_decide is None:
        why = "Is there enough information and evidence to decide?"
        return _after(None, why, ("SM-2.218",), needs=("enough_to_decide",))
    if facts.enough_to_decide:
        tried = tried_before_acting(facts.contact, authority)
        if tried.status != "met":
            return _after("try_to_reach_them", tried.reason, tried.paragraphs, needs=tried.needs)
        return _after("decide", "There is enough to decide.", ("SM-2.223",), _complainant_to_tell(facts))
    if not facts.still_missing:
        return _after(None, "Record what is missing.", ("SM-2.224",), needs=("still_missing",))
    reached = any(each.reached for each in facts.contact.attempts)
    if reached and not facts.asked_without_answer:
        return _after("ask_for_it", "They can be reached. Ask them for what is missing.", ("SM-2.219", "SM-2.224"))
    if not reached and (calls := enough_calls(facts.contact, authority)).status != "met":
        return _after("try_to_reach_them", calls.reason, ("SM-2.217", "SM-2.218"))
    if facts.complainant_told_on is None:
        what = f"Tell the complainant that we need more before we can decide: {', '.join(facts.still_missing)}."
        letter = Duty("tell_more_is_needed", what, "policy", ("SM-2.224",), ("complainant",))
        why = "Information is missing, and trying to get it from them has failed."
        return _after("tell_more_is_needed", why, ("SM-2.224",), (letter,))
    code = authority.closure_codes["withdrawn"]
    return _after("close_as_withdrawn", f"They have been told that more is needed. Close as '{code}'.", ("SM-2.224",))


def closure_codes_offered(facts: DecidingFacts, authority: Authority = PHSO) -> tuple[str, ...]:
    """After failed contact, with information missing and the complainant told: 'withdrawn' and no other (SM-2.224)."""
    closing = after_contact(facts, authority).choice == "close_as_withdrawn"
    return (authority.closure_codes["withdrawn"],) if closing else ()


def back_after_withdrawn(facts: DecidingFacts) -> Duty | None:
    """Contact after 'withdrawn': the caseworker who had it arranges a new case, linked to the old one (SM-2.225)."""
    closed, again = facts.closed_as_withdrawn_on, facts.contacted_again_on
    if closed is None or again is None or again < closed:
        return None
    who = facts.previous_caseworker or "the caseworker who had it"
    what = f"{who}: arrange for a new case, linked to the one closed as withdrawn."
    return Duty("new_case_after_withdrawn", what, "guidance", ("SM-2.225",), ("caseworker",))


def _unsettled(recorded: RecordedTests, authority: Authority) -> tuple[str, ...]:
    return tuple(name for name in authority.primary_tests if recorded.results.get(name, "cannot_tell") == "cannot_tell")


def _after(
    choice: str | None, reason: str, paragraphs: tuple[str, ...], duties: tuple[Duty, ...] = (), needs: tuple[str, ...] = ()
) -> Recommendation:
    return Recommendation("after_contact", choice, reason, paragraphs, "policy", needs=needs, duties=duties)
