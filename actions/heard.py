"""Says back what was read from typed words, so that a misreading is seen before anything follows from it (SM-1.32)."""

from __future__ import annotations

from actions.cues import has_cue
from actions.exchange import Exchange
from actions.phrasing import clause, listed
from actions.summary import words_for
from narrative.answers import Answer
from narrative.choosing import folded_text
from service_model.facts import FACTS

SHOWN_ANYWAY = {"consent_to_process", "confirm_summary", "wants_caseworker", "consent_to_obtain"}


def say_heard(ex: Exchange, name: str, answer: Answer, *, also: list[str] | None = None) -> None:
    """Says the reading of a typed answer in one sentence, with the other facts (`also`) that the message gave."""
    clauses = [*_own(ex, name, answer), *(_clause(ex, fact) for fact in also or [])]
    clauses = [row for row in clauses if row]
    if clauses:
        ex.state.notes["echo"] = [name, *(also or [])]
        say_clauses(ex, clauses)
    elif FACTS[name].kind == "bool" and _needs_saying(ex, name, answer):
        ex.state.notes["echo"] = [name]
        ex.say("utter_heard_yes" if answer.value else "utter_heard_no")


def say_clauses(ex: Exchange, clauses: list[str]) -> None:
    """'I understand that ..., and that ...'; the first time with how to put it right."""
    first = not ex.state.notes.get("echoed")
    ex.state.notes["echoed"] = True
    ex.say("utter_heard_first" if first else "utter_heard", heard=listed(clauses))


def _own(ex: Exchange, name: str, answer: Answer) -> list[str]:
    return [_clause(ex, name)] if _needs_saying(ex, name, answer) else []


def _clause(ex: Exchange, fact: str) -> str:
    value = ex.state.answers.get(fact)
    if fact == "organisation":
        value = {"text": value, "body": ex.state.body}
    words = words_for(ex.state, fact) if FACTS[fact].kind == "date" else ""
    return clause(fact, value, ex.script, words) if value is not None else ""


def _needs_saying(ex: Exchange, name: str, answer: Answer) -> bool:
    """Was it typed, and does the reading say more than the words did?"""
    if ex.message.clicked or answer.status != "answered" or name in SHOWN_ANYWAY:
        return False
    kind, said = FACTS[name].kind, folded_text(ex.message.text[:400])
    if kind == "choice":
        return said not in {folded_text(title) for title in ex.script.titles(name).get(str(answer.value), [])}
    if kind == "date":
        return not _is_plain_date(ex, name)
    if kind == "organisation":
        return ex.state.body is not None and folded_text(str(ex.state.answers.get(name) or "")) not in said
    return kind == "bool" and not has_cue("plain_yes_or_no", ex.message.text)


def _is_plain_date(ex: Exchange, name: str) -> bool:
    """'March 2024' says itself; 'about five months ago' and '5/4/25' are said back."""
    shown = clause(name, ex.state.answers.get(name), ex.script).split()
    return {word.casefold() for word in shown[-2:]} <= set(ex.message.text.casefold().replace(",", " ").split())
