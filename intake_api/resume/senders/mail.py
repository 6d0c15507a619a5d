"""An email as a mail server takes it."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from intake_api.resume.senders import Message


def email_of(message: Message, mail_from: str) -> EmailMessage:
    """The message as a plain text email. A second try carries the same Message-ID, so that a server can see a repeat."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = mail_from, message.to, message.subject
    mail["Date"] = format_datetime(message.at)
    mail["Message-ID"] = f"<{message.reference}@{parseaddr(mail_from)[1].rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday reply, please
    mail.set_content(message.text + "\n")
    return mail
