"""Puts an answer into the state, with where it came from, and drops what no longer follows."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ValidationError

from actions import clock
from actions.dependents import drop_dependents
from actions.exchange import Exchange
from actions.judging import complaint_of
from service_model import FACTS, check_dates
from service_model.contradictions import outdated_by
from service_model.dependents import LOCAL_PROCESS
from service_model.record import Unanswered
from service_model.talking import CONSENTS, consent_given

Source = Literal["said", "read_and_confirmed"]
KEPT_IN_WORDS = ("date", "choice", "bool")  # kinds whose value says less than the words did
BETWEEN_TRIES = " / "  # what was not understood stands before what was
MOST_WORDS = 2000  # characters; what service_model.record.Provenance holds
LONGEST_BARE = 5  # words; a shorter 'I don't know' says nothing more


def apply(ex: Exchange, fact: str, value: Any, *, source: Source = "said", words: str = "") -> str | None:
    """Sets the answer. Returns None, or the key of the problem ('too_long' ...) when the record cannot hold it."""
    state = ex.state
    before = (state.answers.get(fact), state.body)
    known = state.is_settled(fact)
    body = None
    if fact == "organisation":
        value, body = _text_and_body(value)
    state.answers[fact] = value
    if fact == "organisation":
        state.body = body
    if problem := _problem(ex):
        _restore(ex, fact, before)
        return problem
    state.unanswered.pop(fact, None)
    state.proposals.pop(fact, None)
    state.history = [row for row in state.history if row != fact] + [fact]
    _remember_source(ex, fact, source, words)
    if fact in CONSENTS:
        _record_consent(ex, fact, consent_given(value))
    for name in outdated_by(fact, state.answers):
        state.forget(name)
    if known and before != (value, state.body):
        drop_dependents(state, fact)
        if fact == "organisation" and before[1] != state.body:
            for name in LOCAL_PROCESS:
                state.forget(name)
    return None


def leave_open(ex: Exchange, fact: str, why: Unanswered, *, words: str = "") -> None:
    """Notes why a fact has no answer, with what was said to it instead of one; it is not asked again."""
    state = ex.state
    state.notes.get("provenance", {}).pop(fact, None)
    if len(words.split()) > LONGEST_BARE or state.notes.get("tried", {}).get(fact):
        _remember_source(ex, fact, "said", words, whole=True)
    if state.answers.pop(fact, None) is not None:
        drop_dependents(state, fact)
    if fact == "organisation":
        state.body = None
    state.unanswered[fact] = why
    state.proposals.pop(fact, None)
    state.history = [row for row in state.history if row != fact] + [fact]


def _text_and_body(value: Any) -> tuple[str, str | None]:
    if isinstance(value, dict):
        return str(value.get("text") or ""), value.get("body")
    return str(value), None


def _problem(ex: Exchange) -> str | None:
    try:
        check_dates(complaint_of(ex.state), ex.today)
    except ValidationError as error:
        return "too_long" if any(row["type"] == "string_too_long" for row in error.errors()) else "choice_unclear"
    except ValueError as error:
        return "date_future" if "after today" in str(error) else "date_order"
    return None


def _restore(ex: Exchange, fact: str, before: tuple[Any, str | None]) -> None:
    if before[0] is None:
        ex.state.answers.pop(fact, None)
    else:
        ex.state.answers[fact] = before[0]
    ex.state.body = before[1]


def keep_tried(ex: Exchange, fact: str, words: str) -> None:
    """Keeps words that were not understood until the question is settled; none beside the consent (SM-1.61)."""
    if words.strip() and fact in FACTS and ex.state.answers.get("consent_to_process") is True:
        rows = ex.state.notes.setdefault("tried", {}).setdefault(fact, [])
        if words not in rows:
            rows.append(words[:MOST_WORDS])


def _remember_source(ex: Exchange, fact: str, source: Source, words: str, *, whole: bool = False) -> None:
    row = {"source": source, "at": clock.now().isoformat(timespec="seconds")}
    said = words if whole or source == "read_and_confirmed" or FACTS[fact].kind in KEPT_IN_WORDS else ""
    tried = ex.state.notes.get("tried", {}).pop(fact, [])
    if kept := BETWEEN_TRIES.join(dict.fromkeys(row for row in (*tried, said) if row)):
        row["words"] = kept[:MOST_WORDS]
    ex.state.notes.setdefault("provenance", {})[fact] = row


def _record_consent(ex: Exchange, fact: str, given: bool | None) -> None:
    """Keeps the latest answer; None is an answer that is neither a yes nor a no ('it is not about a council')."""
    purpose = CONSENTS[fact]
    kept = [row for row in ex.state.notes.get("consents", []) if row["purpose"] != purpose]
    if given is not None:
        kept.append({"purpose": purpose, "given": given, **shown_now(ex, f"utter_ask_{fact}")})
    ex.state.notes["consents"] = kept
    if fact == "consent_to_obtain":
        note_notice(ex, "obtain_and_share_information", f"utter_ask_{fact}")


def note_notice(ex: Exchange, name: str, response: str) -> None:
    """Keeps that the person was told something, when, and in which wording (SM-1.13, 1.61)."""
    kept = [row for row in ex.state.notes.get("notices", []) if row["name"] != name]
    ex.state.notes["notices"] = [*kept, {"name": name, **shown_now(ex, response)}]


def shown_now(ex: Exchange, response: str) -> dict[str, str]:
    """Which wording was shown, when and by which channel."""
    return {
        "wording_version": ex.script.version(response, ex.state.channel),
        "at": clock.now().isoformat(timespec="seconds"),
        "channel": ex.state.channel,
    }
