"""A question as the form shows it: the script's words for channel `form`, and how it may be answered."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import phonenumbers

from intake_api import wording
from intake_api.languages.dates import vague_date
from service_model import FACTS, Complaint, Fact, options_for

_ANSWER = re.compile(r"^/provide_info\s*(\{.*\})$", re.DOTALL)
OPEN = {"/dont_know": "dont_know", "/prefer_not_to_say": "prefer_not_to_say"}
LEFT_OUT = frozenset({"consent_to_process", "wants_caseworker", "confirm_summary"})
AUTOCOMPLETE = {"name": "name", "phone": "tel", "email": "email", "postcode": "postal-code", "address": "street-address"}


@dataclass(frozen=True, slots=True)
class Option:
    """One answer on offer: what the person reads, what the form sends, what it means (None: leaves the question open)."""

    title: str
    payload: str
    value: Any


@dataclass(frozen=True, slots=True)
class Question:
    """One page. `options` are answers of a choice; `skips` leave the question open: 'I don't know', 'I'd rather not say'."""

    fact: Fact
    title: str
    hint: str
    options: tuple[Option, ...]
    skips: tuple[Option, ...]

    @property
    def is_choice(self) -> bool:
        """Radios, or a box to write in?"""
        return self.fact.kind in ("bool", "choice")


def question_for(name: str, complaint: Complaint) -> Question:
    """The page for a fact: the first line of its wording is the question, the rest the hint. KeyError for no such fact."""
    fact = FACTS[name]
    title, _, hint = wording.text(f"utter_ask_{name}", "form").partition("\n")
    fitting = options_for(name, complaint) if fact.kind == "choice" else ()
    options, skips = [], []
    for button in wording.buttons(f"utter_ask_{name}", "form"):
        payload = button["payload"]
        if payload in OPEN:
            skips.append(Option(button["title"], payload, None))
            continue
        value = value_of(payload)
        if fact.kind == "choice" and value not in fitting:
            continue
        options.append(Option(button["title"], payload, value == "true" if fact.kind == "bool" else value))
    return Question(fact, title.strip(), hint.strip(), tuple(options), tuple(skips))


def value_of(payload: str) -> str:
    """The answer inside a button's payload.

    >>> value_of('/provide_info{"answer":"gp"}')
    'gp'
    """
    found = _ANSWER.match(payload)
    return str(json.loads(found[1]).get("answer", "")) if found else payload


def label(name: str) -> str:
    """What an answer is called where answers are checked."""
    return wording.text(f"utter_label_{name}") if wording.has(f"utter_label_{name}") else name.replace("_", " ").capitalize()


def shown(name: str, slots: Mapping[str, Any]) -> str:
    """An answer as the person reads it back; what was left open says so."""
    why = (slots.get("unanswered") or {}).get(name)
    if slots.get(name) is None:
        return wording.text("label_not_said" if why == "prefer_not_to_say" else "label_not_known") if why else ""
    value, kind = slots[name], FACTS[name].kind
    if kind in ("bool", "choice"):
        wanted = str(value).lower() if isinstance(value, bool) else str(value)
        buttons = wording.buttons(f"utter_ask_{name}", "form")
        return next((row["title"] for row in buttons if value_of(row["payload"]) == wanted), wanted)
    if kind == "phone":
        return dialled(str(value))
    return vague_date(str(value)) if kind == "date" else str(value)


def summary(slots: Mapping[str, Any]) -> str:
    """One line an answer, in the order of the facts, as the chat sums up."""
    rows = ((label(name), shown(name, slots)) for name in FACTS if name not in LEFT_OUT)
    return "\n".join(f"{key}: {value}" for key, value in rows if value)


def dialled(e164: str) -> str:
    """A number as it is dialled here; one from abroad with its country code."""
    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return e164
    home = phonenumbers.PhoneNumberFormat.NATIONAL
    return phonenumbers.format_number(number, home if number.country_code == 44 else phonenumbers.PhoneNumberFormat.INTERNATIONAL)
