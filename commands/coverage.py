"""`./redress coverage`: which rows of the policy catalogue a test proves, and which are missing."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from contextlib import redirect_stdout
from pathlib import Path
from typing import Annotated, Any

import pytest
import typer

from commands.paths import ROOT, SetupError, say
from intake_api.rulebook.catalogue import CATALOGUE, files, identifiers, requirements

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
    lost = lost_rows(proved)
    for row in lost:
        say(f"{row} was proved by a test and is no more. Give it its test again, or take it out of {PROVED.name} and say why.")
    raise typer.Exit(1 if lost else 0)


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


def lost_rows(proved: Mapping[str, Any], *, remembered: Path = PROVED) -> list[str]:
    """The rows of catalogue/proved.txt that no test proves any more."""
    return [row for row in remembered.read_text(encoding="utf-8").split() if row not in proved]


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
