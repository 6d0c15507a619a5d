"""Every fixed English string of the public side, collected from where it stands: what a catalogue has to have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from intake_api import wording
from intake_api.about_you import questions, service
from intake_api.cases import reference as references
from intake_api.conversations import notices
from intake_api.conversations.contacts import office
from intake_api.form.reading import PROBLEMS as FORM_PROBLEMS
from intake_api.languages.page_words import messages
from intake_api.resume.problems import PROBLEMS as RESUME_PROBLEMS
from intake_api.settings import ROOT
from intake_api.templating import TEMPLATES, templates
from service_model import FACTS, PHSO

_SAID = re.compile(r'\b(?:say|_why|PROBLEMS\.get)\(\s*(?:key, )?"([^"]+)"')
_REFUSED = re.compile(r'InputProblemError\("answer", "([^"]+)"')
_NOT_IN_LANGUAGES = ("chat_talk.html",)  # the chat's own talk
_ROOMS = ("calls/", "casework/", "home/", "queue/", "rulebook/", "staff/")  # of staff
_FAMILIES = (
    "utter_keep_", "utter_letter_", "utter_gap_", "utter_mp_", "utter_status_", "utter_stage_", "utter_evidence_",
    "label_evidence_", "widget_",
)  # fmt: skip
CHAT_ONLY = ("utter_outcome_changed", "utter_outcome_open_again")
FORM_SAYS = (
    "utter_can_and_cannot", "utter_submitted", "utter_submit_pending", "utter_submit_not_needed", "utter_refused_consent",
    "utter_stopped", "utter_safety_self_harm", "utter_safety_harm_to_others", "utter_safety_child_at_risk", "label_none_of_these",
    "label_not_said", "label_not_known",
)  # fmt: skip


def of_pages() -> set[str]:
    """The words of templates, of code, of problems, and of the contacts on the help page."""
    names = [str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html")]
    shown = [name for name in names if name not in _NOT_IN_LANGUAGES and not name.startswith(_ROOMS)]
    found = messages(templates.env, shown)
    for path in (ROOT / "intake_api").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        found |= {words for words in _SAID.findall(text) if not words.startswith("utter_")}  # those are the script's
        found |= set(_REFUSED.findall(text)) if "/form/" in str(path) else set()
    found |= {*FORM_PROBLEMS.values(), *RESUME_PROBLEMS.values(), notices.BUSY, office().name, PHSO.contact}
    found |= {service.CONSENT, *questions.words()}
    found |= {str(error) for error in _wrong_references()}
    for signpost in PHSO.signposts.values():
        found |= {signpost.body, signpost.why, signpost.contact}
    return found


def _wrong_references() -> Iterator[references.BadReferenceError]:
    for typed in ("R-1", "R-7K4M-2Q9T-D"):
        try:
            references.parse(typed)
        except references.BadReferenceError as error:
            yield error


def of_script() -> set[str]:
    """The entries of the script that public pages and the widget show."""
    outcomes = {name for name in wording.responses() if name.startswith("utter_outcome_")} - set(CHAT_ONLY)
    asked = {f"utter_ask_{name}" for name in FACTS} | {f"utter_label_{name}" for name in FACTS}
    return {*outcomes, *asked, *FORM_SAYS, *(name for name in wording.responses() if name.startswith(_FAMILIES))}
