"""How and when the complainant asks to be contacted, and the days that are left alone (SM-1.7, 1.24, 2.213 to 2.216)."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import Literal, Self

from pydantic import Field, model_validator

from service_model.deadlines import is_working_day
from service_model.duties import Duty, Recommendation
from service_model.record import ContactWay, Part, Person

Point = Literal["SM-1.7", "SM-1.24", "SM-2.213"]
"""At intake; asking for what is missing from the file; once the case is allocated."""
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NAMED = re.compile(rf"\b({'|'.join(WEEKDAYS)})s?\b")
_ONLY = re.compile(r"\bonly\b")
_BUT = re.compile(r"\b(not|never|no|except|apart|other|until|before|after|if|week|month|or|to)\b|n't|-|–")
_LOOK_AHEAD = 366
_DETAIL: dict[ContactWay, tuple[str, str]] = {
    "phone": ("phone", "a telephone number"),
    "email": ("email", "an email address"),
    "post": ("address", "a postal address"),
}
"""What the record has to hold for each way: the field of a person, and its name in a sentence."""


class Stretch(Part):
    """Days on which they are not available, both ends included."""

    begin: date
    end: date

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end < self.begin:
            raise ValueError(f"It ends on {self.end} before it begins on {self.begin}. Check the two dates.")
        return self


class SensitiveDay(Part):
    """A day that is painful to them, each year anew, such as the anniversary of a death."""

    month: int = Field(ge=1, le=12)
    day: int = Field(ge=1, le=31)
    why: str | None = Field(None, max_length=200)

    @model_validator(mode="after")
    def _in_the_calendar(self) -> Self:
        if self.day > calendar.monthrange(2024, self.month)[1]:
            raise ValueError(f"Month {self.month} has no day {self.day}. Check the day and the month.")
        return self

    def falls_on(self, day: date) -> bool:
        """Is it this day? In a year without 29 February both days beside it are kept free."""
        if (self.month, self.day) == (2, 29) and not calendar.isleap(day.year):
            return (day.month, day.day) in ((2, 28), (3, 1))
        return (day.month, day.day) == (self.month, self.day)


class ContactPreferences(Part):
    """What they asked for. `weekdays_reasonable` is the caseworker's view; while it is not given, the request is kept to."""

    weekdays: tuple[Weekday, ...] = Field((), description="Only on these days; empty is any day")
    weekdays_reasonable: bool | None = None
    unavailable: tuple[Stretch, ...] = ()
    sensitive: tuple[SensitiveDay, ...] = ()


def preferences_of(person: Person) -> ContactPreferences:
    """What their own words safely say about when to contact them: 'Wednesdays only', nothing less plain (SM-2.215)."""
    words = (person.contact_times or "").lower()
    named = _NAMED.findall(words)
    plain = bool(named and _ONLY.search(words) and not _BUT.search(words))
    return ContactPreferences(weekdays=tuple(day for day in WEEKDAYS if plain and day in named))


def way_of_contact(person: Person, *, at: Point = "SM-2.213", stated: ContactWay | None = None) -> Recommendation:
    """The way they prefer, from then on; without a preference the telephone (SM-1.7, 1.24, 2.213).

    `stated` is what they said at first contact; it comes before what the record held until then. What the record does not
    hold for that way is named; once the case is allocated we write or ring in the meantime, and ask for it (2.214).
    """
    wanted = stated or person.preferred_contact
    way, held = wanted or "phone", _held(person)
    reason = "They asked to be contacted this way." if wanted else "They gave no preference: contact is by telephone."
    if way in held:
        return _way(way, reason, person, at)
    if at != "SM-2.213":
        return _way(way, reason, person, at, needs=(_DETAIL[way][0],))
    if not held:
        why = "There is no way to reach them on the record."
        needs = tuple(dict.fromkeys((_DETAIL[way][0], "phone", "email")))
        return Recommendation("way_of_contact", None, why, ("SM-2.214",), needs=needs)
    if wanted is not None:
        why = f"They prefer {wanted}, but the record does not hold what is needed for it. Ask for it."
        return _way(held[0], why, person, at, _ask(wanted))
    what = "Ask which way of contact they prefer."
    prefer = Duty("ask_for_preferred_way", what, "guidance", ("SM-2.214",), ("complainant",))
    return _way(held[0], "There is no number and no preferred way, so we write.", person, at, _ask("phone"), prefer)


def contact_day(wanted: date, preferences: ContactPreferences, *, sending: bool = False) -> Recommendation:
    """The day wanted if it suits them, else the next working day that does, with what speaks against it (SM-2.215, 2.216).

    `sending` a letter or email keeps only to the days they are not available or that are painful, not to their weekdays.
    """
    against = _against(wanted, preferences, sending=sending)
    if not against:
        return Recommendation("contact_day", wanted.isoformat(), "Nothing they asked for speaks against this day.", ("SM-2.215",))
    reason = " ".join(why for why, _ in against)
    paragraphs = tuple(dict.fromkeys(paragraph for _, paragraph in against))
    following = (wanted + timedelta(days=ahead) for ahead in range(1, _LOOK_AHEAD))
    open_days = (day for day in following if is_working_day(day) and not _against(day, preferences, sending=sending))
    day = next(open_days, None)
    if day is None:
        reason += " No working day within a year fits. Agree with them when we may contact them."
    return Recommendation("contact_day", day.isoformat() if day else None, reason, paragraphs, needs=() if day else ("weekdays",))


def _against(day: date, preferences: ContactPreferences, *, sending: bool) -> tuple[tuple[str, str], ...]:
    """Each thing that speaks against this day, with its paragraph."""
    found = []
    kept = preferences.weekdays if preferences.weekdays_reasonable is not False and not sending else ()
    if kept and WEEKDAYS[day.weekday()] not in kept:
        found.append((f"They ask to be contacted only on {' or '.join(each.capitalize() for each in kept)}.", "SM-2.215"))
    if any(stretch.begin <= day <= stretch.end for stretch in preferences.unavailable):
        found.append(("They have told us they are not available on this day.", "SM-2.216"))
    if any(painful.falls_on(day) for painful in preferences.sensitive):
        found.append(("This day is painful for them.", "SM-2.216"))
    return tuple(found)


def _held(person: Person) -> tuple[ContactWay, ...]:
    """The ways the record allows, in the order in which the guidance turns to them."""
    return tuple(way for way, (detail, _) in _DETAIL.items() if getattr(person, detail))


def _ask(way: ContactWay) -> Duty:
    return Duty(f"ask_for_{way}", f"Ask for {_DETAIL[way][1]}.", "guidance", ("SM-2.214",), ("complainant",))


def _way(way: ContactWay, reason: str, person: Person, at: Point, *asks: Duty, needs: tuple[str, ...] = ()) -> Recommendation:
    """The way, what this contact has to ask for (SM-2.214), and what they said about reaching them (SM-2.215, 2.216)."""
    said = " ".join(each for each in (person.safe_contact, person.contact_times) if each)
    what = f"Keep to what they said about reaching them: {said}"
    keep = Duty("keep_to_their_requests", what, "guidance", ("SM-2.215", "SM-2.216"), ("complainant",))
    duties = (*asks, keep) if said else asks
    cites = ("SM-2.213", "SM-2.214") if at == "SM-2.213" else (at,)
    return Recommendation("way_of_contact", way, reason, cites, "policy", needs=needs, duties=duties)
