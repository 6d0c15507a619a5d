"""Text as comparable words, each with its place in what was really written.

Lower case, compatibility forms made plain, accents and apostrophes dropped, hidden characters stripped, letters
drawn out for feeling ('pleeease') shortened, letters spelt with digits ('k1ll') or spaces ('s u i c i d e') restored.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

_HIDDEN = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"
_MARKS = "\u0300-\u036f\u064b-\u065f\u0670\u093e-\u094d\u0a3c-\u0a51\u0a70\u0a71"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|['’‘`´ʼ＇](?=[^\W_])|[{_HIDDEN}{_MARKS}]|[@$!|*](?=[^\W_]))*")
_DROP = re.compile(rf"['’‘`´ʼ＇{_HIDDEN}{_MARKS}]")
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
_SENTENCE_END = re.compile(r"(?<!\.)[.!?;](?!\.)|\n\s*\n|[؟۔।]")
_NO_PAUSE = "\"'*_ \n\t\r“”‘’…./\\&-"
_PLAIN = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ـ": None})
_LEET = str.maketrans("013457@$!|*", "oieastasiii")


@dataclass(slots=True)
class Words:
    """The words of a text: folded form, start, end (offsets into the text), number of the sentence and of the clause."""

    text: str
    folded: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)
    clauses: list[int] = field(default_factory=list)
    memo: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)  # worked out once for all who read the text

    def __len__(self) -> int:
        return len(self.folded)


def fold(word: str) -> str:
    """One word in its comparable form: `fold("Don’t") == "dont"`, `fold("Chcę") == "chce"`."""
    if word.isascii():
        plain = word.lower()
        if "'" in plain or "`" in plain:
            plain = plain.replace("'", "").replace("`", "")
    else:
        plain = unicodedata.normalize("NFKC", word).lower()
        plain = _DROP.sub("", unicodedata.normalize("NFKD", plain)).translate(_PLAIN)
    if not plain.isalpha() and not plain.isdigit() and any(c.isalpha() for c in plain):
        plain = _unleet(plain)
    return plain


def _unleet(plain: str) -> str:
    """'k1ll' is 'kill', 'd!e' is 'die', but '10mg', '13yo', 'a1234bc' stay as they are."""
    digits = sum(c.isdigit() for c in plain)
    if plain[0].isdigit() or digits > 2 or plain[-1].isdigit():
        return plain.rstrip("!*|@$")
    return plain.translate(_LEET)


def shorten(word: str) -> tuple[str, str] | None:
    """The two plain spellings of a drawn-out word ('killll' -> 'kill', 'kil'), None when nothing is drawn out."""
    if _DRAWN_OUT.search(word) is None:
        return None
    return _DRAWN_OUT.sub(r"\1\1", word), _DRAWN_OUT.sub(r"\1", word)


def words_of(text: str) -> Words:
    """The words of a text in order. Linear in its length, never raises."""
    spans = [match.span() for match in _WORD.finditer(text)]
    folded = [fold(text[start:end]) for start, end in spans]
    sentences, clauses = [], []
    sentence = clause = last = 0
    for start, end in spans:
        if start - last != 1 and last:
            between = text[last:start]
            if _SENTENCE_END.search(between):
                sentence += 1
                clause += 1
            elif between.strip(_NO_PAUSE):
                clause += 1
        sentences.append(sentence)
        clauses.append(clause)
        last = end
    return _join_spelt_out(Words(text, folded, [s for s, _ in spans], [e for _, e in spans], sentences, clauses))


def _join_spelt_out(words: Words) -> Words:
    """Joins four or more single letters in a row: 's u i c i d e' is one word."""
    folded = words.folded
    if "1111" not in "".join("1" if len(w) == 1 else "0" for w in folded):
        return words
    joined, i = Words(words.text), 0
    while i < len(folded):
        j = i
        while j < len(folded) and len(folded[j]) == 1 and folded[j].isalpha() and words.starts[j] - words.ends[i] <= 2 * (j - i):
            j += 1
        end = j if j - i >= 4 else i + 1
        joined.folded.append("".join(folded[i:end]))
        joined.starts.append(words.starts[i])
        joined.ends.append(words.ends[end - 1])
        joined.sentences.append(words.sentences[i])
        joined.clauses.append(words.clauses[i])
        i = end
    return joined
