"""What a person gets on their phone or in their mailbox: the worker runs, the file sender writes, we read."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default
from typing import Any

from intake_api.clock import utc_now
from intake_api.outbox.worker import Worker

CODE = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{3}(?:-[0-9A-HJKMNP-TV-Z]{3}){2}\b")


@dataclass(frozen=True)
class Letter:
    """One message as it arrived."""

    to: str
    subject: str
    text: str

    @property
    def code(self) -> str:
        """The code in it."""
        found = CODE.search(self.text)
        assert found, self.text
        return found[0]


class Post:
    """Carries what waits; `ahead` moves the worker's clock on."""

    def __init__(self, app: Any) -> None:
        self.app, self.ahead = app, timedelta()

    def now(self) -> datetime:
        """The worker's time."""
        return utc_now() + self.ahead

    def carry(self) -> list[Letter]:
        """One round of the worker; answers what has newly arrived."""
        before = set(self._files())
        worker = Worker(self.app.state.sessions, self.app.state.settings, now=self.now, chance=random.Random(1))
        try:
            worker.send_messages()
        finally:
            worker.close()
        return [_read(path) for path in self._files() if path not in before]

    def one(self) -> Letter:
        """The one letter that came."""
        (letter,) = self.carry()
        return letter

    def _files(self) -> list[Any]:
        folder = self.app.state.settings.message_dir  # stays empty while messages leave another way
        return sorted(path for path in folder.glob("*") if path.suffix in (".eml", ".txt"))


def _read(path: Any) -> Letter:
    if path.suffix == ".txt":
        head, _, text = path.read_text("utf-8").partition("\n\n")
        return Letter(head.removeprefix("To: "), "", text)
    mail = message_from_bytes(path.read_bytes(), policy=default)
    return Letter(mail["To"], mail["Subject"], mail.get_content())
