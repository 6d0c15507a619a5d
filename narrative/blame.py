"""How strongly the words around an organisation say that it failed the person, or that it only came into the story."""

from __future__ import annotations

import re

from narrative.reading import Organisation
from narrative.words import Words

_REACH = 7
_ABOUT = re.compile(
    r"(?:complain\w*|complant|unhappy|dissatisfied|disgusted|appalled|angry|grievance|issues?|problems?|dispute|trouble|"
    r"battle|fight\w*|fed up|upset|failings?|failures?|neglect|negligence|"
    r"care|treatment|service|behaviour|conduct|mistakes?|decision|case|delays?|experience) (?:\w+ ){0,3}?(?:about|against|"
    r"with|by|of|at|from|regarding|concerning|over|on the part of|to do with)(?: \w+){0,3}$"
)
_BY = re.compile(
    r"(?:let down|failed|ignored|treated|refused|lied to|turned away|discharged|misdiagnosed|neglected|fobbed off|sent home|"
    r"turned down|sanctioned|rejected|told|dismissed|messed about|mistreated|bullied) (?:\w+ )?(?:by|from)(?: \w+)?$"
)
_FAILS = re.compile(
    r"^(?:\w+ ){0,3}?(?:fail\w*|refus\w*|ignor\w*|lost|los\w+|didnt|did not|wouldnt|would not|wont|never|havent|hasnt|"
    r"have not|has not|took|stopped|delay\w*|cancel\w*|discharg\w*|misdiagnos\w*|keep|keeps|kept|"
    r"lied|lie|messed|neglect\w*|denied|den\w+|reject\w*|turned|sanction\w*|missed|got it wrong|made|makes|left|sent me "
    r"(?:home|away)|gave|sold|treat\w*|are useless|is useless|were|was|are|told|says?|said|overpaid|underpaid|"
    r"deduct\w*|closed|withheld|breach\w*|mishandl\w*|cannot|cant|couldnt|decided|wrongly|still|owe\w*|charg\w*|struck|"
    r"removed|broke|caused|killed|botched|cut|changed|declined|rude|shout\w*|fobb\w*|blam\w*|passed me)\b"
)
_STRONG = re.compile(
    r"fail|refus|ignor|lost|didnt|never|hasnt|havent|wont|wouldnt|delay|misdiagnos|neglect|lied|sanction|cancel|reject|denied|"
    r"missed|stopped|mess|wrong|withheld|owe|killed|caused|botched|struck|removed|fobb|declined|useless"
)
_WENT_TO = re.compile(
    r"(?:contacted|contact|rang|ring|called|phoned|wrote to|written to|write to|spoke to|spoken to|went to|gone to|go to|"
    r"going to|told|tell|asked|ask|reported (?:\w+ ){0,3}to|advised by|referred (?:\w+ ){0,2}(?:by|to)|help from|advice "
    r"from|"
    r"approached|approach|via|through|signposted (?:\w+ )?(?:by|to)|sent (?:it|them|letters?|emails?|a letter|an email) "
    r"to|complained to|emailed|work(?:s|ed|ing)? (?:for|at|in)|near|next to|opposite|support from|copied|cc|cc to|copy to|"
    r"thanks to|grateful to|thank|taken to|rushed to|admitted to|"
    r"live near|supported by|with help from|witnessed by|appeal(?:ed)? to|escalated to|report from|letter from|statement "
    r"from|according to|involve|involved|even) (?:\w+ ){0,2}$"
)
_HELPED = re.compile(
    r"^(?:\w+ ){0,3}?(?:told me to|advised|suggested|said to (?:contact|come|write|complain)|said i should|helped|help|were "
    r"(?:great|brilliant|lovely|very good|kind|wonderful|fine)|was (?:great|brilliant|lovely|kind|wonderful|fine)|are "
    r"(?:great|lovely)|gave me your|pointed me|supported|agrees? with|has written|wrote to|is helping|are helping|recommended|"
    r"came|attended|arrived|picked|confirmed|agreed)\b"
)
_BYSTANDERS = re.compile(
    r"ombudsman|citizens advice|\bcqc\b|care quality|pals|police|samaritans|coroner|court|solicitor|iopc|\bmp\b|phso|"
    r"healthwatch|age uk|acas|ambulance",
    re.I,
)


def blame(words: Words, one: Organisation) -> float:
    """Above zero when the organisation is said to have failed, below when it was asked for help or was only there."""
    first = next(i for i, start in enumerate(words.starts) if start >= one.start or words.ends[i] > one.start)
    last = first
    while last < len(words) and words.starts[last] < one.end:
        last += 1
    sentence = words.sentences[first]
    before = (
        " ".join(
            w
            for w, s in zip(
                words.folded[max(0, first - _REACH) : first], words.sentences[max(0, first - _REACH) : first], strict=True
            )
            if s == sentence
        )
        + " "
    )
    after = " ".join(
        w for w, s in zip(words.folded[last : last + _REACH], words.sentences[last : last + _REACH], strict=True) if s == sentence
    )
    score = 1.0 + (0.5 if one.id else 0.0)
    if _ABOUT.search(before.strip()) or _BY.search(before.strip()):
        score += 3.0
    asked, fails = _WENT_TO.search(before), _FAILS.match(after)
    strong = bool(fails and _STRONG.search(fails.group()))
    if asked:
        score -= 2.0
    if strong and (
        not asked or re.search(r"\b(?:but|they|who|and) (?:\w+ )?$", fails.group().rsplit(" ", 1)[0] + " " if fails else "")
    ):
        score += 2.0
    elif _HELPED.match(after):
        score -= 1.5
    elif fails and not asked:
        score += 1.0
    if _BYSTANDERS.search(words.text[one.start : one.end]):
        score -= 1.5
    return score
