"""Other answers that came in the same message: filled when they are plain, proposed when they are likely."""

from __future__ import annotations

import re
from typing import Any

from actions.applying import apply
from actions.exchange import Exchange
from actions.proposals import has_second_tier, propose_from
from actions.said import said_in
from actions.showing import shown
from actions.summary import label
from actions.when import dates_said
from actions.whose import whose
from service_model.facts import FACTS

CONTACT_FACTS = {"name", "preferred_contact", "phone", "email", "address", "postcode", "contact_times", "safe_contact"}
TELLS_MORE = {"organisation", "local_stage", "mp_referral", "complaining_for", "exceptional_circumstances", "aggrieved_situation"}
BESIDE = {"local_stage", "reply_format", "mp_referral", "meeting_offered", "preferred_contact", "further_stage_available"}
OF_ANOTHER = {"aggrieved_situation", "relationship"}  # only where they complain for someone else
LONG = 6  # words; a shorter answer says nothing beside itself
SHORT = 4
_IN_ONE_BREATH = re.compile(
    r"\b(?:no,? (?:sorry|wait|hang on|actually)|sorry,? (?:no|i mean|it was)|wait,? no|scratch that|i mean|make that)\b",
    re.IGNORECASE,
)
_CONTACT_BEGINS = re.compile(r"[,;]|\s[-–]\s|\band\b|\bmy (?:number|phone|mobile|email|postcode)|\d|\S+@", re.IGNORECASE)


def take_extras(ex: Exchange, asked: str) -> list[str]:
    """Fills what was plainly said beside the answer; keeps proposals from a telling one. Returns the facts filled, to be said."""
    text = ex.message.text
    if asked in CONTACT_FACTS:
        _contacts(ex, text, asked)
    if FACTS[asked].kind in ("text", "name"):
        return []
    filled = take_beside(ex, asked)
    if asked in TELLS_MORE and len(text.split()) >= LONG:
        propose_from(ex, text, beside=asked)
    return filled


def take_beside(ex: Exchange, asked: str) -> list[str]:
    """Fills the open facts that the message plainly speaks of besides the one asked. Returns their names."""
    if ex.message.clicked or len(ex.message.words) < SHORT or ex.state.answers.get("consent_to_process") is not True:
        return []  # nothing is kept before they agree to it (SM-1.61)
    another = ex.state.answers.get("complaining_for") == "someone_else"
    found: dict[str, Any] = {
        fact: (row.value, row.words)
        for fact, row in said_in(ex.message.text).items()
        if fact in BESIDE or (another and fact in OF_ANOTHER)
    }
    if said := whose(ex.message.text):
        found["complaining_for"] = (said.value, ex.message.text)
    if has_second_tier(ex.state.body):
        found.pop("further_stage_available", None)
    for fact, row in dates_said(ex.message.text, _dates(ex), ex.today).items():
        found[fact] = (row["value"], row["words"])
    return [
        fact
        for fact, (value, words) in found.items()
        if fact != asked and not ex.state.is_settled(fact) and apply(ex, fact, value, words=words) is None
    ]


def asked_date(ex: Exchange, asked: str) -> str | None:
    """Of several dates in one answer the words of the one that was asked for; None when there is only one, or none fits."""
    rows = _dates(ex)
    if len(rows) < 2:
        return None
    after = _IN_ONE_BREATH.split(ex.message.text)[-1].strip()
    if after != ex.message.text.strip() and (last := [row["text"] for row in rows if row["text"] in after]):
        return str(last[0])  # 'December, no sorry, it was September'
    said = dates_said(ex.message.text, rows, ex.today)
    if asked in said:
        return str(said[asked]["words"])
    left = [row["text"] for row in rows if row["text"] not in {each["text"] for each in said.values()}]
    return left[0] if len(left) == 1 else None


def _dates(ex: Exchange) -> list[dict[str, Any]]:
    return list(ex.reader.read(ex.message.text, today=ex.today).as_dict()["dates"])


def name_only(text: str) -> str:
    """The name at the beginning of an answer that goes on with a number or an address.

    >>> name_only("Maria Lopez, 07700 900123"), name_only("I'm Sam Price and my number is 07700 900123")
    ('Maria Lopez', "I'm Sam Price")
    """
    return _CONTACT_BEGINS.split(text, maxsplit=1)[0].strip() or text


def has_contacts(ex: Exchange, text: str) -> bool:
    """Does the text hold a phone number, an email address or a postcode?"""
    contacts = ex.reader.read(text, today=ex.today).as_dict()["contacts"]
    return any(contacts.get(key) for key in ("phones", "emails", "postcodes"))


def _contacts(ex: Exchange, text: str, asked: str) -> None:
    contacts = ex.reader.read(text, today=ex.today).as_dict()["contacts"]
    noted = []
    for fact, key in (("phone", "phones"), ("email", "emails"), ("postcode", "postcodes")):
        values = contacts.get(key) or []
        if fact == asked or len(values) != 1 or ex.state.is_settled(fact):
            continue
        if apply(ex, fact, values[0], words=text) is None:
            noted.append(f"{label(fact, ex.script).lower()} {shown(fact, values[0], ex.script)}")
    if noted and asked != "address":
        ex.say("utter_noted_too", noted=" and ".join(noted))
