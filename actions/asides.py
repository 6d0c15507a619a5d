"""What people say beside the answer: why do you ask, say that again, a person please, large print, stop."""

from __future__ import annotations

from collections.abc import Callable

from actions import answering
from actions.applying import apply
from actions.cues import first_cue
from actions.exchange import Exchange
from actions.explaining import reason_for
from actions.judging import complaint_of, judge
from actions.state import State
from actions.summary import summarise
from service_model.casework.support import ways_to_help

STRONG = {
    "privacy", "ask_why", "ask_human", "go_back", "repeat_question", "start_again", "stop", "request_adjustment", "ask_support",
}  # fmt: skip
QUESTIONS = {"check_eligibility", "ask_process", "ask_time_limit", "ask_mp", "check_status", "request_review"}
WEAK = QUESTIONS | {
    "greet", "thanks", "abuse", "out_of_scope", "give_compliment", "bot_challenge", "complain_about_us", "make_complaint",
}  # fmt: skip
LONG = 25  # words; a longer message tells the story, it is not an aside
SHORT = 12


def strong_aside(ex: Exchange) -> bool:
    """Handles what must not be mistaken for an answer. Returns True when the message was one."""
    intent = _strong_intent(ex)
    if intent is None or (intent in ("request_adjustment", "ask_support") and ex.state.asked == "adjustments"):
        return False
    _HANDLERS[intent](ex)
    return True


def weak_aside(ex: Exchange) -> bool:
    """Answers a question or a remark in the middle of a question, when it did not answer the question itself."""
    intent = ex.message.sure_intent
    response = _remark(ex, intent or "") if intent in WEAK else ""
    if not ex.script.has(response):
        return False
    if ex.fact and ex.fact.kind == "text" and len(ex.message.words) > SHORT:
        return False
    ex.say(response)
    ex.ask_again()
    return True


def _remark(ex: Exchange, intent: str) -> str:
    if intent == "out_of_scope":
        topic = first_cue("topics", ex.message.text)
        return f"utter_out_of_scope_{topic}" if topic else "utter_out_of_scope"
    return {"greet": "utter_greet_again", "give_compliment": "utter_compliment"}.get(intent, f"utter_{intent}")


def is_question(ex: Exchange) -> bool:
    """Does the person ask us something, so that it should not be taken for an answer?"""
    return ex.message.sure_intent in QUESTIONS and ex.message.text.rstrip().endswith("?") and len(ex.message.words) <= LONG


def _strong_intent(ex: Exchange) -> str | None:
    message = ex.message
    if message.clicked:
        return message.intent if message.intent in STRONG else None
    if len(message.words) > LONG:
        return None
    cue = first_cue("asides", message.text)
    if cue == "privacy" and ex.fact and ex.fact.kind == "text" and "?" not in message.text:
        return None  # 'that they dont tell anyone' is what the person wants, not a question to us
    if cue:
        return cue
    intent = message.sure_intent
    if intent not in STRONG or len(message.words) > SHORT or (ex.fact and ex.fact.kind in ("text", "name", "organisation")):
        return None
    if intent in ("stop", "start_again") or message.confidence < 0.8:
        return None
    answer = answering.read(ex, ex.state.asked, message.text) if ex.state.asked else None
    return None if answer and answer.status == "answered" and "?" not in message.text else intent


def explain(ex: Exchange) -> None:
    """Why the open question is asked."""
    reason = reason_for(ex)
    if reason:
        ex.say("utter_explain_why", why=reason)
    else:
        ex.say("utter_explain_why_default")
    ex.ask_again()


def human(ex: Exchange) -> None:
    """How to reach a person."""
    ex.say("utter_ask_human")
    ex.ask_again()


def _privacy(ex: Exchange) -> None:
    ex.say("utter_privacy")
    ex.ask_again()


def _repeat(ex: Exchange) -> None:
    ex.ask_again(lead="utter_repeat")


def go_back(ex: Exchange) -> None:
    """To the last answer, to give another."""
    earlier = [name for name in ex.state.history if name not in ("consent_to_process", ex.state.asked)]
    if not earlier:
        ex.say("utter_nothing_to_go_back_to")
        ex.ask_again()
        return
    back_to = earlier[-1]
    ex.state.history.remove(back_to)
    ex.ask(back_to)
    ex.ask_again(lead="utter_went_back")


def _adjustment(ex: Exchange) -> None:
    note_adjustment(ex, ex.message.text)
    ex.say("utter_noted_adjustment")
    ex.ask_again()


def _support(ex: Exchange) -> None:
    """Help with complaining: noted in their words for a caseworker to agree on, with who else can help (SM-1.40, 1.41)."""
    note_adjustment(ex, ex.message.text)
    ways = {way.name: way for way in ways_to_help(complaint_of(ex.state), judge(ex.state, today=ex.today)[0], today=ex.today)}
    found = [each for name in ("advocacy", "contact_an_mp") if name in ways for each in ways[name].signposts]
    ex.say("utter_support")
    if found:
        ex.say("utter_support_who", signposts="\n".join(f"{each.body}: {each.why} {each.contact}" for each in found))
    if "contact_an_mp" in ways:
        ex.say("utter_support_mp")
    ex.ask_again()


def note_adjustment(ex: Exchange, words: str) -> None:
    """Appends what the person needs to what they asked for before, in their own words (SM-1.42)."""
    before = ex.state.answers.get("adjustments")
    if words and words != before:
        kept = f"{before}. {words}" if before and before != answering.NONE_NEEDED else words
        apply(ex, "adjustments", kept)


def stop(ex: Exchange) -> None:
    """Asks whether to stop; after the case was sent, says how it stands."""
    if ex.state.submission == "sent":
        ex.say("utter_stop_after_submission", reference=ex.state.reference)
        return
    ex.state.notes["stopping"] = True
    ex.say("utter_confirm_stop")
    ex.asked_already = True


def stopping(ex: Exchange) -> bool:
    """The answer to 'do you want to stop?'. Returns True when the message was that answer."""
    if not ex.state.notes.pop("stopping", False):
        return False
    message = ex.message
    answer = answering.read_bool(ex)
    if answer is True or (message.clicked and message.intent == "stop"):
        ex.say("utter_stopped")
        end(ex)
        return True
    if answer is False:
        ex.ask_again(lead="utter_carry_on")
        return True
    return False


def end(ex: Exchange) -> None:
    """Nothing more is asked and nothing is sent."""
    ex.state.submission = "stopped"
    ex.ask(None)


def start_again(ex: Exchange) -> None:
    """Forgets everything; the first question follows."""
    ex.state = State(channel=ex.state.channel)
    ex.says.clear()
    ex.say("utter_started_again")


def show_summary(ex: Exchange) -> None:
    """What has been written down so far."""
    ex.say("utter_summary", summary=summarise(ex.state, ex.script))
    ex.ask_again()


def ask_what_to_change(ex: Exchange) -> None:
    """Which answer should be changed."""
    ex.state.changing = bool(ex.state.asked)
    ex.say("utter_change_what" if ex.state.asked else "utter_default")
    ex.asked_already = True


def not_understood(ex: Exchange) -> None:
    """Nothing else fits."""
    if ex.state.submission == "sent":
        ex.say("utter_already_submitted", reference=ex.state.reference)
    else:
        ex.say("utter_default")
    ex.ask_again()


_HANDLERS: dict[str, Callable[[Exchange], None]] = {
    "ask_why": explain, "privacy": _privacy, "ask_human": human, "repeat_question": _repeat, "go_back": go_back,
    "request_adjustment": _adjustment, "ask_support": _support, "stop": stop, "start_again": start_again,
}  # fmt: skip
