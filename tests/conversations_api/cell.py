"""A small HTTP server in the place of the Rasa cell: answers a few turns of the script, or fails in a chosen way."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.listening import Listening

YES = {"title": "Yes, I agree", "payload": '/provide_info{"answer":"true"}'}
NO = {"title": "No, I do not agree", "payload": '/provide_info{"answer":"false"}'}
TOKEN = "cell-token"
Turn = Callable[[dict[str, Any]], dict[str, Any]]


def script(body: dict[str, Any]) -> dict[str, Any]:
    """Greets, asks for consent, then for the story, then for a name, then echoes; 'stop' and 'send' end the talk."""
    slots = dict((body["state"] or {}).get("slots") or {})
    message, asked = body["message"], slots.get("requested_slot")
    said: list[dict[str, Any]] = []
    if message == "/start_intake":
        said, asked = [{"text": "Hello. I am not a person."}, _consent()], "consent_to_process"
    elif message in ("/stop", "stop"):
        said, asked, slots["submission"] = [{"text": "I have stopped."}], None, "stopped"
    elif message == "send":
        said, asked, slots["submission"] = [{"text": "I could not send it just now."}], None, "pending"
    elif asked == "consent_to_process" and message == YES["payload"]:
        said, asked, slots["consent_to_process"] = [{"text": "Please tell me what happened."}], "story", True
    elif asked == "consent_to_process" and message == NO["payload"]:
        said, asked, slots["consent_to_process"] = [{"text": "Then we keep nothing."}], None, False
        slots["submission"] = "stopped"
    elif asked == "consent_to_process":
        said = [_consent()]
    elif asked == "story":
        slots["story"] = body["metadata"].get("full_text") or message
        said, asked = [{"text": "What is your name?"}], "name"
    else:
        said = [{"text": f"Heard: {message}"}]
    slots["requested_slot"] = asked
    return {"messages": said, "state": {"slots": slots, "active_loop": "intake_form"}}


def _consent() -> dict[str, Any]:
    return {"text": "Do you agree?", "buttons": [YES, NO], "name": "utter_ask_consent_to_process"}


class Cell:
    """`turn` answers; `fail` is how to fail instead: None, error, garbage, half, slow, empty, hang_up. `heard` is what came."""

    def __init__(self) -> None:
        self.heard: list[dict[str, Any]] = []
        self.fail: str | None = None
        self.delay = 0.0
        self.turn: Turn = script
        cell = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                cell.answer(self, body)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._listening = Listening(self._server)

    @property
    def messages(self) -> list[str]:
        """The messages that came, in order."""
        return [body["message"] for body in self.heard]

    def answer(self, handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        """One turn, or one failure."""
        if handler.headers.get("Authorization") != f"Bearer {TOKEN}":
            _send(handler, 403, b"{}")
            return
        self.heard.append(body)
        time.sleep(self.delay)
        if self.fail == "error":
            _send(handler, 500, b"{}")
        elif self.fail == "garbage":
            _send(handler, 200, b"<html>not json</html>")
        elif self.fail == "half":
            handler.wfile.write(b'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"messages": [')
            handler.close_connection = True
        elif self.fail == "empty":
            _send(handler, 200, b'{"messages": [], "state": {"slots": {}, "active_loop": null}}')
        elif self.fail == "hang_up":
            handler.close_connection = True
        elif self.fail == "slow":
            time.sleep(2)
        else:
            _send(handler, 200, json.dumps(self.turn(body)).encode())

    def close(self) -> None:
        """Stops listening: from now on connections are refused, and those that are open are dropped."""
        self.fail = "hang_up"
        self._listening.close()


def _send(handler: BaseHTTPRequestHandler, status: int, body: bytes) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)
