"""What people say beside the answer: why do you ask, say that again, a person please, large print, stop."""

from __future__ import annotations

from collections.abc import Callable

from actions import answering, ways
from actions.cues import first_cue, has_cue
from actions.elsewhere import signposts_in
from actions.exchange import Exchange
from actions.proposals import add_signals
from actions.repair import in_distress
from actions.summary import summarise

STRONG = {
    "privacy", "ask_why", "simpler", "ask_human", "go_back", "repeat_question", "start_again", "stop", "request_adjustment",
    "ask_support", "skip", "pause", "find_mp", "resume", "delete_my_data", "anonymous", "secrets",
}  # fmt: skip
QUESTIONS = {"check_eligibility", "ask_process", "ask_time_limit", "ask_mp", "check_status", "request_review"}
WEAK = QUESTIONS | {
    "greet", "thanks", "abuse", "out_of_scope", "give_compliment", "bot_challenge", "complain_about_us", "make_complaint",
}  # fmt: skip
WISHES = {"request_adjustment", "ask_support", "simpler"}  # 'simple English please' is an answer when asked what would help
ALWAYS = {"stop", "delete_my_data", "ask_human", "pause", "start_again"}
LONG = 25  # words; a longer message tells the story, it is not an aside
SHORT = 12
IN_A_STORY = 9


def strong_aside(ex: Exchange) -> bool:
    """Handles what must not be mistaken for an answer. Returns True when the message was one."""
    intent = _strong_intent(ex)
    if intent is None and (asked := _side_question(ex)):
        ex.say(f"utter_{asked}")
        ex.ask_again()
        return True
    if intent is None or (intent in WISHES and ex.state.asked == "adjustments" and not ends_as_question(ex)):
        return False
    _HANDLERS[intent](ex)
    return True


ONLY_AT = {"if_no": "consent_to_process"}
NOT_AT = {"permission": "aggrieved_consent"}


def _side_question(ex: Exchange) -> str | None:
    """What they ask us beside their complaint: how long it takes, who is told, whether they get money, what the law says."""
    if ex.message.clicked or len(ex.message.words) > (IN_A_STORY if ex.state.asked == "story" else LONG):
        return None
    if ex.fact and ex.fact.kind in ("text", "name") and not ends_as_question(ex):
        return None
    found = first_cue("questions", ex.message.text)
    if found and (ONLY_AT.get(found, ex.state.asked) != ex.state.asked or NOT_AT.get(found) == ex.state.asked):
        return None
    before = ex.state.notes.setdefault("asides", [])  # at this question
    if found is None or before.count(found) > 1:
        return None  # the same reply a third time would lead nowhere
    before.append(found)
    return found


def weak_aside(ex: Exchange) -> bool:
    """Answers a question or a remark in the middle of a question, when it did not answer the question itself."""
    intent = ex.message.sure_intent
    if intent not in WEAK or (ex.fact and ex.fact.kind == "text" and len(ex.message.words) > SHORT):
        return False
    if intent in QUESTIONS and _is_statement(ex):
        return False
    before = ex.state.notes.setdefault("asides", [])  # at this question
    if intent in before and not ends_as_question(ex):
        return False  # the same reply again would lead nowhere
    before.append(intent)
    if intent == "out_of_scope":
        out_of_scope(ex)
        return True
    response = {"greet": "utter_greet_again", "give_compliment": "utter_compliment"}.get(intent or "", f"utter_{intent}")
    if not ex.script.has(response):
        return False
    if intent == "abuse":
        _note_abuse(ex)
    ex.say(response)
    ex.ask_again()
    return True


def out_of_scope(ex: Exchange) -> None:
    """Who can help with what is not for us, and then the open question."""
    found = signposts_in(ex.message.text)
    if found:
        ex.say("utter_out_of_scope_to", signposts="\n".join(f"{each.body}: {each.why} {each.contact}" for each in found))
    else:
        ex.say("utter_out_of_scope")
    ex.ask_again()


def _note_abuse(ex: Exchange) -> None:
    """Words against staff are recorded for the policy on unreasonable behaviour, and answered calmly (SM-1.35)."""
    signals = ex.reader.read(ex.message.text, today=ex.today).as_dict()["signals"]
    add_signals(ex, [row for row in signals if row["name"] == "abuse_of_staff"])


def is_question(ex: Exchange) -> bool:
    """Does the person ask us something, so that it should not be taken for an answer?"""
    asks = ends_as_question(ex) or (ex.fact is not None and ex.fact.kind != "text" and has_cue("asks", ex.message.text))
    return ex.message.sure_intent in QUESTIONS and asks and len(ex.message.words) <= LONG


def ends_as_question(ex: Exchange) -> bool:
    """Has it a question mark at its end?"""
    return ex.message.text.rstrip().endswith("?")


def _is_statement(ex: Exchange) -> bool:
    """'Yes, my MP already sent it': an answer that was not understood, not a question about MPs."""
    return not ends_as_question(ex) and has_cue("plain_yes_or_no", ex.message.text)


def stops(ex: Exchange) -> bool:
    """The wish to stop, or for a person, which is honoured however often it is said."""
    cue = None if ex.message.clicked or len(ex.message.words) > LONG else first_cue("asides", ex.message.text)
    return cue in ALWAYS and strong_aside(ex)


def _strong_intent(ex: Exchange) -> str | None:
    message = ex.message
    if message.clicked:
        return message.intent if message.intent in STRONG else None
    if len(message.words) > LONG:
        return None
    cue = first_cue("asides", message.text)
    if ex.state.asked == "story" and len(message.words) > IN_A_STORY:
        return None  # 'they do not speak my language, I need an interpreter': what happened is in it
    if cue == "stop" and has_cue("despair", message.text) and in_distress(ex):
        return None  # 'I can't do this any more', from somebody in danger: the words about safety stand above, nothing is deleted
    if cue == "anonymous" and ex.state.asked in ("name", "aggrieved_name", "safe_contact"):
        cue = None  # then it answers the question
    if cue == "resume" and not ex.state.notes.get("paused"):
        cue = None  # 'carry on' may be an answer
    if cue == "simpler" and ex.state.notes.get("simpler") == ex.state.asked:
        cue = None  # asked more simply already: then it is an 'I don't know'
    if cue == "privacy" and ex.fact and ex.fact.kind == "text" and "?" not in message.text:
        return None  # 'that they dont tell anyone' is what the person wants, not a question to us
    if cue:
        return cue
    intent = message.sure_intent
    if intent not in STRONG or len(message.words) > SHORT or (ex.fact and ex.fact.kind in ("text", "name", "organisation")):
        return None
    if intent in ("stop", "start_again", "delete_my_data") or message.confidence < 0.8:
        return None  # never on a guess
    answer = answering.read(ex, ex.state.asked, message.text) if ex.state.asked else None
    return None if answer and answer.status == "answered" and "?" not in message.text else intent


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


def show_summary(ex: Exchange) -> None:
    """What has been written down so far."""
    ex.say("utter_summary", summary=summarise(ex.state, ex.script))
    ex.ask_again()


def ask_what_to_change(ex: Exchange) -> None:
    """Which answer should be changed; after it was sent, who can still change it."""
    if ex.state.submission in ("sent", "pending"):
        said = "utter_correct_after_submission" if ex.state.submission == "sent" else "utter_correct_while_pending"
        ex.say(said, reference=ex.state.reference)
        return
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
    "ask_why": ways.explain, "simpler": ways.simpler, "privacy": ways.privacy, "ask_human": ways.human,
    "repeat_question": ways.repeat, "go_back": ways.go_back, "skip": ways.skip, "pause": ways.pause, "resume": ways.resume,
    "request_adjustment": ways.adjustment, "ask_support": ways.support, "stop": ways.stop, "delete_my_data": ways.stop,
    "start_again": ways.start_again, "anonymous": ways.anonymous,
    "secrets": ways.secrets, "find_mp": ways.find_mp,
}  # fmt: skip
