"""Contact with the complainant at intake: before declining, and when nobody answers (SM-1.6, 1.9, 1.18 to 1.21).

By which way (1.7): `contact_preferences`.
"""

from __future__ import annotations

from datetime import date

from pydantic import Field

from service_model.authorities import PHSO
from service_model.authority import Authority
from service_model.casework.contact_attempts import ContactAttempt
from service_model.deadlines import due, is_over, london_day
from service_model.determination import Finding, Outcome
from service_model.duties import Duty, Party, Recommendation
from service_model.findings import met, not_met
from service_model.record import Part, Person

OUT_OF_REMIT_OR_NOT_READY: tuple[Outcome, ...] = ("out_of_jurisdiction", "out_of_remit", "not_properly_made", "premature")
"""The outcomes with which a case may close on what we hold, when nobody answers (SM-1.19)."""


class ContactFacts(Part):
    """What is known of the contact with one complainant at intake."""

    complainant: Person = Field(default_factory=lambda: Person.model_validate({}))
    arrived_on: date | None = None
    passed_on: date | None = None
    will_not_move_in_time: bool | None = None
    attempts: tuple[ContactAttempt, ...] = ()
    represented: bool | None = None
    enough_information: bool | None = None
    outcome: Outcome | None = None
    decision_sent_on: date | None = None
    asked_on: date | None = None
    deadline: date | None = None
    more_time_asked_until: date | None = None
    more_time_agreed: bool | None = None
    more_time_for_adjustment: bool | None = None
    more_time_reason: str | None = None
    received_on: date | None = None


def contacted_before_declining(facts: ContactFacts) -> Finding:
    """Before an intake caseworker declines a case they must first try to contact the complainant (1.6)."""
    gate = "contacted_before_declining"
    if facts.attempts:
        return met(gate, "Somebody has tried to contact the complainant.", "SM-1.6", kind="policy")
    return not_met(gate, "Try to contact the complainant before you decline the case.", "SM-1.6", kind="policy")


def contact_within_two_weeks(facts: ContactFacts, *, today: date, authority: Authority = PHSO) -> tuple[Duty, ...]:
    """Passed on within two weeks: only the acknowledgement letter. Otherwise contact is a must, whatever follows (1.9).

    It is a must from the day staff say that the case will not move in time, and at the latest on the day after.
    """
    if facts.arrived_on is None:
        return ()
    clock = authority.deadlines["contact_if_not_progressed"]
    if facts.passed_on is not None and not is_over(clock, facts.arrived_on, facts.passed_on):
        return (acknowledgement_letter("SM-1.9"),)
    late = is_over(clock, facts.arrived_on, facts.passed_on or today)
    if any(attempt.reached for attempt in facts.attempts) or not (late or facts.will_not_move_in_time):
        return ()
    what = "Contact the complainant, whatever we decide about the case."
    return (Duty("contact_the_complainant", what, "policy", ("SM-1.9",), ("complainant",)),)


def acknowledgement_letter(paragraph: str) -> Duty:
    """The letter that says their case has arrived and goes on (1.9; 1.29 after a decision by telephone)."""
    what = "Send the acknowledgement letter that fits."
    return Duty("acknowledgement_letter", what, "policy", (paragraph,), ("complainant",))


def when_nobody_answers(facts: ContactFacts, *, today: date, authority: Authority = PHSO) -> Recommendation:
    """What to do after one call that reached nobody: decide, ask for more, or close as withdrawn (1.18 to 1.21)."""
    if not facts.attempts:
        return _step("try_to_contact", "Nobody has tried to contact them yet.", "SM-1.6")
    if any(attempt.reached for attempt in facts.attempts):
        return _step("talk_it_through", "We have spoken to them.", "SM-1.10")
    if all(attempt.reached is None for attempt in facts.attempts):
        why = "Somebody tried to reach them, and how it went is not written down."
        return Recommendation("when_nobody_answers", None, why, ("SM-1.18",), "policy", ("attempts",))
    if facts.enough_information is None:
        why = "One attempt reached nobody. Is there enough information to decide?"
        return Recommendation("when_nobody_answers", None, why, ("SM-1.18",), "policy", ("enough_information",))
    if facts.enough_information:
        return _decide(facts)
    if not facts.complainant.email:
        return _without_email(facts, authority)
    return _by_email(facts, today, authority)


def last_day_for_information(facts: ContactFacts, authority: Authority = PHSO) -> date | None:
    """The day staff set, or one under a week after asking; longer where more time was agreed (1.20)."""
    if facts.asked_on is None:
        return None
    agreed = facts.more_time_asked_until if facts.more_time_agreed else None
    return agreed or facts.deadline or london_day(due(authority.deadlines["further_information"], facts.asked_on))


def more_time(facts: ContactFacts) -> Recommendation:
    """A request for more time is considered with care, most of all as part of a reasonable adjustment (1.20)."""
    if facts.more_time_agreed is None:
        adjusting = "This is part of a reasonable adjustment." if facts.more_time_for_adjustment else "Consider it carefully."
        return Recommendation(
            "more_time", None, f"They ask for more time. {adjusting}", ("SM-1.20",), "policy", ("more_time_agreed",)
        )
    if facts.more_time_agreed is False and facts.more_time_for_adjustment and not facts.more_time_reason:
        why = "More time was asked for as a reasonable adjustment. Say why it is refused."
        return Recommendation("more_time", None, why, ("SM-1.20", "SM-1.42"), "policy", ("more_time_reason",))
    return Recommendation(
        "more_time", "agree" if facts.more_time_agreed else "refuse", "Staff have decided.", ("SM-1.20",), "policy"
    )


def _decide(facts: ContactFacts) -> Recommendation:
    """Enough to find it out of remit or not ready: the decision and its reasons go out, then the case can close (1.19)."""
    if facts.outcome is None:
        return Recommendation("when_nobody_answers", None, "Decide on what we have.", ("SM-1.19",), "policy", ("outcome",))
    if facts.outcome not in OUT_OF_REMIT_OR_NOT_READY:
        return _step("go_on", "What we hold does not show it out of remit or not ready. It is not closed here.", "SM-1.19")
    if facts.decision_sent_on is not None:
        return _step("close", "The decision and its reasons have been sent.", "SM-1.19")
    to: tuple[Party, ...] = ("complainant", "representative") if facts.represented else ("complainant",)
    letter = Duty("decision_with_reasons", "Send the decision and the reasons for it.", "policy", ("SM-1.19",), to)
    return _step("send_the_decision", "There is enough information to decide.", "SM-1.19", letter)


def _without_email(facts: ContactFacts, authority: Authority) -> Recommendation:
    """No email address: write that more is needed, then close as withdrawn at once, unless they have answered (1.21)."""
    if facts.received_on is not None:
        return _step("review_what_came", "The information has come.", "SM-1.21")
    if facts.asked_on is not None:
        return _withdrawn("The letter has gone, and there is no email address.", "SM-1.21", authority)
    letter = Duty(
        "write_for_information", "Write that we need more before we can consider it.", "policy", ("SM-1.21",), ("complainant",)
    )
    return _step("write_for_further_information", "We need more, and hold no email address.", "SM-1.21", letter)


def _by_email(facts: ContactFacts, today: date, authority: Authority) -> Recommendation:
    """An email address: email with a deadline; withdrawn from the day after it, unless more time is asked for (1.20)."""
    last = last_day_for_information(facts, authority)
    if last is None:
        until = london_day(due(authority.deadlines["further_information"], today))
        what = f"Email what is missing, and ask for it by {until:%-d %B %Y}."
        email = Duty("email_for_information", what, "policy", ("SM-1.20",), ("complainant",), by=until)
        return _step("email_for_further_information", "We need more, and hold an email address.", "SM-1.20", email)
    if facts.received_on is not None:
        return _step("review_what_came", "The information has come.", "SM-1.20")
    if facts.more_time_asked_until is not None and more_time(facts).choice is None:
        return _step("decide_more_time", more_time(facts).reason, "SM-1.20")
    if today > last:
        return _withdrawn(f"Nothing came by {last:%-d %B %Y}.", "SM-1.20", authority)
    return _step("wait", f"They have until {last:%-d %B %Y}.", "SM-1.20")


def _withdrawn(why: str, paragraph: str, authority: Authority) -> Recommendation:
    return _step("close_as_withdrawn", f"{why} Close as '{authority.closure_codes['withdrawn']}'.", paragraph)


def _step(choice: str, reason: str, paragraph: str, *duties: Duty) -> Recommendation:
    return Recommendation("when_nobody_answers", choice, reason, (paragraph,), "policy", duties=duties)
