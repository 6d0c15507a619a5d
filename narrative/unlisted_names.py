"""Names of organisations that no register holds: by how they end ('Ash Lane Surgery'), how they are brought in ('our dentist,
Bright Smile') or, when nobody else is named, by a plural verb after one name ('Brightwatt want eleven hundred pounds')."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from narrative.found import Found, words_between
from narrative.wordlists import load
from narrative.words import Words

_TITLE = r"(?:[A-Z][\w’'&\-]*|of|and|&|the|St\.?|upon|on|for|in|le|la|under)"
_NAMED = re.compile(
    rf"\b((?:HMP(?:/YOI|\s?&\s?YOI)?|HMYOI|HM Prison|IRC)\s+(?:The\s+)?[A-Z][\w’'\-]+(?:\s+[A-Z][\w’'\-]+)?)|"
    rf"\b(?!Codes? of Practice)((?:[A-Z][\w’'&.\-]*\s+)(?:{_TITLE}\s+){{0,5}}?"
    r"(?i:NHS\s+(?:Foundation\s+)?Trust|Foundation\s+Trust|(?:University|General|Royal|District|Community|Cottage|Memorial|"
    r"County)?\s?(?:Hospitals?|Infirmary|Health\s?(?:Centre|Board))|"
    r"(?:Treatment|Diagnostics?|Urgent\s+(?:Care|Treatment)|Walk[\s\-]?[Ii]n|Wellbeing|Children[’']?s|Family|Removal|Assessment|Surgical|Imaging|"
    r"Fertility|Birth|Rehabilitation|Recovery|Dialysis|Resource|Day|Contact|Detention|Test)\s+(?:Centre|Hub|Unit)|(?:Hostel|Refuge|Foyer)|"
    r"(?:Medical|Health)\s+(?:Centre|Practice|Group)|(?:Dental|Doctors?[’']?|GP)?\s?(?:Surgery|Practice|Clinic)|Dental(?:\s+(?:Care|Centre))?|Pharmacy|"
    r"Opticians?|Ambulance\s+Service|(?:City|County|District|Borough|Town)?\s?Council|Hospice|"
    r"Constabulary|Police|Housing\s+(?:Association|Trust|Group)|Homes|Crown\s+Court|Magistrates[’']?\s+Court|County\s+Court|Dentists?|"
    r"Care\s+Home|Nursing\s+Home|Lodge|Manor|Prison|Academy|School|University|College|Nursery|Jobcentre(?:\s+Plus)?|Job\s?Centre|CCG|ICB|CAMHS|CMHT))\b"
)
_BUSINESS = re.compile(
    r"\b((?:[A-Z][\w’'.\-]*|[A-Z]&[A-Z])(?:\s+(?:[A-Z][\w’'.\-]*|&|and)){0,3}?\s+"
    r"(?:Aesthetics|Cosmetics|Skin(?:care)?|Fertility|Diagnostics|Physio(?:therapy)?|Orthodontics|Hearing|Living|Residential|Studios?(?:\s+[A-Z]\w+)?|Lettings|Lets|Energy|Power|Gas|Electric|Housing|Insurance|Solicitors|LLP|Ltd|Limited|Broadband|Telecom|Mobile|Water|Smiles?|Properties|Estates|Motors|"
    r"Airways|Healthcare|Travel|Trains|Bank|Finance|Legal|Care|Recruitment|Contractors|Services|Maintenance|Parking|Bailiffs))\b"
)
_LOWER = re.compile(
    r"(?:\b(?:at|to|in|into|from|of|about|by|with|from the|at the)\s+|^|(?<=[.!?,] ))"
    r"(?!(?:the|a|an|my|our|his|her|their|this|that|another|local|new|old|same|any|nhs|hospital|private|nearest|different|first|second|gp|doctors?|dental|day|main|no|one|two)\b)"
    r"((?:st\.?\s+)?[a-z'’]{3,}(?:\s+(?:general|royal|university|road|street|park|house|green|lane))?\s+"
    r"(?:hospital|infirmary|surgery|medical centre|health centre|dental practice|academy|primary school|high school|college))\b"
)
_HMP = re.compile(r"\b((?i:hmp|hmyoi)\s+(?:the\s+)?[a-z]{4,})\b")
_JOBCENTRE_IN = re.compile(r"\b((?:[Jj]ob ?[Cc]entre(?: Plus)?)\s+(?:in|at)\s+[A-Z]\w+)")
_BROUGHT_IN = re.compile(
    r"\b(?P<what>[Ss]urgery|[Pp]ractice|[Dd]entists?|GP|[Dd]octors?[’']?s?|[Cc]linic|[Cc]hemist|[Pp]harmacy|[Oo]pticians?|[Cc]ompany|[Ff]irm|[Aa]gency|[Aa]gents?|"
    r"[Ll]andlord(?:[’']s)?|[Ss]upplier|[Pp]rovider|[Cc]are home|[Nn]ursing home|[Ss]chool|[Pp]rison)(?: in question)?"
    r"(?:,| is| are| was| called| named| \(| at)(?: one of them [a-z -]+,| called| the)? "
    r"(?P<name>[A-Z][a-z’'&\-]+(?:\s+(?:[A-Z][\w’'&\-]+|and|&|of)){0,3})"
)
_EXPLAINED = re.compile(
    r"\b(?P<name>(?:The )?[A-Z][a-z’'\-]+(?: [A-Z][a-z’'\-]+){0,2})(?:, | \(|, which is |, who are )"
    r"(?:my|our|his|her|the|their|a)(?: \w+[’']s)? "
    r"(?P<what>GP|surgery|doctors?|practice|dentists?|chemist|pharmacy|opticians?|landlord|letting agents?|supplier|"
    r"care home|school)\b"
)
_SEVERAL = re.compile(
    r"(?<![\w,] and )(?<!and )\b(?P<name>[A-Z][a-z]{2,}[a-rt-z](?: [A-Z][a-z]+)?) "
    r"(?:want|have|keep|say|are|were|refuse|owe|charge|send|never answer|do not|don[’']t|won[’']t|took|overcharged|billed)\b"
)
_KIND_OF_NAME = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in (
    ("nhs_trust", r"(?:Treatment|Diagnostics?|Urgent\s+\w+|Walk[\s\-]?[Ii]n|Surgical|Imaging|Birth|Dialysis) "
     "(?:Centre|Hub|Unit)"),
    ("private_healthcare", r"Aesthetics|Cosmetics|Fertility|Laser Eye"),
    ("prison", r"HMP|HMYOI|HM Prison|IRC|Prison"),
    ("nhs_trust", r"Trust|Hospital|Infirmary|Ambulance|Health\s?Board|CAMHS|CMHT|ICB|CCG"),
    ("dentist", r"Dent|Smile"),
    ("gp", r"Surgery|Practice|Medical|Health\s+(Centre|Group)|Doctor|\bGP"),
    ("pharmacist", r"Pharmacy|Chemist"),
    ("optician", r"Optician"),
    ("police", r"Police|Constabulary"),
    ("prosecution_or_court", r"Court"),
    ("council", r"Council|Care Home|Nursing Home|Lodge|Manor"),
    ("social_housing", r"Housing|Homes"),
    ("government", r"Job"),
    ("school", r"School|Academy|University|College|Nursery"),
))  # fmt: skip


def unlisted_names(words: Words) -> Iterator[Found]:
    """Names that end or begin as those of organisations do, or are brought in as such."""
    leading, never = _words("leading"), _words("no_name")
    for pattern in (_NAMED, _BUSINESS, _JOBCENTRE_IN, _LOWER, _HMP, _BROUGHT_IN, _EXPLAINED):
        for match in pattern.finditer(words.text):
            is_brought_in = pattern in (_BROUGHT_IN, _EXPLAINED)
            group = "name" if is_brought_in else 1 if pattern is _LOWER else 0
            first, last = words_between(words, *match.span(group))
            while first < last and words.folded[first] in leading:
                first += 1
            is_small = pattern in (_LOWER, _HMP)
            if last <= first or words.folded[first] in never or not (is_small or words.text[words.starts[first]].isupper()):
                continue
            if last - first >= 2 or is_brought_in or (pattern is _NAMED and match.group(1)):
                name = words.text[words.starts[first] : words.ends[last - 1]]
                kind = kind_of(name) or (kind_of(match["what"]) or "company" if is_brought_in else "company")
                yield Found(first, last, name, None, kind, 0.8 if is_brought_in else 0.75)


def prisons(words: Words) -> Iterator[Found]:
    """Prisons called by their name alone ('he died in Holme House') where the text speaks of a prison."""
    speaks_of_one = not _PRISON_WORDS.isdisjoint(words.folded) or any(
        len(word) == 7 and _PRISON_NUMBER.match(word) for word in words.folded
    )
    for match in _prison_pattern().finditer(words.text):
        first, last = words_between(words, *match.span(1))
        if first < last and (speaks_of_one or match.group(1).lower().removeprefix("the ") in _words("nothing_but_prisons")):
            yield Found(first, last, match.group(1), None, "prison", 0.76)


def jails(words: Words) -> Iterator[Found]:
    """'Durham nick', 'hull jail': a town and what people call a prison."""
    if _JAIL_WORDS.isdisjoint(words.folded):
        return
    for i, word in enumerate(words.folded):
        town = words.folded[i - 1] if i else ""
        if word in _JAIL_WORDS and town in _words("prison_towns"):
            yield Found(i - 1, i + 1, words.text[words.starts[i - 1] : words.ends[i]], None, "prison", 0.76)


_PRISON_WORDS = frozenset(
    [
        "prison",
        "prisons",
        "prisoner",
        "prisoners",
        "jail",
        "inmate",
        "inmates",
        "cell",
        "cells",
        "cellmate",
        "wing",
        "locked",
        "nick",
        "banged",
        "landing",
        "unlock",
        "screws",
        "governor",
        "officers",
        "custody",
        "sentence",
        "licence",
        "remand",
        "ipp",
        "healthcare",
        "lifer",
        "segregation",
        "parole",
        "visits",
        "visit",
        "yoi",
        "recalled",
        "recall",
        "hmpps",
    ]
)
_JAIL_WORDS = frozenset({"nick", "jail", "gaol", "prison"})
_PRISON_NUMBER = re.compile(r"[a-z]\d{4}[a-z]{2}$")


@cache
def _prison_pattern() -> re.Pattern[str]:
    names = "|".join(map(re.escape, load("organisations")["prisons"].split(", ")))
    return re.compile(
        rf"\b(?:[Ii]n|[Aa]t|[Tt]o|[Ff]rom|[Ii]nside|[Oo]f|[Oo]ut of|[Bb]y|^|(?<=[.!?] ))\s*((?:[Tt]he "
        rf")?(?:{names}))\b(?! (?:Road|Street|Lane|Park Road))"
    )


def chains(words: Words) -> Iterator[Found]:
    """Chemists, opticians and dentists of the high street."""
    kinds: dict[str, str] = load("organisations")["chains"]
    for match in _chain_pattern().finditer(words.text):
        first, last = words_between(words, *match.span())
        if first < last:
            yield Found(first, last, match.group(), None, kinds[match.group()], 0.75)


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(load("organisations")[key].split(", "))


@cache
def _chain_pattern() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, load("organisations")["chains"])) + r")\b(?! (?:Hospital|Trust))")


def names_with_plural_verbs(words: Words) -> Iterator[Found]:
    """One name with the verb of several people ('Brightwatt want'): so we speak of firms. Use it when nobody else is named."""
    never = _words("no_name") | _words("leading")
    for match in _SEVERAL.finditer(words.text):
        first, last = words_between(words, *match.span("name"))
        if first < last and words.folded[first] not in never:
            yield Found(first, last, match["name"], None, "company", 0.5)


@lru_cache(4_000)  # the same names come again and again
def kind_of(name: str) -> str | None:
    """The kind of organisation that a name shows."""
    return next((kind for kind, pattern in _KIND_OF_NAME if pattern.search(name)), None)


__all__ = ["chains", "jails", "kind_of", "names_with_plural_verbs", "prisons", "unlisted_names"]
