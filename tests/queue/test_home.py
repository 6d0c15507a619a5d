"""Home: my work, what is due, the office in numbers for who may see it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from intake_api.casework.models import CaseDecision
from intake_api.clock import utc_now
from intake_api.home import plots
from intake_api.home.numbers import Numbers, fetch_numbers
from intake_api.staff.roles import Role
from tests.intake_api.builders import Outline, a_record
from tests.queue.conftest import plain_case

RISK = {"name": "self_harm_risk", "reason": "They wrote that they cannot go on."}


def counts(page):
    """Name to number, of mine and of everybody's."""
    found = re.findall(r'redress-counts__number">([\d,+]+)</span> ([^<]+)</a>', page)
    return [(name, number) for number, name in found]


def test_my_work_and_everybodys_are_counted_and_lead_to_their_cases(staff, a_case, user_id):
    me = user_id("asha")
    overdue = a_case(due=-2, assignee_id=me)
    a_case(due=0, assignee_id=me), a_case(due=5, assignee_id=me)
    a_case(a_record(signals=[RISK]), due=0), a_case(due=-1), a_case(due=-9, status="closed", assignee_id=me)
    page = staff.get("/staff").text
    assert counts(page) == [
        ("Risk of harm", "0"), ("Overdue", "1"), ("Due today", "1"), ("All assigned to me", "3"),
        ("Risk of harm", "1"), ("Overdue", "2"), ("Due today", "2"), ("Assigned to nobody", "2"),
    ]  # fmt: skip
    assert re.findall(r">(R-\w{4}-\w{4}-\w)<", page)[0] == overdue
    for address, number in re.findall(r'href="(/staff/cases\?[^"]+)"><span class="redress-counts__number">(\d+)', page):
        listed = re.findall(r">(R-\w{4}-\w{4}-\w)<", staff.get(address.replace("&amp;", "&")).text)
        assert len(listed) == int(number), address


def test_an_empty_house_has_a_home_page(as_role):
    assert "Nothing is assigned to you" in as_role(Role.MANAGER).get("/staff").text


def test_numbers_are_for_who_may_see_reports_and_cases_for_who_may_see_the_queue(as_role, a_case):
    a_case()
    heading = "The office in numbers"
    assert heading not in as_role(Role.CASEWORKER).get("/staff").text
    assert heading in as_role(Role.MANAGER).get("/staff").text
    administrator = as_role(Role.ADMINISTRATOR).get("/staff").text
    assert heading in administrator
    assert "My work" not in administrator


def a_decision(case_id, *, closed_at):
    return CaseDecision(
        case_id=case_id, made_by="asha", made_at=closed_at, state="closed", kind="declined", code="premature",
        closure_code="Premature: local resolution ongoing", guidance="v22", closed_at=closed_at,
    )  # fmt: skip


@pytest.fixture
def office(sessions):
    """Cases over some weeks, made so that every sum is known."""
    now = utc_now()
    with sessions() as session:
        for number in range(12):
            columns = {
                "outcome": "premature" if number < 7 else "enquiry", "status": "closed" if number % 4 == 3 else "received",
                "closure_code": "Premature" if number < 7 else None, "due_on": (now + timedelta(days=number - 5)).date(),
            }  # fmt: skip
            case = plain_case(number, received_at=now - timedelta(days=9 * number), **columns)
            case.authority = "swindon" if number == 0 else "phso"
            session.add(case)
            session.flush()
            if case.status == "closed":
                session.add(a_decision(case.id, closed_at=now - timedelta(days=9 * number)))
        session.add(plain_case(99, received_at=now - timedelta(days=400), outcome="enquiry", due_on=None))
        session.commit()
        yield {numbers.name: dict(numbers.rows) for numbers in fetch_numbers(session, now)}


def test_every_plot_sums_what_it_says(office):
    def total(name):
        return sum(sum(values) for values in office[name].values())

    assert total("intake") in (9, 10)  # 12 weeks, from a Monday on: how many days depends on the day
    assert office["outcomes"]["Premature"] == (7,)
    assert sum(count for (count,) in office["outcomes"].values()) == total("intake")
    assert office["ages"] == {"Up to 7 days": (1,), "8 to 30 days": (2,), "31 to 90 days": (6,), "More than 90 days": (1,)}
    assert office["deadlines"]["Overdue"] == (4,)
    assert office["deadlines"]["Due today"] == (1,)
    assert office["deadlines"]["No day set"] == (1,)
    assert total("deadlines") == total("ages") == 10
    assert office["closing"] == {"Premature: local resolution ongoing": (2,)}  # the third was closed more than 12 weeks ago
    assert "adjustments" not in office  # nothing to show is no plot
    assert "overridden" not in office


def test_a_plot_is_a_drawing_with_a_name_a_description_and_a_table(as_role, a_case):
    for _ in range(3):
        a_case(a_record(signals=[RISK]))
    page = as_role(Role.MANAGER).get("/staff").text
    outline = Outline(page)
    drawings = [attrs for tag, attrs in outline.tags if tag == "svg" and attrs.get("role") == "img"]
    ids = {attrs.get("id") for _, attrs in outline.tags}
    assert len(drawings) >= 5
    assert all(set(attrs["aria-labelledby"].split()) <= ids for attrs in drawings)
    assert page.count("<desc ") == page.count("redress-plot__drawing") == len(drawings)
    assert outline.tables >= len(drawings)
    assert "style=" not in page
    assert "Risk: self-harm" in page


def test_bars_are_as_long_as_their_numbers():
    numbers = Numbers("x", "X", "About x.", "Row", ("A", "B"), (("one", (30, 10)), ("two", (0, 20)), ("none", (0, 0))))
    drawn = plots.plot(numbers)
    assert [[(part.x, part.width) for part in bar.parts] for bar in drawn.bars] == [[(0, 240), (240, 80)], [(0, 160)], []]
    assert drawn.says == "About x. 60 in all. The most: one, 40. The table holds every number."


def test_numbers_are_at_most_a_minute_old(as_role, a_case, monkeypatch):
    from intake_api.queue import options

    manager = as_role(Role.MANAGER)
    a_case()
    assert "1 in all" in manager.get("/staff").text
    a_case()
    assert "2 in all" not in manager.get("/staff").text
    monkeypatch.setattr(options, "KEPT", 0.0)
    assert "2 in all" in manager.get("/staff").text
