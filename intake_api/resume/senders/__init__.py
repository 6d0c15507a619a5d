"""Ways to send a message: a protocol, and one module for each. Which one is used is a setting.

`console` and `file` are for development: settings refuse them where people reach us from elsewhere, because a code that
stands in a file or on a terminal is a code that others can read. `smtp` and `notify` are for real use.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from intake_api.resume.contact import Method
from intake_api.settings import Settings


@dataclass(frozen=True, slots=True)
class Message:
    """What to send. `reference` is the same on a second try, so that a receiver can tell a repeat."""

    method: Method
    to: str
    subject: str
    text: str
    reference: str
    at: datetime


class SendError(Exception):
    """It could not be sent. `reason` is a short code without personal data; `is_final`: another try is of no use."""

    def __init__(self, reason: str, *, is_final: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.is_final = reason[:60], is_final


class Sender(Protocol):
    """A way to send."""

    @property
    def methods(self) -> Set[Method]:
        """What it can send: emails, texts, or both."""

    def send(self, message: Message) -> None:
        """Sends it, within a time limit. Raises SendError, and nothing else for what a server or the network does."""


def sender_of(settings: Settings) -> Sender | None:
    """The sender that the settings choose; None where saving is off."""
    from intake_api.resume.senders import console, file, notify, smtp  # each stands on this module

    match settings.sender:
        case "console":
            return console.ConsoleSender()
        case "file":
            return file.FileSender(settings.message_dir)
        case "smtp":
            return smtp.SmtpSender(settings)
        case "notify":
            return notify.NotifySender(settings)
    return None
