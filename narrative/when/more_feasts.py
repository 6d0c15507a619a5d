"""Saints' days, days of the church year and of other faiths, days of remembrance, of sport and of the high street.

Read before the names in `feasts`: 'Orthodox Christmas' before 'Christmas'. Those whose day nobody fixes far ahead are stretches.
"""

from __future__ import annotations

from datetime import timedelta

from narrative import calendar as cal
from narrative.when.words import some
from narrative.when.yearly import InYear, advent, feast_of, fixed, from_weekday, near

_EASTER = "easter sunday"
_MON, _TUE, _WED, _THU, _FRI, _SAT, _SUN = range(7)
_CHRISTMAS = "(?:christmas|xmas)"
_ST = r"(?:st|saint) \.? ?"

MORE: tuple[tuple[str, InYear, str], ...] = (
    (rf"{_ST}swith[iu]ns(?: day)?", fixed((7, 15)), "feast"), (rf"{_ST}nicholas(?:s|es)? (?:day|eve)", fixed((12, 6)), "feast"),
    (rf"{_ST}stephens day", fixed((12, 26)), "feast"), (rf"{_ST}(?:lucys|lucias) day", fixed((12, 13)), "feast"),
    (rf"{_ST}johns (?:day|eve)", fixed((6, 23), (6, 24)), "feast"), (rf"{_ST}pirans day", fixed((3, 5)), "feast"),
    (rf"{_ST}brigids day", fixed((2, 1)), "feast"), (rf"{_ST}cecilias day", fixed((11, 22)), "feast"),
    (rf"{_ST}(?:james|jamess) day", fixed((7, 25)), "feast"), (rf"{_ST}crispins day", fixed((10, 25)), "feast"),
    (r"(?:st )?dwynwens day", fixed((1, 25)), "feast"), (r"epiphany|three kings(?: day)?", fixed((1, 6)), "feast"),
    (r"all saints(?: day)?", fixed((11, 1)), "feast"), (r"all souls(?: day| night)?", fixed((11, 2)), "feast"),
    (r"martinmas", fixed((11, 11)), "feast"), (r"(?:ascension day|holy thursday)", near(_EASTER, 39, 39), "feast"),
    (r"trinity sunday", near(_EASTER, 56, 56), "feast"), (r"corpus christi", near(_EASTER, 60, 60), "feast"),
    (r"pentecost", near(_EASTER, 49, 49), "feast"), (r"(?:easter|holy) saturday", near(_EASTER, -1, -1), "feast"),
    (r"holy week", near(_EASTER, -7, -1), "feast"), (r"rogation sunday", near(_EASTER, 35, 35), "feast"),
    (r"notting hill carnival", lambda y: [_with_sunday(y)], "feast"),
    (r"shrovetide|shrove monday|mardi gras|carnival(?! (?:queen|float|committee|ride|cruise))", near(_EASTER, -51, -47), "feast"),
    (r"stir ?-? ?up sunday", lambda y: [cal.day(advent(y) - timedelta(days=7))], "feast"),
    (r"advent sunday|(?:first )?sunday of advent", lambda y: [cal.day(advent(y))], "feast"),
    (r"plough monday", from_weekday(1, 7, _MON), "feast"), (r"up helly aa", from_weekday(1, 25, _TUE), "feast"),
    (rf"orthodox {_CHRISTMAS}|coptic {_CHRISTMAS}", fixed((1, 7)), "feast"), (r"blue monday", from_weekday(1, 15, _MON), "feast"),
    (r"hanukk?ah|chanukah", feast_of("hanukkah"), "feast"), (r"passover|pesach", feast_of("passover"), "feast"),
    (r"rosh ?-? ?hashanah?|jewish new year", feast_of("rosh hashanah"), "feast"),
    (r"yom kippur", feast_of("yom kippur"), "feast"),
    (r"(?:vais|bais)akhi", fixed((4, 13), (4, 14)), "feast"),
    (r"nowruz|newroz|persian new year", fixed((3, 20), (3, 21)), "feast"),
    (r"orthodox easter", feast_of("orthodox easter"), "feast"), (r"glorious twelfth|grouse day", fixed((8, 12)), "feast"),
    (r"harvest ?-? ?(?:festival|supper|thanksgiving)", fixed((9, 12), (10, 15)), "term"),
    (r"ve day|v ?\. ?e ?\.? day", fixed((5, 8)), "feast"), (r"vj day|v ?\. ?j ?\.? day", fixed((8, 15)), "feast"),
    (r"d - day|dday", fixed((6, 6)), "feast"), (r"anzac day", fixed((4, 25)), "feast"),
    (r"battle of britain day", fixed((9, 15)), "feast"), (r"holocaust memorial day", fixed((1, 27)), "feast"),
    (r"armed forces day", lambda y: [cal.day(cal.month_end(y, 6) - timedelta(days=(cal.month_end(y, 6).weekday() - 5) % 7))],
     "feast"),
    (r"boat race(?: day| weekend)?", fixed((3, 28), (4, 14)), "feast"),
    (r"(?:fa )?cup final(?: day)?", fixed((5, 14), (6, 3)), "feast"),
    (r"royal ascot(?: week)?|ascot week", from_weekday(6, 15, _TUE, 5), "feast"),
    (r"edinburgh (?:festival|fringe)|festival fringe", fixed((8, 1), (8, 27)), "term"),
    (r"(?:national )?eisteddfod(?: week)?", from_weekday(8, 1, _SAT, 8), "feast"),
    (r"royal welsh(?: show)?(?! (?:college|fusiliers|regiment|guards))", from_weekday(7, 18, _MON, 4), "feast"),
    (r"great yorkshire show", from_weekday(7, 8, _TUE, 4), "feast"),
    (r"appleby(?: horse)? fair", from_weekday(6, 2, _THU, 7), "feast"),
    (r"last night of the proms", from_weekday(9, 8, _SAT), "feast"), (r"trooping the colou?r", from_weekday(6, 8, _SAT), "feast"),
    (r"pride month", fixed((6, 1), (6, 30)), "term"), (r"black history month", fixed((10, 1), (10, 31)), "term"),
    (r"dry january", fixed((1, 1), (1, 31)), "term"), (r"movember", fixed((11, 1), (11, 30)), "term"),
    (r"world book day", from_weekday(3, 1, _THU), "feast"),
    (r"(?:red nose|comic relief) (?:day|night)", from_weekday(3, 15, _FRI), "feast"),
    (r"children in need(?: day| night)?(?! of)", from_weekday(11, 14, _FRI), "feast"),
    (r"cyber monday", near("black friday", 3, 3), "feast"), (r"(?:mad|black eye) friday", from_weekday(12, 18, _FRI), "feast"),
    (r"(?:international )?women ?s day|womens day", fixed((3, 8)), "feast"), (r"earth day", fixed((4, 22)), "feast"),
    (r"twixmas|crimbo limbo", fixed((12, 26), (1, 1)), "feast"), (r"groundhog day", fixed((2, 2)), "feast"),
)  # fmt: skip
"""A pattern over small words, the days in a year, the sort of time."""

MORE_WORDS = some(
    "st saint dwynwens epiphany three all martinmas ascension holy trinity corpus pentecost easter rogation notting "
    "shrovetide shrove "
    "mardi carnival stir advent sunday plough up orthodox coptic blue hanukkah hanukah chanukah passover pesach rosh "
    "jewish yom vaisakhi "
    "baisakhi nowruz newroz persian glorious grouse harvest v ve vj d dday anzac battle holocaust armed boat fa cup "
    "royal ascot edinburgh "
    "festival national eisteddfod great appleby last trooping pride black dry movember world red comic children cyber "
    "mad international "
    "womens earth twixmas crimbo groundhog"
)
NEEDS_HELP = {"carnival": some("at before after since during until by around"), "royal": some("the at during before after since")}
"""Words that are a time only after one of these."""


def _with_sunday(y: int) -> cal.Span:
    """The Sunday and Monday of the August bank holiday."""
    monday = cal.month_end(y, 8) - timedelta(days=cal.month_end(y, 8).weekday())
    return cal.days(monday - timedelta(days=1), monday)
