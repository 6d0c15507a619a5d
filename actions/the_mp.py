"""What an MP said or did is not what the organisation said or did: 'my MP wrote back' is no final answer of theirs."""

from __future__ import annotations

import re

_MP = r"(?:mps?|m\.p\.|member of parliament)(?:['’]?s)?(?: (?:office|caseworker|assistant|staff|secretary))?"
_SAYS = (
    r"(?:wrote|written|writes|repl\w+|answer\w*|said|says|told|tells|got|gets|emailed|e-mailed|rang|phoned|called|advis\w+|"
    r"suggest\w*|sent|sends|respon\w+|gave|given|came)"
)
_MP_SAYS = re.compile(rf"\b(?:\w+ )?{_MP}\b,?(?: \w+){{0,3}}? {_SAYS}\b[^.!?;\n]*", re.IGNORECASE)
_FROM_THE_MP = re.compile(
    rf"\b(?:answer|reply|letter|e-?mail|response|heard|back)(?: back)? from (?:\w+ ){{0,2}}{_MP}\b[^.!?;\n]*", re.IGNORECASE
)
_NOT_TO_MP = re.compile(
    rf"\b(?:not|never|no|\w+n['’]?t)\b(?: \w+){{0,3}}? (?:be|been|go|gone|went|ask|asked|wrote|write|written|contact\w*|"
    rf"see|seen|saw|speak|spoken|spoke|talked|told|tell|tried|try|involve\w*)\b(?: \w+){{0,4}}? {_MP}\b",
    re.IGNORECASE,
)
_THEN_THEY = re.compile(r",| \b(?:but|and|then)\b (?=(?:the|they|it|dwp|hmrc|i|we)\b)", re.IGNORECASE)
ABOUT_THEM = {"local_stage", "reply_format", "replied_on", "further_stage_available", "meeting_offered"}
LEFT_OVER = 3  # words; fewer beside the words about an MP say nothing of the organisation


def without_the_mp(text: str) -> str:
    """The text with what it says of an MP blanked out, every other character in its place.

    >>> without_the_mp("They replied in May. My MP wrote back in June").strip()
    'They replied in May.'
    """
    for pattern in (_NOT_TO_MP, _MP_SAYS, _FROM_THE_MP):
        text = pattern.sub(_blank, text)
    return text


def is_only_of_the_mp(text: str) -> bool:
    """Does the message speak of an MP and of next to nothing else?

    >>> is_only_of_the_mp("no, I never went to my MP"), is_only_of_the_mp("My MP said no, but they gave me a final answer")
    (True, False)
    """
    rest = without_the_mp(text)
    return rest != text and len(re.findall(r"\w[\w'’]*", rest)) < LEFT_OVER


def _blank(match: re.Match[str]) -> str:
    """Up to where the sentence turns to somebody else."""
    said = match[0]
    turn = next((each for each in _THEN_THEY.finditer(said) if re.search(_MP, said[: each.start()], re.IGNORECASE)), None)
    end = turn.start() if turn else len(said)
    return " " * end + said[end:]
