"""Records and actions with sensible defaults. Made-up people only."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

TOKEN = "token-for-tests"

# words that stand for what a person wrote: a test looks for them where they must not be
MARKERS = {
    "name": "Zephyrine Quillfeather", "email": "zephyrine.q@example.org", "phone": "+442079460123",
    "address": "7 Marmalade Mews", "postcode": "ZQ1 1QZ", "safe_contact": "Never ring: Bartholomew answers",
    "contact_times": "After the lighthouse closes", "adjustments": "Letters on lilac paper",
}  # fmt: skip
STORY = "They lost my papers twice.\n\nThe plumber called Ottoline saw it happen."


def a_record(**changes: Any) -> dict[str, Any]:
    """A complaint about a government department, ready but for what `changes` say. A key like issues__aware_on reaches in."""
    record: dict[str, Any] = {
        "channel": "web",
        "asks_us_to_act": True,
        "story": STORY,
        "complaining_for": "self",
        "mp_referral": "referred",
        "put_to_mp_on": "2026-10-05",
        "has_mp": True,
        "injustice": "I could not pay for heating.",
        "outcome_sought": "An apology from the marmalade office.",
        "complainant": {**MARKERS, "preferred_contact": "email"},
        "issues": [
            {
                "organisation": "Department for Work and Pensions", "organisation_kind": "government", "local_stage": "final",
                "reply_format": "written", "further_stage_available": False, "complained_on": "2026-03-01",
                "replied_on": "2026-06-20", "aware_on": "2026-02", "event_on": "2026-01-10",
            }
        ],
    }  # fmt: skip
    for name, value in changes.items():
        part, _, field = name.partition("__")
        if not field:
            record[part] = value
        elif part == "issues":
            record["issues"][0][field] = value
        else:
            record[part][field] = value
    return record


def form_token(html: str) -> str:
    """The token in a page's form."""
    found = re.search(r'name="csrf_token" value="([0-9a-f]{64})"', html)
    assert found, "the page has no form token"
    return found[1]


def log_in(client: Any, username: str, password: str, **more: str) -> Any:
    """Fills in the log-in page."""
    page = client.get("/staff/login")
    form = {"csrf_token": form_token(page.text), "username": username, "password": password, **more}
    return client.post("/staff/login", data=form)


class Outline(HTMLParser):
    """What a screen reader steps through: headings, tables and their captions, tags; and text without markup."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text, self.captions = "", 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append((tag, dict(attrs)))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        self.captions += tag == "caption"

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def tables(self) -> int:
        return sum(tag == "table" for tag, _ in self.tags)
