"""The summary the person checks before anything is sent (SM-1.32: check that we understood)."""

from __future__ import annotations

from actions.applying import BETWEEN_TRIES
from actions.script import Script
from actions.showing import shown
from actions.state import State
from service_model.facts import FACTS

LEFT_OUT = {"consent_to_process", "wants_caseworker", "confirm_summary", "asks_us_to_act", "consent_to_obtain"}


def label(fact: str, script: Script) -> str:
    """What the answer is called in the summary; the name of the fact in words when the script has no label."""
    return script.text(f"utter_label_{fact}", "web") or fact.replace("_", " ").capitalize()


def words_for(state: State, fact: str) -> str:
    """The person's own words for an answer, where they were kept; of several tries the one that was understood."""
    return str(state.notes.get("provenance", {}).get(fact, {}).get("words", "")).rsplit(BETWEEN_TRIES, 1)[-1]


def summarise(state: State, script: Script) -> str:
    """One line an answer, in the order of the facts; what the person does not know or would rather not say as such."""
    lines = []
    for name in FACTS:
        if name in LEFT_OUT:
            continue
        if name in state.answers:
            lines.append(f"{label(name, script)}: {shown(name, state.answers[name], script, words_for(state, name))}")
        elif name in state.unanswered:
            key = "label_not_said" if state.unanswered[name] == "prefer_not_to_say" else "label_not_known"
            lines.append(f"{label(name, script)}: {script.text(key, 'web') or 'Not known'}")
    return "\n".join(lines)
