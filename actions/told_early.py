"""What was told instead of a yes or a no to being kept: held beside that question, and taken up with the yes.

Until then it stands in the state, which lives only in the gateway's memory (decision 003); a refusal drops it (SM-1.61).
"""

from __future__ import annotations

from actions import answering
from actions.exchange import Exchange
from narrative.answers import Answer
from narrative.safety import assess

CONSENT = "consent_to_process"
STORY, MORE = 6, 3  # words: the least that begins a story, and that adds to one
MOST = 10  # messages
THANKED = 2  # times; after that the question is the point


def hold(ex: Exchange) -> bool:
    """Holds it and says that it need not be written again. False where something else is to be said as well."""
    text, held = ex.message.text.strip(), ex.state.notes.get("told_early", [])
    if ex.state.asked != CONSENT or len(ex.message.words) < (MORE if held else STORY) or len(held) >= MOST or text in held:
        return False
    ex.state.notes["told_early"] = [*held, text]
    if len(held) >= THANKED or assess(text) is not None:  # the words about safety stand above: no thanks for a story
        return False
    ex.say("utter_told_early", buttons=ex.question_buttons(CONSENT))
    ex.asked_already = True
    return True


def take_up(ex: Exchange) -> bool:
    """With the yes, what was told is the story. False where nothing was, or it is too long to be one answer."""
    held = ex.state.notes.pop("told_early", [])
    if ex.state.answers.get(CONSENT) is not True:
        return False
    if not ex.message.clicked and _tells(ex):
        held = [*held, ex.message.text.strip()]
    story = "\n".join(held)
    return bool(held) and answering.settle(ex, "story", Answer("answered", value=story, words=story)) is None


def _tells(ex: Exchange) -> bool:
    """Does the yes itself go on to what happened? It names a body or a time then."""
    if len(ex.message.words) < STORY + 2:
        return False
    reading = ex.reader.read(ex.message.text, today=ex.today)
    return bool(reading.organisations or reading.dates)
