"""How much of what strangers write is read right. The floors are promises; `pytest -s` prints the figures and the errors."""

from __future__ import annotations

from datetime import date
from typing import Any

from narrative.answers import read_answer, spoken_options
from narrative.contacts import contacts_from, find_contacts
from narrative.dates import find_dates
from narrative.learned import model_or_none
from narrative.reader import Reader
from narrative.signals import find_signals, thresholds
from narrative.words import words_of
from service_model.facts import FACTS
from tests.narrative.conftest import TODAY, share_read, table


def test_dates_given_as_answers() -> None:
    assert share_read("dates as answers", table("dates")["answers"], _is_date_right) >= 0.90


def test_dates_within_stories() -> None:
    assert share_read("dates in stories", table("dates")["stories"], _is_story_right) >= 0.90


def test_contact_details() -> None:
    assert share_read("contact details", table("contacts"), _are_contacts_right) >= 0.98


def test_signals() -> None:
    assert share_read("signals", table("signals"), _are_signals_right) >= 0.90


def test_organisations(reader: Reader) -> None:
    assert share_read("organisations", table("organisations"), lambda case: _is_organisation_right(case, reader)) >= 0.92


def test_answers(reader: Reader) -> None:
    assert share_read("answers", table("answers"), lambda case: _is_answer_right(case, reader)) >= 0.92


def _is_date_right(case: dict[str, Any]) -> bool:
    answer = read_answer("date", case["said"], today=TODAY)
    if "problem" in case:
        return answer.problem == case["problem"]
    if "edtf" in case:
        return bool(answer.value == case["edtf"])
    return answer.value is not None and _within(answer.value, case["within"])


def _is_story_right(case: dict[str, Any]) -> bool:
    found = find_dates(case["text"], today=TODAY)
    if "none" in case:
        return not found
    if "edtf" in case:
        return [d.edtf for d in found] == case["edtf"]
    return len(found) == 1 and _within(found[0].edtf, case["within"])


def _within(edtf: str, limits: list[str]) -> bool:
    from service_model.dates import date_range

    found = date_range(edtf)
    return date.fromisoformat(limits[0]) <= found.earliest and found.latest <= date.fromisoformat(limits[1])


def _are_contacts_right(case: dict[str, Any]) -> bool:
    found = contacts_from(find_contacts(case["text"])).as_dict()
    return all(found[kind] == wanted for kind, wanted in case.items() if kind != "text")


def _are_signals_right(case: dict[str, Any]) -> bool:
    found = {f"{s.name}/{s.detail}" if s.detail else s.name for s in find_signals(words_of(case["text"]))}
    return set(case.get("has", ())) <= found and not found & set(case.get("not", ()))


def _is_organisation_right(case: dict[str, Any], reader: Reader) -> bool:
    found = reader.read(case["text"], today=TODAY).organisations
    blamed = {(o.id if "id" in case else o.kind) for o in found if o.role == "complained_about"}
    mentioned = {o.id for o in found if o.role == "mentioned"}
    return blamed == {case.get("id", case.get("kind"))} and set(case.get("also", ())) <= mentioned


def _is_answer_right(case: dict[str, Any], reader: Reader) -> bool:
    kind = FACTS[case["fact"]].kind if "fact" in case else case["kind"]
    options = spoken_options(case["fact"]) if "fact" in case else {}
    answer = read_answer(kind, case["said"], today=TODAY, options=options, reader=reader)
    if "problem" in case:
        return answer.problem == case["problem"]
    if "state" in case:
        return answer.status == case["state"]
    wanted = {"true": True, "false": False, "same": case["said"]}.get(case["value"], case["value"])
    return answer.status == "answered" and bool(answer.value == wanted)


def test_the_thresholds_are_of_signals_and_a_phrase_that_agrees_needs_less() -> None:
    rows = thresholds()
    assert set(rows) & {"danger", "self_harm", "child_at_risk", "harm_to_others"} == set()
    assert {label for label, row in rows.items() if row.with_phrase > row.alone} == set()
    learned = model_or_none()
    assert learned is not None
    assert set(rows) <= set(learned.labels)
