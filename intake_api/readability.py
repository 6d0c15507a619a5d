"""How hard a text is to read: Flesch-Kincaid grades by textstat, with names counted as one short word each.

The grade is the year of American school; a reader of that grade is five to six years older, so grade 5 is age 10 to 11 and
grade 6 begins at 11. A name cannot be put more simply, and a reader takes it as a label: it counts as one word, and so do
a phone number, a website and what is filled in.
"""

from __future__ import annotations

import re

NAMES = (
    "Local Government and Social Care Ombudsman", "Independent Case Examiner", "Member of Parliament", "British Sign Language",
    "Housing Ombudsman", "Citizens Advice", "Ombudsman", "Adjudicator", "Samaritans", "Childline", "NHS England", "Parliament",
)  # fmt: skip
_FILLED_IN = re.compile(r"\{[a-z_]+\}")
_NUMBER = re.compile(r"\d[\d ]{2,}\d|£?\d[\d,]*")
_ADDRESS = re.compile(r"\S+@\S+|\b(?:[a-z]+\.){1,3}(?:org|uk|gov|com)\b(?:\.uk)?(?:/\S*)?")
_LIST = re.compile(r"^\s*(?:\d+\.|-)\s*", re.MULTILINE)


def plain(text: str) -> str:
    """The text as it is measured: names, numbers and what is filled in are one short word; a line of its own is a sentence."""
    for name in NAMES:
        text = re.sub(rf"\b{re.escape(name)}\b", "Sam", text)
    for pattern in (_FILLED_IN, _ADDRESS, _NUMBER):
        text = pattern.sub("Sam", text)
    lines = [line.strip() for line in _LIST.sub("", text).splitlines() if line.strip() and line.strip() != "Sam"]
    return " ".join(line if line[-1] in ".?!" else line.rstrip(":;,") + "." for line in lines)


def grade(text: str) -> float:
    """The Flesch-Kincaid grade."""
    import textstat  # it reads a dictionary: only who asks waits for it

    return float(textstat.flesch_kincaid_grade(plain(text)))


def longest_sentence(text: str) -> int:
    """Words of the longest sentence."""
    return max((len(row.split()) for row in re.split(r"(?<=[.?!])\s+", plain(text))), default=0)


def long_words(text: str) -> list[str]:
    """Words of four syllables and more."""
    import textstat

    return [word for word in re.findall(r"[A-Za-z']+", plain(text)) if textstat.syllable_count(word) >= 4]
