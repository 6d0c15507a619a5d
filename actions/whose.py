"""Whose complaint it is, said in so many words: 'it was my sister, not me', 'on my own behalf', 'it is my case, not my mum's'."""

from __future__ import annotations

import re
from typing import NamedTuple

from actions.people import PEOPLE

_MINE = r"(?:me|mine|myself|my own|my (?:own )?(?:case|claim|complaint|visa|pension|operation|treatment|care|money|benefits?))"
_THING = r"(?:it|this|that|the (?:complaint|case|claim))"
_IT_IS = rf"{_THING}(?:['’]?s|\s+is|\s+was|\s+happened)"
_FOR = r"(?:(?:all |really |actually |only |just )?(?:about|for|to|with|on behalf of)\s+)?"
_SELF = re.compile(
    rf"\b(?:on|in) my own (?:behalf|account|name)\b|\b(?:complain\w*|writ\w+|asking|here|do\w* this) for myself\b"
    rf"|\b{_IT_IS}\s+{_FOR}{_MINE}\b[^.!?;\n]{{0,20}}?\bnot\s+{_FOR}(?:(?:my|his|her)\s+{PEOPLE}|him|her|them)\b"
    rf"|\bnot\s+{_FOR}my\s+{PEOPLE}\b(?!['’]s)[\s,.;]*(?:but\s+)?(?:{_IT_IS}\s+)?{_FOR}{_MINE}\b"
    rf"|^\W*(?:(?:no|sorry|actually|wait|oh)\W+)*{_IT_IS}\s+{_FOR}(?:me|myself|mine)\W*$",
    re.IGNORECASE,
)
_OTHER = re.compile(
    rf"\b{_IT_IS}\s+{_FOR}my\s+(?P<a>{PEOPLE})\b(?!['’]s)"
    rf"|\bi['’]?(?: a)?m (?:here|complaining|writing|asking|acting|speaking|doing (?:this|it))\s+"
    rf"(?:for|on behalf of)\s+my\s+(?P<b>{PEOPLE})\b(?!['’]s)"
    rf"|\bi (?:mean|meant)\s+my\s+(?P<c>{PEOPLE})\b(?!['’]s)"
    rf"|\bfor my\s+(?P<d>{PEOPLE})\b(?!['’]s)[\s,]*(?:and )?not\s+(?:for\s+)?(?:me|myself)\b",
    re.IGNORECASE,
)
_AT_FAULT = re.compile(
    r"\W+(?:who|that|which)?\s*(?:told|wrote|rang|phoned|called|said|complained|asked|went|signed|filled|found|refused|took|gave|made|decided)\b",
    re.I,
)


class Whose(NamedTuple):
    """`value` is an option of complaining_for; `who` the other person as we say it ('your sister'), None for themselves."""

    value: str
    who: str | None


def whose(text: str) -> Whose | None:
    """Whose complaint the text says in so many words that it is; None where it does not.

    >>> whose("no sorry it was my sister not me")
    Whose(value='someone_else', who='your sister')
    >>> whose("I write on my own behalf"), whose("it was my brother who rang them")
    (Whose(value='self', who=None), None)
    """
    if _SELF.search(text):
        return Whose("self", None)
    for match in _OTHER.finditer(text):
        if not _AT_FAULT.match(text, match.end()):  # 'it was my brother who rang them' tells who rang
            who = next(word for word in match.groups() if word)
            return Whose("someone_else", f"your {who.lower()}")
    return None
