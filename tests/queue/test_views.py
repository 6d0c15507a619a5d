"""Saved views: kept for their owner, told apart by name, and saying what is new."""

from __future__ import annotations

import re

from intake_api.queue.views import MOST
from intake_api.staff.roles import Role
from tests.intake_api.builders import Outline, form_token
from tests.queue.test_queue import shown
from tests.queue.test_search import search


def save(browser, name, state=""):
    token = form_token(browser.get("/staff/cases").text)
    return browser.post("/staff/cases/views", data={"csrf_token": token, "name": name, "state": state})


def news(browser, path="/staff"):
    """What is new in each view, by name."""
    text = browser.get(path).text
    tag = r'<strong class="govuk-tag govuk-tag--blue">([\d,+]+) new'
    found = re.findall(rf'href="/staff/views/\d+"[^>]*>([^<]+)</a>\s*(?:{tag})?', text)
    return {name: count or "0" for name, count in found}


def test_a_view_opens_the_queue_it_was_saved_from(staff, a_case):
    inside = a_case(outcome="premature")
    a_case(outcome="enquiry")
    opened = staff.get(save(staff, "Too early", "outcome=premature&sort=oldest").headers["location"]).headers["location"]
    assert re.fullmatch(r"/staff/cases\?outcome=premature&sort=oldest&view=\d+", opened)
    assert shown(staff, opened.partition("?")[2]) == [inside]


def test_a_view_tells_what_came_in_since_it_was_opened_at_home_and_beside(staff, a_case):
    a_case(outcome="premature")
    view = save(staff, "Too early", "outcome=premature").headers["location"]
    staff.get(view)
    assert news(staff) == {"Too early": "0"}
    a_case(outcome="premature"), a_case(outcome="premature"), a_case(outcome="enquiry")
    assert news(staff) == news(staff, "/staff/cases") == {"Too early": "2"}
    staff.get(view)
    assert news(staff) == {"Too early": "0"}


def test_a_view_keeps_its_words_off_the_address_and_after_the_search_is_gone(staff, submit, a_case, sessions):
    from intake_api.clock import utc_now
    from intake_api.queue.searches import KEEP, expired

    inside = a_case()
    state = search(staff, "ottoline").partition("?")[2]
    opened = staff.get(save(staff, "Plumber", state).headers["location"]).headers["location"]
    with sessions() as session:
        assert session.execute(expired(utc_now() + KEEP)).rowcount == 1
        session.commit()
    assert "ottoline" not in opened
    assert shown(staff, opened.partition("?")[2]) == [inside]
    a_case()
    assert news(staff)["Plumber"] == "1"


def test_a_view_of_the_same_name_is_replaced(staff, a_case):
    save(staff, "Mine", "assignee=me")
    save(staff, "  Mine ", "due=overdue")
    assert list(news(staff)) == ["Mine"]


def test_nobody_opens_sees_or_deletes_another_persons_view(staff, as_role):
    view = save(staff, "Secret of asha", "due=overdue").headers["location"]
    other = as_role(Role.MANAGER)
    assert other.get(view).status_code == 404
    number = view.rpartition("/")[2]
    token = form_token(other.get("/staff/cases").text)
    other.post(f"/staff/views/{number}/delete", data={"csrf_token": token})
    assert "Secret of asha" not in other.get(f"/staff/cases?view={number}").text
    assert list(news(staff)) == ["Secret of asha"]


def test_a_view_can_be_deleted(staff):
    number = save(staff, "Mine").headers["location"].rpartition("/")[2]
    token = form_token(staff.get("/staff/cases").text)
    assert staff.post(f"/staff/views/{number}/delete", data={"csrf_token": token}).status_code == 303
    assert news(staff) == {}
    assert staff.get(f"/staff/views/{number}").status_code == 404


def test_a_view_without_a_name_is_a_mistake_that_keeps_the_filters(staff, a_case):
    answer = save(staff, "  ", "outcome=premature")
    assert answer.status_code == 422
    assert "Give the view a name" in answer.text
    assert re.search(r'value="premature" checked', answer.text)


def test_there_is_an_end_to_views(staff):
    for number in range(MOST):
        assert save(staff, f"View {number}").status_code == 303
    answer = save(staff, "One more")
    assert answer.status_code == 422
    assert "Delete one first" in Outline(answer.text).text


def test_a_view_with_markup_for_a_name_is_text(staff):
    save(staff, "<b>x</b>")
    assert "<b>x</b>" not in staff.get("/staff").text
