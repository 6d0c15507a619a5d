"""Yes or no, and which option: by its name, its number, its title, or what people say for it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

from narrative.grammar import Grammar, Rule
from narrative.wordlists import families_for
from narrative.words import words_of

_SPOKEN = ("& ", "&! ")  # how a phrase in our grammar begins; any other is a title
_ORDINAL = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "first": 1,
    "second": 2,
    "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5, "top": 1,
}  # fmt: skip
_NUMBER = re.compile(
    r"(?:(?:option|number|no|choice|answer|its|the|i|pick|choose|would|say|go|for|with|ill|id|um|er|erm|probably|think) )*"
    r"(\d{1,2}|1st|2nd|3rd|4th|5th|one|two|three|four|five|six|seven|eight|nine|ten|first|second|third|fourth|fifth|sixth|"
    r"top|last|bottom)(?: (?:one|option|please|thanks|choice))*"
)
_SUBJECT = r"(?:i|we|they|he|she|it|you|there|my \w+|that|this)"
_OTHERS = r"(?:i|we|they|he|she|it|my \w+|that|this)"
_DOES = r"(?:have|has|had|did|do|does|will|would|can|could|should|must|may|might|ve)"
_AUX = r"(?:have|has|had|did|do|does|was|were|is|are|am|will|would|can|could|should|must|may|might|ve)"
_AUX_NOT = (
    r"(?:(?:have|has|had|did|do|does|was|were|is|are|am|will|would|can|could|should|im|ive|theyve|shes|hes|its|theyre|"
    r"weve) (?:not|never)|havent|hasnt|hadnt|"
    r"didnt|dont|doesnt|wasnt|werent|isnt|arent|wont|wouldnt|cant|cannot|couldnt|shouldnt|aint|didny|havenae|hasnae|"
    r"didnae|wisnae|isnae|cannae|canny|dinnae|havny|never)"
)
_FILL = (
    r"(?:(?:oh|well|um+|er+|erm|hm+|ah|so|i mean|to be honest|tbh|honestly|actually|and|like|look|sorry|hi|hello|right|god|"
    r"you know|i think|i guess|i suppose|i believe) )*"
)
_YES = re.compile(
    _FILL + r"(?:yes|yess+|yea|yeah+|yeh|ye|yep|yup|yip|ya|yah|yas|aye|y|ay|uh huh|mhm+|mm+ ?hm+|yuss|yeaa*h*|ja|si|oui|tak|da|"
    r"haan|ie|ydw|do indeed|ok|okay|okey|oke|k|kk|sure|certainly|correct|right|indeed|absolutely|"
    r"definitely|definately|defo|deffo|of course|course|by all means|please do|go ahead|agreed|agree|i agree|thats right|"
    r"that is right|thats correct|that is correct|thats true|true|affirmative|fine|no problem|no worries|"
    r"thats fine|that is fine|that would be (?:good|great|fine|nice|helpful)|i think so|think so|i believe so|believe so|"
    r"(?:(?:that|it|this|everything)(?:s| is)? )?all(?: is| of (?:it|that|this) is)? (?:quite |perfectly |absolutely )?"
    r"(?:correct|right|good|fine|true)|"
    r"(?:that|it|everything)(?:s| is) (?:all |quite |perfectly |very |absolutely |exactly )+(?:correct|right|good|fine|true|so)|"
    r"i suppose so|suppose so|i guess so|guess so|probably|most likely|likely|"
    r"happy to|im happy|i am happy|i consent|i accept|i do|i would|i dont mind|dont mind|i do not mind|no objection|no "
    r"objections|that works|works for me|please|yes please|very much so|too right|for sure|totally|100|unfortunately yes|"
    r"sadly yes|afraid so|im afraid so|i am afraid so|it is ok|its ok|its okay|its fine|sound|grand|go on|go for it|you "
    r"can|you may|feel free|no bother|nae bother|not a problem)\b"
)
_NO = re.compile(
    _FILL + r"(?:no|nope|nah|naw|nay|na|nae|noo+|n|non|nein|nie|nahi|nahin|never|not|negative|nothing|none|neither|nobody|no one|"
    r"absolutely not|certainly not|definitely not|defo not|of course not|course not|not yet|not at all|"
    r"not really|not that i know(?: of)?|i dont think so|dont think so|i do not think so|i doubt it|doubt it|i disagree|"
    r"disagree|dont agree|unlikely|no way|no chance|i refuse|refuse|i decline|"
    r"false|wrong|incorrect|thats wrong|thats not right|hardly|unfortunately not|sadly not|afraid not|im afraid not|i am "
    r"afraid not|probably not|maybe not|rather not|id rather not|nowt|no thanks|no thank you|yet to)\b"
)
_NOT_A_NO = re.compile(
    _FILL
    + r"(?:no problem|no worries|no bother|nae bother|no objections?|not a problem|not bad|no doubt|no i dont mind|no dont mind|"
    r"no thats fine|no go ahead|not only|nothing wrong with that|no more questions)\b"
)
# 'no dont trouble yourself i will ring them': whatever follows, the no is meant
_NO_INDEED = re.compile(
    _FILL + r"(?:no|nope|nah|naw) (?:dont|do not|thank|thanks|ta|cheers|no|not|need|ill|i will|im (?:fine|ok|okay|good|alright)|"
    r"youre (?:fine|ok|okay|alright))\b(?! mind)"
)
_ADDED = r"(?: (?:indeed|actually|already|so|definitely|yes|thanks|too|of course))*"
# 'they did', 'I have one'; but 'you lot are useless', 'they are a joke', 'it has been awful' say neither yes nor no
_SAYS_YES = re.compile(
    _FILL + rf"(?:{_OTHERS} (?:\w+ ){{0,1}}{_DOES}{_ADDED}(?=$| (?!not|never|been|no|nothing))|{_SUBJECT} {_AUX}{_ADDED}$)"
)
_SAYS_NO = re.compile(_FILL + rf"(?:{_SUBJECT} )?(?:\w+ )?{_AUX_NOT}\b")
_TORN = re.compile(
    r"^(?:\w+ ){0,2}?(?:yes and no|yeah no|yeah nah|no and yes|yes but no|kind of|sort of|maybe|perhaps|it depends|depends|"
    r"half and half|not exactly|in a way|yes no|no yes)\b"
)


def folded_text(text: str) -> str:
    """The words of a text, folded, with single spaces."""
    return " ".join(words_of(text).folded)


def yes_or_no(text: str, options: Mapping[str, Sequence[str]]) -> bool | None:
    """Is the message a yes or a no? None when it is neither, or both. `options` may say what people say for this one."""
    said = folded_text(text[:2000])
    if said in (folded_text(t) for t in _titles(options.get("true", ()))):
        return True
    if said in (folded_text(t) for t in _titles(options.get("false", ()))):
        return False
    if _TORN.match(said):
        return None
    opening = _opening(said)
    if opening is False and _NO_INDEED.match(said):
        return False
    if opening is not None and (len(said.split()) <= 4 or re.match(r"\W*\w+\s*[,.!;:\-–]", text)):
        return opening
    spoken = _spoken_choice(text, options)
    if len(spoken) == 1:
        return next(iter(spoken)) == "true"
    if opening is not None:
        return opening
    if _SAYS_NO.match(said):
        return False
    if len(said.split()) <= 12 and _SAYS_YES.match(said):
        return True
    if re.search(r"(?:^| )(?:so )?(?:yes|yeah|yep)$", said):
        return True
    return False if re.search(r"(?:^| )(?:so )?(?:no|nope)$", said) else None


def _opening(said: str) -> bool | None:
    if _NOT_A_NO.match(said):
        return True
    yes, no = _YES.match(said), _NO.match(said)
    if no and (not yes or no.end() > yes.end()):
        return False
    if yes:
        rest = said[yes.end() :].strip()
        return not (
            re.match(r"(?:right|fine|ok|okay|please|sure|true|probably|likely|i think so)$", yes.group().split()[-1])
            and _NO.match(rest)
        )
    return None


def opens_with(text: str) -> bool | None:
    """The yes or no that the message begins with; None where it begins with neither ('they never rang' does not)."""
    return _opening(folded_text(text[:2000]))


def speaks_for(text: str, options: Mapping[str, Sequence[str]]) -> list[str]:
    """The options that what people say for them is in the text; its opening and the titles do not count."""
    return list(_spoken_choice(text, options))


def choose(text: str, options: Mapping[str, Sequence[str]]) -> tuple[str | None, list[str]]:
    """The option a message means and those it may mean; the option is None when it is not clear."""
    bare, said = text.strip().strip(".!").lower(), folded_text(text[:2000])
    names = list(options)
    for name in names:
        if (
            bare == name.lower()
            or said == folded_text(name.replace("_", " "))
            or said in {folded_text(t) for t in _titles(options[name])}
        ):
            return name, [name]
    if (number := _NUMBER.fullmatch(said)) and (picked := _numbered(number.group(1), names)):
        return picked, [picked]
    spoken = _spoken_choice(text, options)
    if spoken:
        ranked = sorted(spoken, key=lambda name: -spoken[name])
        if len(ranked) == 1 or spoken[ranked[0]] > spoken[ranked[1]]:
            return ranked[0], ranked
        return None, ranked
    return _fuzzy(said, options)


def _titles(phrases: Sequence[str]) -> list[str]:
    return [p for p in phrases if not p.startswith(_SPOKEN)]


def _numbered(said: str, names: list[str]) -> str | None:
    if said in ("last", "bottom"):
        return names[-1] if names else None
    number = int(said) if said.isdigit() else _ORDINAL[said]
    return names[number - 1] if 1 <= number <= len(names) else None


def _spoken_choice(text: str, options: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """How strongly the words speak for each option: the longest phrase of each, a little for more of them."""
    key = tuple((name, tuple(p for p in phrases if p.startswith(_SPOKEN))) for name, phrases in options.items())
    if not any(phrases for _, phrases in key):
        return {}
    words = words_of(text[:2000])
    scores: dict[str, float] = {}
    for hit in _grammar(key).find(words):
        weight = (hit.last - hit.first) + 0.2 + 2 * hit.rule.confidence
        scores[hit.rule.name] = max(scores.get(hit.rule.name, 0.0) + 0.1, weight)
    return scores


@lru_cache(maxsize=128)
def _grammar(key: tuple[tuple[str, tuple[str, ...]], ...]) -> Grammar:
    groups = [(Rule(name, negatable=lead == "& "), [p.removeprefix(lead) for p in phrases if p.startswith(lead)])
              for name, phrases in key for lead in _SPOKEN]  # fmt: skip
    return Grammar(families_for("choices"), groups)


def _fuzzy(said: str, options: Mapping[str, Sequence[str]]) -> tuple[str | None, list[str]]:
    """The nearest title, when it is near and no other is as near."""
    titles = {folded_text(t): name for name, phrases in options.items() for t in (*_titles(phrases), name.replace("_", " "))}
    found = process.extract(said, list(titles), scorer=fuzz.WRatio, limit=4, score_cutoff=60) if len(said) >= 3 else []
    candidates = list(dict.fromkeys(titles[title] for title, _, _ in found))
    if (
        found
        and found[0][1] >= 87
        and all(titles[t] == titles[found[0][0]] or s < found[0][1] - 4 for t, s, _ in found[1:])
        and len(said.split()) <= 12
    ):
        return candidates[0], candidates
    return None, candidates
