"""Reads the message as an answer to the question that stands open."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from actions.applying import apply, leave_open
from actions.cues import has_cue
from actions.exchange import Exchange
from actions.said import said_in
from actions.script import value_of
from actions.the_mp import ABOUT_THEM, is_only_of_the_mp, without_the_mp
from narrative.answers import Answer, read_answer, spoken_options
from narrative.choosing import opens_with, speaks_for
from service_model.facts import FACTS, Fact

OPEN_INTENTS = {"/dont_know": "dont_know", "/prefer_not_to_say": "prefer_not_to_say"}
NONE_IS_AN_ANSWER = {"adjustments", "safe_contact", "contact_times"}  # 'no' means: nothing needed
NONE_LEAVES_OPEN = {
    "phone",
    "email",
    "address",
    "postcode",
    "prison_number",
    "delay_reasons",
    "mp_name",
    "aggrieved_phone",
}  # fmt: skip  ('no' means: I have none)
PROPOSAL_CLICKS = ("/affirm", "/deny")  # the buttons of 'You mentioned ...': no answers to the plain question
HEDGED = re.compile(r"\W*(?:ok|okay|right|fine|sure|well|so|but|and|alright)\b(?:\W+\w+){2,}", re.IGNORECASE)
GOES_ON = re.compile(  # 'ok and there is the parking ticket': the first word only leads over to something else
    r"\W*(?:ok|okay|right|fine|sure|well|alright)\W+(?:and|but|so|now|what|how|who|where|well|there)\b(?:\W+\w+){2,}",
    re.IGNORECASE,
)
THE_END = "wants_caseworker"  # a no to it ends the talk, and what was told is deleted
NO_WORDS = {"no", "none", "nope", "nothing", "na", "nah"}
NO_PHRASES = ("i dont have", "dont have", "i havent")
NOT_THAT = re.compile(r",?\s+(?:and\s+)?not\s+(?:about\s+)?(?:the\s+|my\s+)?\w+\W*$", re.IGNORECASE)  # 'the transfer, not health'
YES_NO = {"true": True, "false": False, "affirm": True, "deny": False}
NO_OPTIONS = ("not_asked", "not_started", "not_taken")  # what a no to the question means
BARE = 2  # words of a no and no more
SHORT_NO = 4  # words
LONGEST_ANSWER, LONGEST_STORY = 400, 20_000  # characters; the record holds a story of 20,000, the transcript all of it
NONE_NEEDED = "Nothing needed"


def read(ex: Exchange, name: str, text: str) -> Answer:
    """What the message answers to `name`: a click by its value, a typed button title like the click, else by reading."""
    fact = FACTS[name]
    click = _clicked(ex, name, text)
    if click is not None:
        return _from_click(fact, click, text)
    if fact.kind in ("choice", "bool") and (has_cue("asks_back", text) or has_cue("asks", text)):
        return Answer("unclear", words=text)
    if name == "story" and len(text) > LONGEST_ANSWER:
        return Answer("answered", value=text[:LONGEST_STORY], words=text[:200])
    if name in ABOUT_THEM and fact.kind != "date":
        if is_only_of_the_mp(text):
            return Answer("unclear", words=text)  # 'my MP wrote back' is not what the organisation said
        if (of_them := without_the_mp(text)) != text:
            return replace(read(ex, name, of_them.strip()), words=text)
    intent, options = ex.message.sure_intent, options_of(ex, fact)
    answer = read_answer(fact.kind, text, today=ex.today, options=options, intent=intent, reader=ex.reader, fact=name)
    if answer.status == "unclear" and fact.kind == "choice" and (meant := NOT_THAT.sub("", text)) != text:
        answer = read_answer(fact.kind, meant, today=ex.today, options=options, reader=ex.reader)
    if answer.status == "unclear" and "none" in fact.options and len(text.split()) <= BARE and opens_with(text) is False:
        return Answer("answered", value="none", words=text)  # 'nah' to 'do any of these fit?'
    if fact.kind == "bool" and answer.status == "answered" and _tells_another(ex, name, text, options):
        return Answer("unclear", words=text)  # 'she cannot decide for herself' is no no to 'was it reviewed?'
    if answer.value in NO_OPTIONS and opens_with(text) is True:
        return Answer("unclear", words=text)  # 'yes I complained, no answer yet' is no 'I have not asked an MP'
    if fact.kind == "bool" and answer.status == "answered" and _leads_over(text, options):
        return Answer("unclear", words=text)  # 'ok but who can help me then?' agrees to nothing
    if name == THE_END and answer.status == "answered" and not _is_plain(ex, text, options, wanted=answer.value):
        return Answer("unclear", words=text)  # 'they are not the council, they are the social workers' is no goodbye
    if name == "financial_remedy_sought" and answer.status == "unclear" and has_cue("no_money", text):
        return Answer("answered", value=False, words=text)  # 'it isn't about money'
    if name == "aggrieved_situation" and (plain := said_in(text).get(name)) is not None:
        return Answer("answered", value=plain.value, words=text)  # 'she has capacity' is never taken for the contrary
    if fact.kind == "bool" and answer.value is False and has_cue("does_not_know", text):
        return Answer("dont_know", words=text)  # 'I don't know, I did not ask him' is no no
    if fact.kind in ("text", "phone", "email", "postcode", "name") and _is_bare_no(ex, text):
        if name in NONE_IS_AN_ANSWER:
            return Answer("answered", value=NONE_NEEDED, words=text)
        if name in NONE_LEAVES_OPEN:
            return Answer("dont_know", words=text)
    return answer


def _tells_another(ex: Exchange, name: str, text: str, options: dict[str, list[str]]) -> bool:
    """Does it speak plainly of another question, and begin with no yes or no, nor speak of this one?"""
    if ex.message.clicked or opens_with(text) is not None or speaks_for(text, options):
        return False
    said = said_in(text)
    return bool(said) and name not in said


def _leads_over(text: str, options: dict[str, list[str]]) -> bool:
    return (HEDGED.match(text) is not None and text.rstrip().endswith("?")) or (
        GOES_ON.match(text) is not None and not speaks_for(text, options)
    )


def _is_plain(ex: Exchange, text: str, options: dict[str, list[str]], *, wanted: bool) -> bool:
    """Does it begin with that yes or no, or speak of it? A no to what was told is not plain, the first time."""
    if speaks_for(text, options) == [str(wanted).lower()]:
        return True
    is_of_what_was_told = not wanted and len(text.split()) > SHORT_NO and has_cue("no_to_what_was_told", text)
    return opens_with(text) is wanted and not (is_of_what_was_told and not ex.state.misunderstood)


def settle(ex: Exchange, name: str, answer: Answer, *, source: str = "said") -> str | None:
    """Puts a readable answer into the state. Returns None when done, else the key of what is wrong with it."""
    if answer.status in ("dont_know", "prefer_not_to_say"):
        leave_open(ex, name, answer.status, words=answer.words)
        return None
    if answer.status == "answered":
        return apply(ex, name, answer.value, source=source, words=answer.words)  # type: ignore[arg-type]
    return answer.problem or f"{_kind_word(FACTS[name])}_unclear"


def options_of(ex: Exchange, fact: Fact) -> dict[str, list[str]]:
    """Option value to the phrases that mean it: the titles of its buttons and what people say instead."""
    titles = {value: list(rows) for value, rows in ex.script.titles(fact.name).items() if not value.startswith("/")}
    options = {option: [*titles.get(option, ()), option.replace("_", " ")] for option in fact.options} or titles
    for option, phrases in spoken_options(fact.name).items():
        options.setdefault(option, []).extend(phrases)
    return options


def _clicked(ex: Exchange, name: str, text: str) -> str | None:
    message = ex.message
    if message.clicked:
        return message.choice if message.choice is not None else f"/{message.intent}"
    typed = _plain(text)
    for button in ex.question_buttons(name):
        if _plain(button["title"]) == typed:
            return value_of(button["payload"])
    answers = ((value, titles) for value, titles in ex.script.titles(name).items() if value not in PROPOSAL_CLICKS)
    return next((value for value, titles in answers if typed in map(_plain, titles)), None)


def _from_click(fact: Fact, value: str, text: str) -> Answer:
    if value in OPEN_INTENTS:
        return Answer(OPEN_INTENTS[value], words=text)  # type: ignore[arg-type]
    if fact.kind == "bool":
        wanted: Any = {"true": True, "false": False, "/affirm": True, "/deny": False}.get(value.lower())
        return Answer("unclear") if wanted is None else Answer("answered", value=wanted, words=text)
    if value.startswith("/") or (fact.kind == "choice" and value not in fact.options):
        return Answer("unclear")
    return Answer("answered", value=value, words=text)


def _is_bare_no(ex: Exchange, text: str) -> bool:
    words = _plain(text).split()
    if len(words) > 6 or not words:
        return False
    return words[0] in NO_WORDS or _plain(text).startswith(NO_PHRASES)


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum() or letter.isspace()).strip()


def _kind_word(fact: Fact) -> str:
    return {"date": "date", "organisation": "organisation", "name": "name"}.get(fact.kind, "choice")


def read_bool(ex: Exchange) -> bool | None:
    """Yes, no or neither, from a click or from words."""
    if ex.message.clicked:
        return YES_NO.get((ex.message.choice or ex.message.intent or "").lower())
    answer = read_answer("bool", ex.message.text, today=ex.today, options={}, intent=ex.message.sure_intent, reader=ex.reader)
    return answer.value if answer.status == "answered" else None
