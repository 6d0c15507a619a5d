"""A copy of pictures under way: the same life as a copy of text (service), with boxes for marks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from intake_api.casework.changing import Change, RefusedError
from intake_api.casework.forms import Filled, Nothing
from intake_api.redaction import scans, service, squares
from intake_api.redaction.marks import BY_HAND
from intake_api.redaction.models import CaseCopy
from intake_api.redaction.scans import Ready, Scan
from intake_api.redaction.squares import Box, WrongSquareError

MOST_BOXES = 500
CHANGED = (
    "The original has changed since this copy was marked, so its boxes may no longer fit. Take up the file as it is now, and "
    "mark it again."
)


class HidingBox(Filled):
    """A box to hide: the page, and the squares of two corners."""

    page: int | None = None
    first: Annotated[str, Field(max_length=20)] | None = None
    last: Annotated[str, Field(max_length=20)] | None = None
    why: Annotated[str, Field(max_length=20)] = "other"


class ShowingBoxes(Filled):
    """Boxes to take away: `page-first-last`."""

    box: list[str]


class MakingScan(Filled):
    """The copy as it stands. `looked`: somebody looked at every page."""

    looked: bool = False


def begin(change: Change, form: service.NewCopy, ready: Ready) -> CaseCopy:
    """Begins a copy with nothing hidden yet. Raises RefusedError for a file that cannot be drawn."""
    return service.begun(change, form, scans.certain(ready, "source").digest)


def hide(change: Change, copy_id: int, form: HidingBox, ready: Ready) -> None:
    """Adds a box. Raises RefusedError that says of each field what is wrong with it."""
    copy, found = _under_way(change, copy_id, ready)
    if form.why not in BY_HAND:
        raise RefusedError("Choose why it is hidden.", "why")
    if form.page is None or not 1 <= form.page <= len(found.pages):
        raise RefusedError("Choose a page of this file.", "page")
    page = found.pages[form.page - 1]
    grid = page.columns, page.rows
    wrong = {name: said for name, typed in (("first", form.first), ("last", form.last)) if (said := _wrong(typed, grid))}
    if wrong:
        raise RefusedError("", wrong=wrong)
    new = squares.box(form.page, grid, form.first or "", form.last or "", form.why)
    kept = squares.joined([*squares.read(copy.marks), new])
    if len(kept) > MOST_BOXES:
        raise RefusedError(f"A copy has at most {MOST_BOXES} boxes. Hide larger parts of its pages.", "first")
    _keep(change, copy, kept)


def show_again(change: Change, copy_id: int, form: ShowingBoxes, ready: Ready) -> None:
    """Takes boxes away."""
    copy, _found = _under_way(change, copy_id, ready)
    gone = set(form.box)
    left = [each for each in squares.read(copy.marks) if each.key not in gone]
    if len(left) == len(copy.marks):
        raise RefusedError("Tick what is to be shown again.", "box")
    _keep(change, copy, left)


def take_up(change: Change, copy_id: int, _form: Nothing, ready: Ready) -> None:
    """Goes on with the file as it is now. Its boxes go: they were places on the pages as they were."""
    copy = service.own_open(change, copy_id)
    copy.digest = scans.certain(ready).digest
    _keep(change, copy, [])


def make(change: Change, copy_id: int, form: MakingScan, ready: Ready) -> None:
    """Makes the copy: it is drawn from these boxes whenever it is taken, and they no longer change. `ready` was drawn whole.

    Notes who made it of what, for whom, and how many boxes there are for which reason.
    """
    copy, found = _under_way(change, copy_id, ready)
    if not form.looked:
        raise RefusedError("Look at every page, then tick that you did.", "looked")
    boxes = squares.read(copy.marks)
    copy.text = description(found, boxes)
    service.trace_made(change, copy, squares.counted(boxes))


def description(found: Scan, boxes: Sequence[Box]) -> str:
    """What is hidden where, page by page: what the table keeps of a copy of pictures once it is made."""
    return "\n".join(squares.said(number, squares.of_page(boxes, number)) for number in range(1, len(found.pages) + 1))


def _under_way(change: Change, copy_id: int, ready: Ready) -> tuple[CaseCopy, Scan]:
    copy = service.own_open(change, copy_id)
    found = scans.certain(ready)
    if found.digest != copy.digest:
        raise RefusedError(CHANGED)
    return copy, found


def _wrong(typed: str | None, grid: tuple[int, int]) -> str:
    try:
        squares.parse(typed or "", grid)
    except WrongSquareError as error:
        return str(error)
    return ""


def _keep(change: Change, copy: CaseCopy, kept: Sequence[Box]) -> None:
    copy.marks = [list(each) for each in kept]
    change.trace("copy_marked", copy=str(copy.id), hidden=str(len(kept)))
