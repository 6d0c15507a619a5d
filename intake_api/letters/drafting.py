"""Drafts a letter from what was said. What is missing is a gap in square brackets, for the person to fill in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from jinja2 import Environment, FileSystemLoader

from intake_api import languages, voice, wording
from intake_api.conversations.contacts import office
from intake_api.form import questions
from intake_api.languages.dates import day
from intake_api.letters.kinds import LetterKind
from intake_api.templating import TEMPLATES
from intake_api.voice import Voice
from service_model import FACTS, PHSO, Complaint
from service_model.organisation import in_a_sentence

_GAP = re.compile(r"\[[^\[\]\n]{2,80}\]")
_MANY_LINES = re.compile(r"\n{3,}")
_ABOUT = ("event_on", "aware_on", "complained_on", "replied_on")
# plain text, shown escaped on pages and as data in files
_environment = Environment(
    loader=FileSystemLoader(TEMPLATES / "letters"),
    autoescape=False,  # noqa: S701 - see above
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
say = partial(wording.text, channel="form")


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter as text that can be changed; `complaint` is what goes with it, empty where the letter holds it all."""

    letter: str
    complaint: str = ""

    @property
    def gaps(self) -> tuple[str, ...]:
        """What still has to be filled in, each once, as it stands in the text."""
        return tuple(dict.fromkeys(_GAP.findall(f"{self.letter}\n{self.complaint}")))


def draft(
    kind: LetterKind, complaint: Complaint, slots: Mapping[str, Any], *, today: date, last_day: date | None, mp: str = ""
) -> Draft:
    """The letter of this kind. `last_day` is the earliest day on which the time limit may run out."""
    values = _values(kind, complaint, slots, today, last_day, mp)
    letter = _render(f"{kind.template}.txt", values)
    return Draft(letter, _render("complaint.txt", values) if kind.has_complaint else "")


def gap(name: str) -> str:
    """A gap to fill in."""
    return f"[{say(f'utter_gap_{name}')}]"


def voice_of(language: str) -> Voice:
    """In which words a letter is written: English where it was asked for, else the page's language."""
    written_in = voice.ENGLISH if language == voice.ENGLISH else voice.current().language
    return Voice(written_in, written_in)


def in_either(name: str) -> tuple[str, str]:
    """An entry of the script as it may stand in a letter: in the page's language, or in English."""
    return say(name), str(wording.usual(name, "form")["text"]).strip()


def _values(
    kind: LetterKind, complaint: Complaint, slots: Mapping[str, Any], today: date, last_day: date | None, mp: str
) -> dict[str, Any]:
    person, issue = complaint.complainant, complaint.issues[0] if complaint.issues else None
    shown = {name: questions.shown(name, slots) for name in slots if name in FACTS and slots.get(name) is not None}
    organisation = (issue.organisation if issue else None) or gap("organisation")
    is_english = voice.current().language == voice.ENGLISH
    return {
        "worded": say, "gap": gap, "kind": kind, "today": day(today),
        "office": languages.say(office().name), "office_contact": languages.say(PHSO.contact),
        "person": person, "issue": issue, "complaint": complaint, "shown": shown,
        "organisation": organisation, "in_a_sentence": in_a_sentence(organisation) if is_english else organisation,
        "mp": mp or kind.to, "last_day": day(last_day) if last_day and last_day >= today else "",
        "phone": shown.get("phone"),
        "dates": [(say(f"utter_letter_date_{name}"), shown[name]) for name in _ABOUT if name in shown],
        "for_other": complaint.complaining_for == "someone_else",
    }  # fmt: skip


def _render(name: str, values: Mapping[str, Any]) -> str:
    written = _environment.get_template(name).render(values)
    lines = "\n".join(line.rstrip() for line in written.splitlines())
    return _MANY_LINES.sub("\n\n", lines).strip()
