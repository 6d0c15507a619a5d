"""How often talks may be begun and rules be asked, for one address and for all."""

from __future__ import annotations

from uuid import uuid4

import pytest

from intake_api.settings import Settings
from tests.conversations_api.conftest import API_TOKEN

DATABASES = ("sqlite",)
RECORD = {"story": "They lost my file."}


@pytest.fixture
def settings(settings: Settings, request) -> Settings:
    rates = getattr(request, "param", {"opening_rate_client": "3 per hour", "determination_rate_client": "2 per hour"})
    return settings.model_copy(update={"rate_limits": "on", **rates})


def begin(client, **headers):
    return client.post("/v1/conversations", json={}, headers=headers)


def test_one_address_cannot_begin_talks_without_end(client):
    assert [begin(client).status_code for _ in range(4)] == [201, 201, 201, 429]
    refused = begin(client)
    assert 0 < int(refused.headers["retry-after"]) <= 3600
    assert "call us on" in refused.json()["detail"]


def test_pages_count_too_and_say_it_as_a_page(client, browser):
    for path in ("/chat", "/form", "/chat"):
        browser.http.cookies.clear()
        assert browser.http.get(path, follow_redirects=False).status_code in (200, 303)
    browser.http.cookies.clear()
    refused = browser.http.get("/form")
    assert refused.status_code == 429
    assert "<h1" in refused.text


def test_who_has_a_talk_goes_on_when_no_more_may_be_begun(client, chat):
    talk = chat()
    while begin(client).status_code == 201:
        pass
    talk.agree()
    assert talk.say("They lost my file.")["asked"] == "name"


def test_the_rules_cannot_be_asked_without_end(client):
    asked = [client.post("/v1/determinations", json=RECORD).status_code for _ in range(3)]
    assert asked == [200, 200, 429]


def test_a_service_with_its_token_is_not_counted(client):
    own = {"Authorization": f"Bearer {API_TOKEN}"}
    assert {begin(client, **own).status_code for _ in range(5)} == {201}


@pytest.mark.parametrize("settings", [{"opening_rate_all": "2 per hour"}], indirect=True)
def test_all_together_have_a_limit_of_their_own(client):
    assert [begin(client).status_code for _ in range(3)] == [201, 201, 429]


@pytest.mark.parametrize("settings", [{"opening_rate_client": "2 per hour", "redis_url": "redis://127.0.0.1:9/0"}], indirect=True)
def test_without_redis_each_process_counts_for_itself(client):
    assert [begin(client).status_code for _ in range(3)] == [201, 201, 429]


@pytest.fixture
def redis_settings(redis_url: str, settings: Settings) -> Settings:
    return settings.model_copy(update={"redis_url": redis_url})


def test_two_processes_count_together_in_redis(redis_settings):
    from intake_api.rates import Rates

    one, other = Rates(redis_settings), Rates(redis_settings)
    network = uuid4().hex  # another run may have counted an address
    waits = [rates.wait_for("opening", network) for rates in (one, other, one, other)]
    assert waits[:3] == [0, 0, 0]
    assert waits[3] > 0


def test_addresses_are_not_kept_in_clear(settings):
    from intake_api.rates import Rates

    rates = Rates(settings)
    rates.wait_for("opening", "198.51.100.7")
    counted = list(rates._alone.storage.storage)
    assert counted
    assert "198.51.100.7" not in str(counted)


def test_a_rate_that_is_none_is_refused_at_the_start():
    with pytest.raises(ValueError, match="opening_rate_all"):
        Settings(opening_rate_all="often")


def test_no_limits_where_people_reach_us_on_this_machine_only():
    assert Settings(public_url="http://localhost:8000").is_limited is False
    assert Settings(public_url="https://redress.example.org").is_limited is True
