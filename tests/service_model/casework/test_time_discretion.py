"""The time limit of each part, and the whole delay stretch by stretch."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from service_model import PHSO
from service_model.casework.deciding_after_contact import RecordedTests, may_propose
from service_model.casework.time_discretion import (
    DelayReason,
    TimeFacts,
    TimeOfPart,
    explained,
    time_considered,
    time_of_each_part,
    unexplained,
)
from tests.service_model.building import READY_HEALTH, TODAY, a_complaint


def parts_of(received_on: str, *, given: str = "ready_health", **facts: Any) -> tuple[TimeOfPart, ...]:
    """The parts of a complaint received that day."""
    return time_of_each_part(a_complaint(given=given, about={"received_on": received_on}, **facts), today=TODAY)


def the_part(received_on: str, **facts: Any) -> TimeOfPart:
    """The only part of it."""
    (part,) = parts_of(received_on, **facts)
    return part


def reasons(*about: str, words: str | None = "in hospital") -> TimeFacts:
    """A reason for each of these days."""
    return TimeFacts(reasons=tuple(DelayReason(about=each, words=words) for each in about))


@pytest.mark.covers("SM-2.293a")
def test_each_part_has_its_own_day_of_awareness_and_its_own_verdict() -> None:
    complaint = a_complaint(
        given="ready_health",
        summary=None,
        aware_on="2024-01-01",
        about={"received_on": "2025-06-01", "issues": [{"summary": "treatment"}]},
        issues=[
            {
                **{name: READY_HEALTH[name] for name in ("organisation", "local_stage", "reply_format")},
                "summary": "complaint handling",
                "aware_on": "2024-12-01",
            }
        ],
    )
    treatment, handling = time_of_each_part(complaint, today=TODAY)
    assert (treatment.view.issue.summary, treatment.finding.outcome) == ("treatment", "out_of_time")
    assert "consider_time_limit" in {flag.name for flag in treatment.finding.flags}
    assert (handling.view.issue.summary, handling.finding.status) == ("complaint handling", "met")


def test_a_victim_s_part_counts_to_the_office_when_it_is_taken_by_itself() -> None:
    facts = {"organisation": "Home Office", "victim_link": "treated_poorly_about_a_crime", "reasonable_link": True}
    (part,) = parts_of("2025-03-20", given="ready_government", aware_on="2024-02-10", put_to_mp_on="2025-01-30", **facts)
    assert part.is_late
    assert "SM-2.275" in part.finding.paragraphs


@pytest.mark.covers("SM-2.272")
def test_without_a_time_limit_result_the_limit_is_not_considered() -> None:
    finding = time_considered((), ())
    assert (finding.status, finding.needs, finding.paragraphs) == ("cannot_tell", ("time_limit_result",), ("SM-2.272",))
    results = {name: "met" for name in PHSO.primary_tests if name != "time_limit"}
    proposing = may_propose(RecordedTests.model_validate({"results": results}))
    assert (proposing.status, proposing.needs) == ("not_met", ("time_limit",))


@pytest.mark.covers("SM-2.272")
def test_a_part_in_time_is_a_time_limit_result() -> None:
    assert time_considered(parts_of("2026-01-20"), (TimeFacts(),)).status == "met"


def test_a_part_whose_dates_leave_it_open_is_not_considered_yet() -> None:
    finding = time_considered(parts_of("2026-01-20", aware_on=None), (TimeFacts(),))
    assert (finding.status, finding.needs) == ("cannot_tell", ("aware_on",))


def test_each_late_part_needs_a_decision_of_its_own() -> None:
    late = {"organisation": "my GP surgery", "local_stage": "final", "aware_on": "2023-01-01"}
    complaint = a_complaint(given="ready_health", aware_on="2024-01-01", issues=[late])
    parts = time_of_each_part(complaint, today=TODAY)
    one, both = (TimeFacts(decision="set_aside"),), (TimeFacts(decision="set_aside"), TimeFacts(decision="out_of_time"))
    assert time_considered(parts, one).needs == ("decision",)
    assert time_considered(parts, both).status == "met"


@pytest.mark.covers("SM-2.284a")
def test_the_relevant_period_starts_on_the_day_of_awareness() -> None:
    first = the_part("2025-06-01", aware_on="2024-03-01", complained_on="2024-05-05").stretches[0]
    assert first.begin == (date(2024, 3, 1), date(2024, 3, 1))


def test_the_relevant_period_ends_when_it_was_brought_to_the_mp() -> None:
    (part,) = parts_of("2025-06-01", given="ready_government", aware_on="2024-03-01", put_to_mp_on="2025-05-01")
    assert part.stretches[-1].end == (date(2025, 5, 1), date(2025, 5, 1))


@pytest.mark.covers("SM-2.284b")
def test_the_gap_before_the_first_complaint_is_theirs_with_the_reason_they_gave_for_it() -> None:
    part = the_part("2025-06-01", aware_on="2024-03-01", complained_on="2024-05-05")
    first = explained(part, reasons("2024-03-01/2024-04-30"))[0]
    assert (first.stretch.begin.earliest, first.stretch.end.latest) == (date(2024, 3, 1), date(2024, 5, 5))
    assert first.stretch.holder == "person"
    assert [reason.words for reason in first.reasons] == ["in hospital"]


def test_a_reason_for_one_stretch_is_not_a_reason_for_another() -> None:
    part = the_part("2026-06-01", aware_on="2024-03-01", complained_on="2024-05-05", replied_on="2025-01-10")
    found = explained(part, reasons("2024-03-01/2024-04-30"))
    assert [[reason.words for reason in each.reasons] for each in found] == [["in hospital"], [], []]


@pytest.mark.covers("SM-2.279")
def test_the_months_without_a_reason_are_named() -> None:
    part = the_part("2025-06-01", aware_on="2024-01-01")
    assert unexplained(part, reasons("2024-01/2024-06")) == ((date(2024, 7, 1), date(2025, 6, 1)),)


@pytest.mark.covers("SM-2.279")
def test_reasons_for_the_whole_period_leave_nothing_unexplained() -> None:
    part = the_part("2025-06-01", aware_on="2024-01-01")
    assert unexplained(part, reasons("2024-01/2024-06", "2024-07/2025-06")) == ()


def test_a_note_that_no_reason_was_given_explains_as_a_reason_does() -> None:
    part = the_part("2025-06-01", aware_on="2024-01-01")
    assert unexplained(part, reasons("2024-01/2025-06", words=None)) == ()


def test_reasons_may_overlap_and_come_in_any_order() -> None:
    part = the_part("2025-06-01", aware_on="2024-01-01")
    found = unexplained(part, reasons("2024-09/2024-12", "2024-02", "2024-10/2025-01"))
    assert found == (
        (date(2024, 1, 1), date(2024, 1, 31)),
        (date(2024, 3, 1), date(2024, 8, 31)),
        (date(2025, 2, 1), date(2025, 6, 1)),
    )


def test_the_time_the_organisation_had_it_needs_no_reason_of_theirs() -> None:
    part = the_part("2025-06-01", aware_on="2024-01-01", complained_on="2024-02-01", replied_on="2025-05-01")
    assert unexplained(part, TimeFacts()) == (
        (date(2024, 1, 1), date(2024, 2, 1)),
        (date(2025, 5, 1), date(2025, 6, 1)),
    )


def test_a_stretch_of_which_it_is_not_known_who_had_it_still_needs_a_reason() -> None:
    part = the_part("2025-06-01", aware_on="2024-01-01", complained_on="2024-01-01")
    assert [each.holder for each in part.stretches] == ["person", "unknown"]
    assert unexplained(part, TimeFacts()) == ((date(2024, 1, 1), date(2025, 6, 1)),)


def test_a_reply_that_came_after_it_was_brought_divides_nothing() -> None:
    part = the_part("2025-06-01", aware_on="2024-01-01", complained_on="2024-02-01", replied_on="2025-07-01")
    assert [(each.begins, each.ends) for each in part.stretches] == [("first_knew", "complained"), ("complained", "brought")]


def test_dates_that_disagree_have_no_stretches() -> None:
    part = the_part("2025-06-01", aware_on="2024-01-01", event_on="2024-05-01")
    assert (part.clock, part.stretches, part.is_late) == (None, (), False)


@pytest.mark.parametrize("replied_on", ["0001/9999", "2024", "2025-06~"])
def test_dates_as_vague_as_can_be_break_nothing(replied_on: str) -> None:
    part = the_part("2025-06-01", aware_on="0001", complained_on="0001", replied_on=replied_on)
    assert part.is_late
    assert unexplained(part, TimeFacts())


def test_the_day_it_was_brought_needs_no_reason_itself() -> None:
    part = the_part("2025-06-01", aware_on="2024-01-01")
    assert unexplained(part, reasons("2024-01/2025-05")) == ()
