"""So long ago: what 'three weeks back', 'eleven months ago' and 'getting on for two years' mean, with how vague they are.

Exact weeks are three days either side, exact months that month, exact years two months or more either side: people round.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from narrative import calendar as cal
from narrative.calendar import Span


def ago(m: re.Match[str], today: date, whole: bool) -> Span | None:
    """'three weeks back', 'eleven months ago', 'about two years ago', 'getting on for two years', 'a year and a half ago'."""
    about = (m["about"] or m["about2"] or "").lower()
    is_long = bool(re.match("getting on for|going on|coming up", about)) and m["unit"].lower()[0] == "y"
    if not (m["ago"] or m["been"] or whole or is_long):
        return None
    after = m.string[m.end() :]
    said = (m["ago"] or "").lower()
    is_loose = said in ("past", "gone", "since", "earlier", "previously") and not (whole or m["been"])
    if is_loose and not (said == "since" and re.match(r"\s*(?:i|we|my|the|they|he|she|it)\b", after, re.I)):
        return None
    if said == "back" and re.match(r"\s*(?:to|in|at|on|from|pain|home|surgery)\b", after, re.I):
        return None
    low, high = _amount(m["num"], m["more"])
    if re.search(r"\bin\s+$", m.string[: m.start()], re.I) and not m["ago"]:
        return cal.days(today + timedelta(days=1), today + timedelta(days=3650)) if whole else None
    return _before_today(today, low, high, m["unit"].lower(), bool(m["half"] or m["half2"]), _manner(about, m["more"], m["num"]))


def _amount(said: str, more: str | None) -> tuple[float, float]:
    said = said.lower()
    if said.startswith("half"):
        return 0.5, 0.5
    if "couple" in said:
        return 2, 2
    if "few" in said or said == "some":
        return 2, 5
    if said == "several":
        return 3, 8
    low = high = float(cal.number_of(said) or 0)
    if more and (second := re.search(r"(?:or|to|-|–)\s*(\w+)", more, re.I)):
        other = cal.number_of(second.group(1))
        high = float(other) if other and other > low else high + 1 if "few" not in more else high + 4
    return low, high


def _manner(about: str, more: str | None, said: str) -> str:
    if about in ("nearly", "almost", "nigh on", "close to", "just under", "under", "less than", "not quite") or re.match(
        "getting|going|coming", about
    ):
        return "nearly"
    if about in ("just over", "a little over", "a bit over", "over", "more than", "at least", "well over", "a good", "good"):
        return "over"
    vague = about or (more and "so" in more) or re.search("few|several|couple|some", said.lower())
    return "about" if vague else "exact"


def _before_today(today: date, low: float, high: float, unit: str, half: bool, manner: str) -> Span | None:
    if half:
        low, high = low + 0.5, high + 0.5
    if high <= 0 or (unit[0] == "y" and high > 90) or (unit.startswith("dec") and high > 8):
        return None
    if unit[0] == "d" and not unit.startswith("dec"):
        return _days_before(today, int(low), int(high), manner)
    if unit[0] in "wf":
        times = 14 if unit[0] == "f" else 7
        return _weeks_before(today, low * times, high * times, manner)
    times = 120 if unit[0] == "d" else 12 if unit[0] == "y" else 1
    return _months_before(today, low * times, high * times, unit[0], manner)


def _days_before(today: date, low: int, high: int, manner: str) -> Span:
    slack = max(1, high // 5) if manner != "exact" else 0
    return cal.days(
        today - timedelta(days=high + slack * (manner != "nearly")),
        today - timedelta(days=max(0, low - slack * (manner != "over"))),
    )


def _weeks_before(today: date, low: float, high: float, manner: str) -> Span:
    slack = 3 if manner == "exact" or low != high else 7
    early = 0 if manner == "nearly" else slack
    late = 0 if manner == "over" else slack
    return cal.days(today - timedelta(days=int(high) + early), today - timedelta(days=max(0, int(low) - late)))


def _months_before(today: date, low: float, high: float, unit: str, manner: str) -> Span:
    low_m, high_m = round(low), round(high)
    if manner == "exact" and low_m == high_m and unit == "m":
        on = cal.back(today, low_m)
        return cal.month(on.year, on.month)
    slack = _slack(high_m, unit, manner)
    early = 0 if manner == "nearly" else slack
    late = 0 if manner == "over" else slack
    return cal.months(cal.back(today, high_m + early), cal.back(today, max(0, low_m - late)))


def _slack(count: int, unit: str, manner: str) -> int:
    """How many months either side people may mean: more for years than for months, more for longer ago."""
    if unit == "m":
        return 1 if count <= 12 else 2
    exact = {12: 2, 18: 2, 24: 3, 30: 3}.get(count, 6 if count > 30 else 2)
    return exact if manner == "exact" else min(12, exact + 3)
