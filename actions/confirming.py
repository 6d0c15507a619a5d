"""The answer to 'you mentioned ..., is that right?': yes, no, or something else in its place."""

from __future__ import annotations

from collections.abc import Callable

from actions import answering, check
from actions.applying import apply
from actions.cues import has_cue
from actions.exchange import Exchange
from actions.guessing import would_undo
from actions.heard import say_clauses
from actions.phrasing import clause
from actions.said import said_in
from narrative.answers import Answer
from service_model.facts import FACTS

Settle = Callable[[Exchange, str, Answer], str | None]


def confirm(ex: Exchange, name: str, settle: Settle) -> Answer | str | bool:
    """What the message makes of the open proposal: the answer that now stands, the key of a problem, or True when dealt with."""
    if check.is_open(ex.state) and check.answer(ex):
        return True
    yes = answering.read_bool(ex)
    other = None if ex.message.clicked and yes is not None else answering.read(ex, name, ex.message.text)
    if yes is False and "otherwise" in (ex.state.proposal or {}) and _is_only_no(ex, name):
        return _otherwise(ex, name, settle)
    if name == "organisation" and has_cue("only_mentioned", ex.message.text):
        other = None  # 'not an MP' names nobody in the place of who was offered
    if yes is False and (ex.state.proposal or {}).get("guess") and other and other.value in answering.NO_OPTIONS:
        other = other if name in said_in(ex.message.text) else None  # 'no, not a formal one' denies what we guessed, and no more
    if other and other.status == "answered" and _is_plain(name, other) and not _is_bare(ex, name, yes):
        if would_undo(ex, name, other):
            return True
        return _instead(ex, name, other, settle)
    if other and other.status in ("dont_know", "prefer_not_to_say"):
        ex.state.proposal = None
        answering.settle(ex, name, other)
        return other
    if yes is not None and not check.is_open(ex.state):
        return _confirmed(ex, name) if yes else _denied(ex, name)
    if check.is_open(ex.state):
        return "check_unclear"
    return other.problem if other and other.status == "problem" and other.problem else "choice_unclear"


PLAIN_NO = 5  # words


def _is_only_no(ex: Exchange, name: str) -> bool:
    """'No', 'not yet no'; a longer no may be about something else ('no, they never said owt about a next step')."""
    return len(ex.message.words) <= PLAIN_NO and name not in said_in(ex.message.text)


def _otherwise(ex: Exchange, name: str, settle: Settle) -> Answer | str:
    """A no that leaves one thing only: an answer of theirs that was not the final one."""
    made = Answer("answered", value=(ex.state.proposal or {})["otherwise"], words=ex.message.text)
    ex.state.proposal = None
    ex.state.notes.pop("offered", None)
    problem = settle(ex, name, made)
    if problem is None and ex.message.clicked:
        say_clauses(ex, [clause(name, made.value, ex.script)])
    return problem or made


def propose(ex: Exchange, fact: str | None) -> None:
    """Makes what was read from the story for this fact, if anything, what is asked about."""
    found = ex.state.proposals.get(fact or "")
    stands = fact and found and not found.get("only_in_check") and ex.script.can_propose(fact)
    ex.state.proposal = {"fact": fact, **found} if stands and found else None


def _instead(ex: Exchange, name: str, other: Answer, settle: Settle) -> Answer | str:
    ex.state.proposal = None
    ex.state.notes.pop("offered", None)
    return other if settle(ex, name, other) is None else "choice_unclear"


def _confirmed(ex: Exchange, name: str) -> Answer:
    proposal = ex.state.proposal or {}
    ex.state.proposal = None
    apply(ex, name, proposal["value"], source="read_and_confirmed", words=proposal.get("said") or proposal["words"])
    return Answer("answered", value=proposal["value"])


def _denied(ex: Exchange, name: str) -> bool:
    ex.state.proposal = None
    ex.state.proposals.pop(name, None)
    ex.say("utter_proposal_denied")
    ex.ask(name)
    return True


def _is_bare(ex: Exchange, name: str, yes: bool | None) -> bool:
    """Only a yes or a no, with nothing in its place: 'yes that's right'. A text may begin with yes and go on."""
    longest = 5 if FACTS[name].kind in ("text", "choice", "bool", "name") else 3
    return yes is not None and len(ex.message.words) <= longest and (yes or FACTS[name].kind in ("text", "bool", "name"))


def _is_plain(name: str, answer: Answer) -> bool:
    return name != "organisation" or bool(isinstance(answer.value, dict) and answer.value.get("body"))
