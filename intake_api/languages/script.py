"""An entry of the script in another language: the same answers on offer, with their titles in that language."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from intake_api.languages.catalogue import catalogue

_PAYLOAD = re.compile(r"^/(?P<intent>\w+)\s*(?P<about>\{.*\})?$", re.DOTALL)


def translate(name: str, channel: str, language: str, english: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The entry `english` in a language, or None when its catalogue does not have it whole.

    A title that is missing makes the whole entry fall back: a question in two languages helps nobody.
    """
    found = catalogue(language).script.get(name)
    words = (found or {}).get(channel) or (found or {}).get("any")
    if found is None or not words:
        return None
    common = catalogue(language).script.get("buttons", {})
    buttons = []
    for row in english.get("buttons", ()):
        title = found.get("buttons", {}).get(key_of(row["payload"])) or common.get(key_of(row["payload"]))
        if not title:
            return None
        buttons.append({"title": title, "payload": row["payload"]})
    return {"text": words, "buttons": buttons, "language": language}


def key_of(payload: str) -> str:
    """How a catalogue names an answer on offer.

    >>> key_of('/provide_info{"answer":"gp"}'), key_of("/dont_know")
    ('gp', 'dont_know')
    """
    found = _PAYLOAD.match(payload)
    if found is None:
        return payload
    return str(json.loads(found["about"])["answer"]) if found["about"] else found["intent"]
