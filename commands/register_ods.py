"""From the files of the NHS Organisation Data Service (CSV without a header) to register files, one each."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from commands.register_files import MOST_ROWS, OFFERED, BadFileError, Made, proper, telling, text_of
from service_model.register import Register, normalise

CODE, NAME, GROUPING, TOWN, POSTCODE, OPENED, CLOSED, PARENT, SETTING = 0, 1, 2, 7, 9, 10, 11, 14, 25
LEAST_COLUMNS = 12
_A_CODE = re.compile(r"^[A-Z0-9]{3,12}$")
_A_DATE = re.compile(r"^(\d{8})?$")


@dataclass(frozen=True)
class Sort:
    """What one file of the service lists. `local`: many of one name, so the town and postcode tell them apart."""

    about: dict[str, str]
    local: bool = False
    keep_closed: bool = False
    sites: bool = False


_HEALTH = {"procedure": "health", "jurisdiction": "in"}
SORTS: dict[str, Sort] = {
    "etr": Sort({"kind": "nhs_trust", **_HEALTH}, keep_closed=True),
    "ect": Sort({"kind": "nhs_trust", **_HEALTH}, keep_closed=True),
    "ets": Sort({}, sites=True),
    "eccg": Sort({"kind": "nhs_trust", **_HEALTH}),
    "eicb": Sort({"kind": "nhs_trust", **_HEALTH}),
    "eauth": Sort({"kind": "nhs_trust", **_HEALTH}),
    "epraccur": Sort({"kind": "gp", **_HEALTH}, local=True),
    "egdpprac": Sort({"kind": "dentist", **_HEALTH}, local=True),
    "edispensary": Sort({"kind": "pharmacist", **_HEALTH}, local=True),
    "eopthq": Sort({"kind": "optician", **_HEALTH}, local=True),
    "eoptsite": Sort({"kind": "optician", **_HEALTH}, local=True),
    "ephp": Sort({"kind": "private_healthcare", **_HEALTH}, local=True),
    "ephpsite": Sort({"kind": "private_healthcare", **_HEALTH}, local=True),
    "ecarehomehq": Sort({"kind": "council", "jurisdiction": "out", "signpost": "lgsco"}, local=True),
    "ecarehomesite": Sort({"kind": "council", "jurisdiction": "out", "signpost": "lgsco"}, local=True),
}
PEOPLE = {"egpcur": "epraccur.csv", "egdp": "egdpprac.csv", "econcur": "etr.csv", "enurse": "epraccur.csv"}


class _Row(NamedTuple):
    line: int
    cells: list[str]

    def at(self, column: int) -> str:
        return self.cells[column].strip() if column < len(self.cells) else ""


def from_ods(path: Path, register: Register, *, as_of: str, sort: str | None = None) -> Made:
    """A register file of the organisations in one file of the service. Raises BadFileError."""
    name, what = _sort_of(path, sort)
    rows = _rows(path)
    made = Made(f"ods_{name}.json", f"NHS Organisation Data Service, imported from {path.name}", as_of)
    made.counts["read"] = len(rows)
    known = {body.code: body.id for body in register.bodies.values() if body.code}
    if what.sites:
        _add_sites(made, rows, known, register)
        return made
    kept = [row for row in rows if not _left_out(made, row, what, known)]
    same = Counter(normalise(row.at(NAME)) for row in kept)
    for row in kept:
        _add(made, row, what, register, alone=same[normalise(row.at(NAME))] == 1)
    made.shared = {said: rows for said, rows in made.shared.items() if len(rows) <= OFFERED}
    return made


def _sort_of(path: Path, sort: str | None) -> tuple[str, Sort]:
    name = (sort or path.stem).lower()
    if name in PEOPLE:
        raise BadFileError(path, f"This file lists people by name, not organisations. Import {PEOPLE[name]} instead.")
    if name not in SORTS:
        known = ", ".join(f"{each}.csv" for each in SORTS)
        raise BadFileError(path, f"We do not know which list this is. Keep the name it has at the ODS ({known}), or give --sort.")
    return name, SORTS[name]


def _rows(path: Path) -> list[_Row]:
    """Every row once, checked: a download that broke off, or a file of another sort, is named by its line."""
    found: dict[str, _Row] = {}
    try:
        for cells in (reader := csv.reader(io.StringIO(text_of(path)), strict=True)):
            row = _Row(reader.line_num, cells)
            if not any(cell.strip() for cell in cells) or (not found and _is_header(cells)):
                continue
            _check(path, row)
            before = found.setdefault(row.at(CODE), row)
            if before.cells != cells:
                raise BadFileError(
                    path, f"Line {row.line}: the code {row.at(CODE)} stood in line {before.line} with other details."
                )
            if len(found) > MOST_ROWS:
                raise BadFileError(path, f"More than {MOST_ROWS} rows are in it, so it is not one of these lists.")
    except csv.Error as error:
        raise BadFileError(path, f"Line {reader.line_num} cannot be read ({error}). Download the file again.") from error
    if not found:
        raise BadFileError(path, "No organisation is in it.")
    return list(found.values())


def _is_header(cells: list[str]) -> bool:
    return "code" in cells[0].lower()


def _check(path: Path, row: _Row) -> None:
    if len(row.cells) < LEAST_COLUMNS:
        raise BadFileError(path, f"Line {row.line} has {len(row.cells)} columns; a file of the ODS has at least {LEAST_COLUMNS}.")
    if not _A_CODE.match(row.at(CODE)) or not row.at(NAME):
        raise BadFileError(path, f"Line {row.line} does not begin with a code and a name.")
    for column, what in ((OPENED, "open"), (CLOSED, "close")):
        if not _A_DATE.match(row.at(column)):
            raise BadFileError(path, f"Line {row.line}: the {what} date {row.at(column)[:20]!r} is not written like 20250131.")


def _left_out(made: Made, row: _Row, what: Sort, known: dict[str, str]) -> bool:
    if row.at(CODE) in known:
        made.counts["known already"] += 1
        return True
    if _is_closed(made, row):
        made.counts["closed"] += 1
        return not what.keep_closed
    if what.about.get("kind") == "gp" and row.at(SETTING) not in ("", "4"):
        made.counts["not a GP practice"] += 1
        return True
    return False


def _is_closed(made: Made, row: _Row) -> bool:
    return bool(row.at(CLOSED)) and row.at(CLOSED) <= made.as_of.replace("-", "")


def _add(made: Made, row: _Row, what: Sort, register: Register, *, alone: bool) -> None:
    identifier, name = f"ods_{row.at(CODE).lower()}", proper(row.at(NAME))
    town = proper(row.at(TOWN))
    about: dict[str, Any] = {**what.about, "code": row.at(CODE)}
    if devolved := _devolved(row):
        made.counts["devolved"] += 1
        about = {"kind": "company", "jurisdiction": "out", "signpost": devolved, "code": row.at(CODE)}
    if what.local:
        aliases = [f"{name} {town}"] if town and alone and telling(name) else []
        title = f"{name} ({', '.join(part for part in (town, row.at(POSTCODE)) if part) or row.at(CODE)})"
    else:
        aliases, title = [], name
    if _is_closed(made, row):
        title = f"{title} (closed {row.at(CLOSED)[:4]})"
    if what.local or title != name:
        if telling(name) and alone and not register.named(name):
            aliases.append(name)
        elif telling(name):
            made.share(name, identifier)
    elif register.named(name):
        made.counts["known already"] += 1
        return
    made.bodies[identifier] = {"name": title, "aliases": aliases, **about}
    made.counts["written"] += 1


def _devolved(row: _Row) -> str | None:
    """Who looks at it when it is not in England; None when it is."""
    if row.at(GROUPING).startswith("W"):
        return "psow"
    if row.at(GROUPING).startswith("S"):
        return "spso"
    return "nipso" if row.at(POSTCODE).startswith("BT") else None


def _add_sites(made: Made, rows: list[_Row], known: dict[str, str], register: Register) -> None:
    """Hospitals as further names of the trusts that run them."""
    for row in rows:
        trust = known.get(row.at(PARENT)) or known.get(row.at(CODE)[:3])
        name = proper(row.at(NAME))
        if (
            trust is None
            or _is_closed(made, row)
            or not re.search(r"hospital|infirmary", name, re.IGNORECASE)
            or not telling(name)
        ):
            made.counts["not a hospital of a trust we know"] += 1
        elif register.named(name):
            made.counts["known already"] += 1
        else:
            made.share(name, trust)
            made.counts["written"] += 1
    made.shared = {said: rows for said, rows in made.shared.items() if len(rows) <= OFFERED}
