"""Emails by a mail server (SMTP, RFC 5321), over TLS. The standard library's client: the worker is threads, and may wait."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator, Set
from contextlib import contextmanager

from intake_api.resume.contact import Method
from intake_api.resume.senders import Message, SendError
from intake_api.resume.senders.mail import email_of
from intake_api.settings import Settings

TIMEOUT = 15.0  # seconds for each answer of the server


class SmtpSender:
    """Sends emails through the office's own mail server. Texts it cannot send."""

    methods: Set[Method] = frozenset({"email"})

    def __init__(self, settings: Settings, *, timeout: float = TIMEOUT) -> None:
        self.settings, self.timeout = settings, timeout

    def send(self, message: Message) -> None:
        """One connection, one message. A 5xx about this recipient or message is final; anything else is worth another try."""
        mail = email_of(message, self.settings.mail_from)
        try:
            with self._server() as server:
                server.send_message(mail)
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            raise SendError(f"smtp_{codes[0]}", is_final=all(code >= 500 for code in codes)) from None
        except smtplib.SMTPDataError as error:
            raise SendError(f"smtp_{error.smtp_code}", is_final=error.smtp_code >= 500) from None
        except smtplib.SMTPResponseException as error:  # greeting, log-in or sender refused: a matter of settings
            raise SendError(f"smtp_{error.smtp_code}") from None
        except (OSError, smtplib.SMTPException) as error:
            raise SendError(type(error).__name__) from None

    @contextmanager
    def _server(self) -> Iterator[smtplib.SMTP]:
        """A server that we may trust with a password and a code: TLS first, its certificate checked."""
        settings = self.settings
        context = ssl.create_default_context(cafile=str(settings.smtp_ca_file) if settings.smtp_ca_file else None)
        if settings.smtp_security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(settings.smtp_host, settings.smtp_port, timeout=self.timeout, context=context)
        else:
            server = smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=self.timeout)
        with server:
            if settings.smtp_security == "starttls":
                server.starttls(context=context)  # raises when the server offers none: never in the clear
            if settings.smtp_username:
                server.login(settings.smtp_username, settings.smtp_password.get_secret_value())
            yield server
