"""`./redress coverage`: which rows of the policy catalogue a test proves, and which are missing."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from contextlib import redirect_stdout
from pathlib import Path
from typing import Annotated, Any

import pytest
import typer

from commands.paths import ROOT, SetupError, say
from intake_api.rulebook.catalogue import CATALOGUE, files, identifiers, requirements

_ROW = re.compile(r"SM-(?:\d+\.[A-Za-z0-9-]+|intro-\w+)")
LATER = ROOT / "docs" / "coverage.md"
IN_SCOPE = ("service_model_intake.yaml", "service_model_primary.yaml", "service_model_risk.yaml")
"""The files of which every row is proved, or stands in docs/coverage.md with the reason why not yet."""
PROVED = CATALOGUE / "proved.txt"
"""The rows that were proved when somebody last looked: a row that falls out of it fails `./redress test`."""


def coverage(
    as_json: Annotated[bool, typer.Option("--json", help="{file: {rows, software, proved, missing}}")] = False,
    write: Annotated[bool, typer.Option(help="Write catalogue/proved.txt anew, after you have looked at the difference")] = False,
    tests: Annotated[bool, typer.Option(help="Also name the tests that prove each row")] = False,
) -> None:
    """Which rows of the policy catalogue are proved by a test that names them, by file; fails when one was lost."""
    proved = proving_tests()
    if write:
        PROVED.write_text("".join(f"{row}\n" for row in in_catalogue_order(proved)), encoding="utf-8")
    found = summary(proved)
    if as_json:
        typer.echo(json.dumps(found, indent=2))
    else:
        typer.echo(table(found))
        if tests:
            for row in in_catalogue_order(proved):
                typer.echo(f"{row}\n" + "\n".join(f"  {test}" for test in sorted(proved[row])))
    problems = troubles(proved)
    for line in problems:
        say(line)
    raise typer.Exit(1 if problems else 0)


def troubles(proved: Mapping[str, Any], *, remembered: Path = PROVED, later: Path = LATER) -> list[str]:
    """What is wrong, a sentence each: rows that were lost, rows that are in no place or in two, rows nobody remembers yet."""
    known = remembered.read_text(encoding="utf-8").split()
    waiting = rows_that_wait(later.read_text(encoding="utf-8"))
    scope = [row.id for name in IN_SCOPE for row in requirements(CATALOGUE / name) if row.is_software]
    lost = [f"{row} was proved by a test and is no more. Give it its test again, or say in the review why not."
            for row in known if row not in proved]  # fmt: skip
    nowhere = [f"{row} is neither proved by a test nor in docs/coverage.md." for row in scope
               if row not in proved and row not in waiting]  # fmt: skip
    twice = [f"{row} is proved by a test; take it out of docs/coverage.md." for row in waiting if row in proved]
    new = [row for row in in_catalogue_order(proved) if row not in known]
    if new:
        lost.append(f"{len(new)} rows are newly proved, {new[0]} first. Look at them, then run ./redress coverage --write.")
    return lost + nowhere + twice


def rows_that_wait(text: str) -> list[str]:
    """The rows that docs/coverage.md lists: before the colon of a line of a list, and in its last section.

    >>> rows_that_wait("- SM-1.2a, SM-1.3: see SM-9.9\\n")
    ['SM-1.2a', 'SM-1.3']
    """
    lists, _, last = text.partition("## Rows of the console, the API and the audit trail alone")
    heads = [line.partition(":")[0] for line in lists.splitlines() if line.startswith("- ")]
    return _ROW.findall(" ".join([*heads, last]))


def proving_tests() -> Mapping[str, list[str]]:
    """Row identifier to the tests that name it, as pytest collects them (tests/bot, in an environment of its own, apart).

    Raises SetupError when the tests cannot be collected.
    """
    seen = _Seen()
    output = io.StringIO()
    with redirect_stdout(output):
        status = pytest.main(
            ["--collect-only", "-q", "-p", "no:cacheprovider", "--ignore", str(ROOT / "tests" / "bot"), str(ROOT / "tests")],
            plugins=[seen],
        )
    if status != pytest.ExitCode.OK:
        raise SetupError(f"The tests could not be collected:\n{output.getvalue()[-2000:]}")
    return seen.rows


class _Seen:
    """A pytest plugin that keeps the rows each collected test names."""

    def __init__(self) -> None:
        self.rows: dict[str, list[str]] = {}

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Called by pytest with everything it would run."""
        for item in session.items:
            for mark in item.iter_markers("covers"):
                for row in mark.args:
                    self.rows.setdefault(row, []).append(item.nodeid)


def summary(proved: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The published shape: for each file its rows, those for software, those proved, and the identifiers missing."""
    found: dict[str, dict[str, Any]] = {}
    for path in files():
        rows = requirements(path)
        software = [row.id for row in rows if row.is_software]
        found[path.name] = {
            "rows": len(rows),
            "software": len(software),
            "proved": sum(row.id in proved for row in rows),
            "missing": [row for row in software if row not in proved],
        }
    return found


def table(found: Mapping[str, Mapping[str, Any]]) -> str:
    """The same for people: a line a file, a line in all, and what is missing."""
    lines = [f"{'file':38} {'rows':>5} {'software':>8} {'proved':>6}"]
    total = [0, 0, 0]
    for name, row in found.items():
        numbers = [row["rows"], row["software"], row["proved"]]
        total = [one + other for one, other in zip(total, numbers, strict=True)]
        lines.append(f"{name:38} {numbers[0]:5} {numbers[1]:8} {numbers[2]:6}")
    lines.append(f"{'in all':38} {total[0]:5} {total[1]:8} {total[2]:6}")
    for name, row in found.items():
        if row["missing"]:
            lines += ["", f"Missing in {name}:", *_wrapped(row["missing"])]
    return "\n".join(lines)


def in_catalogue_order(rows: Mapping[str, Any]) -> list[str]:
    """The rows in the order in which the catalogue holds them."""
    return [row for row in identifiers() if row in rows]


def _wrapped(rows: list[str], *, width: int = 118) -> list[str]:
    lines, line = [], " "
    for row in rows:
        if len(line) + len(row) + 1 > width:
            lines.append(line)
            line = " "
        line += f" {row}"
    return [*lines, line]
