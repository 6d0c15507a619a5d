"""What the caseworker sees when somebody comes back about a closed case (SM-2.15, 2.30, 2.58 to 2.64)."""

from __future__ import annotations

from service_model.case import Case
from service_model.determination import Flag

PARAGRAPHS = ("SM-2.61", "SM-2.62", "SM-2.63", "SM-2.64")


def flags_for_a_return(case: Case) -> tuple[Flag, ...]:
    """The closed case to review (SM-2.61), and both dates of receipt where the time limit counts to the earlier one."""
    previous = case.complaint.previous_case
    if previous is None:
        return ()
    named = f" {previous.reference}" if previous.reference else ""
    review = Flag(
        "returning_complainant",
        f"They come back about a closed case{named}. Review it: does it need a new decision? Nothing restarts by itself.",
        PARAGRAPHS,
    )
    first = case.first_received_on
    if first == case.received_on:
        return (review,)
    dates = f"First received on {first:%-d %B %Y}, now on {case.received_on:%-d %B %Y}. "
    kept = Flag(
        "both_dates_of_receipt",
        dates + "The time limit is counted to the first, which favours them. You may choose otherwise.",
        ("SM-2.15", "SM-2.58", "SM-2.63"),
    )
    return review, kept
