"""`./redress demo`: a made-up hospital's website that holds the chat, on an origin and under a strict policy of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Annotated

import typer

from commands.paths import WEB, say

PAGES = {
    "/": ("index.html", "text/html"), "/page.html": ("page.html", "text/html"), "/demo.css": ("demo.css", "text/css"),
}  # fmt: skip


def policy(service: str) -> str:
    """What the host page allows: its own styles, and the one script of the service, which may speak with the service."""
    return (
        f"default-src 'none'; script-src {service}; connect-src {service}; style-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
    )


@contextmanager
def host_website(service: str, *, port: int = 0, name: str = "localhost") -> Iterator[str]:
    """Serves the made-up website while it is needed; gives its origin."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            file, kind = PAGES.get(self.path.partition("?")[0], ("", ""))
            if not file:
                self.send_error(HTTPStatus.NOT_FOUND)
                return
            body = (WEB / "demo" / file).read_text(encoding="utf-8").replace("{service}", service).encode()
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Security-Policy", policy(service))
            self.send_header("Referrer-Policy", "no-referrer")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Page)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://{name}:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def demo(
    service: Annotated[str, typer.Option(help="Where Redress runs")] = "http://localhost:8000",
    port: Annotated[int, typer.Option(help="Where the made-up website listens", min=1, max=65535)] = 8090,
) -> None:
    """A made-up website that holds the chat, to look at. Redress must allow it: REDRESS_EMBED_ORIGINS, see docs/embedding.md."""
    with host_website(service, port=port) as origin:
        say(f"The made-up website is at {origin}. Redress must be started with REDRESS_EMBED_ORIGINS={origin} ./redress up")
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            say("Stopping ...")
