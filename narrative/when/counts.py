"""How many, and how sure: 'a couple of', 'six or seven', 'two and a half'; 'nearly', 'a good', 'getting on for'."""

from __future__ import annotations

from narrative.when.words import UNITS, Text, cardinal

_NEARLY = (
    "just short of", "not far off", "shy of", "a bit under", "pushing", "just under", "a little under", "under", "less than",
    "nearly", "almost", "nigh on", "close to", "close on", "getting on for", "getting on", "going on for", "going on",
    "coming up to",
    "coming up for", "coming on for", "coming on", "not quite", "nearing", "approaching", "the best part of", "best part of",
    "the better part of", "the guts of", "near enough", "within", "up to", "the thick end of", "most of", "inside of",
    "no more than", "not more than", "at most", "no longer than", "less then", "coming up",
)  # fmt: skip
_OVER = (
    "just over", "a little over", "a bit over", "well over", "over", "more than", "at least", "upwards of", "a good", "good",
    "the bones of", "a bit more than", "longer than", "in excess of", "no less than", "not less than", "more then",
)  # fmt: skip
_ABOUT = ("about", "bout", "around", "round about", "roughly", "approximately", "approx", "some", "maybe", "probably", "perhaps",
          "like", "circa", "say", "something like", "must be", "i think", "i reckon", "in the region of", "a rough",
          "or")  # fmt: skip
_MANNERS = {
    tuple(p.split()): m
    for m, row in (("nearly", _NEARLY), ("over", _OVER), ("about", _ABOUT), ("sharp", ("exactly", "precisely")))
    for p in row
}
_FIRST = {p[0] for p in _MANNERS}
MANNER_WORDS = frozenset(_FIRST)
MANNER_TAILS = frozenset(word for p in _MANNERS for word in p[1:])


def manner(t: Text, i: int) -> tuple[str, int]:
    """'nearly', 'getting on for', 'a good': the manner and the place after it."""
    found, j = "exact", i
    while t.at(j) in _FIRST:
        for length in (4, 3, 2, 1):
            key = tuple(t.at(j + n) for n in range(length))
            if key in _MANNERS and not (key == ("a", "good") and t.at(j + 2) in ("few", "while", "many")):
                break
        else:
            return found, j
        kind = _MANNERS[key]
        found = kind if found in ("exact", "about") else found
        j += length
    return found, j


def count(t: Text, i: int) -> tuple[float, float, str, int] | None:
    """'three', 'a couple of', 'six or seven', '2 1/2', 'two and a half': low, high, manner, the place after."""
    word = t.at(i)
    j = i + 1 if word in ("a", "an", "the") else i
    following = t.at(j)
    if following == "good" and t.at(j + 1) in ("few", "many"):
        j, following = j + 1, t.at(j + 1)
    if following in ("couple", "coupla"):
        return 2, 2, "about", j + 1 + (t.at(j + 1) == "of")
    if following == "few":
        return 2, 5, "about", j + 1
    if following == "several" or (following == "number" and t.at(j + 1) == "of"):
        return 3, 7, "about", j + 1 + (following == "number")
    if following == "half" or (following == "dozen"):
        if following == "dozen" or t.at(j + 1) == "dozen":
            return (12, 12, "exact", j + 1) if following == "dozen" else (6, 6, "about", j + 2)
        return 0.5, 0.5, "exact", j + 1 + (t.at(j + 1) in ("a", "an"))
    if word in ("a", "an"):
        return (1, 1, "exact", i + 1) if t.at(i + 1) in UNITS else None
    if not (found := cardinal(t, i)):
        return None
    low, j = float(found[0]), found[1]
    high, how = low, "exact"
    if t.at(j) == "." and t.at(j + 1) == "5" and t.glued(j) and t.glued(j + 1):
        return low + 0.5, low + 0.5, how, j + 2
    if t.at(j) == "½" or t.are(j, "1", "/", "2"):
        return low + 0.5, low + 0.5, how, j + (1 if t.at(j) == "½" else 3)
    if t.at(j) in ("or", "to", "-", "–", ",", "/", "maybe", "perhaps"):
        k = t.skip(j, {"or", "to", "-", "–", ",", "/", "maybe", "perhaps"})
        if t.are(j, "or", "so"):
            how, j = "about", j + 2
        elif (second := cardinal(t, k)) and low < second[0] <= 4 * low + 2:
            high, j = float(second[0]), second[1]
    elif t.are(j, "and", "a", "half"):
        low, high, j = low + 0.5, high + 0.5, j + 3
    elif t.are(j, "and", "a", "bit"):
        how, j = "over", j + 3
    elif t.at(j) == "odd":
        how, j = "about", j + 1
    return low, high, how, j
