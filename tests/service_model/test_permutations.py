"""Every permutation of the gates' findings, and both sides of every date that matters, written to docs/permutations/.

A change of a rule shows there as a difference to be read. The test writes the files; it fails once, so that somebody looks.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

from service_model import PHSO, Determination, determine
from service_model.dates import anniversary
from service_model.specimens import complaint_of, permutations, specimens, together

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "permutations"
SERVICES = ("parliamentary", "health", "victim")
Row = dict[str, str]


@cache
def every_permutation() -> tuple[tuple[str, Determination], ...]:
    return tuple(permutations())


def decided_by(found: Determination) -> list[str]:
    """The paragraphs of whatever is not simply met; of everything where all is met."""
    rows = [finding for finding in found.findings if finding.status != "met"] or list(found.findings)
    return list(dict.fromkeys(paragraph for finding in rows for paragraph in finding.paragraphs))


def gates_table() -> Iterator[Row]:
    for service, found in every_permutation():
        status = {finding.gate: finding.status for finding in found.findings}
        yield {
            "service": service, **{gate: status.get(gate, "") for gate in PHSO.gates}, "outcome": found.outcome or "",
            "closure_code": found.closure_code or "", "next_question": found.next_question or "",
            "paragraphs": " ".join(decided_by(found)),
        }  # fmt: skip


def dates_that_matter() -> Iterator[tuple[str, str, date, dict[str, object]]]:
    """(what, the field, the day, what else differs from the specimen): the day on which something begins to be otherwise."""
    victims, remit, (pause,) = PHSO.victims, PHSO.remit, PHSO.pauses
    assert victims is not None
    assert remit.clinical_from is not None
    assert remit.clinical_surely_before is not None
    no_mp = {"mp_referral": "not_asked", "put_to_mp_on": None, "has_mp": True}
    yield "no MP for victims: the guidance's day", "received_on", victims.since, no_mp
    yield "no MP for victims: section 27 in force", "received_on", victims.in_force_from, no_mp
    clinical = {"aware_on": "2026-01-10"}
    yield "clinical matters: surely before the Act", "event_on", remit.clinical_surely_before, clinical
    yield "clinical matters: 1 April 1996", "event_on", remit.clinical_from, clinical
    for name, day in (("begin", pause.begin), ("end", pause.end)):
        aware_on = anniversary(day, -12)
        late = {"event_on": None, **no_mp}
        yield f"the pause: the limit ran out at its {name}", "received_on", pause.accepted_until, {**late, "aware_on": aware_on}
        yield f"the pause: its {name}", "aware_on", aware_on, {**late, "received_on": date(2020, 8, 1)}
    for aware_on in (date(2024, 2, 29), date(2025, 2, 28), date(2025, 6, 1)):
        last = anniversary(aware_on, 12)
        sent = {"aware_on": aware_on, "event_on": None, "put_to_mp_on": last - timedelta(days=9)}
        yield f"twelve months from {aware_on}, to the office", "received_on", last, sent
        received = last + timedelta(days=30)
        yield f"twelve months from {aware_on}, to the MP", "put_to_mp_on", last, {**sent, "received_on": received}


def dates_table() -> Iterator[Row]:
    rows = specimens()
    for what, field, day, differs in dates_that_matter():
        for service in SERVICES:
            for side, shift in (("the day before", -1), ("the day", 0), ("the day after", 1)):
                moved = day + timedelta(days=shift)
                answers = together(rows.services[service], differs, {field: moved})
                received = answers.pop("received_on", rows.today)
                complaint = complaint_of(answers, received_on=str(received))
                found = determine(complaint, today=max(rows.today, received))
                status = {finding.gate: finding.status for finding in found.findings}
                yield {
                    "what": what, "field": field, "side": side, "date": str(moved),
                    "service": service,
                    "victims_exception": status.get("victims_exception", ""), "in_remit": status.get("in_remit", ""),
                    "in_time": status.get("in_time", ""), "outcome": found.outcome or "",
                    "closure_code": found.closure_code or "",
                    "flags": " ".join(flag.name for flag in found.flags),
                }  # fmt: skip


@pytest.mark.parametrize(("name", "rows"), [("gates.csv", gates_table), ("dates.csv", dates_table)])
def test_what_follows_is_what_was_looked_at_last(name: str, rows: object) -> None:
    found = list(rows())  # type: ignore[operator]
    text = io.StringIO()
    writer = csv.DictWriter(text, list(found[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(found)
    path = FOLDER / name
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    path.write_text(text.getvalue(), encoding="utf-8")
    assert text.getvalue() == before, f"docs/permutations/{name} has been written anew: read the difference, then commit it."


@pytest.mark.parametrize("service", SERVICES)
def test_every_gate_gives_each_of_its_findings(service: str) -> None:
    """Met, not met and cannot tell, for every gate that arises for the service."""
    seen: dict[str, set[str]] = {}
    for name, found in every_permutation():
        for finding in found.findings:
            if name == service:
                seen.setdefault(finding.gate, set()).add(finding.status)
    all_three = {"met", "not_met", "cannot_tell"}
    not_here = {"parliamentary": {("victims_exception", "met")}}.get(service, set())  # with it, it is a victim's complaint
    arise = set(PHSO.gates) - ({"victims_exception"} if service == "health" else {"joint_working"})
    missing = {(gate, status) for gate in arise for status in all_three - seen.get(gate, set())} - not_here
    assert missing == set()


def test_no_permutation_is_left_without_an_outcome_or_a_question() -> None:
    for service, found in every_permutation():
        assert found.outcome or found.next_question, (service, found.findings)
