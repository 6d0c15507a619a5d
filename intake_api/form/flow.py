"""Where the form stands: which page comes next, and what an answer changes. Works on the talk that the chat shares."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from pydantic import ValidationError

from intake_api import wording
from intake_api.conversations import clean
from intake_api.conversations.gateway import record_consents
from intake_api.conversations.submission import complaint_of
from intake_api.conversations.talk import Talk
from intake_api.form.questions import Question, question_for
from intake_api.form.reading import Given, reader
from service_model import FACTS, Complaint, Determination, check_dates, determine, next_question
from service_model.contradictions import outdated_by
from service_model.dependents import LOCAL_PROCESS, dependents_of

CHANNEL = "form"
FILES_OFFERED = "files_offered"  # a note: the page of letters and photos was shown (intake_api/evidence)


@dataclass(frozen=True, slots=True)
class Step:
    """The page that is due. `fact` is the question of a question page."""

    page: Literal["question", "outcome", "evidence", "check", "done"]
    fact: str | None = None

    @property
    def address(self) -> str:
        """Where the page stands."""
        return f"/form/{self.fact or self.page}"


@dataclass(frozen=True, slots=True)
class Judged:
    """What follows from the answers so far."""

    complaint: Complaint
    determination: Determination
    next_fact: str | None


def is_settled(talk: Talk, name: str) -> bool:
    """Answered, or left open on purpose."""
    return talk.slots.get(name) is not None or name in (talk.slots.get("unanswered") or {})


def channel_of(talk: Talk) -> str:
    """How the complaint reaches us: a call stays a call where staff go on with the form's questions."""
    return talk.channel if talk.channel == "phone" else CHANNEL


def judge(talk: Talk, *, today: date) -> Judged:
    """The record, the rules' answer and the next question. Raises pydantic.ValidationError for an impossible record."""
    complaint = complaint_of(talk.slots, channel=channel_of(talk))
    determination = determine(complaint, today=today)
    return Judged(complaint, determination, next_question(complaint, determination, dialogue=dialogue_of(talk)))


def dialogue_of(talk: Talk) -> dict[str, Any]:
    """The answers that steer the talk and are no part of the record; for one left open, why."""
    open_ones = talk.slots.get("unanswered") or {}
    return {
        name: talk.slots[name] if talk.slots.get(name) is not None else open_ones[name]
        for name, fact in FACTS.items()
        if fact.path is None and is_settled(talk, name)
    }


def outcome_key(determination: Determination) -> str:
    """Names an outcome, to know whether it was told already."""
    return f"{determination.outcome}/{determination.closure_code}"


def next_step(talk: Talk, *, today: date) -> Step:
    """The page that is due now."""
    if talk.status != "open":
        return Step("done")
    judged = judge(talk, today=today)
    if _is_untold(talk, judged.determination):
        return Step("outcome")
    if judged.next_fact == "confirm_summary" or judged.next_fact is None:
        return Step("check" if (talk.slots.get("notes") or {}).get(FILES_OFFERED) else "evidence")
    return Step("question", judged.next_fact)


def previous(talk: Talk, name: str | None) -> str:
    """Where 'Back' goes: the question answered before this one, else the start page."""
    history = [fact for fact in talk.slots.get("history") or [] if fact in FACTS]
    before = history[: history.index(name)] if name in history else history
    return f"/form/{before[-1]}" if before else "/"


def answer(talk: Talk, question: Question, given: Given, *, now: datetime, today: date) -> None:
    """Takes an answer into the talk: the same slots with the same meaning as in the chat, and the words into the transcript.

    Raises InputProblemError when the record cannot hold it; then nothing has changed.
    """
    name, before = question.fact.name, deepcopy(talk.slots)
    _put(talk.slots, name, given, now)
    try:
        check_dates(complaint_of(talk.slots, channel=channel_of(talk)), today)
    except (ValidationError, ValueError) as error:
        talk.state["slots"] = before
        raise clean.InputProblemError("answer", _why_not(error), given=given.words) from None
    if name in ("story", "adjustments") and given.value:
        _read_signals(talk, str(given.value), today)
    if name in _SHOWN_WITH:
        _note_notice(talk, *_SHOWN_WITH[name], now)
    talk.add("assistant", question.title, now, kind="form")
    talk.add("person", given.words, now, kind="form")
    if name == "consent_to_process" and given.value is False:
        talk.slots["submission"], talk.status = "stopped", "stopped"
    if name == "wants_caseworker" and given.value is False:
        talk.slots["submission"], talk.status = "stopped", "stopped"
    record_consents(talk, before, now, channel=CHANNEL)
    _note_consents(talk)
    point_to_next(talk, today=today)


_SHOWN_WITH = {
    "story": ("what_we_can_and_cannot_do", "utter_can_and_cannot"),  # on the page after it
    "consent_to_obtain": ("obtain_and_share_information", "utter_ask_consent_to_obtain"),
}


def _note_notice(talk: Talk, name: str, response: str, now: datetime) -> None:
    """Keeps that the person was told something, when, and in which wording, as the chat does (SM-1.13, 1.61)."""
    shown = {"wording_version": wording.version(response, CHANNEL), "at": now.isoformat(timespec="seconds"), "channel": CHANNEL}
    notes = talk.slots.setdefault("notes", {})
    notes["notices"] = [*(row for row in notes.get("notices", []) if row["name"] != name), {"name": name, **shown}]


def _note_consents(talk: Talk) -> None:
    """Keeps the latest consents for the record too, as the chat does, so that a case holds them whichever way it came."""
    if not talk.new_consents or talk.status != "open":
        return
    notes = talk.slots.setdefault("notes", {})
    latest = {
        one.purpose: {
            "purpose": one.purpose, "given": one.given, "wording_version": one.wording_version,
            "at": one.at.isoformat(timespec="seconds"), "channel": one.channel,
        }
        for one in talk.new_consents
    }  # fmt: skip
    notes["consents"] = [*(row for row in notes.get("consents", []) if row["purpose"] not in latest), *latest.values()]


def tell(talk: Talk, determination: Determination, *, today: date) -> None:
    """Notes that the outcome was told; another outcome asks anew what hangs on it."""
    if talk.slots.get("outcome_told") is not None:
        for name in ("wants_caseworker", "confirm_summary"):
            talk.slots.pop(name, None)
    talk.slots["outcome_told"] = outcome_key(determination)
    point_to_next(talk, today=today)


def point_to_next(talk: Talk, *, today: date) -> None:
    """Leaves the talk where the chat would: the next question asked, the form active."""
    asked = judge(talk, today=today).next_fact if talk.status == "open" else None
    talk.asked = talk.slots["requested_slot"] = asked
    talk.state["active_loop"] = "intake_form" if asked else None
    for name in ("proposal", "has_proposal", "proposal_words", "misunderstood"):
        talk.slots.pop(name, None)


def fitting_question(talk: Talk, name: str, *, today: date) -> Question | None:
    """The page for a fact, if it may be asked or changed now; None when it is not due."""
    if name not in FACTS or name == "confirm_summary" or talk.status != "open":
        return None
    judged = judge(talk, today=today)
    return question_for(name, judged.complaint) if is_settled(talk, name) or judged.next_fact == name else None


def _put(slots: dict[str, Any], name: str, given: Given, now: datetime) -> None:
    was_settled = slots.get(name) is not None or name in (slots.get("unanswered") or {})
    before = (slots.get(name), slots.get("body"))
    unanswered = slots.setdefault("unanswered", {})
    notes = slots.setdefault("notes", {})
    if given.left_open:
        slots.pop(name, None)
        unanswered[name] = given.left_open
    else:
        slots[name] = given.value
        unanswered.pop(name, None)
        source = {"source": "said", "at": now.isoformat(timespec="seconds")}
        notes.setdefault("provenance", {})[name] = source
    if name == "organisation":
        slots["body"] = given.body
    slots["history"] = [row for row in slots.get("history") or [] if row != name] + [name]
    (slots.get("proposals") or {}).pop(name, None)
    _drop(slots, outdated_by(name, slots))
    if was_settled and before != (slots.get(name), slots.get("body")):
        body_changed = name == "organisation" and before[1] != slots.get("body")
        _drop(slots, (*dependents_of(name), *(LOCAL_PROCESS if body_changed else ())))


def _drop(slots: dict[str, Any], names: Iterable[str]) -> None:
    for fallen in names:
        slots.pop(fallen, None)
        slots["unanswered"].pop(fallen, None)
        slots["notes"].get("provenance", {}).pop(fallen, None)
        slots["history"] = [row for row in slots["history"] if row != fallen]


def _read_signals(talk: Talk, story: str, today: date) -> None:
    found = reader().read(story, today=today).as_dict()["signals"]
    signals = talk.slots.setdefault("signals", [])
    known = {(row.get("name"), row.get("detail")) for row in signals}
    for row in found:
        if (row["name"], row.get("detail")) not in known:
            signals.append({"name": row["name"], "detail": row.get("detail"), "reason": (row.get("reason") or "")[:500]})
            known.add((row["name"], row.get("detail")))
    talk.add_signals(signals)


def _is_untold(talk: Talk, determination: Determination) -> bool:
    if determination.outcome is None or determination.next_question is not None:
        return False
    return outcome_key(determination) != talk.slots.get("outcome_told")


def _why_not(error: Exception) -> str:
    if isinstance(error, ValidationError):
        long = next((row for row in error.errors() if row["type"] == "string_too_long"), None)
        if long:
            return f"Your answer is too long. Use {long['ctx']['max_length']:,} characters or fewer."
        return "We could not use that answer. Please check it."
    return str(error).partition(": ")[2] or str(error)
