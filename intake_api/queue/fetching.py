"""Pages of the queue, how many there are (as far as it is cheap to count), and all of it in order for an export.

Two ways, so that a page stays fast whatever is asked of a million cases (docs/decisions/029). Where few cases fit, they are
all found, and put in order here. Where many fit, the index that has the order is walked until a page is full; marks that
many cases have are then looked at case by case, for they are met often. Of words that many cases have, a page looks at the
newest cases only, and says so; an export looks at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, bindparam, select, tuple_
from sqlalchemy.orm import Session

from intake_api.cases.models import Case
from intake_api.queue import word_index
from intake_api.queue.conditions import MARKED, Condition, Looking, conditions, has_mark
from intake_api.queue.filters import Filters
from intake_api.queue.models import CaseMark
from intake_api.queue.wording import Term

PAGE = 25
COUNTED = 1000  # more than that are '1,000+'
FEW = 5000  # so many cases with a mark are listed, more are looked at one by one; of words, the newest so many
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Place(NamedTuple):
    """A case's place in an order: the number it is sorted by, and its own."""

    key: int
    id: int

    def __str__(self) -> str:
        return f"{self.key}.{self.id}"

    @classmethod
    def parse(cls, text: str | None) -> Place | None:
        """A place as an address holds it; None for what is none of ours."""
        parts = (text or "").split(".")
        if len(parts) != 2 or not all(part.isascii() and part.isdecimal() and len(part) < 19 for part in parts):
            return None
        key, case_id = map(int, parts)
        return cls(key, case_id) if case_id < 2**31 and key < 10**18 else None


@dataclass(frozen=True, slots=True)
class Order:
    """One way to sort: by which column, from the smallest or the largest on."""

    column: Any
    is_down: bool = False

    def number(self, value: int | datetime | date) -> int:
        """A value of the column as a number in an address."""
        if isinstance(value, datetime):
            return (value - _EPOCH) // timedelta(microseconds=1)
        return value.toordinal() if isinstance(value, date) else value

    def value(self, number: int) -> int | datetime | date | None:
        """The value again; None where no such value can be."""
        try:
            if self.column is Case.received_at:
                return _EPOCH + timedelta(microseconds=number)
            return date.fromordinal(number) if self.column is Case.due_on else number
        except (OverflowError, ValueError):
            return None


ORDERS = {
    "first": Order(Case.queue_key), "newest": Order(Case.received_at, is_down=True), "oldest": Order(Case.received_at),
    "due": Order(Case.due_on),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """The numbers of the cases on a page, in order; how many fit (`is_more`: at least); where the neighbours begin.

    `is_partial`: so many cases hold the words that only the newest of them were looked at.
    """

    ids: tuple[int, ...]
    count: int
    is_more: bool
    before: Place | None
    after: Place | None
    is_partial: bool = False


def fetch_page(
    session: Session, filters: Filters, looking: Looking, *, terms: Sequence[Term] = (), after: Place | None = None,
    before: Place | None = None, limit: int = PAGE,
) -> Page:  # fmt: skip
    """The page after a place, or before one, or the first."""
    order, (ways, is_partial) = ORDERS[filters.sort], _ways(session, filters, looking, terms)
    found = [_some(session, order, way.where) for way in ways]
    every = set().union(*found)
    if len(every) <= COUNTED:
        return replace(_cut(sorted(every, key=_by(order)), order, after, before, limit), is_partial=is_partial)
    if filters.sort != "first":  # only that order has an index for each way
        ways, found = [_Way(narrowed(session, filters, looking, terms)[0])], [every]
    known = {place for places in found if len(places) <= COUNTED for place in places}
    many = [way for way, places in zip(ways, found, strict=True) if len(places) > COUNTED]
    rows, is_first, is_last = _walk(session, order, many, known, after, before, limit)
    ends = (None if is_first or not rows else rows[0], None if is_last or not rows else rows[-1])
    return Page(tuple(row.id for row in rows), COUNTED, True, *ends, is_partial=is_partial)


def fetch_count(
    session: Session, filters: Filters, looking: Looking, terms: Sequence[Term] = (), *more: Condition
) -> tuple[int, bool]:
    """How many fit, counted to COUNTED; and whether there are more."""
    ways, _ = _ways(session, filters, looking, terms)
    ids = (session.scalars(select(Case.id).where(*way.where, *more).limit(COUNTED + 1)) for way in ways)
    found = {case_id for some in ids for case_id in some}
    return min(len(found), COUNTED), len(found) > COUNTED


def iterate(
    session: Session, columns: Sequence[Any], filters: Filters, looking: Looking, terms: Sequence[Term] = (), *, batch: int = 500
) -> Iterator[Sequence[Row[Any]]]:
    """All of a queue in its order, some hundred at a time; the columns asked for stand after number and place."""
    order, (where, _) = ORDERS[filters.sort], narrowed(session, filters, looking, terms, is_whole=True)
    at: Place | None = None
    while True:
        query = _ordered(select(Case.id, order.column, *columns).where(*where), order, order.is_down).limit(batch)
        rows = session.execute(query if at is None else _beyond(query, order, at, order.is_down)).all()
        if rows:
            yield rows
        if len(rows) < batch:
            return
        at = Place(order.number(rows[-1][1]), rows[-1][0])


class _Way(NamedTuple):
    """The conditions of a queue for one reason to see a case, and the column of which that reason asks one value."""

    where: list[Condition]
    column: Any = None


def _ways(session: Session, filters: Filters, looking: Looking, terms: Sequence[Term]) -> tuple[list[_Way], bool]:
    """The conditions once for each reason to see a case, for every reason has its index and their `or` has none: among a
    million closed cases those of a small team are far apart. A case may be found more than one way."""
    where, is_partial = narrowed(session, filters, replace(looking, reach=None), terms)
    if looking.reach is None:
        return [_Way(where)], is_partial
    return [_Way([*where, reason.condition], reason.column) for reason in looking.reach], is_partial


def narrowed(
    session: Session, filters: Filters, looking: Looking, terms: Sequence[Term], *, is_whole: bool = False
) -> tuple[list[Condition], bool]:
    """Every condition of a queue: columns, then marks and words, each in the way that suits how many cases have them.

    And whether older cases with the words were left out; never where `is_whole` asks for all, however long it takes.
    """
    where = conditions(filters, looking)
    if filters.sort == "due":
        where.append(Case.due_on.is_not(None))
    few: set[int] | None = None
    is_partial = False
    for query, each, is_quick in _lists(session, filters, terms):
        ids = list(session.scalars(query.limit(FEW + 1)))
        if len(ids) > FEW and (is_whole or is_quick):
            where.append(each)
            continue
        is_partial = is_partial or len(ids) > FEW
        few = set(ids[:FEW]) if few is None else few & set(ids[:FEW])
    if few is not None:
        where.append(Case.id.in_(bindparam("few", sorted(few), expanding=True, literal_execute=True)))
    return where, is_partial


def _lists(session: Session, filters: Filters, terms: Sequence[Term]) -> Iterator[tuple[Select[Any], Condition, bool]]:
    """The cases with each mark and the words; the same as a question to one case; and whether that one is quickly answered."""
    for name, kind in MARKED.items():
        if chosen := filters.of(name):
            yield select(CaseMark.case_id).where(CaseMark.kind == kind, CaseMark.name.in_(chosen)), has_mark(name, chosen), True
    if terms:
        dialect = session.get_bind().dialect.name
        yield word_index.cases_with(dialect, terms), word_index.holds(dialect, terms), False


def _some(session: Session, order: Order, where: Sequence[Condition]) -> set[Place]:
    rows = session.execute(select(Case.id, order.column).where(*where).limit(COUNTED + 1))
    return {Place(order.number(value), case_id) for case_id, value in rows}


def _by(order: Order) -> Any:
    return (lambda place: (-place.key, -place.id)) if order.is_down else (lambda place: tuple(place))


def _cut(places: list[Place], order: Order, after: Place | None, before: Place | None, limit: int) -> Page:
    by = _by(order)
    start = sum(by(place) <= by(after) for place in places) if after else 0
    if before:
        start = max(0, sum(by(place) < by(before) for place in places) - limit)
    rows = places[start : start + limit]
    is_last = start + limit >= len(places)
    return Page(
        tuple(place.id for place in rows), len(places), False, rows[0] if rows and start else None,
        rows[-1] if rows and not is_last else None,
    )  # fmt: skip


def _walk(
    session: Session, order: Order, ways: Sequence[_Way], known: set[Place], after: Place | None, before: Place | None, limit: int
) -> tuple[list[Place], bool, bool]:
    """The places of a page, and whether it is the first and the last one. `known`: all that is found without walking."""
    at, is_back = (before, True) if before else (after, False)
    is_down = order.is_down != is_back
    found = {place for place in known if at is None or (place < at if is_down else place > at)}
    for way in ways:
        query = _ordered(select(Case.id, order.column).where(*way.where), order, is_down, way.column).limit(limit + 1)
        if at is not None:
            query = _beyond(query, order, at, is_down)
        found |= {Place(order.number(value), case_id) for case_id, value in session.execute(query)}
    rows = sorted(found, reverse=is_down)
    is_end, rows = len(rows) <= limit, rows[:limit]
    return (rows[::-1], is_end, False) if is_back else (rows, at is None, is_end)


def _ordered(query: Select[Any], order: Order, is_down: bool, first: Any = None) -> Select[Any]:
    """`first` has one value in all that is asked for: it changes no order, but names the index that has it."""
    parts = (order.column, Case.id) if first is None else (first, order.column, Case.id)
    return query.order_by(*((part.desc() if is_down else part.asc()) for part in parts))


def _beyond(query: Select[Any], order: Order, at: Place, is_down: bool) -> Select[Any]:
    value = order.value(at.key)
    if value is None:
        return query
    here, there = tuple_(order.column, Case.id), tuple_(bindparam(None, value, order.column.type), bindparam(None, at.id))
    return query.where(here < there if is_down else here > there)
