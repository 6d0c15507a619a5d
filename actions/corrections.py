"""A change of mind: which earlier answer is meant, and what it should be."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from actions.answering import options_of
from actions.applying import apply
from actions.cues import has_cue
from actions.exchange import Exchange
from actions.showing import shown
from actions.summary import label
from narrative.answers import read_answer
from service_model.facts import FACTS

LEAD = re.compile(
    r"^((no|nope|sorry|actually|wait|oh|correction|i meant|i mean|it was|it'?s|that was|it should be)[,.!]?\s+)+", re.IGNORECASE
)
AFTER = re.compile(r"\b(?:to|is|was|should be|should say|it'?s)\s+(?!change|correct)(.+)$", re.IGNORECASE)
BY_VALUE = ("date", "phone", "email", "postcode")
LONG = 20
NEVER = {"consent_to_process", "confirm_summary", "wants_caseworker"}


def corrected(ex: Exchange) -> bool:
    """Handles a correction of an earlier answer. Returns True when the message was one."""
    if ex.state.changing and not ex.message.clicked:
        return _choose(ex)
    if ex.message.clicked:
        ex.state.changing = False
        return ex.message.intent == "correct_answer" and _ask_which(ex)
    if not _is_correction(ex):
        return False
    named = named_fact(ex)
    if named:
        return change(ex, named)
    return _by_value(ex)


def _is_correction(ex: Exchange) -> bool:
    message, fact = ex.message, ex.fact
    if len(message.words) > LONG or not ex.state.history or ex.state.asked == "consent_to_process":
        return False
    if ex.state.proposal and not named_fact(ex):
        return False
    if fact and fact.kind == "text" and len(message.words) > 12 and not named_fact(ex):
        return False
    if has_cue("correction", message.text):
        return True
    return message.sure_intent == "correct_answer" and not (fact and fact.kind == "text" and not named_fact(ex))


def named_fact(ex: Exchange) -> str | None:
    """The earlier answer that the message names, by the longest phrase of fact_words.yaml."""
    text = f" {re.sub(r'[^a-z0-9@.\' -]', ' ', ex.message.text.casefold())} "
    found = [
        (len(phrase), name)
        for name, phrases in fact_words().items()
        if ex.state.is_settled(name)
        for phrase in phrases
        if f" {phrase} " in text or f" {phrase}." in text
    ]
    return max(found, key=lambda row: row[0])[1] if found else None


def change(ex: Exchange, name: str) -> bool:
    """Sets the new value when the message gives one, else asks the question again."""
    value = _value_in(ex, name)
    if value is None:
        ex.state.changing = False
        ex.ask(name)
        ex.ask_again(lead="utter_change_lead")
        return True
    return _set(ex, name, value)


def _set(ex: Exchange, name: str, value: Any) -> bool:
    ex.state.changing = False
    if apply(ex, name, value, words=ex.message.text) is not None:
        ex.ask(name)
        ex.ask_again(lead="utter_change_lead")
        return True
    ex.say("utter_corrected")
    ex.say_text(f"{label(name, ex.script)}: {shown(name, ex.state.answers[name], ex.script)}")
    ex.state.notes["corrected"] = name
    return True


def from_the_recap(ex: Exchange) -> bool:
    """'No, it was Othertown' about the summary: a value that can only be one thing puts it right at once (SM-1.32)."""
    text = _new_part(LEAD.sub("", ex.message.text))
    for name in ("organisation", "email", "postcode", "phone"):
        value = _read(ex, name, text)
        if value is not None and name in ex.state.answers and value != ex.state.answers[name]:
            return _set(ex, name, value)
    return False


def _by_value(ex: Exchange) -> bool:
    if _set_by_value(ex):
        return True
    text = _new_part(LEAD.sub("", ex.message.text))
    if ex.fact and ex.fact.kind != "text" and _read(ex, ex.state.asked or "", text) is not None:
        return False
    return _ask_which(ex)


def _set_by_value(ex: Exchange) -> bool:
    """Finds the last answer that the new value would fit, and sets it."""
    text = _new_part(LEAD.sub("", ex.message.text))
    for name in reversed(ex.state.history):
        kind = FACTS[name].kind
        if name in NEVER or kind not in (*BY_VALUE, "organisation", "bool", "choice"):
            continue
        value = _read(ex, name, text)
        if value is not None and value != ex.state.answers.get(name):
            return _set(ex, name, value)
    return False


def _value_in(ex: Exchange, name: str) -> Any:
    text = ex.message.text
    kind = FACTS[name].kind
    if kind in BY_VALUE:
        return _read(ex, name, _new_part(text))
    after = AFTER.search(text)
    if not after:
        return None
    words = after[1].strip(" .!\"'")
    if kind in ("text", "name"):
        return words or None
    return _read(ex, name, words)


def _new_part(text: str) -> str:
    """The part that holds the new value: after 'to', and without what follows 'not'."""
    after = re.search(r"\bto\s+(\S.*)$", text, re.IGNORECASE)
    part = after[1] if after and re.search(r"\d|@", after[1]) else text
    return re.sub(r",?\s*\bnot\b.*$", "", part) if not re.match(r"^\s*(it'?s )?not\b", part) else part


def _read(ex: Exchange, name: str, text: str) -> Any:
    fact = FACTS[name]
    answer = read_answer(fact.kind, text, today=ex.today, options=options_of(ex, fact), intent=None, reader=ex.reader)
    if answer.status != "answered":
        return None
    if fact.kind == "organisation" and not (isinstance(answer.value, dict) and answer.value.get("body")):
        return None
    return answer.value


def _ask_which(ex: Exchange) -> bool:
    ex.state.changing = True
    ex.say("utter_change_what")
    ex.asked_already = True
    return True


def _choose(ex: Exchange) -> bool:
    named = named_fact(ex)
    if named:
        return change(ex, named)
    if _set_by_value(ex):
        return True
    tries = int(ex.state.notes.get("which", 0)) + 1
    ex.state.notes["which"] = tries
    if tries > 1 or ex.message.sure_intent in ("deny", "stop"):
        ex.state.changing = False
        ex.state.notes.pop("which", None)
        ex.ask_again(lead="utter_carry_on")
        return True
    ex.say("utter_change_what")
    ex.asked_already = True
    return True


@lru_cache(maxsize=1)
def fact_words() -> dict[str, list[str]]:
    """Fact to the phrases people use for it (fact_words.yaml)."""
    return yaml.safe_load(files("actions").joinpath("fact_words.yaml").read_text(encoding="utf-8"))  # type: ignore[no-any-return]
