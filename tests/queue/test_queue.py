"""The queue: order, filters, pages both ways, what its addresses hold."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from intake_api.cases.models import Case
from intake_api.clock import utc_now
from intake_api.queue import fetching
from intake_api.staff.roles import Role
from tests.intake_api.builders import MARKERS, Outline, a_record, form_token
from tests.queue.conftest import plain_case

RISK = {"name": "self_harm_risk", "reason": "They wrote that they cannot go on."}


def shown(browser, query=""):
    """The references on a page, in order."""
    return re.findall(r">(R-\w{4}-\w{4}-\w)<", browser.get(f"/staff/cases?{query}").text)


def neighbour(page, which):
    found = re.search(rf'href="(/staff/cases\?{which}=[^"]+)"', page)
    return found[1].replace("&amp;", "&") if found else None


def test_first_come_risk_of_harm_then_deadlines_then_priority_then_age(staff, a_case, sessions):
    no_day, late, soon = a_case(due=None), a_case(due=9), a_case(due=-1)
    soon_but_later = a_case(due=-1)
    prior = a_case(due=9, priority=2)
    harm = a_case(a_record(signals=[RISK]), due=30)
    closed = a_case(due=-30, status="closed")
    assert shown(staff) == [harm, soon, soon_but_later, prior, late, no_day]
    assert shown(staff, "status=any") == [harm, soon, soon_but_later, prior, late, no_day, closed]


def test_the_order_follows_a_change_at_once(staff, a_case, sessions):
    first, second = a_case(due=1), a_case(due=2)
    with sessions() as session:
        case = session.scalars(select(Case).where(Case.reference == second)).one()
        case.priority = 0
        session.commit()
    assert shown(staff) == [second, first]
    with sessions() as session:
        session.execute(update(Case).where(Case.reference == second).values(status="closed"))
        session.commit()
    assert shown(staff) == [first]
    assert shown(staff, "status=closed") == [second]


def test_a_new_case_brings_the_day_its_determination_counted(staff, submit):
    determination = submit(a_record()).json()["determination"]
    first = min(row["by"] for row in determination["triage"]["deadlines"])
    assert str(int(first[-2:])) in Outline(staff.get("/staff/cases").text).text.partition("Complaint")[2]
    assert len(shown(staff, "due=none")) == 0
    assert len(shown(staff, "sort=due")) == 1


FILTERS = [
    ("service=phso", {"authority": "phso"}, {"authority": "swindon"}),
    ("outcome=premature", {"outcome": "premature"}, {"outcome": "enquiry"}),
    ("outcome=premature&outcome=enquiry", {"outcome": "enquiry"}, {"outcome": "out_of_time"}),
    ("outcome=none", {"outcome": None}, {"outcome": "premature"}),
    ("status=with_caseworker", {"status": "with_caseworker"}, {"status": "received"}),
    ("status=with_caseworker&status=closed", {"status": "closed"}, {"status": "received"}),
    ("risk=high", {"risk": "high"}, {"risk": "low"}),
    ("risk=none", {"risk": None}, {"risk": "low"}),
    ("risk=harm", {"priority": 0}, {"risk": "high"}),
    ("risk=harm&risk=high", {"risk": "high"}, {"risk": "medium"}),
    ("due=overdue", {"due": -1}, {"due": 0}),
    ("due=today", {"due": 0}, {"due": 1}),
    ("due=week", {"due": 0}, {"due": 7}),
    ("due=none", {"due": None}, {"due": 1}),
    ("due=overdue&due=none", {"due": None}, {"due": 1}),
]


@pytest.mark.parametrize(("query", "fits", "does_not"), FILTERS)
def test_each_filter_keeps_what_fits_and_leaves_out_what_does_not(staff, a_case, query, fits, does_not):
    inside, _outside = a_case(**fits), a_case(**does_not)
    assert shown(staff, query) == [inside]


@pytest.mark.parametrize(("code", "days"), [("to_7", 7), ("8_to_30", 8), ("8_to_30", 30), ("31_to_90", 31), ("over_90", 91)])
def test_age_is_counted_in_whole_days_of_london(staff, sessions, code, days):
    with sessions() as session:
        session.add(plain_case(days, received_at=utc_now() - timedelta(days=days)))
        session.commit()
    every = {one: len(shown(staff, f"age={one}")) for one in ("to_7", "8_to_30", "31_to_90", "over_90")}
    assert every == {one: int(one == code) for one in every}


def test_adjustments_and_flags_find_what_was_read_asked_for_or_flagged(staff, a_case):
    signals = [{"name": "disability", "detail": "sight", "reason": "blind"}, {"name": "bereavement"}]
    marked = a_case(a_record(signals=signals))
    plain = a_case(a_record(complainant={"name": "Jo Sample"}))
    for query in ("adjustment=sight", "adjustment=asked_in_words", "flag=bereavement", "flag=disability&flag=leap_day_arguable"):
        assert shown(staff, query) == [marked], query
    assert plain in shown(staff)
    assert shown(staff, "adjustment=sight&flag=leap_day_arguable") == []


def test_mine_nobodys_and_a_colleagues(staff, a_case, user_id):
    mine, nobodys = a_case(assignee_id=user_id("asha")), a_case()
    assert shown(staff, "assignee=me") == [mine]
    assert shown(staff, "assignee=nobody") == [nobodys]
    assert shown(staff, f"assignee={user_id('asha')}") == [mine]
    assert shown(staff, "assignee=99999") == []
    assert set(shown(staff, "assignee=me&assignee=nobody")) == {mine, nobodys}


def test_what_is_chosen_stands_as_tags_that_take_it_away(staff, a_case):
    a_case(outcome="premature")
    page = staff.get("/staff/cases?outcome=premature&due=overdue&sort=oldest").text
    tags = dict(re.findall(r'<a class="redress-filter__tag" href="([^"]+)">.*?</span>(.*?)</a>', page))
    assert tags == {
        "/staff/cases?outcome=premature&amp;sort=oldest": "Deadline: Overdue",
        "/staff/cases?due=overdue&amp;sort=oldest": "Outcome recommended: Premature",
    }
    assert re.search(r'value="premature" checked', page)
    assert 'value="oldest" selected' in page


@pytest.mark.parametrize("few", [True, False], ids=["listed", "walked"])
@pytest.mark.parametrize("sort", ["first", "newest", "oldest", "due"])
def test_pages_go_on_and_back_without_gaps_or_repeats(staff, sessions, monkeypatch, sort, few):
    if not few:  # what a queue of more than a thousand does, with few rows
        monkeypatch.setattr(fetching, "COUNTED", 10)
    now = utc_now()
    with sessions() as session:
        for number in range(60):  # many share the day, the priority and the very moment
            due_on = now.date() + timedelta(days=number % 3)
            session.add(plain_case(number, received_at=now - timedelta(seconds=number // 7), due_on=due_on))
        session.commit()
        order = {"first": (Case.due_on, Case.received_at, Case.id), "newest": (Case.received_at.desc(), Case.id.desc()),
                 "oldest": (Case.received_at, Case.id), "due": (Case.due_on, Case.id)}[sort]  # fmt: skip
        expected = list(session.scalars(select(Case.reference).order_by(*order)))
    address, pages = f"/staff/cases?sort={sort}", []
    while address:
        text = staff.get(address).text
        pages.append((address, re.findall(r">(R-\w{4}-\w{4}-\w)<", text)))
        address = neighbour(text, "after")
    if sort == "first":  # the order counts whole seconds; the number decides between those of one
        assert sorted(one for _, found in pages for one in found) == sorted(expected)
    else:
        assert [one for _, found in pages for one in found] == expected
    assert [len(found) for _, found in pages] == [25, 25, 10]
    text, back = staff.get(pages[-1][0]).text, []
    while address := neighbour(text, "before"):
        text = staff.get(address).text
        back.append(re.findall(r">(R-\w{4}-\w{4}-\w)<", text))
    assert back == [pages[1][1], pages[0][1]]


def test_a_count_beyond_a_thousand_says_so_and_no_more(staff, sessions, monkeypatch):
    monkeypatch.setattr(fetching, "COUNTED", 30)
    with sessions() as session:
        session.add_all(plain_case(number, received_at=utc_now()) for number in range(31))
        session.commit()
    assert "30+ cases" in staff.get("/staff/cases").text
    assert "30+ cases" in staff.get("/staff/cases?due=overdue").text
    with sessions() as session:
        session.execute(update(Case).where(Case.reference == "R-T000-TEST-0").values(status="closed"))
        session.commit()
    assert "30 cases" in staff.get("/staff/cases").text


@pytest.mark.parametrize("kind", ["flag", "adjustment"])
def test_a_mark_that_many_have_finds_the_same_as_a_mark_of_few(staff, a_case, monkeypatch, kind):
    with_it = [a_case(a_record(signals=[{"name": "large_print", "reason": "asked"}])) for _ in range(3)]
    a_case()
    assert shown(staff, f"{kind}=large_print") == with_it
    monkeypatch.setattr(fetching, "FEW", 1)
    assert shown(staff, f"{kind}=large_print") == with_it


TAMPERED = [
    "after=x", "after=1.2.3", "after=-1.0", "after=" + "9" * 50, "after=9999999999999999999.1", "before=%00", "sort=evil",
    "outcome=<script>", "assignee=1;DROP", "age=never", "risk=", "view=9999999999999", "view=-1", "search=../etc",
    "sort=newest&after=999999999999999999.1", "sort=due&after=999999999999999999.1", "sort=due&after=0.0", "status=" + "x" * 61,
]  # fmt: skip


@pytest.mark.parametrize("query", TAMPERED)
def test_an_address_that_was_tampered_with_is_a_page(staff, a_case, query):
    a_case()
    assert staff.get(f"/staff/cases?{query}").status_code == 200


def test_no_address_on_the_page_holds_personal_data(staff, a_case):
    a_case()
    for address in re.findall(r'(?:href|action)="([^"]+)"', staff.get("/staff/cases?outcome=premature").text):
        assert not [word for word in " ".join(MARKERS.values()).split() if len(word) > 3 and word in address], address


def test_the_queue_is_for_who_may_look_and_tools_are_for_who_may_use_them(as_role, a_case):
    a_case()
    assert as_role(Role.ADMINISTRATOR).get("/staff/cases").status_code == 403
    legal, senior = as_role(Role.LEGAL).get("/staff/cases").text, as_role(Role.SENIOR_CASEWORKER).get("/staff/cases").text
    for tool, needs in (("/staff/cases/assign", senior), ("/staff/cases/export", senior)):
        assert tool in needs
        assert tool not in legal
    assert 'name="personal"' not in senior
    assert 'name="personal"' in as_role(Role.MANAGER).get("/staff/cases").text


def test_a_page_without_a_case_says_why(staff, a_case):
    assert "No complaints are waiting" in staff.get("/staff/cases").text
    assert "No case fits these filters" in staff.get("/staff/cases?outcome=premature").text


def test_what_a_person_wrote_is_shown_as_text_everywhere(staff, submit, as_role):
    bad = "<script>alert(1)</script>\"'><img src=x>"
    submit(a_record(complainant={"name": bad}, issues__organisation=bad, signals=[{"name": "x<b>y", "reason": bad}]))
    for browser, path in ((staff, "/staff/cases"), (staff, "/staff"), (as_role(Role.MANAGER), "/staff")):
        page = browser.get(path).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "<b>y" not in page


def test_forms_of_the_queue_need_their_token(as_role):
    browser = as_role(Role.MANAGER)
    form_token(browser.get("/staff/cases").text)
    queue = [f"/staff/cases/{tool}" for tool in ("search", "views", "assign", "export")]
    for path in (*queue, "/staff/views/1/delete"):
        assert browser.post(path, data={"words": "x", "csrf_token": "0" * 64}).status_code == 403, path
