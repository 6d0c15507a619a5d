"""Every error leaves in one shape, names the field, and tells nothing about the inside."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import OperationalError

from intake_api.security import Anyone


def a_problem(answer, status):
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert set(body) == {"type", "title", "status", "detail", "errors"}
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    return body


def test_an_unknown_address_is_a_problem(client):
    a_problem(client.get("/v1/nothing-here"), 404)


def test_a_method_that_is_not_taken_is_a_problem_that_names_those_that_are(client):
    answer = client.delete("/_status")

    a_problem(answer, 405)
    assert answer.headers["allow"] == "GET"


def test_a_browser_gets_a_page_instead(client):
    answer = client.get("/nothing-here", headers={"Accept": "text/html"})

    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert "<h1" in answer.text


def test_the_api_answers_in_json_even_to_a_browser(client):
    a_problem(client.get("/v1/nothing-here", headers={"Accept": "text/html"}), 404)


def test_a_body_over_the_limit_is_refused_by_its_length(service):
    body = a_problem(service("POST", "/v1/cases", content=b"x" * 1_000_001, headers={"Idempotency-Key": "k"}), 413)

    assert "1,000,000" in body["detail"]


def test_a_body_over_the_limit_is_refused_when_it_does_not_tell_its_length(service):
    def endless():
        for _ in range(20):
            yield b"x" * 100_000

    headers = {"Idempotency-Key": "k", "Content-Type": "application/json"}
    a_problem(service("POST", "/v1/cases", content=endless(), headers=headers), 413)


def test_a_fault_of_ours_is_a_plain_500(app, client, capfd):
    @app.get("/v1/broken", dependencies=[Anyone])
    def broken():
        secret = "Zephyrine Quillfeather"
        raise RuntimeError(f"no {secret}")

    answer = client.get("/v1/broken")

    a_problem(answer, 500)
    assert "Zephyrine" not in answer.text
    assert "RuntimeError" not in answer.text
    assert answer.headers["content-security-policy"]
    logged = capfd.readouterr().err
    assert "RuntimeError" in logged
    assert "test_problems.py" in logged
    assert "Zephyrine" not in logged


def test_a_database_that_is_away_is_a_503_that_says_to_try_again(app, client):
    @app.get("/v1/away", dependencies=[Anyone])
    def away():
        raise OperationalError("SELECT secret", {}, Exception("host db.example.org is down"))

    answer = client.get("/v1/away")

    a_problem(answer, 503)
    assert answer.headers["retry-after"]
    assert "db.example.org" not in answer.text


ELSEWHERE = [{"Origin": "https://evil.example.org"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
@pytest.mark.parametrize("headers", ELSEWHERE)
def test_a_change_sent_by_another_site_is_refused(client, method, headers):
    assert client.request(method, "/staff/login", headers=headers).status_code == 403


def test_a_form_with_a_cookie_must_say_where_it_comes_from(client):
    assert client.post("/staff/login", headers={"Cookie": "redress_staff=x"}).status_code == 403


def test_every_answer_carries_the_security_headers_and_an_identifier(client):
    for path in ("/_status", "/staff/login", "/nothing-here", "/v1/nothing"):
        headers = client.get(path, headers={"Accept": "text/html"}).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert headers["x-request-id"]


def test_a_request_identifier_that_is_no_identifier_is_replaced(client):
    assert client.get("/_status", headers={"X-Request-ID": "from-the-proxy-1"}).headers["x-request-id"] == "from-the-proxy-1"
    assert "<" not in client.get("/_status", headers={"X-Request-ID": "<script>"}).headers["x-request-id"]
