"""Arbitrary complaints and arbitrary valid answers, for properties that must hold of all of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from service_model import FACTS, PHSO, Complaint
from service_model.record import Issue
from tests.service_model.building import a_complaint, all_gate_facts

ORGANISATIONS = [
    "my council",
    "my GP surgery",
    "my dentist",
    "HMP Anytown",
    "the police",
    "CPS",
    "county court",
    "Zorg Foundation Seven",
    *(body.name for body in PHSO.register.bodies.values()),
]
SIGNALS = [
    "victim_of_crime",
    "terminal_illness",
    "legal_threat",
    "financial_remedy_sought",
    "coroner",
    "private_treatment",
    "court_matter",
    "employment_matter",
    "copied_in",
    "local_resolution_disputed",
    "prisoner",
    "told_too_early",
    "council_involved",
]
CHANNELS = [None, "web", "form", "phone", "email", "letter", "social_media", "system"]

_days = st.dates(date(1990, 1, 1), date(2026, 6, 1))
dates = st.one_of(
    _days.map(str),
    _days.map(lambda day: f"{day:%Y-%m}"),
    _days.map(lambda day: f"{day:%Y}"),
    _days.map(lambda day: f"{day:%Y-%m}~"),
    st.tuples(_days, _days).map(lambda pair: f"{min(pair)}/{max(pair)}"),
    st.dates(date(2024, 1, 1), date(2026, 6, 1)).map(str),
)


def answer_to(name: str) -> st.SearchStrategy[Any]:
    """Any valid answer to the fact."""
    fact = FACTS[name]
    if fact.kind == "choice":
        return st.sampled_from(fact.options)
    return {
        "bool": st.booleans(),
        "date": dates,
        "organisation": st.sampled_from(ORGANISATIONS),
        "phone": st.just("+447700900123"),
        "email": st.just("pat@example.org"),
        "postcode": st.just("CW1 4QJ"),
    }.get(fact.kind, st.text(min_size=1, max_size=40).filter(lambda text: bool(text.strip())))


answers = st.fixed_dictionaries(
    {}, optional={name: answer_to(name) for name in [*all_gate_facts(), "event_on", "complained_on", "replied_on"]}
)
unanswered = st.dictionaries(st.sampled_from(all_gate_facts()), st.sampled_from(["dont_know", "prefer_not_to_say"]), max_size=6)


@st.composite
def complaints(draw: st.DrawFn, *, always: tuple[str, ...] = ()) -> Complaint:
    """A complaint with any facts known, any unanswerable, any signals (`always` are there every time), by any channel."""
    signals = (*draw(st.lists(st.sampled_from(SIGNALS), unique=True, max_size=3)), *always)
    return a_complaint(
        channel=draw(st.sampled_from(CHANNELS)),
        signals=tuple(dict.fromkeys(signals)),
        about={"unanswered": draw(unanswered)},
        **draw(answers),
    )


@st.composite
def issues(draw: st.DrawFn, **fixed: Any) -> Issue:
    """One issue with any of its facts known; `fixed` are the same every time."""
    complaint = a_complaint(**{**draw(answers), **fixed})
    return complaint.issues[0] if complaint.issues else Issue.model_validate(fixed)
