"""Feasts, holidays, terms, clock changes and days everybody knows, as names for `recurring` to choose a year of."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from narrative import calendar as cal
from narrative.calendar import Span
from narrative.when.ahead import tells_the_past
from narrative.when.bank_holidays import bank_holiday
from narrative.when.more_feasts import MORE, MORE_WORDS, NEEDS_HELP
from narrative.when.recurring import choose, repeated
from narrative.when.words import Hit, Text, some
from narrative.when.yearly import InYear, advent, either, feast_of, fixed, near

_CHRISTMAS = "(?:christmas|xmas|x mas|chrimbo|crimbo|crimble)"
_NEW_YEAR = "(?:new years?)"
_HOLS = "(?:holidays?|hols|break|vacation)"


_SUMMER_END, _SUMMER_BACK = fixed((7, 18), (7, 25)), fixed((9, 1), (9, 6))
_XMAS_END, _XMAS_BACK = fixed((12, 17), (12, 21)), fixed((1, 3), (1, 8))
_EASTER_END, _EASTER_BACK = near("easter sunday", -16, -9), near("easter sunday", 8, 16)
_BROKE = r"(?:broke|break|broken|breaking) up(?: from school)?|finished school|finish school|(?:schools?|term) (?:finished|ended)"
_BACK = r"(?:(?:went|go|going|gone|got|were|was) back(?: to school)?|started back|back to school|returned to school)"
_KIDS = r"(?:schools?|kids|children|pupils|term|they|we|he|she|bairns|wee ones|little ones|lads|girls|boys) "


def _whitsun(y: int) -> list[Span]:
    """From the week of the spring bank holiday to that of Whit Sunday: people mean the one or the other."""
    holiday, sunday = cal.feast("may half term", y)[0], cal.feast("whit week", y)[0]
    return [cal.days(min(holiday, sunday) - timedelta(days=2), max(holiday + timedelta(days=6), sunday + timedelta(days=1)))]


_ONE = r"(?:in |[,.] (?:the )?(?:one in )?(?=\w+ one|\w+$))"
_HALF = "half ?-? ?terms?"
# Order matters: the first that fits is taken.
_NAMES: tuple[tuple[str, InYear, str], ...] = (
    (rf"{_CHRISTMAS} (?:and|&|/|to) {_NEW_YEAR}(?! (?:day|eve))", fixed((12, 24), (1, 2)), "feast"),
    (rf"{_CHRISTMAS} eve eve", fixed((12, 23)), "feast"), (rf"{_CHRISTMAS} eve", fixed((12, 24)), "feast"),
    (rf"{_CHRISTMAS} (?:day|morning|afternoon|dinner ?time)", fixed((12, 25)), "feast"),
    (rf"{_CHRISTMAS} week", fixed((12, 22), (12, 28)), "feast"),
    (rf"{_CHRISTMAS} {_HOLS}", fixed((12, 20), (1, 5)), "term"), (rf"{_CHRISTMAS}(?:e?s)?", fixed((12, 24), (12, 26)), "feast"),
    (r"boxing day(?: bank holiday)?", fixed((12, 26)), "feast"), (rf"{_NEW_YEAR} eve", fixed((12, 31)), "feast"),
    (rf"{_NEW_YEAR} day", fixed((1, 1)), "feast"), (r"(?:chinese|lunar) new year", feast_of("chinese new year"), "feast"),
    (rf"{_NEW_YEAR}", fixed((1, 1), (1, 2)), "feast"), (r"hogmanay", fixed((12, 31)), "feast"),
    (r"twelfth night", fixed((1, 5), (1, 6)), "feast"), (r"burns night", fixed((1, 25)), "feast"),
    (rf"easter {_HOLS}", near("easter sunday", -16, 8), "term"), (r"easter sunday", feast_of("easter sunday"), "feast"),
    (r"easter monday", feast_of("easter monday"), "feast"), (r"easter week", near("easter sunday", -6, 1), "feast"),
    (r"easters?(?: (?:bank holiday )?weekend| bank holiday)?", feast_of("easter"), "feast"),
    (r"good friday", feast_of("good friday"), "feast"), (r"maundy thursday", feast_of("maundy thursday"), "feast"),
    (r"ash wednesday", feast_of("ash wednesday"), "feast"), (r"palm sunday", feast_of("palm sunday"), "feast"),
    (r"(?:pancake (?:day|tuesday)|shrove tuesday)", feast_of("pancake day"), "feast"),
    (r"lent(?! (?:us|me|him|her|them|it|by|out|to|my|our|the|a|money))", feast_of("lent"), "term"),
    (r"whit monday", near("easter sunday", 50, 50), "feast"), (r"whit sunday", feast_of("whit sunday"), "feast"),
    (r"(?:whit week|whitsuntide|whitsun(?! (?:bank|half))|whit(?= weekend| ?$| [.,;!)]))(?: weekend)?", _whitsun, "feast"),
    (r"(?:mothers? day|mothering sunday)", feast_of("mothers day"), "feast"), (r"fathers? day", feast_of("fathers day"), "feast"),
    (r"(?:saint |st \.? ?)?valentines?(?: day)?", fixed((2, 14)), "feast"),
    (r"(?:st|saint|paddys|st paddys) \.? ?(?:patricks )?day", fixed((3, 17)), "feast"),
    (r"(?:halloween|hallowe en|all hallows)", fixed((10, 31)), "feast"), (r"st davids day", fixed((3, 1)), "feast"),
    (r"st georges day", fixed((4, 23)), "feast"), (r"st andrews (?:day|night)", fixed((11, 30)), "feast"),
    (r"(?:bonfire (?:night|weekend)|guy fawkes(?: night)?|fireworks night|bonny night)", fixed((11, 5)), "feast"),
    (r"remembrance sunday", lambda y: [cal.day(date(y, 11, 8) + timedelta(days=(6 - date(y, 11, 8).weekday()) % 7))], "feast"),
    (r"(?:remembrance|armistice) day", fixed((11, 11)), "feast"), (r"black friday", feast_of("black friday"), "feast"),
    (r"(?:candlemas)", fixed((2, 2)), "feast"), (r"michaelmas", fixed((9, 29)), "feast"), (r"lammas", fixed((8, 1)), "feast"),
    (r"midsummers?(?: day)?", fixed((6, 21), (6, 24)), "feast"), (r"diwali", feast_of("diwali"), "feast"),
    (r"april fools?(?: day)?", fixed((4, 1)), "feast"), (r"eid al ?-? fitr", feast_of("eid al fitr"), "feast"),
    (r"eid al ?-? adha", feast_of("eid al adha"), "feast"), (r"eid", feast_of("eid al fitr", "eid al adha"), "feast"),
    (r"ramadan", feast_of("ramadan"), "term"), (r"holi(?! day)", feast_of("holi"), "feast"),
    (rf"(?:feb|february|spring) {_HALF}|{_HALF} {_ONE}(?:feb|february)", near("february half term", 0, 0), "term"),
    (rf"(?:may|whit|whitsun|june|summer) {_HALF}|{_HALF} {_ONE}(?:may|june)", near("may half term", 0, 0), "term"),
    (rf"(?:oct|october|autumn) {_HALF}|{_HALF} {_ONE}(?:oct|october)", near("october half term", 0, 0), "term"),
    (_HALF, either(*(near(f"{m} half term", 0, 0) for m in ("february", "may", "october"))), "term"),
    (rf"(?:the )?(?:six|6) weeks? {_HOLS}|(?:summer|school summer|school) {_HOLS}", fixed((7, 20), (9, 3)), "term"),
    (rf"october {_HOLS}", fixed((10, 6), (10, 31)), "term"),
    (r"(?:autumn|michaelmas|christmas) term", fixed((9, 1), (12, 20)), "term"),
    (r"(?:spring|lent|easter) term", fixed((1, 4), (3, 31)), "term"), (r"summer term", fixed((4, 15), (7, 22)), "term"),
    (rf"{_KIDS}(?:all )?(?:{_BROKE}) for (?:the )?summer(?: {_HOLS})?", _SUMMER_END, "feast"),
    (rf"{_KIDS}(?:all )?(?:{_BROKE}) for {_CHRISTMAS}", _XMAS_END, "feast"),
    (rf"{_KIDS}(?:all )?(?:{_BROKE}) for easter", _EASTER_END, "feast"),
    (rf"{_KIDS}(?:all )?(?:{_BROKE})(?! with| after| because| over)", either(_SUMMER_END, _XMAS_END, _EASTER_END), "feast"),
    (rf"(?:schools?|kids|children|term|bairns) {_BACK} after (?:the )?(?:summer|six weeks)(?: {_HOLS})?", _SUMMER_BACK, "feast"),
    (rf"(?:schools?|kids|children|term|bairns) {_BACK} after {_CHRISTMAS}", _XMAS_BACK, "feast"),
    (rf"(?:schools?|kids|children|term|bairns) {_BACK} after easter", _EASTER_BACK, "feast"),
    (rf"(?:schools?|kids|children|term|bairns) {_BACK}(?: in (?:sept|september))?", either(_SUMMER_BACK, _XMAS_BACK,
    _EASTER_BACK), "feast"),
    (r"clocks? (?:went|going|go|gone|got put|were put|put) back", feast_of("clocks back"), "feast"),
    (r"(?:went|going) back to school(?: in (?:sept|september))?", either(_SUMMER_BACK, _XMAS_BACK, _EASTER_BACK), "feast"),
    (r"advent", lambda y: [cal.days(advent(y), date(y, 12, 24))], "feast"),
    (r"(?:the )?longest day(?: of the year)?(?! of)", fixed((6, 20), (6, 22)), "feast"),
    (r"(?:the )?shortest day(?: of the year)?(?! of)", fixed((12, 20), (12, 22)), "feast"),
    (r"fresher s? ?week|freshers(?: week| fair)?", fixed((9, 15), (10, 5)), "term"),
    (r"primary (?:school )?(?:national )?offer day", fixed((4, 16)), "feast"),
    (r"(?:national|secondary)(?: school)?(?: national)? offer day|offer day", fixed((3, 1)), "feast"),
    (r"a ?-? ?levels? results(?: day)?", fixed((8, 13), (8, 20)), "feast"),
    (r"gcses? results(?: day)?", fixed((8, 20), (8, 27)), "feast"),
    (r"(?:hay ?-? ?time|hay ?-? ?making|haymaking|hay season)", fixed((6, 10), (7, 31)), "term"),
    (r"lambing(?: ?-? ?(?:time|season))?", fixed((3, 1), (4, 30)), "term"),
    (r"(?:harvest ?-? ?(?:time|season)|harvest(?! (?:festival|mouse)))", fixed((8, 1), (9, 20)), "term"),
    (r"(?:tupping|tup) ?-? ?(?:time|season)|tupping", fixed((10, 15), (11, 30)), "term"),
    (r"(?:tattie|tottie) (?:holidays?|week)|potato (?:holidays?|picking)", fixed((10, 8), (10, 22)), "term"),
    (r"(?:lady day)", fixed((3, 25)), "feast"),
    (r"(?:cheltenham (?:week|festival)|gold cup (?:day|week))", fixed((3, 10), (3, 18)), "feast"),
    (r"(?:grand national(?: day| weekend)?|aintree week)", fixed((4, 3), (4, 15)), "feast"),
    (r"(?:wimbledon (?:fortnight|fortnite|week|final))", fixed((6, 28), (7, 14)), "feast"),
    (r"(?:glastonbury (?:weekend|festival))", fixed((6, 22), (6, 30)), "feast"),
    (r"glasgow fair(?: fortnight| week)?", fixed((7, 11), (7, 27)), "term"),
    (r"twelfth (?:week|fortnight|holidays?)(?: (?:in|of) july)?", fixed((7, 7), (7, 18)), "term"),
    (r"back ?end(?! of)", fixed((10, 1), (12, 31)), "term"),
    (r"clocks? (?:went|going|go|gone|got put|were put|put|sprang|spring) forwards?", feast_of("clocks forward"), "feast"),
    (r"(?:clocks? (?:changed|changing|change|last changed|altered)|clock change)", feast_of("clocks back",
    "clocks forward"), "feast"),
    (r"(?:tax|financial) year", lambda y: [cal.days(date(y, 4, 6), date(y + 1, 4, 5))], "term"),
    (r"(?:early may|first may|may day) bank holiday(?: monday)?|may day", feast_of("may day"), "feast"),
    (r"(?:the )?(?:new years? )?bank holiday new years? day", fixed((1, 1)), "feast"),
)  # fmt: skip
_RE = [(re.compile(rf"(?:{pattern})(?!\w)"), spans, sort) for pattern, spans, sort in (*MORE, *_NAMES)]
_SKIP = re.compile(
    r"(?: (?:time|period|weekend))?(?! (?:card|present|party|dinner|decoration|resolution|shopping|jumper|tree|lights|money|egg))"
)
FEAST_WORDS = (
    some(
        "glasgow went going back backend christmas christmases xmas x chrimbo crimbo crimble boxing new chinese lunar "
        "hogmanay twelfth burns easter easters good maundy ash palm "
        "pancake shrove lent whit whitsun whitsuntide mother mothers mothering father fathers saint st valentine "
        "valentines hallowe "
        "halloween all bonfire guy fireworks bonny remembrance armistice black candlemas michaelmas lammas midsummer "
        "midsummers diwali "
        "april eid ramadan feb february spring may whitsun june summer oct october autumn half six 6 school schools kids "
        "children pupils "
        "term they we he she bairns wee little lads girls boys clock clocks tax financial early first bank bankholiday "
        "august aug late second last "
        "advent longest shortest freshers fresher a levels gcse gcses hay haymaking haytime lambing harvest "
        "national primary secondary offer "
        "harvesttime tupping tup tattie tottie potato lady cheltenham gold grand aintree wimbledon glastonbury holi"
    )
    | MORE_WORDS
)
KIDS_THEN = frozenset({"broke", "all", "finished", "ones"})
KIDS_WORDS = some("they we he she wee little lads girls boys")


def feast(t: Text, i: int) -> Hit | None:
    """The feast, holiday or term said here."""
    word = t.at(i)
    if word not in FEAST_WORDS:
        return None
    if word in KIDS_WORDS and t.at(i + 1) not in KIDS_THEN:
        return None
    if word in ("back", "backend") and t.at(i - 1) not in ("last", "this"):
        return None
    if word in NEEDS_HELP and not t.whole and t.at(i - 1) not in NEEDS_HELP[word]:
        return None
    window = " ".join(t.at(i + n) for n in range(9)).rstrip()
    if "bank" in window and (found := bank_holiday(t, i, window)):
        return found
    for pattern, spans, sort in _likely(word):
        if (m := pattern.match(window)) and (tail := _SKIP.match(window, m.end())):
            j = i + m.group().count(" ") + 1
            if window[m.end() :].startswith((" card", " present", " party", " dinner", " decoration", " shopping", " tree")):
                return None
            if m.group() in ("new year", "new years") and t.are(i - 2, "in", "the"):
                return _in_the_new_year(t, i, j)
            span, end = choose(t, i, j + tail.group().count(" ") * (tail.group().strip() != ""), spans, sort)
            if t.at(end) == "eve":
                return Hit(cal.day(span.first - timedelta(days=1), yearless=span.yearless), sort, end + 1)
            return Hit(span, sort, end)
    return None


def _in_the_new_year(t: Text, i: int, j: int) -> Hit:
    """'In the new year' is in its January: the one to come when it is near and nothing past is told."""
    span, end = choose(t, i, j, fixed((1, 1), (1, 31)), "feast")
    if not t.whole and t.today.month >= 11 and not tells_the_past(t.raw, t.tokens[i].start):
        span = cal.month(t.today.year + 1, 1)
    return Hit(span, "feast", end)


@cache
def _likely(word: str) -> list[tuple[re.Pattern[str], InYear, str]]:
    """The patterns which may begin with this word."""
    return [row for row in _RE if _may_begin(row[0].pattern, word)]


def _may_begin(pattern: str, word: str) -> bool:
    if word == "a":  # of 'a levels': the letter alone is in every pattern
        return re.search(r"\ba\b", pattern) is not None
    return word[:4] in pattern or (word.isdigit() and word in pattern)


def times_ago(t: Text, i: int, times: int) -> Hit | None:
    """'two Christmases ago': i is at the name."""
    window = " ".join(t.at(i + n) for n in range(4)).rstrip()
    for pattern, spans, sort in _likely(t.at(i)) if t.at(i) in FEAST_WORDS else ():
        if m := pattern.match(window):
            j = i + m.group().count(" ") + 1
            return repeated(t, i, spans, sort, j + 1, times) if t.at(j) in ("ago", "back", "since") else None
    return None
