"""What a submitted record must hold to before it becomes a case: the record's own types, real contact details, dates."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Any

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from pydantic import ValidationError

from intake_api import authorities
from intake_api.problems import FieldError, Problem, field_errors
from service_model import FACTS, check_dates
from service_model.contradictions import contradictions
from service_model.record import Complaint

_ALLOWED = frozenset("\n\r\t")


def read_record(record: dict[str, Any], *, today: date, field: str = "record", was_told: bool = False) -> Complaint:
    """The record, typed, when everything in it can be used.

    Raises Problem (422) with every field that cannot: characters nobody types, wrong types, contact details that reach
    nobody, dates that cannot be, answers that cannot all be true. A record that `was_told` in a conversation is not refused
    for the last: the person is gone, the rules flag it, and a caseworker asks.
    """
    errors = [FieldError(_join(field, path), message) for path, message in _bad_characters(record)]
    if errors:
        raise Problem.not_valid(errors)
    try:
        complaint = Complaint.model_validate(record)
    except ValidationError as error:
        raise Problem.not_valid(field_errors(error.errors(include_input=False, include_url=False), field)) from None
    found = [*_bad_names(complaint), *_bad_contacts(complaint), *_bad_dates(complaint, today)]
    if not found and not was_told:
        found += contradictions(complaint, authority=authorities.authority(complaint.authority))
    errors = [FieldError(_join(field, path), message) for path, message in found]
    if errors:
        raise Problem.not_valid(errors)
    return complaint


def _join(*parts: str) -> str:
    return ".".join(part for part in parts if part)


def _bad_characters(record: Any) -> Iterator[tuple[str, str]]:
    """Walks without recursion, so that deep nesting cannot exhaust the stack."""
    waiting: list[tuple[str, Any]] = [("", record)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, str):
            found = next((character for character in value if _is_refused(character)), None)
            if found is not None:
                yield path.lstrip("."), f"Remove the control character U+{ord(found):04X}."
        elif isinstance(value, dict):
            for key, child in value.items():
                if any(_is_refused(character) for character in key):
                    yield path.lstrip(".") or "fields", "A field's name has a control character in it."
                else:
                    waiting.append((f"{path}.{key}", child))
        elif isinstance(value, list):
            waiting.extend((f"{path}.{index}", child) for index, child in enumerate(value))


def _is_refused(character: str) -> bool:
    return character not in _ALLOWED and unicodedata.category(character) in ("Cc", "Cs")


def _bad_names(complaint: Complaint) -> Iterator[tuple[str, str]]:
    if complaint.authority not in authorities.names():
        yield "authority", f"Give one of {', '.join(sorted(authorities.names()))}."
    for part in ("unanswered", "provenance"):
        for name in getattr(complaint, part):
            if name not in FACTS:
                yield f"{part}.{name}", "There is no fact of this name."


def _bad_contacts(complaint: Complaint) -> Iterator[tuple[str, str]]:
    person = complaint.complainant
    if person.phone is not None and not _is_phone(person.phone):
        yield "complainant.phone", "Give a telephone number we can ring, with its country code, like +442079460123."
    if person.email is not None:
        try:
            validate_email(person.email, check_deliverability=False)
        except EmailNotValidError:
            yield "complainant.email", "Give an email address like name@example.org. Check for a slip around the @."


def _is_phone(text: str) -> bool:
    """Possible, not necessarily assigned: numbering plans change, and a number for drama is still a number."""
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(text))
    except phonenumbers.NumberParseException:
        return False


def _bad_dates(complaint: Complaint, today: date) -> Iterator[tuple[str, str]]:
    """Dates that cannot be: the rules' own check, so that every door refuses the same."""
    try:
        check_dates(complaint, today)
    except ValueError as error:
        path, _, message = str(error).partition(": ")
        yield path, message
