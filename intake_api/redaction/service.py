"""A copy under way: begun for a recipient, marked, looked at, made. Once made it stays as it went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_api.cases.models import Case
from intake_api.casework import parties
from intake_api.casework.changing import Change, RefusedError, refuse_unless_met
from intake_api.casework.forms import Filled, Nothing
from intake_api.clock import london_day
from intake_api.documents.model import Document, Text
from intake_api.letters.blocks import blocks_of
from intake_api.redaction import marks
from intake_api.redaction.case_file import privileged
from intake_api.redaction.marks import BY_HAND, Mark
from intake_api.redaction.models import CaseCopy
from intake_api.redaction.recipients import RECIPIENTS, Recipient
from intake_api.redaction.sources import Original, original
from intake_api.redaction.suggesting import suggested
from intake_api.settings import Settings
from intake_api.staff import words as staff_words
from service_model.casework.legal_advice import quotes_no_advice

MOST_PASSAGES = 200
CHANGED = (
    "The original has changed since this copy was marked, so its marks may no longer fit. Take up the text as it is now, and "
    "mark it again."
)
HEAD = "This is a copy. Where it says [Hidden: ...] we have left something out, and say why."


class NewCopy(Filled):
    """Of what, and for whom."""

    source: Annotated[str, Field(max_length=60)]
    recipient: Recipient
    recipient_name: Annotated[str, Field(max_length=200)] | None = None


class Hiding(Filled):
    """What to hide: suggestions that were ticked (`start-end-why`), and passages typed or pasted, one a line."""

    suggestion: list[str] = []
    passages: Annotated[str, Field(max_length=60_000)] | None = None
    why: Annotated[str, Field(max_length=20)] = "other"


class Showing(Filled):
    """Marks to take away: `start-end`."""

    mark: list[str]


class Making(Filled):
    """The copy as it stands. `seen`: what is suggested and not hidden was looked at, and may be seen."""

    seen: bool = False


def begin(change: Change, settings: Settings, form: NewCopy) -> CaseCopy:
    """Begins a copy with nothing hidden yet. Raises RefusedError for a text the case does not have, or that cannot be read."""
    found = original(change.session, settings, change.case, form.source)
    if not found.text:
        raise RefusedError("There is nothing in this text to copy.", "source")
    return begun(change, form, found.digest)


def begun(change: Change, form: NewCopy, digest: str) -> CaseCopy:
    """The row of a copy with nothing hidden yet, and its trace. `digest` is of the original that will be marked."""
    copy = CaseCopy(
        **change.stamp(), source=form.source, recipient=form.recipient, recipient_name=form.recipient_name,
        digest=digest, marks=[],
    )  # fmt: skip
    change.session.add(copy)
    change.session.flush()
    change.trace("copy_begun", copy=str(copy.id), source=form.source, recipient=form.recipient)
    return copy


def hide(change: Change, settings: Settings, copy_id: int, form: Hiding) -> None:
    """Marks suggestions and passages. A passage that does not stand in the original is named, and nothing is marked."""
    copy, found = _under_way(change, settings, copy_id)
    if form.why not in BY_HAND:
        raise RefusedError("Choose why it is hidden.", "why")
    new = [_mark(each, found) for each in form.suggestion]
    for passage in [line for line in (form.passages or "").splitlines() if line.strip()][:MOST_PASSAGES]:
        places = marks.places_of(found.text, passage, form.why)
        if not places:
            raise RefusedError(f"This does not stand in the original, word for word: {passage[:80]}", "passages")
        new += places
    if not new:
        raise RefusedError("Tick what is to be hidden, or type it.", "passages")
    _keep(change, copy, marks.joined([*marks.read(copy.marks), *new]))


def show_again(change: Change, settings: Settings, copy_id: int, form: Showing) -> None:
    """Takes marks away."""
    copy, _found = _under_way(change, settings, copy_id)
    gone = set(form.mark)
    left = [each for each in marks.read(copy.marks) if f"{each.start}-{each.end}" not in gone]
    if len(left) == len(copy.marks):
        raise RefusedError("Tick what is to be shown again.", "mark")
    _keep(change, copy, left)


def take_up(change: Change, settings: Settings, copy_id: int, _form: Nothing) -> None:
    """Goes on with the original as it is now. Its marks go: they were places in the text as it was."""
    copy = own_open(change, copy_id)
    copy.digest = original(change.session, settings, change.case, copy.source).digest
    _keep(change, copy, [])


def make(change: Change, settings: Settings, copy_id: int, form: Making) -> None:
    """Makes the copy, and notes who made it of what, for whom, and how much of what kind was hidden.

    Raises RefusedError when the original changed since, when privileged advice would go with it (SM-3.54), and when something
    is suggested that is not hidden and that nobody said may be seen.
    """
    copy, found = _under_way(change, settings, copy_id)
    text = marks.hidden(found.text, marks.read(copy.marks))
    refuse_unless_met(quotes_no_advice(text, privileged(change.session, change.case)))
    left = open_suggestions(change.session, change.case, copy, found, today=change.today)
    if left and not form.seen:
        raise RefusedError(f"Suggested and not hidden: {len(left)} passages. Hide them, or tick that they may be seen.", "seen")
    copy.text = text
    trace_made(change, copy, marks.counted(marks.read(copy.marks)), left_open=str(len(left)) if left else None)


def trace_made(change: Change, copy: CaseCopy, counts: Mapping[str, int], *, left_open: str | None = None) -> None:
    """Says in the row and in the trail who made the copy; the trail has how much is hidden for which reason, and no words."""
    copy.copied_by, copy.copied_at = change.by, change.at
    hidden = "; ".join(f"{why} {number}" for why, number in sorted(counts.items()))
    change.trace(
        "copy_made", copy=str(copy.id), source=copy.source, recipient=copy.recipient, hidden=hidden or "nothing",
        left_open=left_open,
        fields=["recipient_name"] if copy.recipient_name else (),
    )  # fmt: skip


def open_suggestions(session: Session, case: Case, copy: CaseCopy, found: Original, *, today: date) -> list[Mark]:
    """What is suggested to be hidden and is not."""
    kept = marks.read(copy.marks)
    advice = privileged(session, case)
    people = [each.party for each in parties.of_case(session, case)]
    every = suggested(
        found.text, case, recipient=copy.recipient, name=copy.recipient_name, advice=advice, parties=people, today=today
    )
    return [each for each in every if not any(mark.start <= each.start and each.end <= mark.end for mark in kept)]


def document_of(copy: CaseCopy, *, reference: str, is_large: bool) -> Document:
    """The copy as it leaves, from its own text alone. Raises RefusedError before it is made."""
    if copy.text is None or copy.copied_at is None:
        raise RefusedError("This copy is not made yet.")
    who = RECIPIENTS[copy.recipient] + (f": {copy.recipient_name}" if copy.recipient_name else "")
    head = f"{HEAD}\n\nOur reference: {reference}\nFor: {who}\nMade on: {staff_words.day(london_day(copy.copied_at))}"
    return Document(f"Copy, {reference}", (*map(Text, head.split("\n\n")), *blocks_of(copy.text)), is_large=is_large)


def fetch(session: Session, case: Case) -> list[CaseCopy]:
    """Every copy of the case, the newest first."""
    return list(session.scalars(select(CaseCopy).where(CaseCopy.case_id == case.id).order_by(CaseCopy.id.desc())))


def own(session: Session, case: Case, copy_id: int) -> CaseCopy:
    """A copy of this case. Raises RefusedError for any other."""
    copy = session.get(CaseCopy, copy_id) if copy_id < 2**31 else None
    if copy is None or copy.case_id != case.id:
        raise RefusedError("This case has no such copy. Choose one from its list.")
    return copy


def _under_way(change: Change, settings: Settings, copy_id: int) -> tuple[CaseCopy, Original]:
    copy = own_open(change, copy_id)
    found = original(change.session, settings, change.case, copy.source)
    if found.digest != copy.digest:
        raise RefusedError(CHANGED)
    return copy, found


def own_open(change: Change, copy_id: int) -> CaseCopy:
    """A copy of this case that is still under way. Raises RefusedError for one that was made, and for any other."""
    copy = own(change.session, change.case, copy_id)
    if copy.text is not None:
        raise RefusedError("This copy is made, and stays as it is. Begin a new one.")
    return copy


def _keep(change: Change, copy: CaseCopy, kept: Sequence[Mark]) -> None:
    copy.marks = [list(each) for each in kept]
    change.trace("copy_marked", copy=str(copy.id), hidden=str(len(kept)))


def _mark(ticked: str, found: Original) -> Mark:
    start, _, rest = ticked.partition("-")
    end, _, why = rest.partition("-")
    if not (start.isascii() and start.isdigit() and end.isascii() and end.isdigit()) or why not in marks.WHY:
        raise RefusedError("Tick what is to be hidden once more.", "suggestion")
    if len(start) > 9 or len(end) > 9 or not 0 <= int(start) < int(end) <= len(found.text):
        raise RefusedError("Tick what is to be hidden once more.", "suggestion")
    return Mark(int(start), int(end), why)
