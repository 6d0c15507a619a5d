"""For development: writes each message into a folder, emails as .eml and texts as .txt."""

from __future__ import annotations

import os
from collections.abc import Set
from pathlib import Path

from intake_api.resume.contact import Method
from intake_api.resume.senders import Message, SendError
from intake_api.resume.senders.mail import email_of

FROM = "Redress <redress@example.org>"


class FileSender:
    """Writes files that only their owner can read. Names hold a time and a random reference, nothing about the person."""

    methods: Set[Method] = frozenset({"email", "text"})

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, message: Message) -> None:
        """Writes one file, whole or not at all. Raises SendError when it cannot."""
        if message.method == "email":
            ending, content = "eml", email_of(message, FROM).as_bytes()
        else:
            ending, content = "txt", f"To: {message.to}\n\n{message.text}\n".encode()
        path = self.folder / f"{message.at:%Y%m%dT%H%M%S}-{message.reference}.{ending}"
        unfinished = path.with_suffix(".part")
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
                out.write(content)
            unfinished.replace(path)
        except OSError as error:
            raise SendError(type(error).__name__) from error
