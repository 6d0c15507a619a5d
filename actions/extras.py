"""Other answers that came in the same message: filled when they are plain, proposed when they are likely."""

from __future__ import annotations

import re

from actions.applying import apply
from actions.exchange import Exchange
from actions.proposals import propose_from
from actions.showing import shown
from actions.summary import label

CONTACT_FACTS = {"name", "preferred_contact", "phone", "email", "address", "postcode", "contact_times", "safe_contact"}
TELLS_MORE = {"organisation", "local_stage", "mp_referral", "complaining_for", "exceptional_circumstances", "aggrieved_situation"}
LONG = 6  # words; a shorter answer says nothing beside itself
_CONTACT_BEGINS = re.compile(r"[,;]|\s[-–]\s|\band\b|\bmy (?:number|phone|mobile|email|postcode)|\d|\S+@", re.IGNORECASE)


def take_extras(ex: Exchange, asked: str) -> None:
    """Fills contact details given beside the one asked for; keeps proposals from a telling answer."""
    text = ex.message.text
    if asked in CONTACT_FACTS:
        _contacts(ex, text, asked)
    elif asked in TELLS_MORE and len(text.split()) >= LONG:
        propose_from(ex, text)


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
