"""Case systems hear of what staff do: once for each thing, in order, in codes, signed, over real HTTP."""

from __future__ import annotations

import ast
import json
import threading

import pytest
from sqlalchemy import select, text
from standardwebhooks import Webhook

from intake_api.casework.models import CaseDecision, CaseReturn
from intake_api.clock import london_day, utc_now
from intake_api.db import migrate
from intake_api.db.base import make_engine
from intake_api.outbox import claims, described
from intake_api.outbox.events import CHANGES, KINDS, NOT_TOLD, TOLD
from intake_api.outbox.models import DeliveryAttempt, OutboxEvent, Subscription
from intake_api.outbox.service import BadSubscriptionError, set_kinds
from intake_api.settings import ROOT
from intake_api.staff.roles import Role
from tests.casework.conftest import said
from tests.casework.test_decision import PREMATURE, make_ready, today_at
from tests.intake_api.builders import MARKERS, a_record
from tests.intake_api.receivers import receiver
from tests.worksheets.conftest import fill, saved

SAID = "Ottoline heard it from the lighthouse keeper"


def told(system):
    return [json.loads(body) for _, body in system.arrived]


def kinds(system):
    return [each["type"] for each in told(system)]


def newest(sessions, model):
    with sessions() as session:
        return str(session.scalars(select(model).order_by(model.id.desc())).first().id)


def test_what_staff_do_from_worksheet_to_restart_is_told_in_order_and_in_codes(
    desk, submit, subscribe, new_worker, sessions, app
):
    other = submit(a_record()).json()["reference"]
    with receiver() as system:
        subscription = subscribe(system.url)
        case = submit(a_record(**PREMATURE, complainant__adjustments=None)).json()["reference"]
        senior = desk(Role.SENIOR_CASEWORKER, "sena", team="North")
        desk(name="dee", team="South")
        make_ready(senior, case)
        saved(senior, case, "other_forum", {"handler.another_could": "no", "handler.another_does": "no", "why": SAID})
        senior.save(case, "work", "set_status", status="more_needed")
        senior.save(case, "people", "link_case", to=other, kind="same_matter")
        senior.save(case, "decision", "decide", code="local_resolution_ongoing")
        for party in ("complainant", "referring_mp"):
            senior.save(case, "contacts", "record_contact", at=today_at(), way="post", party=party, is_decision="yes", about=SAID)
        senior.save(case, "decision", "close", id=newest(sessions, CaseDecision))
        senior.save(case, "decision", "came_back", received_on=str(london_day(utc_now())), about=SAID)
        senior.save(
            case, "decision", "review_return", id=newest(sessions, CaseReturn), ready_now="yes", choice="restart",
            route="casework_team",
        )  # fmt: skip
        senior.save(case, "work", "move_to_team", team="South", reason=SAID)
        new_worker().run_once()

    mine = [each for each in told(system) if each["data"]["reference"] == case]
    assert [each["type"] for each in mine] == [
        "case.received", "case.assigned", "case.status_changed", "case.components_added", "case.component_decided",
        "case.contact_recorded", "case.contact_recorded", "case.risk_changed", "case.worksheet_saved", "case.status_changed",
        "case.linked", "case.decision_made", "case.contact_recorded", "case.contact_recorded", "case.closed",
        "case.return_recorded", "case.restarted", "case.moved",
    ]  # fmt: skip
    assert [each["data"]["sequence"] for each in mine[1:]] == list(range(2, len(mine) + 1))
    versions = [each["data"]["version"] for each in mine[1:]]
    assert versions == sorted(versions)
    changes = {each["type"]: each["data"]["change"] for each in mine[1:]}
    assert changes["case.worksheet_saved"] == {"worksheet": "other_forum", "place": "case", "number": 1, "state": "finished"}
    assert changes["case.linked"] == {"other": other, "link": "same_matter"}
    assert changes["case.closed"] == {"decision": 1, "code": "local_resolution_ongoing"}
    assert changes["case.restarted"] == {"route": "casework_team"}
    assert changes["case.moved"] == {"before": "North", "team": "South"}
    assert {each["data"]["by"] for each in mine[1:]} == {"senior_caseworker"}
    assert {each["data"]["link"] for each in mine} == {f"http://localhost/v1/cases/{case}"}
    whole = b"".join(body for _, body in system.arrived).decode()
    assert not [words for words in (*MARKERS.values(), SAID, "sena", "dee") if words in whole]
    published = described.models()
    for headers, body in system.arrived:
        Webhook(subscription.secret).verify(body, headers)
        published[json.loads(body)["type"]].model_validate_json(body)


def test_every_event_stands_in_the_description_of_the_api(client):
    paths = client.get("/v1/openapi.json").json()
    assert set(paths["webhooks"]) == set(KINDS)
    body = paths["webhooks"]["case.worksheet_saved"]["post"]["requestBody"]["content"]["application/json"]["schema"]["$ref"]
    assert body == "#/components/schemas/CaseWorksheetSaved"
    data = paths["components"]["schemas"]["WorksheetSavedData"]
    assert set(data["required"]) == {"schema_version", "reference", "sequence", "version", "at", "by", "link", "change"}
    readable = (ROOT / "docs" / "events.md").read_text()
    assert [kind for kind in KINDS if f"`{kind}`" not in readable] == []


def test_whatever_staff_do_was_thought_about():
    traced = set()
    for path in (ROOT / "intake_api").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("hange.trace") and node.args:
                traced |= {
                    each.value for each in ast.walk(node.args[0]) if isinstance(each, ast.Constant) and "_" in str(each.value)
                }
    assert len(traced) > 40
    assert traced - set(TOLD) - set(NOT_TOLD) == set()
    assert set(NOT_TOLD) - traced == set()
    assert set(TOLD) & set(NOT_TOLD) == set()
    assert len({each.kind for each in CHANGES}) == len(CHANGES)


def test_what_is_refused_or_stale_is_not_told_and_a_question_to_the_legal_team_never(desk, reference, sessions):
    asha, ben = desk(), desk(name="ben")
    old = asha.version(reference)
    ben.save(reference, "work", "take")
    assert fill(asha, reference, "other_forum", {"why": "Late"}, version=old).status_code == 409
    assert asha.send(reference, "work", "set_status", status="closed").status_code == 422
    saved(ben, reference, "legal_request", {}, "entry-new", finish=False)
    with sessions() as session:
        events = session.scalars(
            select(OutboxEvent.kind).where(OutboxEvent.reference == reference).order_by(OutboxEvent.id)
        ).all()
    assert events == ["case.received", "case.assigned", "case.status_changed"]


def test_a_receiver_that_was_down_gets_the_events_of_a_case_in_order_and_other_cases_go_on(
    desk, submit, subscribe, new_worker, clock
):
    first, second = (submit(a_record()).json()["reference"] for _ in range(2))
    stuck = []

    def answer(number):
        """Refuses everything of the first case until it is told otherwise."""
        return 503 if stuck and first in system.arrived[number - 1][1].decode() else 204

    with receiver(answer) as system:
        subscribe(system.url)
        worker = new_worker()
        worker.run_once()
        stuck.append(True)
        asha = desk()
        for case in (first, second):
            asha.save(case, "work", "take")
        for _ in range(3):
            worker.run_once()
        arrived = [(each["data"]["reference"], each["type"]) for each in told(system)]
        assert arrived.count((first, "case.assigned")) == 1  # tried once, and waits
        assert (first, "case.status_changed") not in arrived
        assert (second, "case.assigned") in arrived
        assert worker.start_due() == 0  # nothing is due while the first one waits: no round after round
        stuck.clear()
        clock.move(2 * 60 * 60)
        worker.run_once()

    taken = [each["type"] for each in told(system) if each["data"]["reference"] == first]
    assert taken == ["case.received", "case.assigned", "case.assigned", "case.status_changed"]
    ids = [headers["webhook-id"] for headers, body in system.arrived if b"case.assigned" in body and first.encode() in body]
    assert len(ids) == 2
    assert len(set(ids)) == 1


def test_an_event_that_is_not_spread_yet_holds_back_what_came_after_it(desk, reference, subscribe, sessions, new_worker, clock):
    with receiver() as system:
        subscription = subscribe(system.url)
        desk().save(reference, "work", "take")
        claims.spread_events(sessions, now=clock())
        with sessions() as session:  # as while another worker is about to spread it
            session.execute(text("DELETE FROM deliveries WHERE event_id = (SELECT id FROM outbox_events WHERE sequence = 2)"))
            session.execute(text("UPDATE outbox_events SET is_spread = false WHERE sequence = 2"))
            session.commit()

        def claim():
            return claims.claim(sessions, subscription_id=subscription.id, now=clock(), lease_for=0)

        worker = new_worker()
        assert worker.deliver_to(subscription.id) == 1
        assert kinds(system) == ["case.received"]
        assert claim() is None
        worker.run_once()
    assert kinds(system) == ["case.received", "case.assigned", "case.status_changed"]


def test_two_people_at_once_and_two_workers_at_once_leave_one_numbered_line_of_events(
    desk, reference, subscribe, new_worker, sessions
):
    people = [desk(name=name) for name in ("asha", "ben", "cleo")]
    version = people[0].version(reference)
    answers = []
    with receiver() as system:
        subscribe(system.url)
        at_once = [
            threading.Thread(
                target=lambda who=who: answers.append(who.send(reference, "work", "take", version=version).status_code)
            )
            for who in people
        ]
        [each.start() for each in at_once]
        [each.join() for each in at_once]
        for number in range(6):
            people[number % 2].save(reference, "work", "write_note", text="x")
            people[number % 2].save(reference, "contacts", "record_contact", at=today_at(), way="post", party="complainant")
        both = [threading.Thread(target=new_worker().run_once) for _ in range(2)]
        [each.start() for each in both]
        [each.join() for each in both]
        new_worker().run_once()
    assert sorted(answers) == [303, 409, 409]
    assert kinds(system) == ["case.received", "case.assigned", "case.status_changed", *["case.contact_recorded"] * 6]
    assert [each["data"].get("sequence", 1) for each in told(system)] == list(range(1, 10))
    with sessions() as session:
        assert {(each.status, each.error) for each in session.scalars(select(DeliveryAttempt))} == {(204, None)}


def test_many_cases_given_at_once_are_told_one_by_one(desk, submit, subscribe, new_worker, sessions):
    cases = [submit(a_record()).json()["reference"] for _ in range(3)]
    mo = desk(Role.MANAGER, "mo")
    desk(name="asha")
    with receiver() as system:
        subscribe(system.url, kinds=["case.assigned"])
        page = mo.client.get("/staff/cases").text
        with sessions() as session:
            rows = session.execute(text("SELECT version, id FROM cases")).all()
            asha = session.scalar(text("SELECT id FROM staff_users WHERE username = 'asha'"))
        from tests.intake_api.builders import form_token

        data = {
            "csrf_token": form_token(page),
            "case": [f"{version}.{number}" for version, number in rows],
            "assignee": str(asha),
        }
        answer = mo.client.post("/staff/cases/assign", data=data)
        assert answer.status_code == 200, said(answer)
        new_worker().run_once()
    assert {(each["data"]["reference"], each["data"]["by"], each["data"]["version"]) for each in told(system)} == {
        (case, "manager", 2) for case in cases
    }


def test_a_system_gets_the_kinds_it_asked_for_and_may_ask_for_others(desk, reference, subscribe, new_worker, sessions):
    asha = desk()
    with receiver() as system:
        subscription = subscribe(system.url, kinds=["case.assigned"])
        asha.save(reference, "work", "take")
        worker = new_worker()
        worker.run_once()
        assert kinds(system) == ["case.assigned"]
        with sessions() as session:
            found = session.get_one(Subscription, subscription.id)
            with pytest.raises(BadSubscriptionError, match=r"no event case\.eaten"):
                set_kinds(session, subscription=found, kinds=["case.eaten"], now=utc_now())
            set_kinds(session, subscription=found, kinds=None, now=utc_now())
            session.commit()
        asha.save(reference, "work", "set_status", status="more_needed")
        worker.run_once()
    assert kinds(system) == ["case.assigned", "case.status_changed"]


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_who_subscribed_before_is_told_of_new_cases_and_nothing_else(request, tmp_path, database):
    url = f"sqlite:///{tmp_path}/old.db" if database == "sqlite" else request.getfixturevalue("scratch")()
    migrate.upgrade(url, "0016")
    engine = make_engine(url)
    payload = json.dumps({"type": "case.received", "data": {"reference": "R-7K4M-2Q9T-C"}})
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO subscriptions (url, secret, is_active, created_at) VALUES ('https://x.example.org', 's', true, :at)"
            ),
            {"at": "2026-03-02 10:00:00+00:00"},
        )
        connection.execute(
            text(
                "INSERT INTO outbox_events (message_id, kind, created_at, payload, is_spread) "
                "VALUES ('msg_1', 'case.received', :at, :payload, true)"
            ),
            {"at": "2026-03-02 10:00:00+00:00", "payload": payload},
        )
    migrate.upgrade(url, "0019")
    with engine.connect() as connection:
        assert tuple(connection.execute(text("SELECT reference, sequence FROM outbox_events")).one()) == ("R-7K4M-2Q9T-C", 1)
        wanted = connection.scalar(text("SELECT kinds FROM subscriptions"))
    engine.dispose()
    assert (json.loads(wanted) if isinstance(wanted, str) else wanted) == ["case.received"]
