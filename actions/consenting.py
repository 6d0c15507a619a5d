"""A consent is a clear yes or a clear no; anything else is asked about again."""

from __future__ import annotations

from actions.cues import has_cue
from actions.exchange import Exchange
from narrative.answers import Answer


def clear_consent(ex: Exchange, answer: Answer) -> Answer:
    """A consent is a clear yes or no, never read between the lines (SM-1.61); 'yeah no worries' is no refusal."""
    text = ex.message.text
    if ex.message.clicked:
        return answer
    if has_cue("no_objection", text) or (ex.state.asked == "consent_to_process" and has_cue("permission", text)):
        return Answer("answered", value=True, words=text)
    if ex.state.asked == "consent_to_process" and (answer.value is False or has_cue("word_of_no", text)):
        answer = _refusal(ex)
    if (answer.value is False and has_cue("word_of_yes", text)) or (answer.value is True and has_cue("word_of_no", text)):
        return Answer("unclear", words=text)
    clear = has_cue("plain_yes_or_no", text) or ex.message.sure_intent in ("affirm", "deny")
    return answer if clear else Answer("unclear", words=text)


SHORT, BARE = 4, 2  # words: too few to be about anything but the question; with a no in them, and without


def _refusal(ex: Exchange) -> Answer:
    """A no to being kept ends the talk, so it has to be that: 'no they never rang me' is what happened (unknown is never no)."""
    text, length = ex.message.text, len(ex.message.words)
    if length <= BARE or (length <= SHORT and has_cue("word_of_no", text)) or has_cue("about_keeping", text):
        return Answer("answered", value=False, words=text)
    return Answer("unclear", words=text)
