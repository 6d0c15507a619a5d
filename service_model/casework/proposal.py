"""The proposal to investigate: who gets the letter, and when an investigation may be confirmed (SM-3.73 to 3.75, 3.78)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from pydantic import Field

from service_model.authorities import PHSO
from service_model.authority import Authority
from service_model.casework.proposal_addressees import CommentEntry
from service_model.deadlines import due, london_day
from service_model.determination import Finding
from service_model.duties import Duty, Mp, Party, Recommendation
from service_model.findings import cannot_tell, met, not_met, unique
from service_model.record import Part

Other = Literal["aggrieved", "representative", "advocate", Mp]
Invited = Literal["organisation", "named_person", "contractor", "second_tier", "other_handler", "complainant", Other]
THEIR_SIDE: tuple[Invited, ...] = ("complainant", *get_args(Other))


class ProposalFacts(Part):
    """A case thought to need an investigation, and who has a part in it."""

    decided_on: date | None = Field(None, description="The day 'propose to investigate' was saved")
    organisations: tuple[str, ...] = Field((), description="Those we propose to investigate")
    named_persons: tuple[str, ...] | None = Field(None, description="None while nobody has looked for them")
    others: tuple[Other, ...] | None = Field(None, description="Who else is part of the case; None while nobody has looked")


class Extension(Part):
    """More time to comment that somebody asked for, and what was decided about it."""

    agreed: bool | None = Field(None, description="The decision on the request; None while there is none")
    new_date: date | None = None
    reason: str | None = Field(None, max_length=2000)


class Opportunity(Part):
    """One party's opportunity to comment: the letter, any more time, and the reply."""

    party: Invited
    name: str = Field(max_length=300)
    by_law: bool | None = Field(None, description="The law asks for it (`opportunities_of`); None: by who it is")
    sent_on: date | None = None
    extensions: tuple[Extension, ...] = ()
    replied_on: date | None = None
    proceed_without: bool = Field(default=False, description="A named person who cannot be traced (casework.named_persons)")


class ConfirmationFacts(Part):
    """What has to be known before anybody hears that an investigation is confirmed."""

    opportunities: tuple[Opportunity, ...] = ()
    named_persons_checked: bool | None = Field(None, description="Somebody looked if the complaint names anyone")


@dataclass(frozen=True, slots=True)
class CommentDeadline:
    """The last day for comments, and the days it was before more time was agreed, oldest first."""

    current: date
    earlier: tuple[date, ...] = ()


def proposal_letters(facts: ProposalFacts) -> Recommendation:
    """A letter to the organisation and named persons, and to the complainant's side, promptly (SM-3.74, 3.75).

    'Promptly' has no number: each letter is due on the day of the decision; `days_waiting` measures what it waits.
    """
    cites = ("SM-3.74", "SM-3.75")
    asked = ("named_persons", "others", "decided_on")
    needs = (*(() if facts.organisations else ("organisations",)), *(name for name in asked if getattr(facts, name) is None))
    their_side: tuple[Party, ...] = ("complainant", *(facts.others or ()))
    duties = (
        *(_letter("organisation", name, "SM-3.74", facts) for name in facts.organisations),
        *(_letter("named_person", name, "SM-3.74", facts) for name in facts.named_persons or ()),
        *(_letter(party, "the " + party.replace("_", " "), "SM-3.75", facts) for party in their_side),
    )
    choice = None if needs else "send"
    words = "We do not know yet who else has to have the letter." if needs else "Send the letters promptly."
    return Recommendation("proposal_letters", choice, words, cites, "policy", needs=needs, duties=duties)


def _letter(party: Party, name: str, paragraph: str, facts: ProposalFacts) -> Duty:
    words = f"Send the proposal to investigate to {name}."
    return Duty("send_proposal_to_investigate", words, "policy", (paragraph,), to=(party,), by=facts.decided_on)


def days_waiting(decided_on: date, *, sent_on: date | None, today: date) -> int:
    """How many days a proposal letter waited, or has waited so far (SM-3.74, 3.75: promptly)."""
    return max(0, ((sent_on or today) - decided_on).days)


def comment_deadline(opportunity: Opportunity, *, authority: Authority = PHSO) -> CommentDeadline | None:
    """Ten working days after the letter, or the new date agreed since; the earlier ones are kept (SM-3.78)."""
    if opportunity.sent_on is None:
        return None
    current = london_day(due(authority.deadlines["proposal_comments"], opportunity.sent_on))
    earlier: list[date] = []
    for each in opportunity.extensions:
        if each.agreed and each.new_date and each.new_date > current:
            earlier.append(current)
            current = each.new_date
    return CommentDeadline(current, tuple(earlier))


def extension_decided(extension: Extension) -> Finding:
    """More time is considered case by case, so a new date needs a decision (SM-3.78)."""
    if extension.agreed is None:
        words = "Decide the request for more time before the deadline changes."
        return not_met("extension_decided", words, "SM-3.78", kind="policy", needs=("agreed",))
    if not extension.agreed:
        return not_met("extension_decided", "More time was not agreed: the deadline stays.", "SM-3.78", kind="policy")
    if extension.new_date is None:
        return not_met("extension_decided", "Record the new date that was agreed.", "SM-3.78", kind="policy", needs=("new_date",))
    return met("extension_decided", f"More time was agreed, until {extension.new_date:%-d %B %Y}.", "SM-3.78", kind="policy")


def opportunities_of(entries: Sequence[CommentEntry], named_persons: Sequence[str] = ()) -> tuple[Opportunity, ...]:
    """An opportunity to comment for each organisation on the comment list and each named person (SM-3.73, 3.84 to 3.90)."""
    return (
        *(Opportunity(party=each.party, name=each.name, by_law=each.basis == "legal") for each in entries),
        *(Opportunity(party="named_person", name=name, by_law=True) for name in named_persons),
    )


def may_confirm(facts: ConfirmationFacts, *, today: date, authority: Authority = PHSO) -> Finding:
    """May anyone be told that we will investigate? Not before all had their chance, and answered or let it pass (SM-3.73)."""
    if not any(_the_law_asks(each) and each.party != "named_person" for each in facts.opportunities):
        words = "Record the opportunity to comment of each organisation complained about."
        return cannot_tell("may_confirm", words, "SM-3.73", kind="legal", needs=("opportunities",))
    refused = _not_everyone_was_asked(facts)
    if refused is not None:
        return refused
    waiting = [each for each in facts.opportunities if _may_still_comment(each, today, authority)]
    if waiting:
        words = f"Do not say, aloud or in writing, that we will investigate. They may still comment: {_names(waiting)}."
        return not_met("may_confirm", words, "SM-3.73", kind="policy")
    return met("may_confirm", "Everyone has replied, or the time to comment has passed.", "SM-3.73", kind="policy")


def _not_everyone_was_asked(facts: ConfirmationFacts) -> Finding | None:
    """The law's parties first, then whether the complaint names anyone, then the complainant's side (SM-3.73, 3.75, 3.90)."""
    unasked = [each for each in facts.opportunities if each.sent_on is None and each.replied_on is None]
    by_law = [each for each in unasked if not each.proceed_without and _the_law_asks(each)]
    if by_law:
        words = f"The law asks us to let them comment first: {_names(by_law)}."
        return not_met("may_confirm", words, "SM-3.73", kind="legal")
    if not facts.named_persons_checked and not any(each.party == "named_person" for each in facts.opportunities):
        words = "Look if the complaint names anyone: they must be able to comment first."
        return cannot_tell("may_confirm", words, "SM-3.73", "SM-3.90", kind="legal", needs=("named_persons_checked",))
    others = [each for each in unasked if not _the_law_asks(each)]
    if others:
        words = f"The proposal has not been sent to everyone: {_names(others)}."
        cites = unique("SM-3.75" if each.party in THEIR_SIDE else "SM-3.86" for each in others)
        return not_met("may_confirm", words, *cites, kind="policy")
    return None


def silence_until_confirmed(facts: ConfirmationFacts, *, today: date, authority: Authority = PHSO) -> tuple[Duty, ...]:
    """Nobody tells any party that the investigation is confirmed while one of them may still comment (SM-3.73)."""
    open_ones = [each for each in facts.opportunities if _may_still_comment(each, today, authority)]
    if not open_ones:
        return ()
    deadlines = [comment_deadline(each, authority=authority) for each in open_ones]
    last = max(each.current for each in deadlines if each)
    to: tuple[Party, ...] = tuple(dict.fromkeys(each.party for each in facts.opportunities))
    words = "Do not confirm the investigation, aloud or in writing, until everyone has replied or this day has passed."
    return (Duty("do_not_confirm_yet", words, "policy", ("SM-3.73",), to=to, by=last, not_to=True),)


def _the_law_asks(each: Opportunity) -> bool:
    return each.party in ("organisation", "named_person") if each.by_law is None else each.by_law


def _may_still_comment(each: Opportunity, today: date, authority: Authority) -> bool:
    deadline = comment_deadline(each, authority=authority)
    return each.replied_on is None and deadline is not None and today <= deadline.current


def _names(rows: Sequence[Opportunity]) -> str:
    return ", ".join(each.name for each in rows)
