"""What the Allocation tab shows: passing on, the place in the queue, the criteria, questions about the category."""

from __future__ import annotations

from typing import Any

from intake_api.casework import allocating, categorising, passing
from intake_api.casework import work as work_
from intake_api.clock import london_day
from service_model.casework.triage import CATEGORIES, CATEGORISATION, from_signals
from service_model.record import Complaint


def shown(view: Any) -> dict[str, Any]:
    """Everything the tab is drawn from."""
    session, case = view.session, view.case
    entry = allocating.fetch_newest(session, case)
    signals = {signal.name for signal in Complaint.model_validate(case.record).signals}
    return {
        "entry": entry, "is_waiting": entry is not None and entry.left_at is None, "criteria": CATEGORISATION,
        "entered_on": london_day(entry.made_at) if entry else None,
        "prefilled": dict.fromkeys(from_signals(signals), "yes"), "categories": CATEGORIES,
        "advice": categorising.recommended(entry) if entry else None,
        "open_questions": categorising.open_questions(entry) if entry else (),
        "reviews": categorising.fetch_reviews(session, case), "needs_reason": not passing.is_ready(case),
        "has_unfinished_tier": passing.unfinished_second_tier(case), "by_criteria": passing.passed_by_criteria(case),
        "outcome": work_.words_of_outcome(case),
    }  # fmt: skip
