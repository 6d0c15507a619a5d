"""Codes, paths and answers as staff read them (labels.yaml). Days are put in words in one place: languages.dates."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import yaml

from intake_api.languages.dates import day as day  # templates of staff find all their words here
from intake_api.languages.dates import vague_date as vague_date

WRONG = "The user name or the password is wrong. Check both and try again."
WRONG_CODE = "This code is not right, or it was used already. Wait for the next code of your app and type that."
WAIT = "There were too many failed tries. Wait {minutes} minutes, then try again."
NO_LOCAL = "Log in with your organisation's account. Passwords are not used here."
NO_ENTRY = {
    "refused": "Your organisation's log-in did not let you in, or you stopped it. Try again, or ask your administrator.",
    "away": "Your organisation's log-in does not answer. Try again in a few minutes.",
    "not_proved": "The answer of your organisation's log-in could not be checked, so you are not logged in. Try again from here.",
    "no_role": "Your account has no role in Redress, so you cannot come in. Ask your administrator to give it one.",
    "switched_off": "Your access to Redress was switched off. Ask your administrator.",
    "name_taken": "Somebody here has your user name already, with a password. Ask your administrator to switch that account off "
    "or to give it another name.",
}
NO_WAY_OUT = (
    "You are logged out of Redress. Your organisation's log-in cannot be ended from here: close all windows of this browser, "
    "or log out on your organisation's own page."
)
NOBODY_LEFT = "This is the last person who can manage staff. Give that role to somebody else first."
NAME_TAKEN = "Somebody has this name already. Choose another one."
BAD_NAME = "Give a name of 1 to 80 characters."
LONG_TEAM = "Give a team of at most 60 characters, or leave it empty."
LONG_NAME = "Use at most 120 characters."
NO_ROLE = "Choose a role."

_LABELS: Mapping[str, Mapping[str, str]] = yaml.safe_load(
    files("intake_api.staff").joinpath("labels.yaml").read_text(encoding="utf-8")
)


def field(path: str) -> str:
    """The name of a field of the record; a path without a label (a guard test forbids it) reads as its own words."""
    return _LABELS["fields"].get(path) or _LABELS["dialogue"].get(path) or _spaced(path.rpartition(".")[2])


def has_field(path: str) -> bool:
    """Does this path have a label?"""
    return path in _LABELS["fields"]


def code(value: str | None, empty: str = "Not known") -> str:
    """A code in words: `nhs_trust` is NHS trust, `out_of_time` is Out of time."""
    if not value:
        return empty
    return _LABELS["values"].get(value) or _spaced(value)


def action(name: str) -> str:
    """What an entry of the audit trail says happened."""
    return _LABELS["actions"].get(name) or _spaced(name)


def actor(name: str) -> str:
    """Who did it: `staff:asha` is asha (staff)."""
    kind, _, who = name.partition(":")
    return f"{who} ({kind})" if who else _spaced(name)


def answer(value: Any, *, is_date: bool = False, is_code: bool = False) -> str:
    """A fact's value as text: yes or no, a date, a code in words, or the person's own words."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if is_date:
        return vague_date(str(value))
    return code(str(value)) if is_code else str(value)


def _spaced(name: str) -> str:
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]
