"""Do the words before a date speak of what is still to come?"""

from __future__ import annotations

import re

_SURE = (
    r"will|[a-z]+['’]ll|(?:they|it|you|that)ll|"
    r"going to|gonna|gunna|gannin|hearing|deadline|(?<!was )(?<!were )(?<!been )due|have to|has to|got to|must|"
    r"being|appointment|"
    r"meeting|listed|"
    r"scheduled|is set|could be|might be|expires?|runs out"
)
_AHEAD = re.compile(rf"\b(?:{_SURE}|by|until|till|before|is on|are on|tomorrow)\b([^.!?\n]{{0,45}})$", re.IGNORECASE)
_SURELY = re.compile(
    rf"\b(?:(?:{_SURE}|new date)\b([^.!?\n]{{0,45}})|(?:is|are)(?: now)?(?: on| for| in)?(?: the)?\s*|(?:it|that|"
    rf"tribunal|hearing|court|appointment|meeting|interview)['’]s on(?: the)?\s*|"
    r"(?:(?:i|we|they|he|she)['’]?(?:m|re)|am|are|is|will|won['’]?t|can['’]?t|cannot|(?:may|might) not)\b[^.!?\n]{0,40}"
    r"\b(?:until|till|til|by)(?: about| around| at least)?(?: the)?\s*)$",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|went|came|told|rang|sent|got|said|since|gave|made|took|wrote|saw|found|paid|started|(?!need|feed|bed|"
    r"listed|scheduled|(?:fixed|pencilled|booked|lined)(?: in| up)? for\b)\w{3,}ed)\b", re.IGNORECASE,
)  # fmt: skip


_NEXT = re.compile(
    r"(?:\w+ ){0,2}?(?:at \w+ )?\W*(?:(?:i|we|they|he|she|it|you|who|that|and)\s+)*(?:(?:i|we|they|he|she|it)['’]ll|"
    r"will|intend|am going|"
    r"are going|is going|going to|have to|has to|must|plan to|am due|are due|is due)\b", re.IGNORECASE,
)  # fmt: skip


_LEANING = re.compile(
    r"\b(?:(?:appointment|meeting|hearing|interview|being|due|deadline)\b(?:[^.!?\n]{0,45})|"
    r"(?:re-?)?(?:booked|scheduled|arranged)(?: me| us| him| her| it| them)?(?: in)? for\W*|"
    r"(?:put back|put off|moved|postponed|adjourned|deferred) (?:to|till|til|until)\W*|"
    r"(?:says?|saying|said|told(?: me| us)?)\W* (?:it['’]?s? )?(?:maybe|perhaps|possibly|not (?:till|until|before))|"
    r"(?:is|are|r) (?:in|on)|"
    r"(?:its|it['’]s)\b[^.!?\n]{0,30}\b(?:birthday|wedding|exams?|due|op|operation|appointment) (?:is )?(?:in|on)"
    r")(?:\W*\b(?:some ?time|in|on|the|about|around))*\W*$",
    re.IGNORECASE,
)


_PLANNED = re.compile(
    r"\b(?:"
    # they mean to send him back / she wants me to go in / he is threatening to come back
    r"(?:mean|plan|intend|hope|want|expect|threaten)(?:s|ing)? (?:me |us |him |her |them )?to|"
    # she is coming back / I'm seeing somebody / my next session is fixed for
    r"(?:am|is|are|i['’]?m|(?:he|she|it|that|who)['’]s|(?:we|they)['’]?re) (?:(?:now|only|just|not|all|still) )?"
    r"(?:coming|going|moving|leaving|starting|flying|seeing|getting|meeting|giving|sending|taking|having|ringing|back|off|due|"
    r"(?:now |been )?(?:fixed|set|pencilled in|booked in|down) for)|"
    r"(?:fixed|pencilled in|pencilled|down|lined up) for|"
    # he goes back, it comes out again, I move out; 'I go' is how some tell the past
    r"(?:goes|comes|moves|leaves|starts|returns|finishes|expires) (?:back|out|in|home|again|over|off|up)|"
    r"(?:i|we) (?:move|leave|start|fly) (?:back|out|in|home|again|off)?|gets? (?:discharged|released|moved|sent|evicted) ?|"
    r"(?:on|in|out|up|back) again|"
    # if they take it again on, I do not intend to see, I won't see
    r"if (?:they|it|that|he|she|this|nobody|you)\b[^.!?\n]{0,40}\bagain|(?:not|don['’]?t|never) (?:intend|expect|plan|want)|"
    r"(?:won['’]?t|will not|never) (?:\w+ ){0,2}?see|(?:giv(?:e|ing)) (?:it|them|him|her|you) (?:till|til|until)"
    r")\b([^.!?\n]{0,40})$",
    re.IGNORECASE,
)
_BOOKED = re.compile(
    r"\b(?:i['’]?ve|have|has|['’]s|got|a|an|my|our|his|her)\b[^.!?\n]{0,30}\bbooked(?: in)?(?: for| on)?"
    r"(?: this| next| the| for)?\s*$",
    re.IGNORECASE,
)
_OFFERED = re.compile(
    r"\b(?:"
    # the governors meet on / they now offer me
    r"(?:governors|panel|board|committee|they|we) (?:only |next )?meets?(?: again)?|"
    r"(?:now|have|has|['’]ve|only|can|they|trust|hospital|council|clinic) (?:now )?offer(?:s|ing)?|"
    # he has given us until / I have an operation on
    r"(?:have|has|['’]ve|['’]s)(?: \w+)? given (?:me|us|him|her|them) (?:till|til|until)|"
    r"(?:have|has|having|got)(?: (?:a|an|the|my|our|his|her|another|one))? "
    r"(?:operation|op|surgery|scan|hearing|tribunal|interview|exams?|assessment|flight|wedding|court)"
    r")\b([^.!?\n]{0,40})$",
    re.IGNORECASE,
)
_UNLESS = re.compile(
    r"\w+(?: \w+){0,2},? (?:(?:at the )?earliest|unless|if (?:nobody|no one|no-one|nothing|they don|you don)|or else)\b",
    re.IGNORECASE,
)
_ARRANGED = re.compile(
    r"\b(?:has|have|['’]ve|had)(?: now| since| just)? been (?:listed|fixed|set|booked|put (?:back|off)|moved|arranged|"
    r"scheduled)\b[^.!?\n]{0,80}$",
    re.IGNORECASE,
)


def _is_planned(text: str, place: int) -> bool:
    """Present words of what somebody means to do or what is fixed, with no past told after them."""
    before = text[max(0, place - 90) : place]
    if _BOOKED.search(before):
        return True
    if (offered := _OFFERED.search(before)) and _PAST.search(offered.group(1)) is None:
        return True
    found = _PLANNED.search(before)
    if found is not None:
        return _PAST.search(found.group()) is None
    return _UNLESS.match(text[place : place + 50]) is not None


def is_arranged(text: str, place: int) -> bool:
    """'has been listed for': what was fixed of late, whatever year was told before."""
    return _ARRANGED.search(text[max(0, place - 120) : place]) is not None


def tells_the_past(text: str, place: int) -> bool:
    """Does the sentence up to here tell of something past?"""
    return _PAST.search(re.split(r"[.!?\n]", text[max(0, place - 90) : place])[-1]) is not None


def leans_ahead(text: str, place: int) -> bool:
    """Words that may as well be told of the past ('an appointment on', 'booked for'): whichever time is nearer is meant."""
    found = _LEANING.search(text[max(0, place - 90) : place])
    return found is not None and (_PAST.search(found.group()) is None or "for" in found.group().split()[-2:])


_EDGES = ("by", "until", "till", "before")
_TOLD_AFTER = re.compile(
    r"\w+(?: \w+)? (?:i|we|they|he|she|it|there|nobody|nothing)(?:['’]d| was| were| had| could| went| came)\b", re.I
)
_TOLD_BEFORE = re.compile(
    r"\b(?:was|were|had|kept|waited|stayed|lay|left|did|didn['’]?t|gone)\b(?![^.!?\n]*\b(?:said|told|promised|asked)\b)", re.I
)


def _is_told(text: str, place: int) -> bool:
    """'By Monday she was in resus', 'he was gone by the Thursday': an end that has been."""
    sentence = re.split(r"[.!?\n]", text[max(0, place - 90) : place])[-1]
    return _TOLD_AFTER.match(text[place : place + 50]) is not None or _TOLD_BEFORE.search(sentence) is not None


def looks_ahead(text: str, place: int, *, sure: bool = False) -> bool:
    """Is what comes still to come, with no past told between? `sure`: 'by' and 'until' are not enough."""
    if _is_planned(text, place):
        return True
    ahead = (_SURELY if sure else _AHEAD).search(text[max(0, place - 90) : place])
    if ahead is not None and not sure and ahead.group().partition(" ")[0].lower() in _EDGES:
        is_agent = ahead.group()[:2].lower() == "by" and re.search(
            r"\b(?:on|at|in)\b", ahead.group(1) or ""
        )  # 'by the police on'
        return not is_agent and not _is_told(text, place) and _PAST.search(ahead.group(1) or "") is None
    if ahead is not None:
        return _PAST.search(ahead.group(1) or "") is None
    return not sure and _NEXT.match(text[place : place + 60].partition(" ")[2]) is not None
