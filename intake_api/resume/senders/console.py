"""For development: prints messages on standard output, which no log of ours goes to."""

from __future__ import annotations

from collections.abc import Set

from intake_api.resume.contact import Method
from intake_api.resume.senders import Message


class ConsoleSender:
    """Shows what would be sent."""

    methods: Set[Method] = frozenset({"email", "text"})

    def send(self, message: Message) -> None:
        """Prints the message; standard output is its purpose here, so it is not a log."""
        head = f"--- FOR DEVELOPMENT ONLY, not sent: {message.method} to {message.to}: {message.subject}"
        print(f"{head}\n{message.text}\n---", flush=True)
