"""What an answer tells of the next questions, so that they are not asked: said back, and easy to put right (SM-1.14, 1.32)."""

from __future__ import annotations

from actions.applying import apply, leave_open
from actions.cues import has_cue
from actions.exchange import Exchange
from narrative.answers import Answer
from narrative.steps import step_in

AT_ONCE = "knew_at_once"  # noted until they say when it happened


def take_implied(ex: Exchange, name: str, answer: Answer) -> list[str]:
    """Fills what follows plainly from the answer to `name`. Returns the facts filled, to be said back."""
    if ex.message.clicked or answer.status != "answered":
        return []
    if name == "aware_on" and _at_once(ex.message.text):
        return _fill(ex, "event_on", ex.state.answers.get("aware_on"))
    if name == "event_on" and ex.state.notes.pop(AT_ONCE, None):
        return _fill(ex, "aware_on", ex.state.answers.get("event_on"))
    if name == "outcome_sought" and ex.state.answers.get("outcome_kind") is None:
        wanted = money_in(ex.message.text)
        return [] if wanted is None else _fill(ex, "financial_remedy_sought", wanted)
    if name in ("preferred_contact", "safe_contact"):
        _leave_out_the_phone(ex)
    return []


def _leave_out_the_phone(ex: Exchange) -> None:
    wanted = ex.state.answers.get("preferred_contact") == "phone" or ex.state.is_settled("phone")
    if not wanted and has_cue("no_phone", ex.message.text):
        leave_open(ex, "phone", "prefer_not_to_say", words=ex.message.text)


def knew_at_once(ex: Exchange, name: str, problem: str) -> bool:
    """'Straight away', to 'when did you first know?': then it is the day it happened that is to be asked."""
    if name != "aware_on" or problem != "date_unclear" or ex.state.is_settled("event_on") or not _at_once(ex.message.text):
        return False
    ex.state.notes[AT_ONCE] = True
    ex.state.misunderstood = 0
    ex.ask("event_on")
    ex.ask_again(lead="utter_knew_at_once")
    return True


def money_in(text: str) -> bool | None:
    """Do they want money? None where they do not say.

    >>> money_in("An apology and my money back"), money_in("It is not about money"), money_in("An apology")
    (True, False, None)
    """
    if has_cue("no_money", text):
        return False
    return True if has_cue("money", text) else None


def _at_once(text: str) -> bool:
    step = step_in(text)
    return step is not None and step.low == step.high == 0


def _fill(ex: Exchange, fact: str, value: object) -> list[str]:
    if value is None or ex.state.is_settled(fact) or apply(ex, fact, value, words=ex.message.text) is not None:
        return []
    return [fact]
