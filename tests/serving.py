"""One real server for all tests of a process, and what it serves changes: to start and stop one takes longer than most tests."""

from __future__ import annotations

import asyncio
import ssl
import threading
import time
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

TRUSTED = ssl.create_default_context()  # for httpx, which else reads the certificates for every client: some 20 ms
PATIENCE = 10.0  # seconds for what is still being answered when a test ends


class Stage:
    """A server on a port of its own; `serving` puts an application on it. One at a time."""

    def __init__(self) -> None:
        self._app: Any = None
        self._answering = 0
        self._loop: asyncio.AbstractEventLoop
        config = uvicorn.Config(
            self, host="127.0.0.1", port=0, log_config=None, access_log=False, ws="none", lifespan="off", interface="asgi3"
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._run, name="stage", daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)
        self.url = f"http://127.0.0.1:{self._server.servers[0].sockets[0].getsockname()[1]}"

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """ASGI entry: whatever application is on."""
        self._answering += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._answering -= 1

    @contextmanager
    def serving(self, app: Any) -> Iterator[str]:
        """The address at which the application answers, started; afterwards stopped, once all is answered."""
        running = app.router.lifespan_context(app)
        self._wait_for(running.__aenter__())
        self._app = app
        try:
            yield self.url
        finally:
            until = time.monotonic() + PATIENCE
            while self._answering and time.monotonic() < until:
                time.sleep(0.01)
            self._wait_for(running.__aexit__(None, None, None))

    def close(self) -> None:
        """Stops listening."""
        self._server.should_exit = True
        self._thread.join(10)

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=self._server.config.get_loop_factory()) as runner:
            self._loop = runner.get_loop()
            runner.run(self._server.serve())

    def _wait_for(self, work: Coroutine[Any, Any, Any]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE)
