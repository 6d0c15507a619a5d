"""Answers that cannot both be true, said once: for the record that is refused, and for the talk where the newer answer stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from service_model.authority import Authority
from service_model.closed_before import CLOSED_AS_PREMATURE, is_the_same
from service_model.dates import date_range
from service_model.facts import FACTS
from service_model.record import Complaint, Issue


@dataclass(frozen=True, slots=True)
class Pair:
    """`fact` with one of `values` and `other` with one of `others` (empty: any answer) cannot both be so."""

    fact: str
    values: tuple[Any, ...]
    other: str
    others: tuple[Any, ...]
    words: str

    def clashes(self, one: Any, two: Any) -> bool:
        """Do these two answers exclude each other? An answer not given excludes nothing."""
        if one is None or two is None:
            return False
        return (not self.values or one in self.values) and (not self.others or two in self.others)


_NOT_COMPLAINED = "local_stage says that they have not complained to the organisation"
_SELF = "complaining_for is self"
PAIRS = (
    Pair("local_stage", ("not_started",), "complained_on", (), f"{_NOT_COMPLAINED}, but there is a day they complained"),
    Pair("local_stage", ("not_started",), "replied_on", (), f"{_NOT_COMPLAINED}, but there is a day it replied"),
    Pair("local_stage", ("not_started",), "reply_format", (), f"{_NOT_COMPLAINED}, but it replied"),
    Pair("meeting_offered", (False,), "wants_meeting", (True,), "meeting_offered is false, but they want that meeting"),
    Pair("legal_action", ("not_taken", "considering", "brought_against_them", "inquest_only"), "remit_category",
         ("alternative_legal_remedy_achieved",), "remit_category says that a court dealt with it, legal_action says otherwise"),
    Pair("mp_referral", ("not_asked",), "put_to_mp_on", (), "mp_referral says that no MP was asked, but there is a day"),
    Pair("complaining_for", ("self",), "aggrieved_situation", (), f"{_SELF}, but the record speaks of another person"),
    Pair("complaining_for", ("self",), "relationship", (), f"{_SELF}, but there is a relationship to someone"),
    Pair("complaining_for", ("self",), "aggrieved_consent", (), f"{_SELF}, so nobody else's consent is needed"),
    Pair("complaining_for", ("self",), "child_can_complain", (), f"{_SELF}, but the record speaks of a child"),
)  # fmt: skip


def outdated_by(fact: str, answers: Mapping[str, Any]) -> tuple[str, ...]:
    """The facts whose answers cannot stand beside the newest answer, the one to `fact`. They fall, and are asked again.

    >>> outdated_by("local_stage", {"local_stage": "not_started", "replied_on": "2026-01", "aware_on": "2025"})
    ('replied_on',)
    """
    found = []
    for pair in PAIRS:
        if fact in (pair.fact, pair.other) and pair.clashes(answers.get(pair.fact), answers.get(pair.other)):
            found.append(pair.other if fact == pair.fact else pair.fact)
    return tuple(dict.fromkeys(found))


def contradictions(complaint: Complaint, *, authority: Authority) -> Iterator[tuple[str, str]]:
    """Everything in the record that cannot all be true: the field (dotted path) and the contradiction in plain words."""
    for pair in PAIRS:
        for where, holder in _holders(complaint, pair):
            if pair.clashes(getattr(holder, pair.fact), getattr(holder, pair.other)):
                yield f"{where}{pair.other}", f"{pair.words}. Take one of the two out."
    for number, issue in enumerate(complaint.issues):
        yield from _dates(issue, f"issues.{number}.")
        yield from _organisation(issue, f"issues.{number}.", authority)
    yield from _closed_before(complaint)
    yield from _left_open(complaint)


def _holders(complaint: Complaint, pair: Pair) -> list[tuple[str, Complaint | Issue]]:
    """Where both facts of a pair stand: the record itself, or each of its issues."""
    if (FACTS[pair.fact].path or "").startswith("issues."):
        return [(f"issues.{number}.", issue) for number, issue in enumerate(complaint.issues)]
    return [("", complaint)]


def _dates(issue: Issue, where: str) -> Iterator[tuple[str, str]]:
    """Nobody can have complained, or have known, before it began."""
    if issue.event_on is None:
        return
    for name, did in (("complained_on", "complained of it"), ("aware_on", "knew of it")):
        said = getattr(issue, name)
        if said is not None and date_range(said).latest < date_range(issue.event_on).earliest:
            yield f"{where}{name}", f"They {did} ({said}) before it happened ({issue.event_on}). Check both dates."


def _organisation(issue: Issue, where: str, authority: Authority) -> Iterator[tuple[str, str]]:
    if issue.body is None:
        return
    if issue.body not in authority.register.bodies:
        yield f"{where}body", f"{issue.body!r} is not in the register of organisations. Leave it out if you are not sure."
    elif issue.organisation is not None:
        named = authority.register.look(issue.organisation).body
        if named is not None and named.id != issue.body:
            yield f"{where}body", f"body is {issue.body!r}, but organisation ({issue.organisation}) is {named.id!r}."


def _closed_before(complaint: Complaint) -> Iterator[tuple[str, str]]:
    """The day it was closed as premature, said twice: not on two days, nor closed on that day as something else."""
    said, previous = complaint.closed_as_premature_on, complaint.previous_case
    if said is None or previous is None or None in (previous.closed_as, previous.closed_on) or not is_the_same(previous):
        return
    closed_on, field = str(previous.closed_on), "closed_as_premature_on"
    same_day = date_range(said).earliest <= date_range(closed_on).earliest <= date_range(said).latest
    if previous.closed_as in CLOSED_AS_PREMATURE and not same_day:
        yield field, f"{field} is {said}, but by previous_case it was closed as premature on {closed_on}. Check both dates."
    elif previous.closed_as not in CLOSED_AS_PREMATURE and same_day:
        yield field, f"{field} is {said}, but by previous_case it was closed then as {previous.closed_as}. Take one out."


def _left_open(complaint: Complaint) -> Iterator[tuple[str, str]]:
    """What nobody could answer cannot have an answer. Of several issues, one may and another not."""
    for name in complaint.unanswered:
        fact = FACTS.get(name)
        if fact is None:
            yield f"unanswered.{name}", "There is no fact of this name."
            continue
        holders: list[object] = [complaint]
        *parents, last = (fact.path or name).split(".")
        if parents[:1] == ["issues"]:
            holders = list(complaint.issues)
        elif parents:
            holders = [getattr(complaint, parents[0])]
        if holders and all(getattr(holder, last, None) is not None for holder in holders):
            yield f"unanswered.{name}", f"{name} is said to be unanswered, but there is an answer. Take one of the two out."
