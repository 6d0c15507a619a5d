"""Dates told by another that is known: 'the week after' to 'when did you complain?' is a week after it happened."""

from __future__ import annotations

import re

from actions.exchange import Exchange
from narrative.answers import Answer
from narrative.steps import step_in
from service_model.dates import date_range
from service_model.facts import FACTS

_NAMED = (
    ("complained_on", re.compile(r"\bcomplain|\bcomplaint|\bwrote\b|\btold them\b", re.IGNORECASE)),
    ("replied_on", re.compile(r"\brepl|\banswer|\bletter\b|\bresponse\b|\bwrote back\b", re.IGNORECASE)),
    ("aware_on", re.compile(r"\bfound out\b|\bknew\b|\brealis|\bnoticed\b", re.IGNORECASE)),
    (
        "event_on",
        re.compile(r"\bit happened\b|\bhappened\b|\boperation\b|\bthe op\b|\bappointment\b|\bincident\b", re.IGNORECASE),
    ),
)
_LATER = re.compile(r"\W*(?:[\w']+\s+){0,6}(?:later|after(?:wards)?|after that)\W*", re.IGNORECASE)  # no 'two weeks ago'
_PLAIN = re.compile(r"(?:that|this|it|then|the first one|or so|really|i (?:think|guess|suppose))*\W*")


def by_its_step(ex: Exchange, name: str, answer: Answer) -> Answer:
    """The answer with the date it tells by its distance from another known one; unchanged where it tells none."""
    if answer.problem != "date_unclear" and not _LATER.fullmatch(ex.message.text):
        return answer
    if FACTS[name].kind != "date" or (step := step_in(ex.message.text)) is None:
        return answer
    from_what = _anchor(ex, name, step.what)
    if from_what is None:
        return answer
    days = date_range(str(ex.state.answers[from_what]))
    told = step.from_days(days.earliest, days.latest, ex.today)
    return Answer("answered", value=told, words=ex.message.text.strip()) if told else answer


def _anchor(ex: Exchange, name: str, what: str) -> str | None:
    """The known date that is counted from: the one they name, or the last they gave."""
    known = [fact for fact in ex.state.history if FACTS[fact].kind == "date" and fact in ex.state.answers and fact != name]
    named = next((fact for fact, pattern in _NAMED if pattern.search(what)), None)
    if named:
        return named if named in known else None
    return known[-1] if known and _PLAIN.fullmatch(what) else None
