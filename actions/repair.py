"""What to say when the message did not answer the question: simpler each time, never the same twice, never for ever."""

from __future__ import annotations

from actions import check, heads
from actions.applying import keep_tried, leave_open
from actions.cues import has_cue
from actions.exchange import Exchange
from actions.state import State
from narrative.safety import assess

EXPLAINED = {"date_future", "date_order", "phone_invalid", "email_invalid", "postcode_invalid", "too_long"}
NEVER_LEFT = ("consent_to_process", "confirm_summary")  # these two cannot be left out by asking to
MOST_TRIES = 3


def repair(ex: Exchange, problem: str) -> None:
    """First says what is wrong and how to put it right, then asks more simply, then offers a person, then goes on."""
    state = ex.state
    distressed = in_distress(ex)
    typed = state.notes.get("typed") or [""]
    if not distressed or typed.count(typed[-1]) > 1:  # despair is no misunderstanding; the same words again may well be
        state.misunderstood += 1
    count = state.misunderstood
    if state.asked and not check.is_open(state):
        keep_tried(ex, state.asked, ex.message.text)
    if count > MOST_TRIES and state.asked and not (distressed and state.asked in NEVER_LEFT):
        _leave(ex, state.asked)
        return
    if distressed:  # the safety text stands above: nothing about not understanding
        ex.ask_again(lead="utter_again_3")
        return
    buttons = ex.question_buttons(state.asked or "")
    known = state.notes.get("problem")
    state.notes["problem"] = problem
    if count % 3 == 1 or (problem != known and problem in EXPLAINED and ex.script.has(f"utter_problem_{problem}")):
        ex.say(_problem_wording(ex, problem), buttons=buttons)
    elif count % 3 == 2 and state.asked == "consent_to_process":
        ex.ask_again()
    elif count % 3 == 2:
        _without_repeats(ex, "utter_misunderstood_2", buttons)
        if state.notes.get("simpler") != state.asked:
            ex.say_text(simple_question(ex))
    else:
        cannot = "_needed" if state.asked in NEVER_LEFT else ""
        _without_repeats(ex, f"utter_misunderstood_3{cannot}", buttons)
    ex.asked_already = True


def _leave(ex: Exchange, fact: str) -> None:
    """Nobody is held at a question: after three tries it stays open for the caseworker, and the talk goes on."""
    if fact == "consent_to_process":
        _end_without_consent(ex)
        return
    if fact == "confirm_summary" and _may_not_want_it_sent(ex):
        ex.say("utter_not_confirmed")
        ex.state.misunderstood = 0
        ex.state.changing = False
        ex.asked_already = True
        return
    if check.is_open(ex.state):
        heads.add_own(ex, ex.message.text)
        check.finish(ex.state)
        ex.state.asked, ex.state.notes["answered"] = None, fact
        ex.say("utter_check_one_by_one")
        return
    leave_open(ex, fact, "not_understood")
    ex.state.proposal = None
    ex.state.changing = False
    ex.state.misunderstood = 0
    ex.state.notes["answered"] = fact
    ex.say("utter_leave_question")


def _may_not_want_it_sent(ex: Exchange) -> bool:
    """Does anything they wrote speak against sending? On the phone the caller can simply be asked."""
    tried = " ".join(ex.state.notes.get("tried", {}).get("confirm_summary", ()))
    return ex.state.channel == "phone" or has_cue("does_not_send", tried)


def _end_without_consent(ex: Exchange) -> None:
    """No clear yes: nothing is kept and nothing is taken for a yes; the other ways are said (SM-1.61)."""
    ex.state = State(channel=ex.state.channel, submission="stopped")
    ex.say("utter_consent_not_clear")
    ex.ask(None)


def simple_question(ex: Exchange) -> str:
    """The simple wording; while something is offered for confirmation, the short question."""
    if ex.state.proposal:
        return ex.short_question(ex.state.asked or "")
    return ex.script.text(f"simple_{ex.state.asked}", "web") or ex.script.text("utter_simpler_none", "web")


def in_distress(ex: Exchange) -> bool:
    """Does this message itself suggest that someone may come to harm? Then it is no misunderstanding."""
    return assess(ex.message.text) is not None


def _problem_wording(ex: Exchange, problem: str) -> str:
    only_yes, of_its_own = f"utter_only_yes_{ex.state.asked}", f"utter_unclear_{ex.state.asked}"
    if problem == "choice_unclear" and not ex.state.proposal:
        if ex.script.has(only_yes) and has_cue("only_yes", ex.message.text):
            return only_yes  # a question that is often half answered
        if ex.script.has(of_its_own):
            return of_its_own
    if problem == "choice_unclear" and ex.state.proposal:
        problem = "bool_unclear"  # 'You mentioned ..., is that right?' wants a yes or a no
    name = f"utter_problem_{problem}"
    return name if ex.script.has(name) else "utter_misunderstood_1"


def _without_repeats(ex: Exchange, response: str, buttons: list[dict[str, str]]) -> None:
    """Says it with the question's own buttons and the ways out, each once."""
    nth = int(ex.state.notes.get("said", {}).get(response, -1)) + 1
    rows = ex.script.variants(response, ex.state.channel, ex.state.as_slots())
    own = rows[nth % len(rows)].get("buttons", []) if rows else []
    taken = {row["payload"] for row in own}
    ex.say(response, buttons=[row for row in buttons if row["payload"] not in taken])
