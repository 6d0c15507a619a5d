"""From GOV.UK's list of organisations (API pages as JSON, or a CSV of them) to a register file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from commands.register_files import LONGEST_ID, MOST_ROWS, BadFileError, Made, text_of
from service_model.register import Register

# How GOV.UK calls a format, to how the register sees it. On GOV.UK is not in the Act's Schedule 2: where we are not sure it
# is `unclear`, so that nobody is turned away and a caseworker checks (SM-2.1).
_PARLIAMENTARY = {"kind": "government", "procedure": "parliamentary"}
FORMATS: dict[str, dict[str, str]] = {
    "ministerial department": {**_PARLIAMENTARY, "jurisdiction": "in"},
    "non-ministerial department": {**_PARLIAMENTARY, "jurisdiction": "in"},
    "executive agency": {**_PARLIAMENTARY, "jurisdiction": "in"},
    "executive non-departmental public body": {**_PARLIAMENTARY, "jurisdiction": "unclear"},
    "advisory non-departmental public body": {**_PARLIAMENTARY, "jurisdiction": "unclear"},
    "tribunal non-departmental public body": {**_PARLIAMENTARY, "jurisdiction": "unclear"},
    "tribunal": {"kind": "prosecution_or_court", "procedure": "parliamentary", "jurisdiction": "unclear"},
    "court": {"kind": "prosecution_or_court", "procedure": "parliamentary", "jurisdiction": "unclear"},
    "public corporation": {**_PARLIAMENTARY, "jurisdiction": "unclear"},
    "executive office": {**_PARLIAMENTARY, "jurisdiction": "unclear"},
    "sub-organisation": {**_PARLIAMENTARY, "jurisdiction": "unclear"},
    "ad-hoc advisory group": {**_PARLIAMENTARY, "jurisdiction": "unclear"},
    "independent monitoring body": {**_PARLIAMENTARY, "jurisdiction": "unclear"},
    "civil service": {**_PARLIAMENTARY, "jurisdiction": "unclear"},
    "special health authority": {"kind": "nhs_trust", "procedure": "health", "jurisdiction": "in"},
    "devolved administration": {"kind": "company", "jurisdiction": "out"},
    "other": {**_PARLIAMENTARY, "jurisdiction": "unclear"},
}
_UNKNOWN = {**_PARLIAMENTARY, "jurisdiction": "unclear"}
_SIGNPOST = {"scot": "spso", "wales": "psow", "welsh": "psow", "northern ireland": "nipso"}
_COLUMNS = {
    "title": ("title", "name", "organisation"),
    "format": ("format", "type", "organisation type", "organisation_type"),
    "abbreviation": ("abbreviation", "acronym"),
    "govuk_status": ("govuk_status", "status", "govuk status"),
    "govuk_closed_status": ("govuk_closed_status", "closed status"),
    "id": ("id", "web_url", "url", "slug"),
}


def from_govuk(paths: Iterable[Path], register: Register, *, as_of: str) -> Made:
    """A register file of the organisations that the register does not hold yet. Raises BadFileError."""
    rows: dict[str, dict[str, Any]] = {}
    names = []
    for path in paths:
        names.append(path.name)
        for row in _rows(path):
            if row["id"] in rows and rows[row["id"]]["title"] != row["title"]:
                raise BadFileError(path, f"{row['id']} stands in the files twice, with two names.")
            rows[row["id"]] = row
    made = Made("govuk.json", f"GOV.UK organisations, imported from {', '.join(names)}", as_of)
    made.counts["read"] = len(rows)
    for row in rows.values():
        _add(made, row, rows, register)
    return made


def _add(made: Made, row: dict[str, Any], rows: dict[str, dict[str, Any]], register: Register) -> None:
    if register.named(row["title"]):
        made.counts["known already"] += 1
        return
    closed = row["govuk_status"] == "closed"
    if closed and (successor := _successor(row, rows, register)):
        made.counts["closed, found as its successor"] += 1
        made.share(row["title"], successor)
        return
    how = FORMATS.get(row["format"].lower().replace("sub organisation", "sub-organisation"))
    if how is None:
        made.counts[f"unknown format: {row['format'] or 'none'}"] += 1
    about: dict[str, Any] = dict(how or _UNKNOWN)
    if closed:
        made.counts["closed"] += 1
        about["jurisdiction"] = "unclear"
    if about["jurisdiction"] == "out":
        about["signpost"] = next((to for words, to in _SIGNPOST.items() if words in row["title"].lower()), "citizens_advice")
    elif about["jurisdiction"] == "unclear":
        about["signpost"] = "citizens_advice"
    short = row["abbreviation"]
    aliases = [short] if short and len(short) > 2 and not register.named(short) else []
    made.bodies[_identifier(row)] = {"name": row["title"], "aliases": aliases, **about}
    made.counts["written"] += 1


def _identifier(row: dict[str, Any]) -> str:
    return f"govuk_{row['id'].rstrip('/').rsplit('/', 1)[-1]}"[:LONGEST_ID]


def _successor(row: dict[str, Any], rows: dict[str, dict[str, Any]], register: Register) -> str | None:
    """Who took over from a closed organisation, if it is one and we know it. Devolved or split: a caseworker finds out."""
    if len(row["after"]) != 1:
        return None
    after = rows.get(row["after"][0])
    if after is None or after["govuk_status"] == "closed":
        return None
    known = register.named(after["title"])
    return known[0].id if len(known) == 1 else _identifier(after) if not known else None


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    text = text_of(path)
    rows = list(_from_json(path, text) if text.lstrip()[:1] in "[{" else _from_csv(path, text))
    if not rows:
        raise BadFileError(path, "No organisation is in it.")
    if len(rows) > MOST_ROWS:
        raise BadFileError(path, f"More than {MOST_ROWS} rows are in it, so it is not this list.")
    yield from rows


def _from_json(path: Path, text: str) -> Iterator[dict[str, Any]]:
    try:
        data = json.loads(text)
    except ValueError as error:
        raise BadFileError(path, f"It is not complete JSON ({error}). Download it again.") from error
    for page in data if isinstance(data, list) else [data]:
        results = page.get("results", [page] if "title" in page else None) if isinstance(page, dict) else None
        if not isinstance(results, list):
            raise BadFileError(path, "It has no `results`, as a page of www.gov.uk/api/organisations has.")
        yield from (_from_result(path, row) for row in results)


def _from_result(path: Path, row: Any) -> dict[str, Any]:
    if not isinstance(row, dict) or not isinstance(row.get("title"), str) or not row["title"].strip():
        raise BadFileError(path, f"One of the results has no title: {str(row)[:80]}")
    given = row.get("details")
    details: dict[str, Any] = given if isinstance(given, dict) else {}
    after = [each.get("id", "") for each in row.get("superseding_organisations") or () if isinstance(each, dict)]
    return {
        "id": str(row.get("id") or details.get("slug") or row["title"]),
        "title": " ".join(row["title"].split()),
        "format": str(row.get("format") or ""),
        "abbreviation": str(details.get("abbreviation") or "").strip(),
        "govuk_status": str(details.get("govuk_status") or ""),
        "after": after,
    }


def _from_csv(path: Path, text: str) -> Iterator[dict[str, Any]]:
    reader = csv.reader(io.StringIO(text))
    header = [cell.strip().lower() for cell in next(reader, [])]
    places = {key: next((header.index(each) for each in names if each in header), None) for key, names in _COLUMNS.items()}
    if places["title"] is None or places["format"] is None:
        raise BadFileError(path, f"It needs the columns `title` and `format`; it has {', '.join(header[:12]) or 'none'}.")
    for number, cells in enumerate(reader, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        row = {key: cells[at].strip() if at is not None and at < len(cells) else "" for key, at in places.items()}
        if not row["title"]:
            raise BadFileError(path, f"Line {number} has no title.")
        yield {**row, "id": row["id"] or row["title"].lower().replace(" ", "-"), "after": []}
