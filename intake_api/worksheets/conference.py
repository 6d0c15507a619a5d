"""What follows once a resolution conference is arranged, moved or cancelled: a letter to each party (SM-2.125).

The letters wait as drafts for a person to look at and send, each with a task that stays open until it has gone. A draft that
was overtaken before it went is taken away, so that nobody sends the wrong day.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from intake_api.casework import tasks
from intake_api.casework.changing import Change, RefusedError
from intake_api.casework.models import CaseLetter
from intake_api.clock import in_london, london_day
from intake_api.worksheets.models import CaseWorksheet
from intake_api.worksheets.places import Place
from service_model.casework.conference import arranged
from service_model.casework.dispute_resolution import SIDES, Side
from service_model.worksheets.dispute_resolution import MediationSheet

KIND = "dispute_resolution"
RECORD = "record_conference"


def invite(change: Change, facts: MediationSheet, _place: Place, _is_finished: bool) -> None:
    """Drafts the letters that follow from what has changed. Raises RefusedError for a conference on a day that is over."""
    before = _before(change)
    if facts.conference_at and facts.conference_at != before.conference_at and _day(facts) < change.today:
        raise RefusedError("That day is over. Give today or a later day for the resolution conference.", "conference_at")
    if facts.conference_held:
        tasks.finish_kind(change, RECORD)
        return
    is_on = arranged(facts).status == "met" and not facts.conference_cancelled
    changed = [side for side in SIDES if _told(facts, side) != _told(before, side)]
    day = facts.conference_at or before.conference_at
    if not changed or not (is_on or (facts.conference_cancelled and day)):  # without a day nobody was ever invited to it
        return
    for side in changed:
        was_told = _take_away_drafts(change, side)
        if is_on or was_told:
            _draft(change, side)
        else:
            tasks.finish_kind(change, f"send_conference_{side}")
    tasks.finish_kind(change, RECORD)
    if is_on:
        what = f"Record who came to the resolution conference of {in_london(facts.conference_at)}, and what was agreed."  # type: ignore[arg-type]
        tasks.open_task(change, kind=RECORD, what=what, due_on=_day(facts), paragraph="SM-2.125")
    change.trace("conference_arranged" if is_on else "conference_cancelled", day=london_day(day).isoformat())  # type: ignore[arg-type]


def _draft(change: Change, side: Side) -> None:
    from intake_api.casework import letters  # here: letters are filled in from worksheets, which name this module

    letters.drafted(change, f"conference_{side}")


def _take_away_drafts(change: Change, side: Side) -> bool:
    """Takes away what has not gone. Answers whether this side was told of a conference before."""
    query = select(CaseLetter).where(CaseLetter.case_id == change.case.id, CaseLetter.kind == f"conference_{side}")
    found: Sequence[CaseLetter] = change.session.scalars(query).all()
    for letter in found:
        if letter.state == "draft":
            change.trace("letter_set_aside", letter=str(letter.id), kind=letter.kind)
            change.session.delete(letter)
    change.session.flush()
    return any(letter.state != "draft" for letter in found)


def _told(facts: MediationSheet, side: Side) -> tuple[Any, ...]:
    """What one side is told of the conference."""
    own = getattr(facts, f"{side}_arrangements")
    return facts.conference_at, facts.conference_format, facts.conference_place, own, bool(facts.conference_cancelled)


def _before(change: Change) -> MediationSheet:
    """The sheet as it stood before this version."""
    query = select(CaseWorksheet.answers).where(CaseWorksheet.case_id == change.case.id, CaseWorksheet.kind == KIND)
    versions = change.session.scalars(query.order_by(CaseWorksheet.id.desc()).limit(2)).all()
    return MediationSheet.model_validate(versions[1] if len(versions) > 1 else {})


def _day(facts: MediationSheet) -> Any:
    return london_day(facts.conference_at)  # type: ignore[arg-type]
