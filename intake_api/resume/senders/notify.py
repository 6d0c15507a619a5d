"""Emails and texts by GOV.UK Notify, through its own Python client (a JWT from the API key signs every request).

The template in Notify holds ((subject)) and ((message)), or ((message)) alone for texts: the words stay in domain.yml.
"""

from __future__ import annotations

import logging
from collections.abc import Set
from typing import Any

from notifications_python_client.errors import APIError, HTTPError
from notifications_python_client.notifications import NotificationsAPIClient

from intake_api.resume.contact import Method
from intake_api.resume.senders import Message, SendError
from intake_api.settings import Settings

_CLIENT: Any = NotificationsAPIClient  # it comes without types

TIMEOUT = 15.0  # seconds
logging.getLogger("notifications_python_client").setLevel(logging.CRITICAL)  # it logs what the server says; we log a code


class NotifySender:
    """Sends by the templates that are set; without a template for texts it offers emails only, and the other way round."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        templates: dict[Method, str] = {"email": settings.notify_email_template, "text": settings.notify_text_template}
        self._templates = {method: template for method, template in templates.items() if template}

    @property
    def methods(self) -> Set[Method]:
        """What there is a template for."""
        return self._templates.keys()

    def send(self, message: Message) -> None:
        """One request. A 400 is about this message and final; a wrong key, a limit or a fault over there is tried again."""
        key, url = self.settings.notify_api_key.get_secret_value(), self.settings.notify_url
        client: Any = _CLIENT(key, base_url=url, timeout=TIMEOUT)  # not safe between threads: one for each message
        personal = {"message": message.text}
        try:
            if message.method == "text":
                client.send_sms_notification(
                    message.to, self._templates["text"], personalisation=personal, reference=message.reference
                )
            else:
                personal["subject"] = message.subject
                client.send_email_notification(
                    message.to, self._templates["email"], personalisation=personal, reference=message.reference
                )
        except HTTPError as error:
            raise SendError(f"notify_{error.status_code}", is_final=error.status_code == 400) from None
        except APIError:
            pass  # it was taken (2xx); only its receipt could not be read
        except KeyError:
            raise SendError("no_template", is_final=True) from None
        finally:
            client.request_session.close()
