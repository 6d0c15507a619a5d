"""Back again: says so in the chat, with what was answered so far in short, and asks the open question again."""

from __future__ import annotations

from datetime import datetime

from intake_api import wording
from intake_api.conversations import bridge
from intake_api.conversations.store import BusyError, TalkStore
from intake_api.conversations.talk import Said, Talk
from intake_api.form.questions import LEFT_OUT, label, shown
from service_model import FACTS

MOST_LINES = 8
LONGEST_LINE = 100


def welcome_back(store: TalkStore, conversation_id: str, now: datetime, *, is_first: bool = True) -> str:
    """Adds the words to the transcript where the person left the chat. Answers where to go on: the chat or the form.

    A talk that is busy, or was left in the form, is left as it is: the form shows its own page. So is one to which the
    same form was sent twice (not `is_first`).
    """
    talk = store.read(conversation_id)
    if talk.messages and talk.messages[-1].kind == "form":
        return "/form"
    if not is_first:
        return "/chat"
    try:
        with store.hold(conversation_id) as hold:
            said = _add(hold.talk, now)
            hold.release()
    except BusyError:
        return "/chat"
    return f"/chat#message-{said.seq}"


def recap(talk: Talk) -> str:
    """What was answered, a line each, cut short; how many more there are."""
    rows = [(label(name), shown(name, talk.slots)) for name in FACTS if name not in LEFT_OUT]
    lines = [f"- {key}: {_short(value)}" for key, value in rows if value]
    more = len(lines) - MOST_LINES
    return "\n".join(lines[:MOST_LINES] + ([f"- {wording.text('label_more_answers', number=more)}"] if more > 0 else []))


def _add(talk: Talk, now: datetime) -> Said:
    question = next((said for said in reversed(talk.messages) if said.sender == "assistant" and said.kind == "talk"), None)
    lines = recap(talk)
    name = "utter_welcome_back" if lines else "utter_welcome_back_early"
    welcome = talk.add("assistant", wording.text(name, recap=lines), now, kind="notice")
    if talk.asked is None or talk.undelivered:
        return welcome  # nothing is asked, or the assistant still has to answer: 'Try again' does that
    if question is not None:
        talk.add("assistant", question.text, now, buttons=list(question.buttons))
    elif wording.has(f"utter_ask_{talk.asked}"):
        bridge.ask(talk, talk.asked, now)
    return welcome


def _short(value: str) -> str:
    words = " ".join(value.split())
    return words if len(words) <= LONGEST_LINE else words[: LONGEST_LINE - 1].rsplit(" ", 1)[0] + " …"
