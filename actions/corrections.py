"""A change of mind: which earlier answer is meant, and what it should be."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from actions.answering import options_of
from actions.applying import apply
from actions.cues import has_cue
from actions.exchange import Exchange
from actions.naming import fact_words, named_in
from actions.said import said_in
from actions.showing import date_words, shown
from actions.summary import label
from actions.when import dates_said
from actions.whose import whose
from narrative.answers import read_answer
from service_model.contradictions import outdated_by
from service_model.dates import date_range
from service_model.facts import FACTS

LEAD = re.compile(
    r"^((no|nope|sorry|actually|wait|oh|correction|i meant|i mean|it was|it'?s|that was|it should be)[,.!]?\s+)+", re.IGNORECASE
)
AFTER = re.compile(r"\b(?:to|is|was|should be|should say|it'?s)\s+(?!change|correct)(.+)$", re.IGNORECASE)
BY_VALUE = ("date", "phone", "email", "postcode")
PLAIN = (*BY_VALUE, "organisation")  # a value of these can hardly be anything else
ANY_KIND = (*PLAIN, "bool", "choice")
_ONLY_NAMES = re.compile(
    r"\b(?:about|change|changing|correct|with) (?:my|the|their|our|what)\b", re.IGNORECASE
)  # and says nothing new
NOT_WHEN = re.compile(
    r"\b(?:not|instead of|wasn'?t|rather than)(?: in| on| of)? ((?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*)",
    re.IGNORECASE,
)
LONG = 20
SURE = 0.85  # of the classifier, where no word says so
NEVER = {"consent_to_process", "confirm_summary", "wants_caseworker"}


def corrected(ex: Exchange) -> bool:
    """Handles a correction of an earlier answer. Returns True when the message was one."""
    if ex.state.proposal and "facts" in ex.state.proposal:
        return False  # the check of the story takes its own corrections
    if ex.state.asked == "confirm_summary" and not ex.message.clicked and has_cue("sends", ex.message.text):
        ex.state.changing = False
        return False  # 'yes correct, send': nothing is to be changed
    if ex.state.changing and not ex.message.clicked:
        return _choose(ex)
    if ex.message.clicked:
        ex.state.changing = False
        return ex.message.intent == "correct_answer" and _ask_which(ex)
    if _is_of_another(ex):
        return _set(ex, "complaining_for", whose(ex.message.text).value)  # type: ignore[union-attr]
    if not _is_correction(ex):
        return _perhaps(ex)
    said = _said_otherwise(ex)
    if said:
        return _set(ex, *said)
    if dated := _dated(ex):
        return _set(ex, *dated)
    named = named_fact(ex)
    if named:
        return change(ex, named)
    return _by_value(ex)


def _said_otherwise(ex: Exchange) -> tuple[str, Any] | None:
    """An earlier answer that the message plainly gives otherwise: 'actually I am still waiting for their reply'."""
    if _ONLY_NAMES.search(ex.message.text):
        return None
    found = said_in(ex.message.text).items()
    return next(((name, row.value) for name, row in found
                 if name != ex.state.asked and row.value != ex.state.answers.get(name, row.value)), None)  # fmt: skip


ABOUT_WHOM = ("complaining_for", "aggrieved_situation", "relationship", "aggrieved_consent")  # the answer may name them


def _is_of_another(ex: Exchange) -> bool:
    """'No, it was my sister, not me': another whose complaint it is than was understood, at whatever question it is said."""
    known, fact = ex.state.answers.get("complaining_for"), ex.fact
    if known is None or ex.state.asked in ABOUT_WHOM or (fact and fact.kind in ("text", "name")):
        return False
    said = whose(ex.message.text) if len(ex.message.words) <= LONG else None
    return said is not None and said.value != known


def _dated(ex: Exchange) -> tuple[str, Any] | None:
    """The earlier date that a new one is plainly for: 'the final reply was 11 July' is about a date, not about the reply."""
    found = ex.reader.read(ex.message.text, today=ex.today).as_dict()["dates"]
    said = dates_said(_new_part(ex.message.text), found, ex.today) if len(found) == 1 else {}
    return next(((name, row["value"]) for name, row in said.items() if name in ex.state.answers), None)


def told_otherwise(ex: Exchange) -> bool:
    """An earlier date that is given otherwise beside the question: 'and the final letter came in August'. It is put right."""
    if ex.message.clicked or len(ex.message.words) > LONG or (ex.fact and ex.fact.kind in ("text", "name", "date")):
        return False
    dated = _dated(ex)
    return dated is not None and _are_apart(ex.state.answers[dated[0]], dated[1]) and _set(ex, *dated)


def _are_apart(one: Any, other: Any) -> bool:
    """Can the two dates not both be true? 'August' says no other than '14 August'."""
    first, second = date_range(str(one)), date_range(str(other))
    return first.latest < second.earliest or second.latest < first.earliest


def _perhaps(ex: Exchange) -> bool:
    """'No, it was Leeds' to another question: a correction if what it says is another value for an earlier answer."""
    if len(ex.message.words) > LONG or ex.state.proposal:
        return False
    if ex.state.asked == "wants_caseworker" and (said := _said_otherwise(ex)):
        return _set(ex, *said)  # 'no, I did complain': a no to what was told, not to the caseworker
    if not has_cue("correction_perhaps", ex.message.text):
        return False
    if ex.fact and ex.fact.kind in ("text", "name"):
        return False
    if said := _said_otherwise(ex):
        return _set(ex, *said)
    return _set_by_value(ex, kinds=PLAIN)


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
    return named_in(ex.message.text, [name for name in fact_words() if ex.state.is_settled(name)])


def change(ex: Exchange, name: str) -> bool:
    """Sets the new value when the message gives one, else asks the question again."""
    value = _value_in(ex, name)
    if value is None or value == ex.state.answers.get(name):  # nothing new was said: then it was not put right yet
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
    ex.state.notes.pop("which_part", None)
    ex.say("utter_corrected")
    ex.say_text(f"{label(name, ex.script)}: {shown(name, ex.state.answers[name], ex.script)}")
    ex.state.notes["corrected"] = name
    return True


def from_the_recap(ex: Exchange) -> bool:
    """'No, it was Othertown' about the summary: a value that can only be one thing puts it right at once (SM-1.32)."""
    text = _new_part(LEAD.sub("", ex.message.text))
    for name in ("organisation", "email", "postcode", "phone"):
        value = read_value(ex, name, text)
        if value is not None and name in ex.state.answers and value != ex.state.answers[name]:
            return _set(ex, name, value)
    return False


def _by_value(ex: Exchange) -> bool:
    if ex.fact and ex.fact.kind == "date" and len(ex.reader.read(ex.message.text, today=ex.today).dates) > 1:
        return False  # 'December, no sorry, September': put right in one breath, so it is the answer
    text = _new_part(LEAD.sub("", ex.message.text))
    is_guess = not has_cue("correction", ex.message.text) and not has_cue("correction_perhaps", ex.message.text)
    if is_guess and ex.fact and ex.fact.kind in ("bool", "choice") and read_value(ex, ex.state.asked or "", text) is not None:
        return False  # 'my sister says no' answers the question; only the classifier took it for a correction
    if _set_by_value(ex):
        return True
    if ex.fact and ex.fact.kind != "text" and read_value(ex, ex.state.asked or "", text) is not None:
        return False
    if not has_cue("correction", ex.message.text) and not _is_likely(ex):
        return False
    has_date = bool(ex.reader.read(ex.message.text, today=ex.today).dates)
    echoed = [name for name in ex.echoed if ex.state.is_settled(name) and (not has_date or FACTS[name].kind == "date")]
    return change(ex, echoed[0]) if echoed else _ask_which(ex)


def _is_likely(ex: Exchange) -> bool:
    """Only the classifier speaks for a correction, and nothing says of what: asked about when it is sure, once a question."""
    asked_about = ex.state.notes.setdefault("corrections_guessed", [])
    if ex.message.confidence < SURE or ex.state.asked in asked_about:
        return False
    asked_about.append(ex.state.asked)
    return True


def _set_by_value(ex: Exchange, kinds: Iterable[str] = ANY_KIND) -> bool:
    """Finds the last answer that the new value would fit, and sets it."""
    if ex.fact and ex.fact.kind in kinds and kinds is PLAIN:
        return False  # then it may as well be the answer
    text = _new_part(LEAD.sub("", ex.message.text))
    dates = _meant_dates(ex)
    for name in reversed(ex.state.history):
        kind = FACTS[name].kind
        if name in NEVER or kind not in kinds or (kind == "date" and name not in dates):
            continue
        if kind == "bool" and (ex.state.changing or name != ex.state.history[-1]):
            continue  # a yes or a no fits every one of them
        value = read_value(ex, name, text)
        if value is not None and value != ex.state.answers.get(name) and not _unsays(ex, name, value):
            return _set(ex, name, value)
    return False


def _unsays(ex: Exchange, name: str, value: Any) -> bool:
    """Would other answers fall with it? A value that was only looked for, and named by nobody, takes none of them away."""
    given = ex.state.answers
    return any(fact in given for fact in outdated_by(name, {**given, name: value}))


def _is_of(edtf: Any, month: str) -> bool:
    """Is the date, as it stands, of that month?"""
    return date_words(str(edtf)).casefold().find(month.casefold()[:3]) >= 0


def _meant_dates(ex: Exchange) -> list[str]:
    """Which earlier date a new one may be for: the one its words name, the last answer, or the only one; else none is guessed."""
    answered = [name for name in ex.state.history if FACTS[name].kind == "date" and name in ex.state.answers]
    if said_no := NOT_WHEN.search(ex.message.text):
        old = [name for name in answered if _is_of(ex.state.answers[name], said_no[1])]
        if len(old) == 1:
            return old  # 'June, not May': the one that was May
    found = ex.reader.read(ex.message.text, today=ex.today).as_dict()["dates"]
    named = [name for name in dates_said(ex.message.text, found, ex.today) if name in answered]
    if named or len(answered) < 2:
        return named or answered
    return [answered[-1]] if ex.state.history[-1] == answered[-1] else []


def _value_in(ex: Exchange, name: str) -> Any:
    text = ex.message.text
    kind = FACTS[name].kind
    if kind in BY_VALUE:
        return read_value(ex, name, _new_part(text))
    if kind == "organisation" and (value := read_value(ex, name, _new_part(LEAD.sub("", text)))) is not None:
        return value
    after = AFTER.search(text)
    if not after:
        return None
    words = after[1].strip(" .!\"'")
    if kind in ("text", "name"):
        return words or None
    return read_value(ex, name, words)


def _new_part(text: str) -> str:
    """The part that holds the new value: after 'to', and without what follows 'not'."""
    after = re.search(r"\bto\s+(\S.*)$", text, re.IGNORECASE)
    part = after[1] if after and re.search(r"\d|@", after[1]) else text
    return re.sub(r",?\s*\bnot\b.*$", "", part) if not re.match(r"^\s*(it'?s )?not\b", part) else part


def read_value(ex: Exchange, name: str, text: str) -> Any:
    """The value the text gives for that fact, None where it gives none; an organisation only where the register knows it."""
    fact = FACTS[name]
    answer = read_answer(fact.kind, text, today=ex.today, options=options_of(ex, fact), intent=None, reader=ex.reader)
    if answer.status != "answered":
        return None
    if fact.kind == "organisation" and not (isinstance(answer.value, dict) and answer.value.get("body")):
        return None
    if fact.kind == "organisation" and has_cue("only_mentioned", text):
        return None  # 'can you change what the judge thinks': a word that stands for a body is not its name
    return answer.value


def _ask_which(ex: Exchange) -> bool:
    ex.state.changing = True
    ex.say("utter_change_what")
    ex.asked_already = True
    return True


def _is_bare(ex: Exchange) -> bool:
    """A yes or a no and nothing else: it names no part, though it fits the answer to many a question."""
    return len(ex.message.words) <= 2 and has_cue("plain_yes_or_no", ex.message.text)


def which_part(ex: Exchange) -> bool:
    """Which part of the summary is wrong. Whoever names none hears what can be done all the same, and not the same for ever."""
    times = 1 if ex.message.clicked else int(ex.state.notes.get("which_part", 0)) + 1
    ex.state.notes["which_part"] = times
    ex.state.changing = times == 1
    ex.say("utter_change_what" if times == 1 else "utter_no_part_named" if times == 2 else "utter_not_confirmed")
    ex.asked_already = True
    return True


def _choose(ex: Exchange) -> bool:
    named = named_fact(ex)
    if named:
        return change(ex, named)
    if not _is_bare(ex) and _set_by_value(ex):
        return True
    if ex.state.asked == "confirm_summary":
        return which_part(ex)
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
