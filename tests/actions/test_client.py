"""Handing over a case against a real, small HTTP server that misbehaves in the ways servers do."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from actions.client import ApiUnavailableError, CaseRefusedError, Receipt, submit_case
from tests.listening import listening

Reply = tuple[int, Any]


class Server:
    """Answers each request with the next of `replies`; the last one again and again. A number is seconds to wait first."""

    def __init__(self) -> None:
        self.replies: list[Reply | float] = []
        self.seen: list[tuple[dict[str, str], dict[str, Any]]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.seen.append(({key.lower(): value for key, value in self.headers.items()}, body))
                reply = outer.replies.pop(0) if len(outer.replies) > 1 else outer.replies[0]
                if isinstance(reply, float):
                    time.sleep(reply)
                    return
                status, content = reply
                data = json.dumps(content).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: object) -> None:
                return

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}"


CREATED: Reply = (201, {"reference": "AB12-CD34-E", "status": "received", "determination": {}})


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    with listening(made.http):
        yield made


def send(server: Server, budget: float = 3.0) -> Receipt:
    return asyncio.run(submit_case({"story": "x"}, conversation="talk-1", url=server.url, token="t", budget=budget))


def test_a_case_is_sent_with_its_key_and_token(server: Server) -> None:
    server.replies = [CREATED]
    assert send(server).reference == "AB12-CD34-E"
    headers, body = server.seen[0]
    assert headers["idempotency-key"] == "talk-1"
    assert headers["authorization"] == "Bearer t"
    assert body == {"record": {"story": "x"}, "conversation": "talk-1"}


def test_a_passing_failure_is_tried_again_with_the_same_key(server: Server) -> None:
    server.replies = [(503, {}), (500, {}), CREATED]
    assert send(server, budget=6.0).reference == "AB12-CD34-E"
    assert {headers["idempotency-key"] for headers, _ in server.seen} == {"talk-1"}


def test_a_lasting_failure_ends_within_the_budget(server: Server) -> None:
    server.replies = [(503, {})]
    begun = time.monotonic()
    with pytest.raises(ApiUnavailableError):
        send(server, budget=3.0)
    assert time.monotonic() - begun < 4.5


def test_a_server_that_never_answers_is_given_up(server: Server) -> None:
    server.replies = [4.0]
    with pytest.raises(ApiUnavailableError):
        send(server, budget=2.6)


def test_nobody_listening_is_unavailable(server: Server) -> None:
    server.replies = [CREATED]
    with pytest.raises(ApiUnavailableError):
        asyncio.run(submit_case({}, conversation="talk-1", url="http://127.0.0.1:9", token="t", budget=2.6))


def test_a_refused_answer_is_not_tried_again(server: Server) -> None:
    server.replies = [(422, {"errors": [{"field": "record.complainant.phone", "message": "No such number."}]})]
    with pytest.raises(CaseRefusedError) as refused:
        send(server)
    assert refused.value.errors[0]["field"] == "record.complainant.phone"
    assert len(server.seen) == 1


@pytest.mark.parametrize("reply", [(200, CREATED[1]), CREATED])
def test_the_same_case_again_gives_the_same_reference(server: Server, reply: Callable[..., Any]) -> None:
    server.replies = [reply]  # type: ignore[list-item]
    assert send(server).status == "received"
