"""What people may do at any question: hear why, hear it again or simpler, go back, leave it out, pause, ask for help, stop."""

from __future__ import annotations

import re

from actions import answering, check
from actions.applying import apply, leave_open
from actions.exchange import Exchange
from actions.explaining import reason_for
from actions.judging import complaint_of, judge
from actions.naming import fact_words, named_in
from actions.repair import NEVER_LEFT, simple_question
from actions.state import State
from service_model.casework.support import ways_to_help

_STEPS = {"one": 1, "two": 2, "a couple": 2, "couple": 2, "three": 3, "a few": 3, "four": 4, "five": 5}
_HOW_FAR = re.compile(rf"\b(\d|{'|'.join(_STEPS)})\b", re.IGNORECASE)
_FIRST = ("consent_to_process",)


def explain(ex: Exchange) -> None:
    """Why the open question is asked."""
    reason = reason_for(ex)
    if reason:
        ex.say("utter_explain_why", why=reason)
    else:
        ex.say("utter_explain_why_default")
    ex.ask_again()


def simpler(ex: Exchange) -> None:
    """The open question in fewer and simpler words."""
    ex.state.notes["simpler"] = ex.state.asked
    ex.say("utter_simpler")
    ex.say_text(simple_question(ex), buttons=ex.question_buttons(ex.state.asked or ""))
    ex.asked_already = True


def human(ex: Exchange) -> None:
    """How to reach a person."""
    ex.say("utter_ask_human")
    ex.ask_again()


def privacy(ex: Exchange) -> None:
    """What becomes of what they write."""
    ex.say("utter_privacy")
    ex.ask_again()


def find_mp(ex: Exchange) -> None:
    """How to find one's MP, and what an MP is needed for."""
    ex.say("utter_ask_mp")
    ex.ask_again()


def secrets(ex: Exchange) -> None:
    """Other people's cases, or how this is built: a calm no, always the same in substance."""
    ex.say("utter_out_of_scope_secrets")
    ex.ask_again()


def anonymous(ex: Exchange) -> None:
    """They would rather not say who they are."""
    ex.say("utter_anonymous")
    ex.ask_again()


def repeat(ex: Exchange) -> None:
    """The open question once more, all of it; a check with its whole list."""
    asked, state = ex.state.asked or "", ex.state
    whole = check.words(ex) if check.is_open(state) else ex.script.text(f"utter_ask_{asked}", state.channel, state.as_slots())
    ex.say("utter_repeat")
    ex.say_text(whole, buttons=ex.question_buttons(asked))
    ex.asked_already = True


def go_back(ex: Exchange) -> None:
    """To the last answer, several back ('go back three'), or to one they name ('back to the date'), to give another."""
    earlier = [name for name in ex.state.history if name not in (*_FIRST, ex.state.asked)]
    if not earlier:
        ex.say("utter_nothing_to_go_back_to")
        ex.ask_again()
        return
    named = named_in(ex.message.text, [name for name in fact_words() if name in earlier])
    back_to = named or earlier[-min(_steps(ex.message.text), len(earlier))]
    ex.state.history.remove(back_to)
    ex.ask(back_to)
    ex.ask_again(lead="utter_went_back_to" if named or back_to != earlier[-1] else "utter_went_back")


def _steps(text: str) -> int:
    far = _HOW_FAR.search(text)
    return max(1, int(far[1]) if far[1].isdigit() else _STEPS[far[1].lower()]) if far else 1


def skip(ex: Exchange) -> None:
    """Leaves the open question out; the first and the last question cannot be left out."""
    asked = ex.state.asked or ""
    if asked in (*NEVER_LEFT, "consent_to_obtain"):
        ex.say("utter_cannot_skip")
        ex.say_text(simple_question(ex), buttons=ex.question_buttons(asked))
        ex.asked_already = True
        return
    leave_open(ex, asked, "prefer_not_to_say")
    ex.state.proposal = None
    ex.state.misunderstood = 0
    ex.state.notes["answered"] = asked
    ex.say("utter_prefer_not_to_say")


def pause(ex: Exchange) -> None:
    """Says how to come back; the question waits."""
    ex.say("utter_pause")
    ex.state.notes["paused"] = True
    ex.asked_already = True


def resume(ex: Exchange) -> None:
    """The open question again, after a pause."""
    ex.state.notes.pop("paused", None)
    ex.ask_again(lead="utter_back_again")


def adjustment(ex: Exchange) -> None:
    """What would make it easier, noted in their words."""
    note_adjustment(ex, ex.message.text)
    ex.say("utter_noted_adjustment")
    ex.ask_again()


def support(ex: Exchange) -> None:
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
    """Asks whether to stop and delete; after the case was sent, says how it stands."""
    if ex.state.submission == "sent":
        ex.say("utter_stop_after_submission", reference=ex.state.reference)
        return
    ex.state.notes["stopping"] = True
    ex.say("utter_confirm_stop")
    ex.asked_already = True


def start_again(ex: Exchange) -> None:
    """Forgets everything; the first question follows."""
    ex.state = State(channel=ex.state.channel)
    ex.says.clear()
    ex.say("utter_started_again")
