"""The person's own contact: an email address, or a UK mobile number that can take a text. Read strictly: it is written to."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from typing import Literal

from email_validator import EmailNotValidError, validate_email

from intake_api.conversations.clean import InputProblemError, without_control
from intake_api.resume.problems import PROBLEMS
from intake_api.security import sign
from intake_api.settings import Settings
from narrative.contacts import phone_from

Method = Literal["email", "text"]
LONGEST = 254
_NUMBER = re.compile(r"\+?[\d\s().\-\u2010-\u2015]+")
_UK_MOBILE = re.compile(r"\+447(?:[1-57-9]\d{8}|624\d{6})")  # no pagers, no personal numbers: they cost, and take no texts


@dataclass(frozen=True, slots=True)
class Contact:
    """Where to write to. `key` is how it is looked up again: the same however it is typed."""

    method: Method
    address: str

    def key(self, settings: Settings) -> str:
        """A keyed digest of the contact; without the server's secret it tells nothing."""
        return sign(settings, "resume-contact", self.address.casefold())


def read_contact(typed: str, methods: Set[Method] = frozenset({"email", "text"})) -> Contact:
    """The contact a person typed, and nothing else: an address in a sentence may be the wrong one.

    Raises InputProblemError when it is none, or when we cannot send that way (`methods`).
    """
    text = without_control(typed).strip()
    if not text:
        raise _problem("contact_empty", "")
    if len(text) > LONGEST:
        raise _problem("contact_long", text[:LONGEST])
    found = _email(text) if "@" in text else _mobile(text)
    if found.method not in methods:
        raise _problem("email_only" if "email" in methods else "text_only", text)
    return found


def _email(text: str) -> Contact:
    try:
        checked = validate_email(text, check_deliverability=False, allow_smtputf8=False, test_environment=True)
    except EmailNotValidError:
        raise _problem("contact_invalid", text) from None
    return Contact("email", checked.ascii_email or checked.normalized)


def _mobile(text: str) -> Contact:
    number = phone_from(text) if _NUMBER.fullmatch(text) else None
    if number is None:
        raise _problem("contact_invalid", text)
    if not _UK_MOBILE.fullmatch(number):
        raise _problem("not_mobile", text)
    return Contact("text", number)


def _problem(key: str, given: str) -> InputProblemError:
    return InputProblemError("contact", PROBLEMS[key], given=given)
