"""Who sees not every case walks the same queue, without the others' cases, forwards and back, however many there are."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from intake_api.cases.models import Case
from intake_api.clock import utc_now
from intake_api.queue import fetching
from intake_api.queue.fetching import Place, fetch_count, fetch_page
from intake_api.queue.filters import Filters
from intake_api.queue.scope import looking
from intake_api.staff import service as staff_service
from intake_api.staff.reach import may_see
from intake_api.staff.roles import Role
from tests.intake_api.conftest import PASSWORD
from tests.queue.conftest import plain_case

TEAMS = ("North", "South", None, "East")


@pytest.fixture
def north(sessions):
    """A caseworker of the North; forty cases of all teams, every third closed, some hers although another team has them."""
    with sessions() as session:
        user = staff_service.add_user(
            session, username="nor", password=PASSWORD, now=utc_now(), role=Role.CASEWORKER, team="North"
        )
        for number in range(40):
            session.add(
                plain_case(
                    number, received_at=utc_now() - timedelta(hours=number * 7 % 40), team=TEAMS[number % 4],
                    status="closed" if number % 3 == 0 else "received", assignee_id=user.id if number % 10 == 1 else None,
                )
            )  # fmt: skip
        session.commit()
        return user


@pytest.mark.parametrize("counted", [3, 12, 1000])
@pytest.mark.parametrize("sort", ["first", "newest", "oldest", "due"])
@pytest.mark.parametrize("status", [(), ("any",), ("closed",)])
def test_pages_hold_what_may_be_seen_in_order(sessions, north, monkeypatch, counted, sort, status):
    monkeypatch.setattr(fetching, "COUNTED", counted)
    filters, sees = Filters({"status": status} if status else {}, sort), looking(north)
    order = fetching.ORDERS[sort]
    with sessions() as session:
        wanted = []
        for case in session.scalars(select(Case)):
            is_asked_for = status == ("any",) or (case.status == "closed") == (status == ("closed",))
            if is_asked_for and may_see(north, case):
                wanted.append(Place(order.number(getattr(case, order.column.key)), case.id))
        wanted.sort(reverse=order.is_down)
        ids = [place.id for place in wanted]
        first = page = fetch_page(session, filters, sees, limit=5)
        found = list(page.ids)
        while page.after:
            page = fetch_page(session, filters, sees, after=page.after, limit=5)
            found += page.ids
        assert found == ids
        back = list(page.ids)
        while page.before:
            page = fetch_page(session, filters, sees, before=page.before, limit=5)
            back = [*page.ids, *back]
        assert back == ids
        assert (first.count, first.is_more) == (min(len(ids), counted), len(ids) > counted)
        assert fetch_count(session, filters, sees) == (min(len(ids), counted), len(ids) > counted)
