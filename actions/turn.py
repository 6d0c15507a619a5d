"""One turn of the conversation: a message and the state in, what to say and the new state out. Pure but for the clock
that stamps consents; it knows nothing of Rasa."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from actions import answering, asides, corrections, proposals
from actions.applying import apply
from actions.cues import has_cue
from actions.exchange import Exchange, TurnResult
from actions.extras import has_contacts, name_only, take_extras
from actions.judging import judge
from actions.message import Message
from actions.organisation import settle_organisation
from actions.repair import repair
from actions.safe_ways import choose_again_if_unsafe
from actions.script import Script
from actions.state import State
from actions.story import after_story, is_no_story
from actions.summary import summarise
from actions.telling import outcome_words, say_tidily, tell_outcome
from narrative.answers import Answer
from service_model.facts import FACTS

if TYPE_CHECKING:
    from narrative.reader import Reader


def take_turn(state: State, message: Message, *, today: date, reader: Reader, script: Script) -> TurnResult:
    """Takes one message. Returns what to say, the fact to ask next (None: the talk is over) and the new slots."""
    ex = Exchange(state, message, today, reader, script)
    proposals.add_signals(ex, message.signals)
    if state.submission == "stopped" and message.intent in ("start_intake", "make_complaint", "greet"):
        state = ex.state = State(channel=state.channel)
    if state.submission is not None:
        return ex.result()
    if state.asked is None or message.intent == "start_intake":
        _go_on(ex)
        return ex.result()
    done = any(step(ex) for step in STEPS)
    if not done:
        repair(ex, "choice_unclear")
    if ex.state.notes.pop("corrected", None) or ex.state.notes.pop("answered", None):
        _go_on(ex)
    return ex.result()


def _empty(ex: Exchange) -> bool:
    if ex.message.clicked or any(letter.isalnum() for letter in ex.message.text):
        return False
    repair(ex, "empty")
    return True


def _question_back(ex: Exchange) -> bool:
    return asides.is_question(ex) and asides.weak_aside(ex)


def _answer(ex: Exchange) -> bool:
    """Takes the message as the answer to the open question; on trouble says what is wrong and asks again."""
    name = ex.state.asked or ""
    if ex.state.proposal and ex.state.proposal.get("fact") == name:
        return _confirm(ex, name)
    if name == "story" and is_no_story(ex):
        return asides.weak_aside(ex) or _repaired(ex, "story_short")
    answer = answering.read(ex, name, _own_words(ex, name))
    problem = _settle(ex, name, answer)
    if problem is None:
        return _answered(ex, name, answer)
    return problem == "offered" or asides.weak_aside(ex) or _repaired(ex, problem)


def _own_words(ex: Exchange, name: str) -> str:
    text = ex.message.text
    return name_only(text) if name in ("name",) and not ex.message.clicked and has_contacts(ex, text) else text


def _settle(ex: Exchange, name: str, answer: Answer) -> str | None:
    if name == "organisation" and answer.status not in ("dont_know", "prefer_not_to_say"):
        return settle_organisation(ex, answer)
    if name == "confirm_summary" and not ex.message.clicked and corrections.from_the_recap(ex):
        return "offered"
    if name == "confirm_summary" and answer.status == "answered" and answer.value == "change":
        ex.state.changing = True
        ex.say("utter_change_what")
        ex.asked_already = True
        return "offered"
    if name == "consent_to_process" and not (answer.status == "answered" and _is_explicit(ex)):
        return "consent_unclear"
    return answering.settle(ex, name, answer)


def _is_explicit(ex: Exchange) -> bool:
    """A consent is a clear yes or no, never read between the lines (SM-1.61)."""
    return ex.message.clicked or has_cue("plain_yes_or_no", ex.message.text) or ex.message.sure_intent in ("affirm", "deny")


def _confirm(ex: Exchange, name: str) -> bool:
    """The answer to 'you mentioned ..., is that right?': yes, no, or something else instead."""
    proposal = ex.state.proposal or {}
    yes = answering.read_bool(ex)
    other = None if ex.message.clicked and yes is not None else answering.read(ex, name, ex.message.text)
    if other and other.status == "answered" and _is_plain(ex, name, other) and not _is_bare(ex, name, yes):
        ex.state.proposal = None
        return _answered(ex, name, other) if _settle(ex, name, other) is None else _repaired(ex, "choice_unclear")
    if other and other.status in ("dont_know", "prefer_not_to_say"):
        ex.state.proposal = None
        answering.settle(ex, name, other)
        return _answered(ex, name, other)
    if yes is True:
        ex.state.proposal = None
        apply(ex, name, proposal["value"], source="read_and_confirmed", words=proposal["words"])
        return _answered(ex, name, Answer("answered", value=proposal["value"]))
    if yes is False:
        ex.state.proposal = None
        ex.state.proposals.pop(name, None)
        ex.say("utter_proposal_denied")
        ex.ask(name)
        return True
    if other and other.status == "problem" and other.problem:
        return _repaired(ex, other.problem)
    return asides.weak_aside(ex) or _repaired(ex, "choice_unclear")


def _is_bare(ex: Exchange, name: str, yes: bool | None) -> bool:
    """Only a yes or a no, with nothing in its place: 'yes that's right'. A text may begin with yes and go on."""
    longest = 5 if FACTS[name].kind == "text" else 3
    return yes is not None and len(ex.message.words) <= longest and (yes or FACTS[name].kind == "text")


def _is_plain(ex: Exchange, name: str, answer: Answer) -> bool:
    return name != "organisation" or bool(isinstance(answer.value, dict) and answer.value.get("body"))


def _answered(ex: Exchange, name: str, answer: Answer) -> bool:
    ex.state.notes["answered"] = name
    ex.state.misunderstood = 0
    if name == "story":
        after_story(ex)
    elif answer.status in ("dont_know", "prefer_not_to_say"):
        _accept_silence(ex, answer.status)
    elif not ex.message.clicked:
        take_extras(ex, name)
    if name == "safe_contact":
        choose_again_if_unsafe(ex)
    if name == "injustice" and answer.status == "answered":
        ex.say("utter_acknowledge_harm")
    if name == "consent_to_obtain" and answer.value is False:
        ex.say("utter_refused_consent_to_obtain")
    return True


def _accept_silence(ex: Exchange, status: str) -> None:
    """Says now and then that not knowing, or not saying, is all right; not after every single answer."""
    count = int(ex.state.notes.get("silences", 0))
    ex.state.notes["silences"] = count + 1
    if count % 3 == 0:
        ex.say("utter_cannot_say" if status == "dont_know" else "utter_prefer_not_to_say")


def _repaired(ex: Exchange, problem: str) -> bool:
    repair(ex, problem)
    return True


STEPS: tuple[Callable[[Exchange], bool], ...] = (
    asides.stopping, _empty, asides.strong_aside, corrections.corrected, _question_back, _answer,
)  # fmt: skip


FIRST_OF_THE_CASE = ("injustice", "name")  # once the outcome is told: what the caseworker needs


def _go_on(ex: Exchange) -> None:
    """Says what follows from what is now known and finds the next question."""
    state = ex.state
    if state.answers.get("consent_to_process") is False:
        _refused(ex)
        return
    determination, next_fact = judge(state, today=ex.today)
    ex.determination = determination
    if tell_outcome(ex, determination):
        for name in ("wants_caseworker", "confirm_summary"):
            if name in state.answers:
                state.forget(name)
                determination, next_fact = judge(state, today=ex.today)
    if state.answers.get("wants_caseworker") is False:
        say_tidily(ex, "utter_nothing_sent", outcome_words(determination))
        asides.end(ex)
        return
    if determination.outcome == "enquiry" and next_fact == "wants_caseworker":
        next_fact = None  # it is recorded as an enquiry and nobody asked for more (SM-1.4)
    if next_fact in FIRST_OF_THE_CASE and not state.notes.get("announced"):
        state.notes["announced"] = True
        ex.say("utter_few_more")
    still_open = next_fact is not None and next_fact == state.asked and next_fact != "confirm_summary"
    ex.ask(next_fact)
    _propose(ex, next_fact)
    if still_open:
        ex.ask_again()
    if next_fact == "confirm_summary":
        state.summary = summarise(state, ex.script)


def _propose(ex: Exchange, fact: str | None) -> None:
    found = ex.state.proposals.get(fact or "")
    ex.state.proposal = {"fact": fact, **found} if fact and found else None


def _refused(ex: Exchange) -> None:
    """No consent: nothing is kept, and the person is told how else to reach us (SM-1.61)."""
    channel = ex.state.channel
    ex.state = State(channel=channel)
    ex.say("utter_refused_consent")
    asides.end(ex)
