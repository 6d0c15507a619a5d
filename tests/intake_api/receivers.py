"""Real little web servers that receive webhooks, well-behaved and otherwise."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.listening import listening


@dataclass
class Receiver:
    """What arrived, and how to answer: `answer` gets the number of the request and gives a status, or sleeps first."""

    url: str = ""
    arrived: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    answer: Callable[[int], int] = lambda number: 204

    @property
    def count(self) -> int:
        """How many requests came."""
        return len(self.arrived)


@contextmanager
def receiver(answer: Callable[[int], int] = lambda number: 204) -> Iterator[Receiver]:
    """A server on a free port of this machine, for as long as the block lasts."""
    state = Receiver(answer=answer)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            state.arrived.append(({name.lower(): value for name, value in self.headers.items()}, body))
            status = state.answer(len(state.arrived))
            try:
                self.send_response(status)
                if status == 302:
                    self.send_header("Location", "http://127.0.0.1:9/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()
            except OSError:
                pass

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = False
    state.url = f"http://127.0.0.1:{server.server_port}/hook"
    with listening(server):
        yield state


def slow(seconds: float) -> Callable[[int], int]:
    """Answers 204, but only after a while."""

    def answer(_: int) -> int:
        time.sleep(seconds)
        return 204

    return answer
