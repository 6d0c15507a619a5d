"""Answers as clauses of a sentence to the person: 'you have their final answer', 'it happened in March 2024'."""

from __future__ import annotations

from typing import Any

from actions.script import Script
from actions.showing import date_words, phone_words
from service_model import PHSO
from service_model.facts import FACTS
from service_model.organisation import in_a_sentence

LONGEST_QUOTE = 160


def clause(fact: str, value: Any, script: Script, words: str = "") -> str:
    """The answer as a clause, from `heard_<fact>` or `heard_<fact>_<option>` of domain.yml; '' where there is none."""
    kind = FACTS[fact].kind
    if kind in ("choice", "bool"):
        return script.text(f"heard_{fact}_{str(value).lower()}", "web")
    return script.text(f"heard_{fact}", "web", value=_value(kind, value, words))


def listed(clauses: list[str]) -> str:
    """Several clauses as one sentence.

    >>> listed(["it is a prison"]), listed(["you are family", "they have died", "it is a GP surgery"])
    ('it is a prison', 'you are family, that they have died, and that it is a GP surgery')
    """
    if len(clauses) < 2:
        return "".join(clauses)
    return ", that ".join(clauses[:-1]) + (", and that " if len(clauses) > 2 else " and that ") + clauses[-1]


def _value(kind: str, value: Any, words: str) -> str:
    if kind == "date":
        return when(str(value), words)
    if kind == "organisation":
        return named(value, words)
    if kind == "phone":
        return phone_words(str(value))
    text = " ".join(str(value).split())
    return quoted(text) if kind == "text" else text


def quoted(text: str) -> str:
    """The person's own words in marks, kept short.

    >>> quoted("They lost it.")
    "'They lost it'"
    """
    text = " ".join(text.split()).strip(" .,;:")
    if len(text) > LONGEST_QUOTE:
        text = text[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " ..."
    return f"'{text}'"


def when(edtf: str, words: str = "") -> str:
    """A date in a sentence, with the person's own words where they say it differently.

    >>> when("2024-03"), when("2024-03-05"), when("2026-10/2026-11", "a few weeks back")
    ('in March 2024', 'on 5 March 2024', "'a few weeks back' (between October 2026 and November 2026)")
    """
    meant = date_words(edtf)
    if words and len(words) <= 40 and not _says_the_same(words, meant):
        return f"{quoted(words)} ({meant})"
    if meant.startswith("between "):
        return meant
    return f"{'on' if meant[0].isdigit() and ' ' in meant else 'in'} {meant}"


def _says_the_same(words: str, meant: str) -> bool:
    meaning, said = set(meant.casefold().split()), set(words.casefold().replace(",", " ").split())
    return meaning <= said or said <= meaning


def named(value: Any, words: str = "") -> str:
    """An organisation in a sentence: 'the Department for Work and Pensions', with what they call it where that differs."""
    body = PHSO.register.bodies.get(value.get("body") or "") if isinstance(value, dict) else None
    if body is None:
        return words or str(value.get("text") if isinstance(value, dict) else value)
    return words or in_a_sentence(body.name)
