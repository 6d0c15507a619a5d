"""The hand-off: signed, minimal, once accepted then done, never lost, and nobody holds up anybody else."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import threading
import time

import pytest
from sqlalchemy import select
from standardwebhooks import Webhook, WebhookVerificationError

from intake_api.audit.service import fetch_events_about
from intake_api.clock import utc_now
from intake_api.outbox import claims, delivery
from intake_api.outbox.models import Delivery, DeliveryAttempt, OutboxEvent, Subscription
from intake_api.outbox.service import BadSubscriptionError, set_active
from intake_api.settings import ROOT
from tests.intake_api.builders import MARKERS, a_record
from tests.intake_api.receivers import receiver, slow


@pytest.fixture
def worker(new_worker):
    return new_worker()


def deliveries(sessions):
    with sessions() as session:
        return session.scalars(select(Delivery).order_by(Delivery.id)).all()


def attempts(sessions):
    with sessions() as session:
        return [(one.status, one.error) for one in session.scalars(select(DeliveryAttempt).order_by(DeliveryAttempt.id))]


def test_a_case_reaches_the_case_system_signed_and_without_personal_data(submit, subscribe, worker, sessions):
    with receiver() as system:
        subscription = subscribe(system.url)
        reference = submit(a_record()).json()["reference"]
        worker.run_once()

    headers, body = system.arrived[0]
    told = Webhook(subscription.secret).verify(body, headers)
    assert told["type"] == "case.received"
    assert told["data"]["reference"] == reference
    assert told["data"]["link"] == f"http://testserver/v1/cases/{reference}"
    assert set(told) == {"type", "timestamp", "data"}
    assert set(told["data"]) == {"reference", "received_at", "link"}
    assert not [marker for marker in MARKERS.values() if marker in body.decode()]
    assert attempts(sessions) == [(204, None)]
    assert deliveries(sessions)[0].delivered_at is not None


def test_a_changed_body_or_another_secret_does_not_verify(submit, subscribe, worker):
    with receiver() as system:
        subscription = subscribe(system.url)
        submit(a_record())
        worker.run_once()

    headers, body = system.arrived[0]
    with pytest.raises(WebhookVerificationError):
        Webhook(subscription.secret).verify(body + b" ", headers)
    with pytest.raises(WebhookVerificationError):
        Webhook("whsec_" + "A" * 44).verify(body, headers)


def test_what_was_accepted_is_not_sent_again(submit, subscribe, worker, clock):
    with receiver() as system:
        subscribe(system.url)
        submit(a_record())
        worker.run_once()
        clock.move(100_000)
        worker.run_once()

    assert system.count == 1


@pytest.mark.parametrize("refusal", [500, 503, 404, 401, 302])
def test_what_was_refused_is_sent_again_later_with_the_same_identifier(submit, subscribe, worker, clock, sessions, refusal):
    with receiver(lambda number: refusal if number < 3 else 200) as system:
        subscribe(system.url)
        submit(a_record())
        worker.run_once()
        worker.run_once()
        assert system.count == 1  # not at once
        for _ in range(2):
            clock.move(3600)
            worker.run_once()

    assert system.count == 3
    assert len({headers["webhook-id"] for headers, _ in system.arrived}) == 1
    assert attempts(sessions) == [(refusal, None), (refusal, None), (200, None)]
    assert deliveries(sessions)[0].attempts == 3


def test_a_system_that_says_it_is_gone_is_switched_off_and_keeps_what_waits(submit, subscribe, worker, clock, sessions):
    with receiver(lambda number: 410 if number == 1 else 200) as system:
        subscription = subscribe(system.url)
        submit(a_record())
        worker.run_once()
        clock.move(3600)
        worker.run_once()
        assert system.count == 1
        with sessions() as session:
            found = session.get_one(Subscription, subscription.id)
            assert not found.is_active
            events = fetch_events_about(session, subject=f"subscription:{subscription.id}")
            assert events[-1].action == "subscription_switched"
            assert events[-1].details["after"] == {"is_active": "False", "why": "answered 410 Gone"}
            set_active(session, subscription=found, is_active=True, now=clock())
            session.commit()
        worker.run_once()
        assert system.count == 2


def test_a_system_that_is_down_gets_everything_when_it_is_back(submit, subscribe, worker, clock, sessions):
    with receiver() as gone:
        pass
    subscribe(gone.url)
    for _ in range(3):
        submit(a_record())
    worker.run_once()
    assert {error for _, error in attempts(sessions)} == {"ConnectError"}

    with receiver() as other:  # the same subscription, now at an address that answers
        with sessions() as session:
            session.scalars(select(Subscription)).one().url = other.url
            session.commit()
        clock.move(3600)
        worker.run_once()
    assert other.count == 3
    assert all(one.delivered_at for one in deliveries(sessions))


def test_an_answer_that_takes_too_long_is_a_failure_to_try_again(submit, subscribe, worker, clock, sessions):
    with receiver(slow(1.2)) as system:
        subscribe(system.url)
        submit(a_record())
        worker.run_once()
        assert attempts(sessions) == [(None, "timeout")]
        system.answer = lambda number: 204
        clock.move(3600)
        worker.run_once()

    assert attempts(sessions)[-1] == (204, None)


def test_one_slow_system_does_not_hold_up_another(submit, subscribe, worker):
    with receiver(slow(1.2)) as bad, receiver() as good:
        subscribe(bad.url)
        subscribe(good.url)
        for _ in range(5):
            submit(a_record())
        started = time.monotonic()
        worker.start_due()
        while good.count < 5 and time.monotonic() - started < 5:
            time.sleep(0.01)
            worker.start_due()
        took = time.monotonic() - started
        worker.close()

    assert good.count == 5
    assert took < 1.0
    assert bad.count == 1


def test_two_workers_at_once_deliver_each_event_once(submit, subscribe, new_worker, sessions):
    with receiver() as system:
        subscribe(system.url)
        for _ in range(20):
            submit(a_record())
        workers = [new_worker(), new_worker()]
        threads = [threading.Thread(target=worker.run_once) for worker in workers]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
        workers[0].run_once()

    assert system.count == 20
    assert len({headers["webhook-id"] for headers, _ in system.arrived}) == 20
    assert len(deliveries(sessions)) == 20


def test_what_a_dead_worker_had_taken_is_taken_over(submit, subscribe, worker, clock, sessions, settings):
    with receiver() as system:
        subscription = subscribe(system.url)
        submit(a_record())
        claims.spread_events(sessions, now=clock())
        taken = claims.claim(sessions, subscription_id=subscription.id, now=clock(), lease_for=settings.outbox_lease)
        assert taken is not None
        worker.run_once()
        assert system.count == 0
        clock.move(settings.outbox_lease + 1)
        worker.run_once()

    assert system.count == 1


def test_who_subscribes_later_may_ask_for_what_came_before(submit, subscribe, worker):
    with receiver() as first, receiver() as later, receiver() as new_only:
        subscribe(first.url)
        submit(a_record())
        worker.run_once()
        subscribe(later.url, with_earlier=True)
        subscribe(new_only.url)
        worker.run_once()

    assert (first.count, later.count, new_only.count) == (1, 1, 0)


def test_a_subscription_that_is_switched_off_keeps_what_waits_for_it(submit, subscribe, worker, clock, sessions):
    with receiver(lambda number: 500 if number == 1 else 200) as system:
        subscription = subscribe(system.url)
        submit(a_record())
        worker.run_once()
        for is_active, expected in ((False, 1), (True, 2)):
            with sessions() as session:
                set_active(session, subscription=session.get_one(Subscription, subscription.id), is_active=is_active, now=clock())
                session.commit()
            clock.move(3600)
            worker.run_once()
            assert system.count == expected


def test_an_event_stands_and_falls_with_its_case(submit, sessions):
    submit(a_record(story="bad\x00"))
    with sessions() as session:
        assert session.scalars(select(OutboxEvent)).all() == []
    submit(a_record())
    with sessions() as session:
        assert json.loads(json.dumps(session.scalars(select(OutboxEvent)).one().payload))["type"] == "case.received"


@pytest.mark.parametrize(
    "url", ["http://cases.example.org/hook", "ftp://example.org", "https://", "https://me:secret@example.org/", "not an address"]
)
def test_an_address_that_could_be_read_on_the_way_is_refused(subscribe, url):
    with pytest.raises(BadSubscriptionError):
        subscribe(url)


@pytest.mark.parametrize("secret", ["short", "whsec_AAAA", "whsec_!!!", "A" * 44])
def test_a_weak_or_misshapen_secret_is_refused(subscribe, secret):
    with pytest.raises(BadSubscriptionError):
        subscribe("https://cases.example.org/hook", secret=secret)


def test_waiting_grows_and_is_never_the_same_for_all():
    chance, now = random.Random(7), utc_now()
    waits = [(delivery.next_try(attempts=n, now=now, longest=3600, chance=chance) - now).total_seconds() for n in range(1, 40)]

    assert 2.5 <= waits[0] <= 5
    assert all(1800 <= wait <= 3600 for wait in waits[12:])
    assert len(set(waits[12:])) > 20


def test_the_worker_runs_until_it_is_told_to_stop(submit, subscribe, worker):
    stop = threading.Event()
    with receiver() as system:
        subscribe(system.url)
        submit(a_record())
        thread = threading.Thread(target=worker.run, args=(stop,))
        thread.start()
        for _ in range(300):
            if system.count:
                break
            time.sleep(0.02)
        stop.set()
        thread.join(5)

    assert system.count == 1
    assert not thread.is_alive()


def test_the_worker_is_a_process_that_delivers_and_stops_when_told(submit, subscribe, settings):
    environment = {**os.environ, "REDRESS_DATABASE_URL": settings.database_url}
    with receiver() as system:
        subscribe(system.url)
        submit(a_record())
        process = subprocess.Popen([sys.executable, "-m", "intake_api.outbox.worker"], cwd=ROOT, env=environment)
        try:
            for _ in range(1200):
                if system.count:
                    break
                time.sleep(0.05)
            process.terminate()
            assert process.wait(100) == 0  # it may still be reading in what its chores need, on a machine that is busy
        finally:
            process.kill()
            process.wait()

    assert system.count == 1
