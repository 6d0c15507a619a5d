"""One answer to one question, read for what the question asks: text, name, yes or no, a choice, a date, a way to reach.

The words people choose for each option are in `data/choices.yaml`. An answer is only 'I don't know' or 'I'd rather not
say' when that is all the message says: a story with 'I don't know why' in it stays a story.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from narrative import contacts
from narrative.choosing import choose, folded_text, yes_or_no
from narrative.dates import date_from
from narrative.dialect import in_plain_words
from narrative.learned import learned_answer
from narrative.safety import assess
from narrative.wordlists import load
from narrative.words import words_of

if TYPE_CHECKING:
    from narrative.reader import Reader

Status = Literal["answered", "dont_know", "prefer_not_to_say", "unclear", "problem"]

_LONGEST_TEXT = 5000
_TOPICS = {"prison_topic", "organisation_kind", "victim_link", "aggrieved_situation"}  # a 'not' beside the word changes nothing
_TAIL = (
    r"(?: (?:sorry|really|exactly|honestly|tbh|to be honest|at all|anymore|any more|about that|for sure|off the top of my "
    r"head|the answer|that one|this one|"
    r"either|to that|of that|right now|at the moment|yet|mate|love|pal|im afraid|i am afraid|unfortunately|offhand|as "
    r"such|now|what to (?:say|put|answer)|"
    r"when|which(?: one)?|who|thanks|thank you|its been too long|cant remember|i cant remember|for certain|about it|this|"
    r"that|the exact date|exact date|"
    r"the date|dates|when it was|when that was|what that is|what that means|what you mean|how to answer|if they did|if so))*"
)
_DONT_KNOW = re.compile(
    r"(?:(?:i|we|im|am|sorry|well|um+|er+m?|erm|hm+|oh|honestly|tbh|to be honest|afraid|really|just|look|no|hi|but|still|"
    r"actually|genuinely|its|that|and|"
    r"its been so long|unfortunately|truth is|my apologies|apologies|i am|that is|thats) )*"
    r"(?:(?:dont|do not|didnt|did not|dnt|donot|dunt|dinnae|dinna|doesnt|wouldnt|would not|couldnt|could not|cant|cannot|"
    r"can not|don t)(?: (?:really|actually|honestly|even|quite|truly|rightly|exactly))* "
    r"(?:know|no|kno|knw|remember|recall|rember|remeber|ken|tell(?: you)?|think of (?:it|any|anything)|say for (?:sure|"
    r"certain)|be sure)|"
    r"dunno|dno|dunnno|dont no|idk|no idea|no clue|not a clue|havent (?:a|got a|any|the foggiest|the faintest)(?: clue| "
    r"idea)?|not (?:so |too |very |really |quite |entirely |all that |100 |completely )*(?:sure|certain)|unsure|uncertain|"
    r"unknown|"
    r"cant remember|cannot remember|forgot(?:ten)?|have forgotten|ive forgotten|have no (?:idea|clue)|ive no (?:idea|"
    r"clue)|wouldnt have a clue|"
    r"who knows|god knows|pass|skip|skip (?:it|this|that)|no memory of it|couldnt tell you|couldn t say|couldnt say|not "
    r"known|search me|beats me|hard to say|difficult to say|"
    r"dont have (?:a clue|that|that information|the (?:date|details|information))|not got a clue|haven t a clue|do not "
    r"understand(?: the question)?|dont understand(?: the question)?)" + _TAIL
)
_RATHER_NOT = re.compile(
    r"(?:(?:i|id|we|im|sorry|no|well|if its ok|if thats ok|if you dont mind|honestly|actually|um+|er+m?|please|thanks|"
    r"thank you|would|much) )*"
    r"(?:(?:would |d )?(?:rather|prefer) (?:not|no)(?: to)?(?: (?:say|answer|tell(?: you)?|discuss(?: it| that| this)?|"
    r"talk about (?:it|that|this)|give (?:it|that|my \w+)|share(?: it| that| this)?|disclose(?: it| that)?|comment|go "
    r"into (?:it|that|detail|details)))?|"
    r"prefer not|rather keep (?:it|that) (?:private|to myself)|(?:dont|do not|wont|not) (?:want|wish|going|willing|"
    r"comfortable|like|feel comfortable|able|wanna|wana) ?(?:to )?(?:say(?:ing)?|answer(?:ing)?|tell(?:ing)?(?: you)?|"
    r"discuss(?:ing)?|talk(?:ing)? about|giv(?:e|ing)|shar(?:e|ing)|disclos(?:e|ing)|go into)?(?: (?:it|that|this|them|"
    r"you|my \w+|any of that|that question|this question|here|online))*|"
    r"none of your (?:business|concern)|mind your own(?: business)?|thats private|that is private|its private|private|its "
    r"personal|thats personal|no comment|not telling(?: you)?|not saying|wont say|will not say|"
    r"dont think thats (?:relevant|any of your business)|nunya|pnts|not comfortable(?: with that| saying)?|keep (?:it|"
    r"that) private|decline(?: to (?:say|answer))?)"
    r"(?: (?:sorry|thanks|thank you|please|if thats ok|if thats okay|if you dont mind|at the moment|right now|just now|if "
    r"its all the same|about that|that|this|it|really|for now|yet))*"
)
_NAME_LEAD = re.compile(
    r"^\s*(?:(?:hi|hello|hey|yes|yeah|ok|okay|sure|well|um|er)\b[\s,.!]*)*(?:(?:my|the|her|his|their|our|"
    r"full)\s+)?(?:(?:full\s+|first\s+|mum[’']?s\s+|dad[’']?s\s+|husband[’']?s\s+|wife[’']?s\s+|son[’']?s\s+|"
    r"daughter[’']?s\s+)*name(?:\s+is|[’']s|s|:|\s+was|\s+would be)|"
    r"i[’']?\s?am(?:\s+called)?|i[’']m(?:\s+called)?|im(?:\s+called)?|it[’']?\s?is|it[’']?s|this\s+is|that[’']?s|"
    r"that\s+is|that\s+would\s+be|call\s+me|people\s+call\s+me|everyone\s+calls\s+me|you\s+can\s+call\s+me|"
    r"she[’']?s(?:\s+called)?|he[’']?s(?:\s+called)?|she\s+is(?:\s+called)?|he\s+is(?:\s+called)?|(?:he|"
    r"she)\s+was(?:\s+called)?|name\s*[:\-]|called)\s*[:,]?\s+",
    re.I,
)
_NAME_TAIL = re.compile(
    r"\s*(?:,?\s+(?:please|thanks|thank you|by the way|is my name|here|speaking|and i .*|but .*|if that[’']?s "
    r"ok.*))?[\s.!,]*$",
    re.I,
)

_NOT_IN_A_NAME = {
    "i", "you", "it", "they", "we", "are", "is", "was", "were", "do", "does", "did", "dont", "why", "what", "when", "how",
    "who", "no", "not", "yes", "yeah", "yep", "nope", "ok", "please", "send", "want", "need", "pass", "stop", "can", "cant",
    "this", "that", "with", "on", "for", "have", "has", "had", "just", "help", "useless", "again",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """What one message answers. `problem` names the wording utter_problem_<key>; `candidates` what it may have meant."""

    status: Status
    value: Any = None
    problem: str | None = None
    words: str = ""
    candidates: list[Any] = field(default_factory=list)


def read_answer(
    kind: str,
    text: str,
    *,
    today: date,
    options: Mapping[str, Sequence[str]] | None = None,
    intent: str | None = None,
    reader: Reader | None = None,
    fact: str | None = None,
) -> Answer:
    """Reads one message as the answer to a question of this kind (Fact.kind).

    `options` gives each option of a choice (or 'true' and 'false') the phrases that mean it, in the order shown;
    `fact` is the question, for those whose typed answers were learned from examples;
    `intent` is Rasa's guess, which only counts for a short message our own reading does not settle; `reader` knows the
    organisations. Values: bool, option, EDTF, E.164, spaced postcode, {"text", "body"} for an organisation, else str.
    """
    words = text.strip()
    if not words:
        return Answer("problem", problem="empty")
    said = folded_text(words[:400]) if len(words) <= 400 else ""
    if kind not in ("bool", "choice") or words not in (options or {}):
        if _DONT_KNOW.fullmatch(said):
            return Answer("dont_know", words=words)
        if _RATHER_NOT.fullmatch(said):
            return Answer("prefer_not_to_say", words=words)
    read = _READERS.get(kind, _text)
    answer = read(words, today, options or {}, reader)
    if kind in ("bool", "choice") and answer.status == "unclear" and (plain := in_plain_words(words)) != words:
        answer = replace(read(plain, today, options or {}, reader), words=words)
    if fact and kind in ("bool", "choice") and not (answer.status == "unclear" and _says_nothing(said, intent)):
        answer = _as_others_say_it(answer, fact, kind, words, options or {})
    if answer.status in ("unclear", "problem") and answer.problem not in ("date_future", "too_long"):
        return _by_intent(answer, kind, words, said, intent)
    return answer


def spoken_options(fact_name: str) -> dict[str, tuple[str, ...]]:
    """What people say for each option of a fact ('true' and 'false' for yes and no); empty when nothing is listed."""
    return _spoken().get(fact_name, {})


@cache
def _spoken() -> dict[str, dict[str, tuple[str, ...]]]:
    rows = load("choices")["facts"]
    return {
        fact: {
            str(option): tuple(f"{'&!' if fact in _TOPICS else '&'} {line}" for line in lines)
            for option, lines in options.items()
        }
        for fact, options in rows.items()
    }


# How likely the learned option must be, and how far before the next one: to settle what the phrases do not, and to overrule
# them. Measured on answers left out in turn (decision 022).
_SETTLES, _OVERRULES = (0.7, 0.55), (0.9, 0.7)


# 'thank you' and 'f*** you' are like 'my MP sent it to you' in one word, and that word tells nothing
_NO_ANSWERS = {"thanks", "abuse", "greet", "goodbye", "bot_challenge"}


@cache
def _tell_nothing() -> frozenset[str]:
    return frozenset(str(load("choices")["tell_nothing"]).split())


def _says_nothing(said: str, intent: str | None) -> bool:
    """Only thanks, a greeting, abuse or words that any sentence holds: no question is settled by the likeness of these."""
    words = said.split()
    return bool(words) and len(words) <= 6 and (intent in _NO_ANSWERS or all(word in _tell_nothing() for word in words))


def _as_others_say_it(answer: Answer, fact: str, kind: str, words: str, options: Mapping[str, Sequence[str]]) -> Answer:
    """What the examples of typed answers make of it: overrules a phrase only when sure, settles what the phrases do not.

    The name or title of an option, a number and a plain short yes or no are never overruled, and despair is no answer.
    """
    if (kind == "choice" and len(words.split()) < 2) or (len(words.split()) < 3 and answer.status == "answered"):
        return answer
    if answer.status == "answered" and folded_text(words) in {folded_text(t) for phrases in options.values() for t in phrases}:
        return answer
    found = learned_answer(fact, words_of(words[:600]))
    likely = {option: value for option, value in found.items() if option in options or kind == "bool"}
    if len(likely) < 2 or assess(words[:600]) is not None:
        return answer
    (best, sure), (_, next_sure) = list(likely.items())[:2]
    enough, ahead = _OVERRULES if answer.status == "answered" else _SETTLES
    if sure < enough or sure - next_sure < ahead:
        return answer if answer.status == "answered" or answer.candidates else replace(answer, candidates=list(likely)[:2])
    return Answer("answered", best == "true" if kind == "bool" else best, words=words, candidates=list(likely)[:2])


def may_mean(fact: str, text: str, options: Mapping[str, Sequence[str]]) -> str | None:
    """The option that an unclear answer may well mean: good enough to ask 'do you mean ...?', never to be taken.

    None when no option is likely, two are as likely, or the words are those of despair.
    """
    if not 2 <= len(text.split()) <= _LONGEST_TO_GUESS or assess(text) is not None or _says_nothing(folded_text(text), None):
        return None
    found = {option: value for option, value in learned_answer(fact, words_of(text)).items() if option in options}
    ranked = sorted(found.items(), key=lambda row: -row[1])
    if len(ranked) < 2:
        return None
    (best, sure), (_, next_sure) = ranked[:2]
    return best if sure >= _WORTH_ASKING[0] and sure - next_sure >= _WORTH_ASKING[1] else None


_WORTH_ASKING, _LONGEST_TO_GUESS = (0.25, 0.2), 40


def _by_intent(answer: Answer, kind: str, words: str, said: str, intent: str | None) -> Answer:
    """The classifier's word, for a short message that says nothing else."""
    if len(words.split()) > 6 or kind in ("text", "name"):
        return answer
    if intent in ("dont_know", "prefer_not_to_say"):
        return Answer("dont_know" if intent == "dont_know" else "prefer_not_to_say", words=words)
    if kind == "bool" and intent in ("affirm", "deny"):
        return Answer("answered", intent == "affirm", words=words)
    if (
        re.search(r"\b(?:dont know|dunno|not sure|no idea|cant remember|dont remember|idk)\b", said)
        and answer.problem != "date_future"
    ):
        return Answer("dont_know", words=words)
    return answer


def _text(words: str, today: date, options: Mapping[str, Sequence[str]], reader: Reader | None) -> Answer:
    if len(words) > _LONGEST_TEXT:
        return Answer("problem", problem="too_long", words=words)
    if not any(c.isalnum() for c in words):
        return Answer("problem", problem="empty", words=words)
    return Answer("answered", words, words=words)


def _name(words: str, today: date, options: Mapping[str, Sequence[str]], reader: Reader | None) -> Answer:
    if contacts.email_from(words) or contacts.phone_from(words) or "@" in words:
        return Answer("unclear", words=words)
    name = _NAME_TAIL.sub("", _NAME_LEAD.sub("", contacts.without_postcodes(words), count=1)).strip(" .,!\"'“”")
    letters = sum(c.isalpha() for c in name)
    if letters < 1 or len(name) > 100 or len(name.split()) > 8 or letters < len(name) / 2 or _is_a_sentence(name):
        return Answer("unclear", words=words)
    return Answer("answered", name.title() if name.islower() and name.isascii() and "'" not in name else name, words=words)


def _is_a_sentence(name: str) -> bool:
    """'yes pass it on' is no name; 'Xi He' and 'Will May' are, so one such word among capitals is not enough."""
    said = folded_text(name).split()
    among = sum(word in _NOT_IN_A_NAME for word in said)
    return (among == len(said) <= 2 and name.islower()) or among >= 2 or (among == 1 and len(said) > 2 and name.islower())


def _bool(words: str, today: date, options: Mapping[str, Sequence[str]], reader: Reader | None) -> Answer:
    bare = words.strip(" .!").lower()
    if bare in ("true", "false"):
        return Answer("answered", bare == "true", words=words)
    found = yes_or_no(words, options)
    return Answer("unclear", words=words, candidates=[True, False]) if found is None else Answer("answered", found, words=words)


def _choice(words: str, today: date, options: Mapping[str, Sequence[str]], reader: Reader | None) -> Answer:
    value, candidates = choose(words, options)
    if value is None:
        return Answer("unclear", problem="choice_unclear", words=words, candidates=candidates)
    return Answer("answered", value, words=words, candidates=candidates)


def _date(words: str, today: date, options: Mapping[str, Sequence[str]], reader: Reader | None) -> Answer:
    found = date_from(words, today=today)
    if found.problem:
        return Answer("problem", problem=found.problem, words=found.words)
    return Answer("answered", found.edtf, words=found.words)


def _phone(words: str, today: date, options: Mapping[str, Sequence[str]], reader: Reader | None) -> Answer:
    value = contacts.phone_from(words)
    return Answer("answered", value, words=words) if value else Answer("problem", problem="phone_invalid", words=words)


def _email(words: str, today: date, options: Mapping[str, Sequence[str]], reader: Reader | None) -> Answer:
    value = contacts.email_from(words)
    return Answer("answered", value, words=words) if value else Answer("problem", problem="email_invalid", words=words)


def _postcode(words: str, today: date, options: Mapping[str, Sequence[str]], reader: Reader | None) -> Answer:
    value = contacts.postcode_from(words) or contacts.postcode_from(re.sub(r"(?<=\w)[\s.\-]+(?=\w)", "", words))
    return Answer("answered", value, words=words) if value else Answer("problem", problem="postcode_invalid", words=words)


def _organisation(words: str, today: date, options: Mapping[str, Sequence[str]], reader: Reader | None) -> Answer:
    if len(words) > _LONGEST_TEXT:
        return Answer("problem", problem="too_long", words=words)
    if not any(c.isalpha() for c in words) or (len(words.split()) < 3 and yes_or_no(words, {}) is not None):
        return Answer("problem", problem="organisation_unclear", words=words)
    if reader is None:
        return Answer("answered", {"text": words[:300], "body": None}, words=words)
    text, body, candidates = reader.organisation(words)
    return Answer("answered", {"text": text[:300], "body": body}, words=words, candidates=candidates)


_READERS = {
    "text": _text, "name": _name, "bool": _bool, "choice": _choice, "date": _date, "phone": _phone, "email": _email,
    "postcode": _postcode, "organisation": _organisation,
}  # fmt: skip
