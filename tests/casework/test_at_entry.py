"""What whoever opens a case sees first, and what the pages say when something is wrong or done."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

from sqlalchemy import select, update

from intake_api.cases.models import Case
from intake_api.casework.models import CaseAdjustment, FindingReview
from intake_api.clock import london_day, utc_now
from intake_api.staff.roles import Role
from tests.casework.conftest import said
from tests.intake_api import builders
from tests.intake_api.builders import MARKERS, a_record
from tests.intake_api.conftest import PASSWORD
from tests.staff.conftest import end_session


def summary(who, reference):
    """The page that a reference leads to."""
    return who.client.get(f"/staff/cases/{reference}")


def test_earlier_contacts_and_how_the_case_stands_are_shown_when_it_is_opened(desk, reference, submit):
    """SM-1.1: at entry, not after; nobody has to look for a page where they stand."""
    asha = desk()
    assert "Have they contacted us before?" not in said(summary(asha, reference))
    second = submit(a_record(issues__organisation="HM Passport Office")).json()["reference"]
    page = said(summary(asha, second))
    assert "Have they contacted us before? Likely the same person. A person has to look (SM-1.1)" in page
    assert page.index(reference) < page.index("Recommendation")
    assert "Waiting for triage With: Nobody yet. Next due:" in page


def test_an_earlier_contact_of_another_team_is_counted_at_entry_and_not_named(desk, reference, submit, sessions):
    with sessions() as session:
        session.execute(update(Case).where(Case.reference == reference).values(team="North"))
        session.commit()
    page = said(summary(desk(), submit(a_record()).json()["reference"]))
    assert "1 more case fits and is another team's" in page
    assert reference not in page


def test_looks_at_a_case_do_not_bury_what_happened_to_it(desk, reference):
    asha = desk()
    asha.save(reference, "work", "add_task", what="Ask for the file", working_days="2")
    page = said(summary(asha, reference))
    assert "Task opened" in page
    assert "page viewed" not in page


def test_the_timeline_gives_days_and_names_as_people_write_them(desk, reference):
    asha = desk()
    asha.save(reference, "work", "add_task", what="Ask for the file", due_on=str(london_day(utc_now()) + timedelta(days=9)))
    asha.save(reference, "work", "take")
    page = said(asha.open(reference, "timeline"))
    due = london_day(utc_now()) + timedelta(days=9)
    assert f"Due on: {due.day} {due:%B %Y}" in page
    assert "Assignee: asha" in page


def test_what_is_wrong_is_said_with_the_name_of_its_field(desk, reference):
    answer = desk().send(reference, "decision", "decide")
    errors = re.search(r"govuk-error-summary__list.*?</ul>", answer.text, re.DOTALL)
    assert errors
    assert "Overall closure code: This is needed." in errors[0]
    assert "<title>Error: Decision: case" in " ".join(answer.text.split()).replace("<title> ", "<title>")


def test_a_telephone_number_that_is_known_is_not_said_to_be_missing(desk, reference, submit):
    asha = desk(Role.CASEWORKER)
    assert "A telephone number of the complainant." not in said(asha.open(reference, "decision"))
    contact = {name: value for name, value in MARKERS.items() if name != "phone"}
    without = submit(a_record(complainant=contact)).json()["reference"]
    assert "A telephone number of the complainant." in said(asha.open(without, "decision"))
    for_another = submit(a_record(complaining_for="someone_else", aggrieved_name="Edna Testerton")).json()["reference"]
    page = said(asha.open(for_another, "decision"))
    assert "A telephone number of the complainant." in page
    assert "A telephone number of the representative." not in page


def test_who_agrees_with_the_rest_says_so_once_and_what_was_answered_stays(desk, reference, sessions):
    asha = desk()
    asha.save(reference, "findings", "review_finding", id="in_time", determination="1", agrees="no", reason="She knew in 2024.")
    asha.save(reference, "findings", "agree_with_rest", determination="1")
    with sessions() as session:
        given = {row.gate: row.agrees for row in session.scalars(select(FindingReview))}
    assert given.pop("in_time") is False
    assert set(given.values()) == {True}
    assert set(given) == {each["gate"] for each in newest_findings(sessions, reference)} - {"in_time"}
    page = said(asha.open(reference, "findings"))
    assert "that has no answer yet" not in page
    assert "has its answer already" in said(asha.send(reference, "findings", "agree_with_rest", determination="1"))


def test_nobody_agrees_with_the_rest_of_what_the_rules_no_longer_say(desk, reference, sessions):
    asha = desk()
    asha.save(reference, "findings", "determine_again")
    answer = asha.send(reference, "findings", "agree_with_rest", determination="1")
    assert "The rules have answered anew" in said(answer)
    with sessions() as session:
        assert session.scalars(select(FindingReview)).all() == []


def newest_findings(sessions, reference):
    with sessions() as session:
        case = session.scalars(select(Case).where(Case.reference == reference)).one()
        return case.determinations[-1].body["findings"]


def test_a_log_in_that_ends_in_the_middle_of_a_form_of_a_case_gives_back_every_field(desk, reference, sessions):
    asha = desk()
    request = {"form": "decide_request", "id": "1", "version": asha.version(reference), "basis": "other_accessibility",
               "agreed": "no", "refusal_reason": "Only white paper.", "other_help": "By email, in colours they set."}  # fmt: skip
    token = builders.form_token(asha.client.get("/staff/cases").text)
    end_session(sessions, "asha")
    address = f"/staff/cases/{reference}/adjustments"
    answer = asha.client.post(
        address, data={**request, "csrf_token": token}, headers={"Accept": "text/html", "Referer": f"http://localhost{address}"}
    )
    assert answer.status_code == 303
    where = parse_qs(urlsplit(answer.headers["location"]).query)["next"][0]
    again = builders.log_in(asha.client, "asha", PASSWORD, next=where)
    page = asha.client.get(again.headers["location"], headers={"Accept": "text/html"}).text
    assert "Nothing was lost" in page
    assert "Only white paper." in page
    assert "By email, in colours they set." in page
    assert re.search(r'value="no"[^>]*checked|checked[^>]*value="no"', page)
    with sessions() as session:
        assert [row.agreed for row in session.scalars(select(CaseAdjustment))] == [None]  # nothing was sent by itself
