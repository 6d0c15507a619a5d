"""When somebody had an age, told beside the age they have now: 'since my lad was 4, he's 11 now'."""

from __future__ import annotations

from datetime import timedelta

from narrative import calendar as cal
from narrative.when.words import Hit, Text, cardinal, some

_WERE = some("was were turned wer")
_ARE = some("is are am im i'm i’m he's she's hes shes theyre now s just turning")
_NO_AGE = some("week weeks month months day days hour hours minute minutes time times of st nd rd th pounds p am pm hundred")
_NEAR = 14  # words between the two ages
_BEFORE = 25
_OLDEST = 99


def age(t: Text, i: int) -> Hit | None:
    """The two years in which that age may have been, by the age of now in the same breath; None without one."""
    found = cardinal(t, i, _OLDEST)
    if found is None or t.at(i - 1) not in _WERE or t.at(found[1]) in _NO_AGE:
        return None
    then, end = found
    now = _age_now(t, end) or _own_age_before(t, i)
    if now is None or now <= then:
        return None
    first = cal.back(t.today, 12 * (now + 1 - then)) + timedelta(days=1)
    return Hit(cal.days(first, cal.back(t.today, 12 * (now - 1 - then))), "range", end)


def _age_now(t: Text, after: int) -> int | None:
    """'he is 11 now', 'she's eleven now', 'I am fifty-two now', 'now 11': the age of today told soon after."""
    for k in range(after, after + _NEAR):
        found = cardinal(t, k, _OLDEST) if t.at(k - 1) in _ARE else None
        if found and (t.at(found[1]) == "now" or t.at(k - 1) == "now" or t.at(k - 2) in ("now", "and")):
            return found[0]
        if (
            found is None
            and t.are(k - 2, "will", "be")
            and (soon := cardinal(t, k, _OLDEST))
            and t.at(soon[1]) in ("in", "on", "next")
        ):
            return soon[0] - 1
    return None


def _own_age_before(t: Text, i: int) -> int | None:
    """'I'm 19 and a care leaver. When I turned 18': the own age, told before."""
    if t.at(i - 2) != "i":
        return None
    for k in range(max(1, i - _BEFORE), i - 2):
        found = cardinal(t, k, _OLDEST)
        if found and (t.at(k - 1) in ("im", "i'm", "i’m") or t.are(k - 2, "i", "am")) and t.at(found[1]) not in _NO_AGE:
            return found[0]
    return None
