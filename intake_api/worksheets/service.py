"""Saves worksheets in versions, and says how each stands. Judging is the kind's; nothing here knows what a form is about."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_api.cases.models import Case
from intake_api.casework import departures, issues, supervision
from intake_api.casework.changing import Change, RefusedError
from intake_api.casework.forms import Filled, Posted
from intake_api.casework.models import CaseDeparture
from intake_api.worksheets import about as about_
from intake_api.worksheets import reading
from intake_api.worksheets.kinds import KINDS, Kind
from intake_api.worksheets.models import CaseWorksheet
from intake_api.worksheets.places import CASE, Place
from service_model.determination import Finding
from service_model.worksheets import About, Judged


class SheetForm(Filled):
    """What every worksheet sends besides its answers: is it finished?"""

    finish: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """How a worksheet stands. `row` is its newest version, None before it is begun; `open` are its open points."""

    kind: Kind
    place: Place
    row: CaseWorksheet | None
    judged: Judged
    open: tuple[Finding, ...]

    @property
    def state(self) -> str:
        """not_begun, begun, open_points or complete."""
        if self.row is None:
            return "not_begun"
        if not self.row.is_finished:
            return "begun"
        return "open_points" if self.open else "complete"

    @property
    def in_words(self) -> str:
        """The state as pages say it."""
        points = f"{len(self.open)} open point{'' if len(self.open) == 1 else 's'}"
        words = {"not_begun": "Not begun", "open_points": points, "complete": "Complete"}
        return words.get(self.state) or (f"Begun, {points}" if self.open else "Begun")


def save(change: Change, kind: Kind, place: Place, given: Posted, form: SheetForm) -> Place:
    """Adds a version. Raises RefusedError: for answers that cannot be read, for a sheet finished with a policy step open

    (departures.require), where nothing was changed, on a closed case. Answers the place, which a new entry gets here.
    """
    change.must_be_open()
    session, case = change.session, change.case
    rows = fetch_newest(session, case)
    place = _real(change, kind, place, rows)
    before = _row(rows, kind, place)
    about = about_.make(session, case, change.user, change.at, rows=rows, kind=kind, place=place)
    try:
        answers, facts = reading.read(kind, given, links=links(about))
    except reading.UnreadableError as error:
        raise RefusedError(str(error), wrong=error.wrong) from error
    changed = differing(kind, before.answers if before else {}, answers)
    judged = kind.judge(facts, about)
    if shut := {
        path: departures.said(why) for path, why in judged.locked if path in changed and reading.at(answers, path) is not None
    }:
        raise RefusedError("", wrong=shut)
    if before is not None and not changed and before.is_finished == form.finish:
        raise RefusedError("Nothing was changed, so nothing was saved.")
    name = f"worksheet:{kind.id}"
    if form.finish:
        supervision.require(change, name, instead={(kind.id, place.component_id, place.entry): answers})
        past = _departed(departures.fetch(session, case), name_of(kind, place))
        departures.require(
            change, *(each for each in judged.steps if (each.gate, each.reason) not in past), place=name_of(kind, place)
        )
    session.add(CaseWorksheet(
        **change.stamp(), kind=kind.id, component_id=place.component_id, entry=place.entry,
        version=before.version + 1 if before else 1, answers=answers, changed=changed, is_finished=form.finish,
    ))  # fmt: skip
    change.trace(
        "worksheet_saved", fields=changed, worksheet=kind.id, place=place.text, number=str(before.version + 1 if before else 1),
        state="finished" if form.finish else "begun",
        digest=hashlib.sha256(json.dumps(answers, sort_keys=True).encode()).hexdigest(), is_told=not kind.is_privileged,
    )  # fmt: skip
    if kind.after is not None:
        session.flush()
        kind.after(change, facts, place, form.finish)
    return place


def fetch_newest(session: Session, case: Case) -> list[CaseWorksheet]:
    """The newest version of every worksheet of the case, in the order they were begun."""
    found: dict[tuple[str, int | None, int], CaseWorksheet] = {}
    for row in session.scalars(select(CaseWorksheet).where(CaseWorksheet.case_id == case.id).order_by(CaseWorksheet.id)):
        found[row.kind, row.component_id, row.entry] = row
    return list(found.values())


def is_begun(session: Session, case: Case, kind: str) -> bool:
    """Was any worksheet of this kind saved?"""
    query = select(CaseWorksheet.id).where(CaseWorksheet.case_id == case.id, CaseWorksheet.kind == kind).limit(1)
    return session.scalar(query) is not None


def answer(session: Session, case: Case, kind: str, path: str) -> Any:
    """One answer of the newest version of a worksheet of the case; None where there is none."""
    query = select(CaseWorksheet.answers).where(CaseWorksheet.case_id == case.id, CaseWorksheet.kind == kind)
    newest = session.scalars(query.order_by(CaseWorksheet.id.desc()).limit(1)).first()
    return reading.at(newest, path) if newest else None


def fetch_versions(session: Session, case: Case, kind: Kind, place: Place) -> list[CaseWorksheet]:
    """Every version of one worksheet, the oldest first."""
    query = select(CaseWorksheet).where(
        CaseWorksheet.case_id == case.id, CaseWorksheet.kind == kind.id, CaseWorksheet.entry == place.entry,
        CaseWorksheet.component_id.is_(None) if place.component_id is None else CaseWorksheet.component_id == place.component_id,
    )  # fmt: skip
    return list(session.scalars(query.order_by(CaseWorksheet.id)))


def standings(
    session: Session, case: Case, base: About, kinds: Iterable[Kind] | None = None, *, rows: Sequence[CaseWorksheet] | None = None
) -> list[Standing]:
    """How every worksheet of these kinds stands: those begun, and those that could be (no entry that nobody has made)."""
    rows = fetch_newest(session, case) if rows is None else rows
    past = departures.fetch(session, case)
    found = []
    for kind in KINDS.values() if kinds is None else kinds:
        places = [CASE] if kind.scope == "case" else [Place(component_id=each.id) for each in base.components]
        if kind.scope == "entries":
            places = [Place(entry=row.entry) for row in rows if row.kind == kind.id]
        found += [standing(kind, place, base, rows, past) for place in places]
    return found


def standing(kind: Kind, place: Place, base: About, rows: Sequence[CaseWorksheet], past: Sequence[CaseDeparture]) -> Standing:
    """How one worksheet stands: its newest version judged against the case as it is now."""
    row = _row(rows, kind, place)
    facts = reading.facts_of(kind, row.answers if row else {})
    judged = kind.judge(facts, about_.for_place(base, kind, place))
    gone = _departed(past, name_of(kind, place))
    return Standing(kind, place, row, judged, tuple(each for each in judged.open_points if (each.gate, each.reason) not in gone))


def links(about: About) -> dict[str, set[str]]:
    """What a field that is a link may lead to: components and contacts, and the entries of each kind."""
    found = {
        "component": {str(each.id) for each in about.components},
        "contact": {str(each.id) for each in about.contacts if each.id},
    }
    for each in about.sheets:
        if each.entry:
            found.setdefault(each.kind, set()).add(str(each.entry))
    return found


def differing(kind: Kind, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The fields whose answers differ."""
    return [each.path for each in kind.fields if reading.at(before, each.path) != reading.at(after, each.path)]


def name_of(kind: Kind, place: Place) -> str:
    """A worksheet as departures name it."""
    return f"worksheet:{kind.id}:{place.text}"


def _departed(past: Sequence[CaseDeparture], name: str) -> set[tuple[str, str]]:
    """What was departed from on this worksheet. Refused in other words, it is asked again."""
    return {(each.gate, each.refused) for each in past if each.place == name}


def _row(rows: Sequence[CaseWorksheet], kind: Kind, place: Place) -> CaseWorksheet | None:
    wanted = (kind.id, place.component_id, place.entry)
    return next((row for row in rows if (row.kind, row.component_id, row.entry) == wanted), None)


def _real(change: Change, kind: Kind, place: Place, rows: Sequence[CaseWorksheet]) -> Place:
    """The place in this case. Raises RefusedError where the case has no such component or entry; numbers a new entry."""
    components = {each.id for each in issues.fetch(change.session, change.case)}
    if place.component_id is not None and place.component_id not in components:
        raise RefusedError("This case has no such component.")
    numbers = [row.entry for row in rows if row.kind == kind.id]
    if place.is_new:
        return Place(entry=max(numbers, default=0) + 1)
    if place.entry and place.entry not in numbers:
        raise RefusedError("This case has no such entry.")
    return place
