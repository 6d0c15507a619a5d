"""A real mail server and a real HTTP server in the place of GOV.UK Notify, on this machine."""

from __future__ import annotations

import json
import logging
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import jwt
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from commands.services import free_port
from tests.listening import listening

logging.getLogger("mail.log").disabled = True  # the server's own log, which is not ours

SERVICE, SECRET = "11111111-2222-4333-8444-555555555555", "66666666-7777-4888-9999-000000000000"
NOTIFY_KEY = f"made_up-{SERVICE}-{SECRET}"
USER, PASSWORD = "redress", "correct-horse"


@dataclass
class MailServer:
    """What arrived. `refuse` is what the server answers to each recipient instead of taking it."""

    port: int = 0
    ca_file: Path = Path()
    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    refuse: str | None = None

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        """One recipient."""
        if self.refuse:
            return self.refuse
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """One message."""
        self.mails.append(BytesParser(policy=default).parsebytes(envelope.content))
        self.recipients += envelope.rcpt_tos
        return "250 OK"


@contextmanager
def mail_server(folder: Path, *, host: str = "127.0.0.1", with_tls: bool = True) -> Iterator[MailServer]:
    """A server that wants STARTTLS and a password first, its certificate from an authority of its own."""
    state, authority = MailServer(), trustme.CA()
    state.ca_file = folder / "authority.pem"
    authority.cert_pem.write_to_path(state.ca_file)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(host).configure_cert(context)
    secure = {"tls_context": context, "require_starttls": True, "auth_required": True, "authenticator": _is_ours}
    controller = Controller(state, hostname="127.0.0.1", port=free_port(), **(secure if with_tls else {}))  # type: ignore[arg-type]
    controller.start()
    state.port = controller.port
    try:
        yield state
    finally:
        controller.stop()


def _is_ours(_server: Any, _session: Any, _envelope: Any, _mechanism: str, given: Any) -> AuthResult:
    return AuthResult(success=(given.login, given.password) == (USER.encode(), PASSWORD.encode()))


@dataclass
class NotifyServer:
    """What arrived: path and body. `status` is what the server answers to a well signed request."""

    url: str = ""
    status: int = 201
    garbled: bool = False
    arrived: list[tuple[str, dict[str, Any]]] = field(default_factory=list)


@contextmanager
def notify_server() -> Iterator[NotifyServer]:
    """Answers as Notify's API documentation says: 403 for a token that does not fit, 201 with a receipt, 400 with errors."""
    state = NotifyServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            status = state.status if _is_signed(self.headers.get("authorization", "")) else 403
            if status == 201:
                state.arrived.append((self.path, body))
                answer: Any = {"id": "receipt", "reference": body.get("reference"), "content": {}, "uri": "", "template": {}}
            else:
                answer = {"status_code": status, "errors": [{"error": "SomeError", "message": f"about {body}"}]}
            content = b"<html>" if state.garbled else json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{server.server_port}"
    with listening(server):
        yield state


def _is_signed(header: str) -> bool:
    """A JWT as Notify wants it: HS256 with the secret half of the key, from the service, made within half a minute."""
    try:
        claims = jwt.decode(
            header.removeprefix("Bearer "), SECRET, algorithms=["HS256"], issuer=SERVICE, leeway=30,
            options={"require": ["iss", "iat"]},
        )  # fmt: skip
    except jwt.InvalidTokenError:
        return False
    return jwt.get_unverified_header(header.removeprefix("Bearer "))["typ"] == "JWT" and bool(claims)
