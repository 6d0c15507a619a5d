"""Small servers of the tests' own that stand for other people's: one way to have them heard and to take them away."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import BaseServer

_POLL = 0.005  # seconds between looks at whether to stop


class Listening:
    """A server of the standard library that answers on a thread of its own until it is closed."""

    def __init__(self, server: BaseServer) -> None:
        self._server = server
        self._thread = threading.Thread(target=server.serve_forever, args=(_POLL,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        """From now on nobody answers; what is being answered is finished first."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@contextmanager
def listening(server: BaseServer) -> Iterator[None]:
    """The server answers while the block lasts."""
    heard = Listening(server)
    try:
        yield
    finally:
        heard.close()
