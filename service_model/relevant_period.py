"""The relevant period of a complaint, stretch by stretch: who had it in their hands, and for how long (SM-2.279 to 2.285).

What may live here: how the days from awareness to us divide. What may not: whether a delay was justified (a person decides).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from service_model.dates import DateRange, date_range

Point = Literal["first_knew", "complained", "replied", "brought"]
Holder = Literal["person", "organisation", "unknown"]

_HOLDERS: dict[tuple[Point, Point], Holder] = {
    ("first_knew", "complained"): "person",  # 2.284: reasons for not complaining at once are the person's
    ("complained", "replied"): "organisation",  # 2.283
    ("replied", "brought"): "person",  # 2.285
}
_WORDS: dict[Point, str] = {
    "first_knew": "first knew",
    "complained": "first local complaint",
    "replied": "last reply",
    "brought": "came to us",
}
_WHOSE: dict[Holder, str] = {"person": "theirs", "organisation": "the organisation's", "unknown": "not known whose"}


@dataclass(frozen=True, slots=True)
class Stretch:
    """One stretch between two known points, each a range of days. `holder` had it in their hands."""

    begins: Point
    ends: Point
    begin: DateRange
    end: DateRange
    to_mp: bool = False

    @property
    def holder(self) -> Holder:
        """Who is responsible for it; unknown where a date between its ends is missing."""
        return _HOLDERS.get((self.begins, self.ends), "unknown")

    @property
    def shortest(self) -> int:
        """The days it surely took."""
        return max(0, (self.end.earliest - self.begin.latest).days)

    @property
    def longest(self) -> int | None:
        """The days it may have taken; None where its beginning is not known."""
        return None if self.begin.earliest == date.min else max(0, (self.end.latest - self.begin.earliest).days)

    @property
    def length(self) -> str:
        """Its length in words.

        >>> day = DateRange(date(2024, 4, 1), date(2024, 4, 30))
        >>> Stretch("first_knew", "complained", day, DateRange(date(2024, 6, 1), date(2024, 6, 1))).length
        '32 to 61 days'
        """
        if self.longest is None:
            return f"at least {self.shortest} days"
        if self.longest == self.shortest:
            return f"{self.shortest} {'day' if self.shortest == 1 else 'days'}"
        return f"{self.shortest} to {self.longest} days"

    @property
    def words(self) -> str:
        """What it is, for the caseworker: 'first knew to first local complaint (9 days, theirs)'."""
        end = "put to the MP" if self.to_mp and self.ends == "brought" else _WORDS[self.ends]
        return f"{_WORDS[self.begins]} to {end} ({self.length}, {_WHOSE[self.holder]})"

    @property
    def may_be_theirs(self) -> bool:
        """May the person have to account for any of it?"""
        return self.holder != "organisation" and self.longest != 0


def stretches(
    *, first_knew: DateRange, complained_on: str | None, replied_on: str | None, brought: DateRange, to_mp: bool = False
) -> tuple[Stretch, ...]:
    """From when they first knew (SM-2.284) to when it was brought, divided at the local complaint and the reply to it.

    A reply that came after the complaint was brought divides nothing.
    """
    dates: tuple[tuple[Point, str | None], ...] = (("complained", complained_on), ("replied", replied_on))
    between = [(point, date_range(said)) for point, said in dates if said]
    inside = [
        (point, DateRange(days.earliest, min(days.latest, brought.latest)))
        for point, days in between
        if days.earliest <= brought.latest
    ]
    points: list[tuple[Point, DateRange]] = [("first_knew", first_knew), *inside, ("brought", brought)]
    return tuple(Stretch(begins, ends, begin, end, to_mp) for (begins, begin), (ends, end) in pairwise(points))
