"""Days and times that came once and everybody knows: lockdowns, the Queen's death, an election."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from narrative import calendar as cal
from narrative.when.words import Hit, Text, some

_EVENTS = tuple(
    (re.compile(rf"(?:{words})(?!\w)"), first, last)
    for words, first, last in (
        (r"(?:first|1st|initial|original) (?:covid |national )?lockdown", date(2020, 3, 23), date(2020, 7, 4)),
        (r"(?:second|2nd) (?:covid |national )?lockdown", date(2020, 11, 5), date(2020, 12, 2)),
        (r"(?:third|3rd|last|final) (?:covid |national )?lockdown", date(2021, 1, 6), date(2021, 3, 29)),
        (r"(?:covid )?lockdowns?", date(2020, 3, 23), date(2021, 7, 19)),
        (
            r"(?:covid(?: ?-? 19)?|corona ?virus) (?:pandemic|times?|lockdown)|pandemic|covid years",
            date(2020, 3, 1),
            date(2021, 7, 31),
        ),
        (r"queens? funeral|queen was buried", date(2022, 9, 19), date(2022, 9, 19)),
        (r"queens? (?:died|passed(?: away)?|death)", date(2022, 9, 8), date(2022, 9, 8)),
        (r"(?:kings? )?coronation", date(2023, 5, 6), date(2023, 5, 6)),
        (r"(?:platinum |queens )?jubilee(?: weekend)?", date(2022, 6, 2), date(2022, 6, 5)),
        (r"(?:general |last general |2024 )election", date(2024, 7, 4), date(2024, 7, 4)),
        (r"(?:brexit |eu )?referendum|brexit vote", date(2016, 6, 23), date(2016, 6, 23)),
        (r"(?:london |2012 )olympics", date(2012, 7, 27), date(2012, 8, 12)),
        (r"millennium", date(2000, 1, 1), date(2000, 1, 1)),
    )
)
# Named storms of the Met Office: the days they were over the United Kingdom
_STORMS = {
    "desmond": (date(2015, 12, 4), date(2015, 12, 6)), "eva": (date(2015, 12, 23), date(2015, 12, 24)),
    "ciara": (date(2020, 2, 8), date(2020, 2, 9)), "dennis": (date(2020, 2, 15), date(2020, 2, 16)),
    "jorge": (date(2020, 2, 28), date(2020, 3, 1)), "arwen": (date(2021, 11, 26), date(2021, 11, 27)),
    "barra": (date(2021, 12, 7), date(2021, 12, 8)), "malik": (date(2022, 1, 29), date(2022, 1, 29)),
    "dudley": (date(2022, 2, 16), date(2022, 2, 17)), "eunice": (date(2022, 2, 18), date(2022, 2, 18)),
    "franklin": (date(2022, 2, 20), date(2022, 2, 21)), "agnes": (date(2023, 9, 27), date(2023, 9, 28)),
    "babet": (date(2023, 10, 18), date(2023, 10, 21)), "ciar[aá]n": (date(2023, 11, 1), date(2023, 11, 2)),
    "debi": (date(2023, 11, 13), date(2023, 11, 13)), "elin": (date(2023, 12, 9), date(2023, 12, 9)),
    "gerrit": (date(2023, 12, 27), date(2023, 12, 28)), "henk": (date(2024, 1, 2), date(2024, 1, 2)),
    "isha": (date(2024, 1, 21), date(2024, 1, 22)), "jocelyn": (date(2024, 1, 23), date(2024, 1, 24)),
    "kathleen": (date(2024, 4, 6), date(2024, 4, 7)), "lilian": (date(2024, 8, 22), date(2024, 8, 23)),
    "ashley": (date(2024, 10, 20), date(2024, 10, 20)), "bert": (date(2024, 11, 22), date(2024, 11, 25)),
    "conall": (date(2024, 11, 26), date(2024, 11, 27)), "darragh": (date(2024, 12, 6), date(2024, 12, 7)),
    "[eé]owyn": (date(2025, 1, 24), date(2025, 1, 24)), "floris": (date(2025, 8, 4), date(2025, 8, 5)),
    "amy": (date(2025, 10, 3), date(2025, 10, 4)), "benjamin": (date(2025, 10, 23), date(2025, 10, 23)),
    "claudia": (date(2025, 11, 14), date(2025, 11, 15)), "goretti": (date(2026, 1, 8), date(2026, 1, 9)),
}  # fmt: skip
_EVENTS = (
    *_EVENTS,
    *((re.compile(rf"storm {name}(?: hit| struck| came| blew)?(?!\w)"), first, last) for name, (first, last) in _STORMS.items()),
    (re.compile(r"beast from the east(?!\w)"), date(2018, 2, 26), date(2018, 3, 4)),
)
EVENT_WORDS = some(
    "storm beast "
    "first 1st initial original second 2nd third 3rd last final covid lockdown lockdowns corona coronavirus pandemic "
    "queen queens king kings "
    "coronation platinum jubilee general 2024 brexit eu referendum london 2012 millennium 1 2 3"
)


@cache
def _likely(word: str) -> list[tuple[re.Pattern[str], date, date]]:
    """The events which may begin with this word."""
    return [row for row in _EVENTS if word[:4] in row[0].pattern]


def event(t: Text, i: int) -> Hit | None:
    """The event said here, when it is not still to come; covid itself is no time but after 'during' or 'start of'."""
    if t.at(i) not in EVENT_WORDS:
        return None
    window = " ".join(t.at(i + n) for n in range(6)).rstrip()
    window = re.sub(r"^(\d) (st|nd|rd)\b", r"\1\2", window)
    moved = len(" ".join(t.at(i + n) for n in range(6)).rstrip()) - len(window)
    for pattern, first, last in _likely(t.at(i)):
        if (m := pattern.match(window)) and first <= t.today:
            return Hit(cal.days(first, last), "event", i + m.group().count(" ") + 1 + moved, leans=t.at(i) == "storm")
    if t.at(i) == "covid" and t.at(i - 1) in ("during", "through", "before", "since", "pre", "of", "in", "after"):
        end = i + 1 + 2 * (t.at(i + 1) == "-") + (t.at(i + 1) == "19")
        return Hit(cal.days(date(2020, 3, 1), date(2021, 7, 31)), "event", end)
    return None
