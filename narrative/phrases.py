"""How dates are said: one pattern for each turn of phrase, tried only near the words without which it cannot match.

Order breaks ties of equal length. What a match means is in `turns`, under the function named beside the pattern.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from narrative import calendar as cal
from narrative.calendar import Span
from narrative.durations import ago
from narrative.occasions import bank_holiday, feasts, pandemic, seasons
from narrative.turns import (
    MONTH_NUMBERS,
    WEEKDAY_NUMBERS,
    around_now,
    bare_year,
    day_month,
    day_of_month,
    day_slash_month,
    iso,
    month_slash_year,
    month_year,
    named_year,
    numeric,
    weekday,
)

Rule = Callable[[re.Match[str], date, bool], Span | None]

MONTH = r"(?P<month>" + "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True)) + r")\b\.?"
WEEKDAY = (
    r"(?P<weekday>mondays?|tuesday|wednesday|thursday|friday|saturday|sunday|wensday|wednsday|wendsday|teusday|tuseday|"
    r"saterday|tues|tue|weds|thurs|thur|mon|wed|fri|sat)\b"
)
_ANY_WEEKDAY = r"(?:(?:mon|tues?|wed(?:s|nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?,?\s+(?:the\s+)?)?"
_ORDINAL = "|".join(sorted(cal.ORDINALS, key=len, reverse=True))
DAY = rf"(?P<day>\d{{1,2}}(?:\s?(?:st|nd|rd|th))?|{_ORDINAL})"
YEAR = (
    r"(?P<year>(?:19|20)\d\d|['’‘]\d\d|two thousand(?: and)?(?: [a-z]+(?:[- ][a-z]+)?)?|twenty (?:ten|eleven|twelve|\w+teen|"
    r"twenty(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?))\b"
)
_YEAR_WORDS = r"(?P<yearwords>last year|this year|the year before last|the year before|(?:of )?the same year)"
_PART = (
    r"(?P<part>(?:right )?(?:at )?(?:the )?(?:very )?(?:beginning|start|early part|first half|middle|end|latter part|second "
    r"half|back end|tail end|first week|last week)(?: of)?|early(?: in)?|mid|middle|late(?: in)?)[\s\-]+(?:the )?"
)
_NUM = (
    r"(?P<num>\d{1,3}|a couple of|couple of|a couple|couple|a few|few|several|some|half an?|an?|(?:twenty|thirty|forty|fifty|"
    r"sixty)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|"
    r"twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
)
_UNIT = r"(?P<unit>days?|weeks?|wks?|fortnights?|months?|mths?|mnths?|years?|yrs?|decades?)"
_ABOUT = (
    r"(?P<about>just over|a little over|a bit over|well over|over|more than|at least|just under|under|less than|nearly|almost|"
    r"nigh on|close to|getting on for|going on for|going on|coming up to|coming up for|about|around|roughly|approximately|"
    r"approx\.?|some|maybe|probably|or so|like|circa|say|not quite|a good|good)"
)
_AGO = r"(?P<ago>ago|back|since|earlier|previously|before now|gone|past)"
_FEAST = (
    r"(?P<feast>christmas day|xmas day|christmas eve|xmas eve|christmas|xmas|chrimbo|crimbo|boxing day|new ?year[’']?s? "
    r"?day|new ?year[’']?s? ?eve|new ?years?(?:[’']s)?|easter sunday|easter monday|"
    r"easter holidays?|easter break|easter|good friday|hall?oween|bonfire night|guy fawkes(?: night)?|valentine[’']?s?(?: "
    r"day)?|mother[’']?s? ?day|mothering sunday|father[’']?s? ?day|"
    r"remembrance (?:day|sunday)|st\.? patrick[’']?s? day|burns night|hogmanay|pancake day|shrove tuesday|lent|"
    r"(?:feb(?:ruary)?|may|whitsun|whit|spring|oct(?:ober)?|autumn|summer) half[- ]?term|half[- ]?term|"
    r"summer holidays|(?:when )?the clocks? (?:changed|changing|went (?:back|forwards?)|going (?:back|forwards?)|go "
    r"(?:back|forwards?)|change|last changed)|clock change)"
)  # fmt: skip

WORTH_A_LOOK = re.compile(
    r"\d|\b(?:ago|back|yesterday|today|tonight|yday|yest|last|this|previous|month|week|year|day|since|for|the|other|"
    r"fortnight|spring|summer|autumn|"
    r"winter|christmas|xmas|chrimbo|crimbo|easter|new ?year|holiday|half[- ]?term|clocks?|lockdown|covid|pandemic|boxing|"
    r"good friday|hall?oween|bonfire|"
    r"valentine|mother|father|hogmanay|burns|lent|in|on|two thousand|twenty|"
    + "|".join(MONTH_NUMBERS)
    + "|"
    + "|".join(WEEKDAY_NUMBERS)
    + r")\b",
    re.I,
)
JOINER = re.compile(
    r"\s*(?:,\s*)?(and|to|until|till|til|up to|through to|through|[-–—]|up until)\s*(?:the\s+|about\s+|around\s+|sometime "
    r"in\s+|in\s+|late\s+)?",
    re.I,
)
LEADING = re.compile(
    r"\b(?:(?:the\s+)?(?P<weekday>mon|tues|wednes|thurs|fri|satur|sun)day\s+(?P<side>after|before|following)|"
    r"(?P<unit>(?:the\s+)?(?:day|week|weekend|month|morning|evening|night))\s+(?P<side2>after|before|following)|"
    r"(?P<just>just|right|straight|shortly|soon|not long|a bit|a little|a few days|a day or two|a week or so|the day|"
    r"immediately)\s+(?P<side3>after|before)|(?P<side4>after|before)|(?P<around>around|round about|round|over|sometime "
    r"around|about))"
    r"\s+(?:the\s+|last\s+)?$",
    re.I,
)


_LEAD = (
    r"(?:(?P<lead>(?:back in|in the|in|on|since the|since|last|this(?: past)?|next|during the|during|by the|by|until|till|til|"
    r"from the|from|around the|around|about|sometime in|some time in|of|before last|every|the|that|previous|over the|over|"
    r"coming|through|throughout|for|as of|after|before|for most of)(?: (?:last|the|this))?)[\s]+)?"
)
_YEAR_TAIL = rf"(?:,?\s*(?:of\s+|in\s+)?(?:{YEAR}|{_YEAR_WORDS}))?"
_I = re.IGNORECASE

_DIGIT = re.compile(r"\d\s?[/.\-\\]\s?\d")
_A_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|ju[nl]|aug|agust|sep|set|oct|ocot|nov|dec|apirl)", _I)
_A_YEAR = re.compile(r"(?:19|20)\d\d|['’‘]\d\d|two thousand|twenty ", _I)
_YEAR_WORD = re.compile("year", _I)
_A_UNIT = re.compile("day|week|wk|fortnight|month|mth|mnth|year|yr|decade", _I)
_NOWISH = re.compile("yesterday|yday|today|tonight|last|this|other|before|weekend", _I)
_A_WEEKDAY = re.compile(r"\b(?:mon|tue|teu|tus|wed|wen|thu|fri|sat|sun)", _I)
_A_SEASON = re.compile("spring|summer|autumn|winter", _I)
_A_FEAST = re.compile(
    "mas|crimbo|chrimbo|boxing|year|easter|friday|hall|hal|bonfire|fawkes|valentine|mother|father|remembrance|patrick|"
    "burns|hogmanay|"
    "pancake|shrove|lent|term|holiday|clock",
    _I,
)
_BANK = re.compile("bank", _I)
_PANDEMIC = re.compile("lockdown|covid|pandemic", _I)

RULES: tuple[tuple[re.Pattern[str], re.Pattern[str], Rule], ...] = (
    (_DIGIT, re.compile(
        r"(?<![\d/.\-:£])(?P<d>\d{1,2})\s?(?P<sep>[/.\-\\])\s?(?P<m>\d{1,2})\s?(?P=sep)\s?(?P<y>\d{4}|\d{2})(?![\d/\-:]|"
        r"\.\d)"), numeric),
    (_DIGIT, re.compile(r"(?<![\d/.\-])(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?![\d\-])"), iso),
    (_DIGIT, re.compile(r"(?<![\d/.\-])(?P<m>\d{1,2})/(?P<y>(?:19|20)\d\d)(?![\d/])"), month_slash_year),
    (_DIGIT, re.compile(
        r"(?P<on>\b(?:on|since|from|until|by|dated)\s+(?:the\s+)?)?(?<![\d/.\-£])(?P<d>\d{1,2})/(?P<m>\d{1,2})(?![\d/%])",
        _I), day_slash_month),
    (_A_MONTH, re.compile(
        rf"\b{_ANY_WEEKDAY}(?:the\s+)?{DAY}\s*(?:of\s+|day of\s+|-)?{MONTH}(?:{_YEAR_TAIL}|"
        rf"\s+(?P<short>\d\d)(?=\s*[.!]?\s*$))(?!\w)", _I), day_month),
    (_A_MONTH, re.compile(
        rf"\b{_ANY_WEEKDAY}{MONTH}\s+(?:the\s+)?{DAY}(?!\d|:|\s?(?:am|pm|people|times|%))\b{_YEAR_TAIL}(?!\w)", _I), day_month),
    (re.compile(r"\d(?:st|nd|rd|th)", _I), re.compile(
        r"\b(?P<on>on\s+)?(?:the\s+)?(?P<day>\d{1,2}(?:st|nd|rd|th))\b", _I), day_of_month),
    (_A_MONTH, re.compile(rf"\b{_LEAD}(?:{_PART})?{MONTH}(?:-(?=\d))?{_YEAR_TAIL}(?!\w)", _I), month_year),
    (_A_YEAR, re.compile(
        rf"(?<![\w£$€.,/\-#]){_LEAD}(?:{_PART})?{YEAR}(?![\d%/\-]|\.\d|\s?(?:mg|ml|pounds|quid|people|times|calls|hours|miles|"
        rf"words|letters|patients|steps|cases|p\b|k\b))", _I), bare_year),
    (_YEAR_WORD, re.compile(
        rf"\b(?:{_PART})?(?P<named>(?:earlier |later |some ?time |back )?(?:last year|this year)|the year before last|the "
        rf"previous year)\b", _I), named_year),
    (_A_UNIT, re.compile(
        rf"\b(?P<been>(?:it[’']?s been|has been|have been|ive been|been waiting|waiting|waited|been going on|over the last|"
        rf"over the past|for the last|for the past|within the last|in the last)\s+(?:for\s+)?)?(?:{_ABOUT}\s+)?{_NUM}"
        rf"(?P<more>\s*(?:or|to|-|–)\s*(?:\d+|so|two|three|four|five|six|seven|eight|nine|ten|twelve|a "
        rf"few)\b)?(?P<half2>\s+and\s+(?:a\s+)?half)?\s*(?:{_UNIT.replace('?P<unit>', '?P<unit>')})\b(?P<more2>\s+or\s+(?:so|"
        rf"two|more))?"
        rf"(?P<half>\s+and\s+(?:a\s+)?half)?(?:\s+or\s+so)?(?:,?\s+(?P<about2>roughly|approximately|"
        rf"about))?(?:\s+{_AGO}\b)?", _I), ago),
    (_NOWISH, re.compile(
        r"\b(?:the day before yesterday|yesterday(?: (?:morning|afternoon|evening|night))?|yday|earlier today|today|tonight|"
        r"last night|this (?:morning|afternoon|evening|week|month)|the other (?:day|night|week)|(?:the )?(?:week|month|"
        r"weekend) before last|(?:at )?(?:last|the previous) (?:week|month|weekend)|at the weekend)\b", _I), around_now),
    (_A_WEEKDAY, re.compile(
        rf"\b(?:(?P<lead>a week last|week last|last week on|on|last|this past|this|since|by|until|from|the "
        rf"previous)\s+)?{WEEKDAY}(?P<gone>\s+(?:last week|of last week|last|gone|just gone|past|morning|night|evening|"
        rf"afternoon)\b)?", _I), weekday),
    (_A_SEASON, re.compile(
        rf"\b(?:(?P<lead>in the|in|last|this|since the|since|during the|over the|by the|that|the|from|until|of|"
        rf"around)\s+)?(?:{_PART})?(?P<season>spring|summer|autumn|winter)(?:time)?\b(?!\s+(?:water|road|street|ward|clean|"
        rf"term|fuel|house|holiday))(?:\s+time)?{_YEAR_TAIL}(?!\w)", _I), seasons),
    (_A_FEAST, re.compile(
        rf"\b(?:(?P<lead>last|this|the)\s+)?{_FEAST}\b(?:\s+(?:time|period|weekend|holidays?|week))?{_YEAR_TAIL}(?!\w)", _I),
        feasts),
    (_BANK, re.compile(
        rf"\b(?:(?P<which>august|aug|summer|may|early may|spring|whitsun|whit|easter)\s+)?bank\s?holiday(?:\s+(?:monday|"
        rf"weekend|friday))?{_YEAR_TAIL}(?!\w)", _I), bank_holiday),
    (_PANDEMIC, re.compile(
        r"\b(?:in |during |since |the |through )*(?:(?:first|second|third) lockdown|lockdown|covid(?:[- ]?19)? (?:pandemic|"
        r"times|time)|during covid(?:[- ]?19)?|the pandemic|the start of covid)\b", _I), pandemic),
)  # fmt: skip
