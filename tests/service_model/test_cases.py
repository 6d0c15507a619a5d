"""The rules as sentences: each row of cases/*.yaml is a complaint, what follows, and the paragraphs that say so.

`covers` names rows of the catalogue whose check the sentence proves; `about` names paragraphs that it only stands under.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from service_model import FACTS, GATE_NAMES, Determination, Issue, determine
from tests.service_model.building import TODAY, a_complaint

FOLDER = Path(__file__).parent / "cases"
CASES = [(path.stem, row) for path in sorted(FOLDER.glob("*.yaml")) for row in yaml.safe_load(path.read_text(encoding="utf-8"))]
KNOWN = {
    "gate",
    "status",
    "outcome",
    "closure_code",
    "next_question",
    "missing",
    "flags",
    "flag_cites",
    "no_flags",
    "flag_says",
    "signposts",
    "no_signposts",
    "says",
    "step",
    "no_step",
    "cites",
    "no_cites",
    "needs",
    "kind",
    "time_limit",
    "gates_not_asked",
}


def judged(row: dict[str, Any]) -> Determination:
    """The determination of a row's complaint. `today` may stand in the row; otherwise it is 1 June 2026.

    `facts` are what questions ask; `record` is what only staff or a system put into the record.
    """
    about = {key: row[key] for key in ("received_on", "unanswered") if key in row} | row.get("record", {})
    facts = {name: str(value) if isinstance(value, date) else value for name, value in row.get("facts", {}).items()}
    extra = {}
    for name in [each for each in facts if each not in FACTS]:
        (extra if name in Issue.model_fields else about)[name] = facts.pop(name)
    if extra:
        about["issues"] = [extra]
    complaint = a_complaint(
        given=row.get("given", "nothing"),
        channel=row.get("channel", "web"),
        signals=tuple(row.get("signals", ())),
        about=about,
        issues=row.get("further_issues"),
        **facts,
    )
    return determine(complaint, today=row.get("today", TODAY))


@pytest.mark.parametrize(
    "row",
    [pytest.param(row, id=f"{file}: {row['name']}", marks=pytest.mark.covers(*row.get("covers", ()))) for file, row in CASES],
)
def test_what_follows(row: dict[str, Any]) -> None:
    """The complaint of this row leads where the row says."""
    expect, found = row["expect"], judged(row)
    assert expect
    assert set(expect) <= KNOWN
    finding = next((each for each in found.findings if each.gate == expect.get("gate")), None)
    for key in ("outcome", "closure_code", "next_question"):
        if key in expect:
            assert getattr(found, key) == expect[key], found
    if "gate" in expect:
        assert finding is not None, [each.gate for each in found.findings]
        for key in ("status", "kind"):
            if key in expect:
                assert getattr(finding, key) == expect[key], finding
        assert set(expect.get("cites", ())) <= set(finding.paragraphs), finding
        assert not set(expect.get("no_cites", ())) & set(finding.paragraphs), finding
        assert expect.get("needs", list(finding.needs)) == list(finding.needs)
        assert expect.get("says", "").lower() in finding.reason.lower()
    _lists(expect, found)


def _lists(expect: dict[str, Any], found: Determination) -> None:
    flags, bodies = {flag.name for flag in found.flags}, {each.body for each in found.signposts}
    steps = " ".join(found.next_steps)
    assert set(expect.get("flags", ())) <= flags, flags
    assert not set(expect.get("no_flags", ())) & flags, flags
    cited = {flag.name: set(flag.paragraphs) for flag in found.flags}
    for name, paragraphs in expect.get("flag_cites", {}).items():
        assert set(paragraphs) <= cited.get(name, set()), found.flags
    assert set(expect.get("signposts", ())) <= bodies, bodies
    assert not set(expect.get("no_signposts", ())) & bodies, bodies
    assert not set(expect.get("gates_not_asked", ())) & {each.gate for each in found.findings}
    for name, words in expect.get("flag_says", {}).items():
        assert words in next((flag.reason for flag in found.flags if flag.name == name), ""), found.flags
    for words in [expect["step"]] if isinstance(expect.get("step"), str) else expect.get("step", []):
        assert words in steps, steps
    if "no_step" in expect:
        assert expect["no_step"] not in steps
    if "missing" in expect:
        assert list(found.missing) == expect["missing"]
    if "time_limit" in expect:
        assert found.time_limit is not None
        assert [found.time_limit.from_, found.time_limit.to] == [str(day) for day in expect["time_limit"]]


def test_every_gate_has_cases_for_met_and_for_something_else() -> None:
    """The cases reach every gate, and more than one answer of each."""
    seen: dict[str, set[str]] = {name: set() for name in GATE_NAMES}
    for _, row in CASES:
        for finding in judged(row).findings:
            seen[finding.gate].add(finding.status)
    assert {name: {"met", "cannot_tell", "not_met"} - statuses for name, statuses in seen.items()} == {
        name: set() for name in GATE_NAMES
    }


def test_the_cases_have_names_of_their_own_and_cite_paragraphs() -> None:
    """A row can be found by its name, and says which rows of the catalogue it proves (`covers`) or what it is `about`."""
    names = [row["name"] for _, row in CASES]
    assert len(names) == len(set(names))
    assert len(names) >= 90
    assert all(row.get("covers") or row.get("about") for _, row in CASES)
