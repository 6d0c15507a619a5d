"""What the pages of worksheets show, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from intake_api.casework import departures
from intake_api.casework.forms import Posted
from intake_api.casework.words import code, yes_no
from intake_api.clock import in_london, london_day
from intake_api.staff import words as staff_words
from intake_api.worksheets import about, reading, service
from intake_api.worksheets.fields import LINKS, Field
from intake_api.worksheets.kinds import KINDS, Kind
from intake_api.worksheets.models import CaseWorksheet
from intake_api.worksheets.places import NEW, Place
from service_model.worksheets import About


def listed(view: Any) -> dict[str, Any]:
    """Every worksheet of the case, by the page of the case it belongs to."""
    return {"sheets": _lines(view, list(KINDS.values())), "departures": departures.fetch(view.session, view.case)}


def of_tab(view: Any, tab: str) -> list[dict[str, Any]]:
    """The worksheets that a page of the case links to."""
    return _lines(view, [kind for kind in KINDS.values() if kind.tab == tab])


def sheet(view: Any, kind: Kind, place: Place) -> dict[str, Any]:
    """One worksheet: its fields with what stands there, what the rules say, its history."""
    session, case = view.session, view.case
    rows = service.fetch_newest(session, case)
    base = about.make(session, case, view.user, view.now, rows=rows)
    seen = about.for_place(base, kind, place)
    stands = service.standing(kind, place, base, rows, departures.fetch(session, case))
    answers: Mapping[str, Any] = stands.row.answers if stands.row else _prefilled(kind, seen)
    versions = service.fetch_versions(session, case, kind, place) if stands.row else []
    return {
        "kind": kind, "place": place, "about": seen, "stands": stands, "answers": answers,
        "kept": lambda field, path: reading.as_typed(field, reading.at(answers, path)),
        "ticked": lambda path: reading.at(answers, path) or (),
        "locked": dict(stands.judged.locked) if stands.row else {},
        "said": lambda field: in_words(field, reading.at(answers, field.path), seen),
        "options": lambda field: _options(field, seen),
        "beside": [found for each in kind.beside if (found := each(session, case, seen)) is not None],
        "history": history(kind, versions, seen), "entries": [each for each in _lines(view, [kind]) if each["href"]],
    }  # fmt: skip


def told(view: Any) -> dict[tuple[Any, str, str], str]:
    """For the timeline: what each version of each worksheet changed, in words, by its time, kind and place."""
    session, case = view.session, view.case
    rows = service.fetch_newest(session, case)
    base = about.make(session, case, view.user, view.now, rows=rows)
    found = {}
    for row in rows:
        kind = KINDS.get(row.kind)
        if kind is None:
            continue
        place = Place(component_id=row.component_id, entry=row.entry)
        for each in history(kind, service.fetch_versions(session, case, kind, place), about.for_place(base, kind, place)):
            lines = "; ".join(f"{label}: {after}" for label, _before, after in each["lines"])
            found[each["at"], row.kind, place.text] = f"{kind.heading}. {lines}"
    return found


def asking(kind: Kind, answers: Mapping[str, Any], given: Posted) -> dict[str, Any]:
    """Which fields are asked, and how many rows, by what was typed or else by what stands there.

    A field with an answer is asked whatever its condition says: nothing that somebody wrote is hidden.
    """
    is_typed = bool(given.one)

    def now(path: str) -> list[str]:
        if is_typed:
            return [each for each in given.all.get(path, []) if each]
        value = reading.at(answers, path)
        return [_as_sent(each) for each in value] if isinstance(value, list) else [] if value is None else [_as_sent(value)]

    def asked(field: Field) -> bool:
        return bool(now(field.path)) or all(set(now(path)) & set(wanted) for path, wanted in field.only_if.items())

    def how_many(field: Field) -> int:
        kept = len(reading.at(answers, field.path) or ()) + field.spare
        return max(kept, *(number + 1 for number in reading.numbers(field.path, given)), 0)

    return {"asked": asked, "how_many": how_many}


def history(kind: Kind, versions: list[CaseWorksheet], seen: About) -> list[dict[str, Any]]:
    """Every version, the newest first: when, by whom, and each field that changed with its answer before and after."""
    found = []
    for row, before in zip(versions, [None, *versions], strict=False):
        old = before.answers if before else {}
        lines = [
            (each.label, *(in_words(each, reading.at(answers, each.path), seen) for answers in (old, row.answers)))
            for each in kind.fields if each.path in row.changed
        ]  # fmt: skip
        found.append({
            "version": row.version, "at": row.made_at, "by": row.made_by, "is_finished": row.is_finished, "lines": lines,
        })  # fmt: skip
    return found[::-1]


def in_words(field: Field, value: Any, seen: About) -> str:
    """An answer as text."""
    if value is None or value == []:
        return "Not known"
    if field.kind == "rows":
        return "; ".join(
            ", ".join(f"{each.label}: {in_words(each, reading.at(row, each.path), seen)}" for each in field.of
                      if reading.at(row, each.path) is not None)
            for row in value
        )  # fmt: skip
    if field.kind == "yes_no":
        return yes_no(value)
    if field.kind in ("several_of", "lines"):
        return ", ".join(field.options.get(each) or (code(each) if field.options else each) for each in value)
    if field.kind == "date":
        return staff_words.day(date.fromisoformat(value))
    if field.kind == "moment":
        return in_london(datetime.fromisoformat(value))
    options = dict(_options(field, seen))
    return options.get(str(value), str(value))


def _as_sent(value: Any) -> str:
    return "yes" if value is True else "no" if value is False else str(value)


def _prefilled(kind: Kind, seen: About) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for path, value in (kind.prefill(seen) if kind.prefill else {}).items():
        if value is not None:
            reading.put(answers, path, value)
    return answers


def _options(field: Field, seen: About) -> list[tuple[str, str]]:
    """The answers of a field with their words; of a link, what it may lead to."""
    if field.kind not in LINKS:
        return [(value, words or code(value)) for value, words in field.options.items()]
    if field.kind == "component":
        return [(str(each.id), each.heading) for each in seen.components]
    if field.kind == "contact":
        return [(str(each.id), f"{staff_words.day(london_day(each.at))}, {code(each.way).lower()}, {code(each.party).lower()}")
                for each in seen.contacts if each.id]  # fmt: skip
    word = KINDS[field.to].entry
    return [(str(each.entry), f"{word} {each.entry}") for each in seen.entries(field.to)]


def _lines(view: Any, kinds: list[Kind]) -> list[dict[str, Any]]:
    """A line for each worksheet, and one to begin another entry."""
    if not kinds:
        return []
    rows = service.fetch_newest(view.session, view.case)
    base = about.make(view.session, view.case, view.user, view.now, rows=rows)
    headings = {each.id: each.heading for each in base.components}
    found = []
    for each in service.standings(view.session, view.case, base, kinds, rows=rows):
        name = each.kind.heading
        if each.place.component_id:
            name = f"{name}: {headings[each.place.component_id]}"
        elif each.place.entry:
            name = f"{each.kind.entry} {each.place.entry}"
        found.append(_line(view, each.kind, each.place, name, each.in_words, each.state, each.row))
    for kind in kinds:
        if kind.scope == "entries":
            found.append(_line(view, kind, NEW, f"{kind.heading}: add {_within(kind.entry)}", "", "", None))
        elif kind.scope == "component" and not base.components:
            found.append({"kind": kind.id, "name": kind.heading, "href": "", "words": "There is no component yet", "state": "",
                          "tab": kind.tab, "by": "", "paragraphs": ", ".join(kind.paragraphs)})  # fmt: skip
    order = [kind.id for kind in kinds]
    return sorted(found, key=lambda line: order.index(line["kind"]))


def _within(name: str) -> str:
    """A name within a line: small at its beginning, unless that is an abbreviation."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def _line(view: Any, kind: Kind, place: Place, name: str, words: str, state: str, row: CaseWorksheet | None) -> dict[str, Any]:
    return {
        "kind": kind.id, "name": name, "href": f"/staff/cases/{view.case.reference}/worksheets/{kind.id}/{place.text}",
        "words": words, "state": state, "tab": kind.tab, "by": row.made_by if row else "",
        "paragraphs": ", ".join(kind.paragraphs),
    }  # fmt: skip
