"""Which of the names in a text mean the same body: 'the hospital' the one that was named, 'the ICB' the board of Somerset."""

from __future__ import annotations

from bisect import bisect_left

from narrative.found import Found
from narrative.unlisted_names import kind_of
from narrative.words import Words, fold

_SORTS = ("nhs_trust", "prison", "gp", "dentist", "pharmacist", "ambulance")  # spoken of by their sort once they were named
_GENERAL = {"icb": "board", "council": "council", "police": "police"}  # bodies of the register that stand for a sort
_PART_OF = ("at", "from", "of", "in", "under")
_PLAIN = ("hospital", "hospitals", "trust", "infirmary", "ambulance", "service")
_SURE = 0.7


def with_the_named(found: list[Found], words: Words) -> list[Found]:
    """'The ICB', 'the council' and 'the police' are the one board, council or force that the text names, if it is one."""
    named: dict[str, list[Found]] = {}
    for one in found:
        sort = _sort(one)
        if (
            sort
            and not one.is_general
            and not _watches_others(one.name)
            and (one.id or one.confidence >= _SURE)
            and one.id not in _GENERAL
        ):
            named.setdefault(sort, []).append(one)
    known = [(words.folded[one.first : one.last], one) for one in found if one.id and not one.is_general]
    return [_as_longer(_as_named(one, named.get(_GENERAL.get(one.id or "", ""), [])), known, words) for one in found]


def _watches_others(name: str) -> bool:
    """'The police' is no commissioner or ombudsman for the police that is named beside them."""
    return any(word in name for word in ("Ombudsman", "Commissioner", "Conduct", "Inspectorate"))


def _as_longer(one: Found, known: list[tuple[list[str], Found]], words: Words) -> Found:
    """'The Queen Elizabeth' is the Queen Elizabeth of Woolwich, when the text names that one and no other."""
    if one.id or one.kind not in ("nhs_trust", "company") or one.last - one.first < 2:
        return one
    own = words.folded[one.first : one.last]
    meant = {whole.id: whole for said, whole in known if said[: len(own)] == own}
    return _as_named(one, list(meant.values()))


def _as_named(one: Found, named: list[Found]) -> Found:
    if len({each.id or fold(each.name) for each in named}) != 1:
        return one
    return one._replace(id=named[0].id, name=named[0].name, kind=named[0].kind)


def keys(found: list[Found], words: Words) -> list[str]:
    """One key for each body: a sort ('the hospital') is the one of its sort named last before it, or the only one."""
    named: dict[str, list[tuple[int, str]]] = {}
    for one in found:
        if one.id or one.confidence >= _SURE:
            named.setdefault(_sort(one), []).append((one.first, one.id or fold(one.name)))
    own = [_key(one, named.get(_sort(one), [])) for one in found]
    for i in range(len(found) - 2, -1, -1):
        if _is_part_of(found[i], found[i + 1], words):
            own[i] = own[i + 1]
        elif _is_its_department(found[i], found[i + 1]):
            own[i + 1] = own[i]
    return own


def _is_part_of(one: Found, following: Found, words: Words) -> bool:
    """'The crisis team at SLaM'."""
    between = words.folded[one.last : following.first]
    is_care = one.kind == "nhs_trust" and one.confidence < _SURE and _sort(following) == "nhs_trust"
    return is_care and bool(between) and between[0] in _PART_OF and between[1:] in ([], ["the"])


def _is_its_department(one: Found, following: Found) -> bool:
    """'Stepping Hill A&E'."""
    is_care = following.kind == "nhs_trust" and following.confidence < _SURE
    return is_care and following.first == one.last and (_sort(one) == "nhs_trust")


def _key(one: Found, named: list[tuple[int, str]]) -> str:
    if one.id or one.confidence >= _SURE:
        return one.id or fold(one.name)
    sort = _sort(one)
    if not named or sort not in _SORTS or not _is_plain(one):
        return fold(one.kind or one.name) if sort != "ambulance" else sort
    return named[max(0, bisect_left(named, (one.first, "")) - 1)][1]


def _is_plain(one: Found) -> bool:
    """'The hospital', 'the trust', not 'the crisis team' of some other trust than the hospital."""
    return one.kind != "nhs_trust" or fold(one.name).split()[-1] in _PLAIN


def _sort(one: Found) -> str:
    name = one.name.lower()
    if "ambulance" in name:
        return "ambulance"
    if "integrated care board" in name or name.endswith(" icb"):
        return "board"
    return one.kind or kind_of(one.name) or ""


__all__ = ["keys", "with_the_named"]
