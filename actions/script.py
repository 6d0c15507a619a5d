"""The wording of domain.yml as the engine needs it: is there a wording, what stands on the buttons, what does it say."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

DOMAIN = Path(__file__).resolve().parent.parent / "domain.yml"
_ANSWER = re.compile(r"^/provide_info\s*(\{.*\})$", re.DOTALL)


class Script:
    """Read-only view of the responses in domain.yml."""

    def __init__(self, responses: Mapping[str, list[dict[str, Any]]]):
        self._responses = responses

    def has(self, response: str) -> bool:
        """Is there such a wording?"""
        return response in self._responses

    def variant(self, response: str, channel: str, slots: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The variant Rasa would pick: of the channel before of none, with a fitting condition before without. {} if none."""
        return next(iter(self.variants(response, channel, slots)), {})

    def variants(self, response: str, channel: str, slots: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """All variants that fit equally well: other words for the same thing."""
        rows = [row for row in self._responses.get(response, []) if _holds(row, slots or {})]
        ranked = [
            [row for row in rows if row.get("channel") == wanted and bool(row.get("condition")) is conditional]
            for wanted in (channel, None)
            for conditional in (True, False)
        ]
        return next((group for group in ranked if group), [])

    def text(self, response: str, channel: str, slots: Mapping[str, Any] | None = None, *, nth: int = 0, **values: Any) -> str:
        """The words of a response with its {values} filled in; '' when there is no such response. `nth` picks among variants."""
        rows = self.variants(response, channel, slots)
        text = str(rows[nth % len(rows)].get("text") or "").strip() if rows else ""
        for name, value in {**(slots or {}), **values}.items():
            text = text.replace("{" + name + "}", "" if value is None else str(value))
        return text

    def can_propose(self, fact: str) -> bool:
        """Has the question a wording that asks to confirm what was read from the story?"""
        rows = self._responses.get(f"utter_ask_{fact}", [])
        return any(one.get("name") == "has_proposal" and one.get("value") for row in rows for one in row.get("condition") or [])

    def buttons(self, fact: str, channel: str = "web", slots: Mapping[str, Any] | None = None) -> list[dict[str, str]]:
        """The buttons under the question."""
        own = self.variant(f"utter_ask_{fact}", channel, slots).get("buttons")
        return list(own or self.variant(f"utter_ask_{fact}", "web", slots).get("buttons") or [])

    @lru_cache(maxsize=256)  # noqa: B019 - one script for the life of the process
    def titles(self, fact: str) -> dict[str, list[str]]:
        """Payload value (or '/intent' for a bare intent) to every title it has, in all voices."""
        found: dict[str, list[str]] = {}
        for row in self._responses.get(f"utter_ask_{fact}", []):
            for button in row.get("buttons") or []:
                titles = found.setdefault(value_of(button["payload"]), [])
                if button["title"] not in titles:
                    titles.append(button["title"])
        return found

    def version(self, response: str, channel: str) -> str:
        """Names the exact wording that was shown, for the consent record."""
        digest = hashlib.sha256(self.text(response, channel).encode()).hexdigest()[:12]
        return f"{response}@{channel}/{digest}"


def _holds(row: Mapping[str, Any], slots: Mapping[str, Any]) -> bool:
    return all(slots.get(one["name"]) == one["value"] for one in row.get("condition") or [])


def value_of(payload: str) -> str:
    """'/provide_info{"answer": "gp"}' is 'gp'; '/dont_know' stays as it is."""
    match = _ANSWER.match(payload)
    return str(json.loads(match[1]).get("answer", "")) if match else payload


def offer(title: str, value: str) -> dict[str, str]:
    """A button that answers the question."""
    return {"title": title, "payload": "/provide_info" + json.dumps({"answer": value})}


def load_script(path: Path = DOMAIN) -> Script:
    """Reads domain.yml (about 0.3 s: once, at start). Raises FileNotFoundError with the path when it is missing."""
    return Script(yaml.safe_load(path.read_text(encoding="utf-8")).get("responses") or {})
