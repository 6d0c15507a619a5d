"""What a free text seems to say already: offered for confirmation when its question comes up, never assumed."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from actions.exchange import Exchange

AROUND = 70  # characters either side of a date that tell what it is the date of
CUES: tuple[tuple[str, str], ...] = (
    ("put_to_mp_on", r"\bmps?\b|member of parliament"),
    ("replied_on", r"\b(repl(y|ied)|respon(se|ded)|answer(ed)?|wrote back|final letter|letter from|got back to)\b"),
    ("complained_on", r"\b(complain(ed|t)|wrote to|written to|raised it|put in a complaint)\b"),
    ("aware_on", r"\b(found out|realis(ed|e)|discover(ed)?|first knew|told me|told us|learn(t|ed)|noticed|became aware)\b"),
)
NOT_A_MATTER = re.compile(r"\b(born|birth|dob|d\.o\.b|aged?|married|retired|since)\b", re.IGNORECASE)
DURATION = re.compile(r"^(waited|waiting|for|over|within|after)\b|\b(longer|wait)\b", re.IGNORECASE)
REFERRED = re.compile(r"\b(mp|member of parliament)\b.{0,40}\b(referr?ed|signed|sent (it|this|the form))", re.IGNORECASE)
FOR_ANOTHER = re.compile(
    r"\b(on behalf of|for my (mum|mother|dad|father|wife|husband|partner|son|daughter|brother|sister|gran|nan|friend|client))",
    re.IGNORECASE,
)


def propose_from(ex: Exchange, text: str) -> None:
    """Reads a text and keeps a proposal for each fact it seems to answer and that is still open; adds its signals."""
    reading = ex.reader.read(text, today=ex.today).as_dict()
    found = {**_dates(text, reading["dates"], ex.today), **_organisation(reading["organisations"]), **_choices(text, reading)}
    for fact, proposal in found.items():
        if not ex.state.is_settled(fact) and ex.script.can_propose(fact):
            ex.state.proposals.setdefault(fact, proposal)
    add_signals(ex, reading["signals"])


def add_signals(ex: Exchange, signals: list[dict[str, Any]]) -> None:
    """Keeps each signal once: the same name and detail is the same signal."""
    known = {(row["name"], row.get("detail")) for row in ex.state.signals}
    for row in signals:
        key = (row["name"], row.get("detail"))
        if key not in known:
            known.add(key)
            ex.state.signals.append({"name": row["name"], "detail": row.get("detail"), "reason": (row.get("reason") or "")[:500]})


def _dates(text: str, dates: list[dict[str, Any]], today: date) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for row in dates:
        if str(row["from"]) > today.isoformat() or DURATION.search(row["text"]):
            continue
        clause = _clause(text, row["start"], row["end"])
        if NOT_A_MATTER.search(clause):
            continue
        fact = next((name for name, cue in CUES if re.search(cue, clause, re.IGNORECASE)), "event_on")
        found.setdefault(fact, {"value": row["edtf"], "words": row["text"]})
    if "aware_on" not in found and "event_on" in found:
        found["aware_on"] = found["event_on"]
    return found


def _clause(text: str, start: int, end: int) -> str:
    """The words around a date, no further than its sentence and 70 characters."""
    left, right = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return re.split(r"[.!?;\n]|\band then\b", left)[-1] + text[start:end] + re.split(r"[.!?;\n]|,? (?:and|but)\b", right)[0]


def _organisation(organisations: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    named = {row["id"]: row for row in organisations if row["role"] == "complained_about" and row.get("id")}
    if len(named) != 1:
        return {}
    (row,) = named.values()
    return {"organisation": {"value": {"text": row["name"], "body": row["id"]}, "words": row["name"]}}


def _choices(text: str, reading: dict[str, Any]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    names = {row["name"] for row in reading["signals"]}
    if match := FOR_ANOTHER.search(text):
        found["complaining_for"] = {"value": "someone_else", "words": match[0]}
    elif "representative" in names:
        found["complaining_for"] = {"value": "someone_else", "words": "someone else"}
    if match := REFERRED.search(text):
        found["mp_referral"] = {"value": "referred", "words": match[0]}
    return found
