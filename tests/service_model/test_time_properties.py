"""What must hold of the time limit whatever the dates are: exact on every boundary, and never surer than the dates."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service_model import PHSO, Finding, determine
from service_model.case import case_of
from service_model.casework.time_discretion import TimeFacts, explained, time_of_each_part, unexplained
from service_model.dates import date_range
from service_model.gates.time_limit import in_time
from tests.service_model.building import TODAY, a_complaint
from tests.service_model.strategies import dates

ENOUGH = settings(max_examples=200, deadline=None)
EVERY_DAY = [date(2019, 1, 1) + timedelta(days=number) for number in range((date(2030, 1, 1) - date(2019, 1, 1)).days)]
ORDER = {"met": 0, "cannot_tell": 1, "not_met": 2}
VICTIM = {"organisation": "Home Office", "victim_link": "treated_poorly_about_a_crime", "reasonable_link": True}
_days = st.dates(date(2019, 1, 1), date(2029, 12, 31))


def verdict(received_on: date, *, given: str = "ready_health", today: date = TODAY, **facts: Any) -> Finding:
    """What the time limit says of a complaint that reached the office that day."""
    complaint = a_complaint(given=given, about={"received_on": str(received_on)}, **facts)
    return next(each for each in determine(complaint, today=today).findings if each.gate == "in_time")


def last_day(aware_on: date) -> date:
    """The anniversary, worked out by hand: 29 February falls due on 28 February."""
    try:
        return aware_on.replace(year=aware_on.year + 1)
    except ValueError:
        return date(aware_on.year + 1, 2, 28)


@pytest.mark.parametrize("year", range(2019, 2030))
def test_the_anniversary_of_every_day_is_inside_and_the_next_day_is_not(year: int) -> None:
    for aware_on in (day for day in EVERY_DAY if day.year == year):
        complaint = a_complaint(given="ready_health", aware_on=str(aware_on))
        on_the_day, after = (
            case_of(complaint, today=last_day(aware_on) + timedelta(days=more), authority=PHSO) for more in (0, 1)
        )
        assert in_time(on_the_day, on_the_day.views[0]).status == "met", aware_on
        assert in_time(after, after.views[0]).status == "not_met", aware_on


@pytest.mark.parametrize("year", range(2019, 2030))
def test_the_anniversary_of_every_day_counts_to_the_mp_for_a_government_complaint(year: int) -> None:
    for aware_on in (day for day in EVERY_DAY if day.year == year and day.day in (1, 28, 29, 31)):
        last = last_day(aware_on)
        for put, status in ((last, "met"), (last + timedelta(days=1), "not_met")):
            found = verdict(date(2032, 1, 1), given="ready_government", aware_on=str(aware_on), put_to_mp_on=str(put))
            assert found.status == status, (aware_on, put)


@ENOUGH
@given(
    aware_on=dates,
    put=dates,
    received_on=_days,
    later=st.integers(1, 2000),
    kind=st.sampled_from(["ready_health", "ready_government"]),
)
def test_a_later_day_of_receipt_never_turns_late_into_in_time(
    aware_on: str, put: str, received_on: date, later: int, kind: str
) -> None:
    about = {"aware_on": aware_on, "put_to_mp_on": put if kind == "ready_government" else None}
    before = verdict(received_on, given=kind, **about)
    after = verdict(received_on + timedelta(days=later), given=kind, **about)
    assert ORDER[before.status] <= ORDER[after.status]


@ENOUGH
@given(aware_on=dates, received_on=st.dates(date(1991, 1, 1), date(2028, 1, 1)), data=st.data())
def test_a_more_precise_day_never_contradicts_what_the_range_said(aware_on: str, received_on: date, data: st.DataObject) -> None:
    """In time or late for a vague date is in time or late for every day that it may mean."""
    days = date_range(aware_on)
    exact = data.draw(st.dates(days.earliest, days.latest))
    whole, one = verdict(received_on, aware_on=aware_on), verdict(received_on, aware_on=str(exact))
    assert one.status in ("met", "not_met")
    assert whole.status in (one.status, "cannot_tell")


@ENOUGH
@given(month=_days.map(lambda day: f"{day:%Y-%m}"), past=st.integers(0, 800))
def test_a_month_is_settled_exactly_where_all_its_days_agree(month: str, past: int) -> None:
    """And it is not left open without need: where all days say the same, so does the month."""
    days = date_range(month)
    received_on = days.latest + timedelta(days=past)
    each = {
        verdict(received_on, aware_on=str(days.earliest + timedelta(days=number))).status
        for number in range((days.latest - days.earliest).days + 1)
    }
    assert verdict(received_on, aware_on=month).status == (each.pop() if len(each) == 1 else "cannot_tell")


@ENOUGH
@given(aware_on=dates, put=dates, received_on=st.sampled_from([date(2025, 2, 1), date(2026, 5, 1)]))
def test_a_victim_s_complaint_counts_to_the_office_whenever_it_went_to_the_mp(aware_on: str, put: str, received_on: date) -> None:
    """The day it went to the MP only bounds when they can have known; the day that is compared is the office's (SM-2.275)."""
    known = date_range(aware_on)
    if date_range(put).latest < known.latest:
        return
    with_mp = verdict(received_on, given="ready_government", aware_on=aware_on, put_to_mp_on=put, **VICTIM)
    without = verdict(received_on, given="ready_government", aware_on=aware_on, mp_referral="not_asked", **VICTIM)
    assert "SM-2.275" in with_mp.paragraphs
    assert with_mp.status == without.status


@ENOUGH
@given(aware_on=_days, received_on=st.sampled_from([date(2025, 2, 1), date(2026, 5, 1)]))
def test_a_victim_s_complaint_is_as_late_as_a_health_complaint_of_the_same_days(aware_on: date, received_on: date) -> None:
    bound = "2025-01-30/2026-05-30"
    victim = verdict(received_on, given="ready_government", aware_on=str(aware_on), put_to_mp_on=bound, **VICTIM)
    health = verdict(received_on, aware_on=str(aware_on), complained_on=bound)
    assert victim.status == health.status


@ENOUGH
@given(aware_on=dates, complained_on=dates, replied_on=dates, received_on=st.dates(date(2024, 6, 1), TODAY))
def test_the_stretches_of_a_late_complaint_are_the_whole_period_and_are_all_explained_by_reasons_for_all_of_it(
    aware_on: str, complained_on: str, replied_on: str, received_on: date
) -> None:
    local = {"complained_on": complained_on, "replied_on": replied_on}
    about = {"received_on": str(received_on)}
    complaint = a_complaint(given="ready_health", about=about, aware_on=aware_on, **local)
    (part,) = time_of_each_part(complaint, today=TODAY)
    if part.clock is None:
        return
    assert part.stretches[0].begin == part.clock.known
    assert part.stretches[-1].end == part.clock.brought
    assert all(a.end == b.begin for a, b in zip(part.stretches, part.stretches[1:], strict=False))
    assert all(each.longest is None or each.shortest <= each.longest for each in part.stretches)
    whole = TimeFacts.model_validate({"reasons": [{"about": "1900/2100"}]})
    assert unexplained(part, whole) == ()
    assert len(explained(part, TimeFacts())) == len(part.stretches)


@pytest.mark.parametrize("year", range(2019, 2030))
@pytest.mark.parametrize("month", range(1, 13))
def test_a_month_is_open_exactly_from_the_day_after_its_first_anniversary_to_its_last(year: int, month: int) -> None:
    """Every month of eleven years, leap days among them: the four days where the answer turns."""
    said = f"{year}-{month:02}"
    days, one = date_range(said), timedelta(days=1)
    first, last = last_day(days.earliest), last_day(days.latest)
    turns = [verdict(day, aware_on=said).status for day in (first, first + one, last, last + one)]
    assert turns == ["met", "cannot_tell", "cannot_tell", "not_met"]
