"""What a free text seems to say already: offered for confirmation when its question comes up, never assumed."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from actions.exchange import Exchange
from actions.showing import phone_words
from service_model import PHSO
from service_model.register import normalise

NAMED = 0.7  # the reader's confidence that words are a name of their own
AROUND = 70  # characters either side of a date that tell what it is the date of
CUES: tuple[tuple[str, str], ...] = (
    ("put_to_mp_on", r"\bmps?\b|member of parliament"),
    ("replied_on", r"\b(repl(y|ied)|respon(se|ded)|answer(ed)?|wrote back|final letter|letter from|got back to)\b"),
    ("complained_on", r"\b(complain(ed|t)|wrote to|written to|raised it|put in a complaint)\b"),
    ("aware_on", r"\b(found out|realis(ed|e)|discover(ed)?|first knew|told me|told us|learn(t|ed)|noticed|became aware)\b"),
)
NOT_A_MATTER = re.compile(r"\b(born|birth|dob|d\.o\.b|aged?|married|retired|since)\b", re.IGNORECASE)
DURATION = re.compile(r"^(waited|waiting|for|over|within|after)\b|\b(longer|wait)\b", re.IGNORECASE)
BEFORE_A_DATE = re.compile(r"^(?:in|on|at|by|since|from|around|about) (?=\w*\d|[a-z]{3,9}\b)", re.IGNORECASE)
REFERRED = re.compile(r"\b(mp|member of parliament)\b.{0,40}\b(referr?ed|signed|sent (it|this|the form))", re.IGNORECASE)
PEOPLE = (
    r"(?:late )?(?:mum|mam|mom|mother|dad|father|wife|husband|partner|son|daughter|brother|sister|gran|nan|grandma|grandad|"
    r"grandmother|grandfather|uncle|aunt|auntie|niece|nephew|friend|client|neighbour|baby|child|little boy|little girl)"
)
ADJUSTMENTS = {"large_print": "large print", "bsl": "British Sign Language", "interpreter": "an interpreter"}
HAPPENED_TO = re.compile(
    rf"\b(?:on behalf of|complaining for|for|treated|discharged|left|sent|gave|ignored|hurt|killed|failed) my ({PEOPLE})\b"
    rf"|\bmy ({PEOPLE}) (?:died|passed|was|were|waited|had|has|fell|is|went|got|needed|lost|did|could|suffered)\b",
    re.IGNORECASE,
)
DIED = re.compile(rf"\bmy ({PEOPLE})(?:\W+\w+){{0,4}}?\W+(?:died|passed away|passed on)\b", re.IGNORECASE)


def propose_from(ex: Exchange, text: str) -> None:
    """Reads a text and keeps a proposal for each fact it seems to answer and that is still open; adds its signals."""
    reading = ex.reader.read(text, today=ex.today).as_dict()
    found = {
        **_contacts(reading["contacts"]),
        **_adjustments(reading["signals"]),
        **_dates(text, reading["dates"], ex.today),
        **_organisation(text, reading["organisations"]),
        **_choices(text),
    }
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
        found.setdefault(fact, {"value": row["edtf"], "words": BEFORE_A_DATE.sub("", row["text"])})
    if "aware_on" not in found and "event_on" in found:
        found["aware_on"] = found["event_on"]
    return found


def _clause(text: str, start: int, end: int) -> str:
    """The words around a date, no further than its sentence and 70 characters."""
    left, right = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return re.split(r"[.!?;\n]|\band then\b", left)[-1] + text[start:end] + re.split(r"[.!?;\n]|,? (?:and|but)\b", right)[0]


def _organisation(text: str, organisations: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The one organisation complained about, by its full name, or as the person calls it ('your landlord')."""
    blamed = [row for row in reversed(organisations) if row["role"] == "complained_about"]
    named = {row["id"]: row for row in blamed if row.get("id")}
    called = {normalise(row["name"]): row for row in blamed if not row.get("id") and _says_enough(row)}
    if len(named) != 1:
        return _as_called(text, *called.values()) if len(called) == 1 and not named else {}
    (row,) = named.values()
    said, name = text[row["start"] : row["end"]], row["name"]
    if row["id"] in PHSO.register.kinds:  # 'the council', 'Cheshire police': the register knows the sort, not the one
        return {"organisation": {"value": {"text": said, "body": row["id"]}, "words": said}}
    article = "the " if said.casefold().startswith("the ") else ""
    words = article + name if normalise(name) == normalise(said).removeprefix("the ") else f"{said} ({name})"
    return {"organisation": {"value": {"text": name, "body": row["id"]}, "words": words}}


def _says_enough(row: dict[str, Any]) -> bool:
    """A name; or a sort that is outside whoever it is ('my landlord'). Of 'my GP surgery' the name is still needed."""
    kind = PHSO.register.kinds.get(PHSO.register.look(row["name"]).kind or "")
    return row["confidence"] >= NAMED or (kind is not None and kind.jurisdiction == "out")


def _as_called(text: str, row: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """A name outside the register, or a sort of organisation: kept in the person's words, said back from our side."""
    said = text[row["start"] : row["end"]]
    lead, _, rest = said.partition(" ")
    words = {"my": f"your {rest}", "our": f"your {rest}", "the": f"the {rest}"}.get(lead.casefold(), said)
    return {"organisation": {"value": {"text": said, "body": None}, "words": words}}


def _contacts(contacts: dict[str, list[str]]) -> dict[str, dict[str, Any]]:
    """A phone number, address or prison number that stands alone in the story may be the person's own: ask."""
    kinds = {"phone": "phones", "email": "emails", "postcode": "postcodes", "prison_number": "prison_numbers"}
    alone = {fact: contacts[kind][0] for fact, kind in kinds.items() if len(contacts.get(kind, ())) == 1}
    return {fact: {"value": value, "words": phone_words(value) if fact == "phone" else value} for fact, value in alone.items()}


def _adjustments(signals: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What the story says would help, to be offered and not assumed (SM-1.48)."""
    wanted = [ADJUSTMENTS[row["name"]] for row in signals if row["name"] in ADJUSTMENTS]
    words = " and ".join(dict.fromkeys(wanted))
    return {"adjustments": {"value": words.capitalize(), "words": words}} if words else {}


def _choices(text: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    if match := DIED.search(text):
        found["complaining_for"] = {"value": "someone_else", "words": f"your {match[1].lower()}"}
        found["aggrieved_situation"] = {"value": "died", "words": f"your {match[1].lower()} died"}
    elif match := HAPPENED_TO.search(text):
        found["complaining_for"] = {"value": "someone_else", "words": f"your {(match[1] or match[2]).lower()}"}
    if match := REFERRED.search(text):
        found["mp_referral"] = {"value": "referred", "words": match[0]}
    return found
