"""What a queue is filtered by. In the address of a page there are codes only: searched words stay on the server."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl, urlencode

FIELDS = ("status", "service", "outcome", "risk", "age", "due", "adjustment", "flag", "assignee")
SORTS = ("first", "newest", "oldest", "due")
AGES: Mapping[str, tuple[int, int | None]] = {  # days since receipt: from, to
    "to_7": (0, 7), "8_to_30": (8, 30), "31_to_90": (31, 90), "over_90": (91, None),
}  # fmt: skip
DUES = ("overdue", "today", "week", "none")
NONE, ANY, HARM, MINE, NOBODY = "none", "any", "harm", "me", "nobody"
_CODE = re.compile(r"[A-Za-z0-9_-]{1,60}")
_MOST = 30  # codes of one field


@dataclass(frozen=True, slots=True)
class Filters:
    """What is chosen (field to codes), the order, and which kept words (`search`) or saved view the words come from.

    No status chosen means: all that are not closed.
    """

    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = "first"
    search: str | None = None
    view: int | None = None

    @classmethod
    def read(cls, pairs: Iterable[tuple[str, str]]) -> Filters:
        """From the fields of an address or a form. What is no code of ours is left out: an address may be tampered with."""
        chosen: dict[str, list[str]] = {}
        single = {"sort": "first", "search": "", "view": ""}
        for name, value in pairs:
            if not _CODE.fullmatch(value):
                continue
            if name in FIELDS and value not in chosen.setdefault(name, []) and len(chosen[name]) < _MOST:
                chosen[name].append(value)
            elif name in single:
                single[name] = value
        view = int(single["view"]) if re.fullmatch("[0-9]{1,9}", single["view"]) else None
        sort = single["sort"] if single["sort"] in SORTS else "first"
        kept = {name: tuple(values) for name, values in chosen.items() if values}
        return cls(kept, sort, None if view else single["search"] or None, view)

    @classmethod
    def parse(cls, query: str) -> Filters:
        """From a query string, as a form carries it in a hidden field."""
        return cls.read(parse_qsl(query, max_num_fields=400) if len(query) < 10_000 else ())

    def pairs(self) -> Iterator[tuple[str, str]]:
        """As the fields of an address, always in the same order."""
        for name in FIELDS:
            yield from ((name, value) for value in self.chosen.get(name, ()))
        if self.sort != "first":
            yield "sort", self.sort
        if self.search:
            yield "search", self.search
        if self.view:
            yield "view", str(self.view)

    def query(self, **more: str) -> str:
        """As a query string, with what `more` adds."""
        return urlencode([*self.pairs(), *more.items()])

    def of(self, name: str) -> tuple[str, ...]:
        """What is chosen of one field."""
        return self.chosen.get(name, ())

    def without(self, name: str, value: str) -> Filters:
        """The same with one code fewer."""
        kept = tuple(one for one in self.of(name) if one != value)
        return replace(self, chosen={**self.chosen, name: kept})

    def without_words(self) -> Filters:
        """The same without the words."""
        return replace(self, search=None, view=None)

    def with_closed(self) -> Filters | None:
        """The same among closed cases too; None where a status is chosen, so that nothing is left out unsaid."""
        return None if self.of("status") else replace(self, chosen={**self.chosen, "status": (ANY,)})

    def codes(self) -> dict[str, list[str]]:
        """Codes and order as a saved view keeps them and the audit trail names them."""
        kept = {name: list(values) for name, values in self.chosen.items() if values}
        return {**kept, "sort": [self.sort]} if self.sort != "first" else kept


def from_codes(codes: Mapping[str, Iterable[str]], **more: int | None) -> Filters:
    """The filters that a saved view keeps."""
    found = Filters.read((name, value) for name, values in codes.items() for value in values)
    return replace(found, view=more.get("view"))
