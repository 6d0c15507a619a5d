"""The policy: the complaint record, the rules that read it, and what follows.

What may live here: facts, rules, determinations, deadlines, bodies and signposts, and the dated data
files they rest on. What may not: clocks (today is an argument), databases, networks, frameworks, and
any other room of this house. The packaged data files are read once, when the module is imported.
"""

from typing import Any

from service_model.authorities import PHSO, load_authority
from service_model.authority import Authority
from service_model.checks import check_dates, date_problems
from service_model.determination import Determination, Finding, Flag, Signpost
from service_model.engine import determine
from service_model.facts import FACTS, Fact, answers_from, record_from
from service_model.gates import GATE_NAMES
from service_model.interview import next_question, options_for, questions_ahead
from service_model.record import Complaint, Issue
from service_model.register import Body, Resolution
from service_model.why import explain

__all__ = [
    "FACTS", "GATE_NAMES", "PHSO", "Authority", "Body", "Complaint", "Determination", "Fact", "Finding", "Flag", "Issue",
    "Resolution", "Signpost", "answers_from", "check_dates", "date_problems", "determine", "explain", "load_authority",
    "next_question", "options_for", "questions_ahead", "record_from", "resolve", "schema",
]  # fmt: skip


def resolve(text: str, *, authority: Authority = PHSO) -> Resolution:
    """Which organisation the words mean: one body, or a kind, or near misses to offer. Never guesses."""
    return authority.register.resolve(text)


def schema() -> dict[str, Any]:
    """The JSON Schema of the complaint record."""
    return Complaint.model_json_schema()
