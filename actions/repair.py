"""What to say when the message did not answer the question: simpler each time, never the same twice, never for ever."""

from __future__ import annotations

from actions.applying import leave_open
from actions.exchange import Exchange
from narrative.safety import assess

EXPLAINED = {"date_future", "date_order", "phone_invalid", "email_invalid", "postcode_invalid", "too_long"}
NEVER_LEFT = ("consent_to_process", "confirm_summary")  # nothing can go on without these two


def repair(ex: Exchange, problem: str) -> None:
    """First says what is wrong and how to put it right, then asks more simply, then offers a person, then goes on."""
    state = ex.state
    if in_distress(ex):
        ex.ask_again(lead="utter_again_3")
        return
    state.misunderstood += 1
    count = state.misunderstood
    if count > 3 and state.asked and state.asked not in NEVER_LEFT:
        _leave(ex, state.asked)
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
    else:
        _without_repeats(ex, "utter_misunderstood_3", buttons)
    ex.asked_already = True


def _leave(ex: Exchange, fact: str) -> None:
    """Nobody is held at a question: after three tries it stays open for the caseworker, and the talk goes on."""
    leave_open(ex, fact, "dont_know")
    ex.state.misunderstood = 0
    ex.state.notes["answered"] = fact
    ex.say("utter_leave_question")


def in_distress(ex: Exchange) -> bool:
    """Does this message itself suggest that someone may come to harm? Then it is no misunderstanding."""
    return assess(ex.message.text) is not None


def _problem_wording(ex: Exchange, problem: str) -> str:
    name = f"utter_problem_{problem}"
    return name if ex.script.has(name) else "utter_misunderstood_1"


def _without_repeats(ex: Exchange, response: str, buttons: list[dict[str, str]]) -> None:
    """Says it with the question's own buttons and the ways out, each once."""
    nth = int(ex.state.notes.get("said", {}).get(response, -1)) + 1
    rows = ex.script.variants(response, ex.state.channel, ex.state.as_slots())
    own = rows[nth % len(rows)].get("buttons", []) if rows else []
    taken = {row["payload"] for row in own}
    ex.say(response, buttons=[row for row in buttons if row["payload"] not in taken])
