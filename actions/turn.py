"""One turn of the conversation: a message and the state in, what to say and the new state out. Pure but for the clock
that stamps consents; it knows nothing of Rasa."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from hashlib import blake2b
from typing import TYPE_CHECKING

from actions import answering, asides, check, corrections, extras, proposals, told_early
from actions.confirming import confirm, propose
from actions.consenting import clear_consent
from actions.cues import has_cue
from actions.exchange import Exchange, TurnResult
from actions.guessing import do_you_mean, forget_guess, was_it_final, would_undo
from actions.heard import say_heard
from actions.implied import knew_at_once, take_implied
from actions.judging import judge
from actions.message import Message
from actions.organisation import settle_organisation
from actions.repair import repair
from actions.safe_ways import choose_again_if_unsafe
from actions.script import Script
from actions.state import State
from actions.stepping import by_its_step
from actions.story import after_story, gather, goes_on, is_no_story, tells_of_a_loss
from actions.summary import summarise
from actions.telling import outcome_words, say_tidily, tell_outcome
from narrative.answers import Answer
from service_model.facts import FACTS

if TYPE_CHECKING:
    from narrative.reader import Reader


def take_turn(state: State, message: Message, *, today: date, reader: Reader, script: Script) -> TurnResult:
    """Takes one message. Returns what to say, the fact to ask next (None: the talk is over) and the new slots."""
    ex = Exchange(state, message, today, reader, script)
    ex.echoed = state.notes.pop("echo", [])
    proposals.add_signals(ex, message.signals)
    if state.submission == "stopped" and message.intent in ("start_intake", "make_complaint", "greet"):
        state = ex.state = State(channel=state.channel)
    if state.submission is not None:
        return ex.result()
    if state.asked is None or message.intent == "start_intake":
        _go_on(ex)
        return ex.result()
    if message.note and state.answers.get("consent_to_process"):
        proposals.propose_from(ex, message.note)
        if message.clicked and message.intent == "repeat_question":
            _go_on(ex)  # the same question, now with what the note says
            return ex.result()
    done = any(step(ex) for step in (ANSWER_ONLY if _said_before(ex) else STEPS))
    if not done:
        repair(ex, "choice_unclear")
    begun_anew = ex.state.asked is None and ex.state.submission is None
    settled = [ex.state.notes.pop(each, None) for each in ("corrected", "answered")]
    if begun_anew or any(settled):
        _go_on(ex)
    return ex.result()


def _said_before(ex: Exchange) -> bool:
    """The same words a third time at one question: whatever they were taken for, it did not help; they are an answer now.

    Only a digest is noted, because words beside the consent are not kept before it is given.
    """
    if ex.message.clicked or not ex.message.text.strip():
        return False
    digest = blake2b(" ".join(ex.message.words).casefold().encode(), digest_size=6).hexdigest()
    rows = ex.state.notes.setdefault("typed", [])
    rows.append(digest)
    del rows[:-MOST_NOTED]
    return bool(rows.count(digest) > 2)


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
        return _confirmed(ex, name)
    text = _own_words(ex, name)
    if name == "organisation":
        if tells_of_a_loss(ex):
            return True
        goes_on(ex)
    if name == "story" and (is_no_story(ex) or "story_bits" in ex.state.notes):
        whole = gather(ex)
        if whole is None:
            return asides.weak_aside(ex) or _more_of_the_story(ex)
        text = whole
    answer = by_its_step(ex, name, answering.read(ex, name, text))
    if would_undo(ex, name, answer):
        return True
    problem = _settle(ex, name, answer)
    if problem is None:
        return _answered(ex, name, answer)
    if problem != "offered" and corrections.told_otherwise(ex):
        return True
    taken = problem == "offered" or _answers_another(ex, name) or asides.weak_aside(ex)
    return taken or told_early.hold(ex) or knew_at_once(ex, name, problem) or do_you_mean(ex, name) or _repaired(ex, problem)


def _more_of_the_story(ex: Exchange) -> bool:
    """One word of it is a beginning; a yes or a hello is not."""
    if "story_bits" not in ex.state.notes:
        return _repaired(ex, "story_short")
    ex.say("utter_story_more")
    ex.asked_already = True
    return True


def _confirmed(ex: Exchange, name: str) -> bool:
    """What was offered, and what became of it."""
    made = confirm(ex, name, _settle)
    if isinstance(made, Answer):
        return _answered(ex, name, made)
    if made is True or (check.is_open(ex.state) and _answers_another(ex, name)) or asides.weak_aside(ex):
        return True
    forget_guess(ex)
    return _repaired(ex, str(made))


def _answers_another(ex: Exchange, name: str) -> bool:
    """'Yes, I got their final letter' to the MP question: kept where it belongs, said back, and the question put again."""
    filled = extras.take_beside(ex, name)
    if not filled:
        return False
    say_heard(ex, name, Answer("unclear"), also=filled)
    ex.state.notes["answered"] = name
    return True


def _own_words(ex: Exchange, name: str) -> str:
    text = ex.message.text
    if ex.message.clicked:
        return text
    if FACTS[name].kind == "date":
        return extras.asked_date(ex, name) or text
    return extras.name_only(text) if name == "name" and extras.has_contacts(ex, text) else text


def _settle(ex: Exchange, name: str, answer: Answer) -> str | None:
    if name == "organisation" and answer.status not in ("dont_know", "prefer_not_to_say"):
        return settle_organisation(ex, answer)
    if name == "confirm_summary" and not ex.message.clicked and corrections.from_the_recap(ex):
        return "offered"
    if name == "confirm_summary" and answer.value == "change" and has_cue("sends", ex.message.text):
        answer = Answer("answered", value="send", words=ex.message.text)  # 'yes correct, send': 'correct' changes nothing
    if name == "confirm_summary" and not ex.message.clicked and has_cue("is_wrong", ex.message.text):
        answer = Answer("answered", value="change", words=ex.message.text)
    if name == "confirm_summary" and answer.status == "answered" and answer.value == "change":
        corrections.which_part(ex)
        return "offered"
    if name == "consent_to_process":
        answer = clear_consent(ex, answer)
        if answer.status != "answered":
            return "consent_unclear"
    return answering.settle(ex, name, answer)


def _answered(ex: Exchange, name: str, answer: Answer) -> bool:
    ex.state.notes["answered"] = name
    ex.state.misunderstood = 0
    if name == "story" or (name == told_early.CONSENT and told_early.take_up(ex)):
        after_story(ex)
    elif answer.status in ("dont_know", "prefer_not_to_say"):
        _accept_silence(ex, answer.status)
    elif not ex.message.clicked:
        say_heard(ex, name, answer, also=[*take_implied(ex, name, answer), *extras.take_extras(ex, name)])
        corrections.told_otherwise(ex)
    if name == "safe_contact":
        choose_again_if_unsafe(ex)
    if name == "adjustments" and answer.status == "answered":
        proposals.add_needs(ex, ex.message.text)
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


ANSWER_ONLY: tuple[Callable[[Exchange], bool], ...] = (asides.stopping, _empty, asides.stops, _answer)
MOST_NOTED = 12  # messages at one question


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
    if not check.offer(ex, next_fact):
        propose(ex, next_fact)
        if was_it_final(ex, next_fact):
            return
        if still_open:
            ex.ask_again()
    if next_fact == "confirm_summary":
        state.summary = summarise(state, ex.script)


def _refused(ex: Exchange) -> None:
    """No consent: nothing is kept, and the person is told how else to reach us (SM-1.61)."""
    channel = ex.state.channel
    ex.state = State(channel=channel)
    ex.say("utter_refused_consent")
    asides.end(ex)
