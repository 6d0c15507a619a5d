"""Is the complaint about us, the ombudsman who reads it? Then the body we were once asked about is only how it began.

By what is said to 'you' about our own work on a case, or of the ombudsman by name.
"""

from __future__ import annotations

import re

from narrative.words import Words

US = "phso"
"""The identifier of the ombudsman in the register."""

_OURS = (
    r"your (?:own )?(?:\w+ )?(?:investigators?|caseworkers?|case handlers?|case officers?|colleagues?|staff|office|"
    r"organisation|service|team|people|lot|"
    r"girl|lad|manager|decision|final decision|report|findings|answer|reply|letters?|emails?|intake team)"
)
_DONE = (
    r"(?:closed?|shut|sent|lost|ignored?|refused?|decided?|rejected|dismissed|turned (?:me|it|us) (?:down|away)|sat "
    r"on|delayed|misread|mixed up|"
    r"made me|spelt|leaked|disclosed|promised|forgot|took|got (?:it |that |my )?\w* ?wrong|cannot work|cant work|"
    r"wasted|let me down|never \w+|"
    r"did not \w+|didnt \w+|have not \w+|havent \w+|has not \w+|hasnt \w+|failed|treated|spoke|shouted|was rude|were "
    r"rude|hung up|said before)"
)
_NAME = r"(?:(?:the |your )?(?:parliamentary (?:and health service )?)?ombudsman(?! for)|\bphso|the phso)"
_KEPT = r"(?:(?:have|has|ve|had) (?:had|got|been sitting on|sat on|held|kept|done nothing (?:with|about))|sat on|sitting on)"
_FRAMES = re.compile(
    rf"\byou (?:lot |people )?(?:have |ve |just |all |then |also |still )*(?:closed|shut|lost|rejected|refused|"
    rf"ignored|dismissed|sat on|made me do) "
    rf"(?:\w+ ){{0,2}}?(?:my|our|me|it|the|his|her)\b|\byou sent (?:me|us|my|it|him|her)\b|"
    rf"\b{_OURS} (?:\w+ ){{0,2}}?{_DONE}\b|\b(?:told|asked) you (?:lot|people|all)\b|"
    rf"\b(?:you|yous|youve|you lot) {_KEPT} my (?:complaint|case|file|papers)\b|"
    rf"{_NAME} (?:\w+ ){{0,2}}?{_KEPT} (?:\w+ ){{0,2}}?(?:complaint|case|file|papers)\b|"
    rf"{_NAME} to (?:hurry up|get a move on|get on with|reopen|look again|apologise|answer my|decide|finish|explain "
    rf"(?:its|their|your))\b|"
    rf"\b(?:complain\w*|complaint|grievance) (?:\w+ ){{0,2}}?(?:about|against|with) (?:\w+ ){{0,3}}?{_NAME}\b|"
    rf"\bombudsmans? (?:own )?(?:\w+ ){{0,4}}?(?:has decided|decided|decides|closed|lost|has closed|hung up|says i am not)\b|"
    rf"\basked {_NAME} (?:\w+ )?(?:for|to) (?:\w+ ){{0,6}}?(?:large|big|easy|braille|bsl|interpreter|print|read|letters|times)\b|"
    rf"\basked {_NAME} (?:\w+ )?times\b|\b(?:nobody|no one|not one|anybody|none|somebody) (?:in|at|of|from) your "
    rf"(?:building|office|place|team)\b|"
    rf"\bletters? (?:have |has )?(?:come|came|arrived) from you\b|\byour own (?:delay|mistake|error|failure|service|"
    rf"complaint handling)\b"
)


def aimed_at_us(words: Words) -> bool:
    """Does the text complain of what the ombudsman did? Says nothing of whether the ombudsman is named."""
    return _FRAMES.search(" ".join(words.folded)) is not None
