"""The case that was closed before, read in one place: was it premature, when, and which receipt the time limit counts to.

`closed_as_premature_on` is what staff or a case system may set alone; `previous_case` says the same and more. Rules that ask
whether it was premature before ask here, so that it makes no difference which of the two was filled in.
"""

from __future__ import annotations

from datetime import date

from service_model.dates import VagueDate
from service_model.record import Complaint, PreviousCase

CLOSED_AS_PREMATURE = ("premature", "local_resolution_ongoing")


def is_the_same(previous: PreviousCase) -> bool:
    """The same complaint about the same organisation, as far as anybody has said."""
    return False not in (previous.same_organisation, previous.same_complaint)


def was_premature(complaint: Complaint) -> bool:
    """Is it on record that we closed the same complaint before as premature? (SM-2.271, 2.292)"""
    return complaint.closed_as_premature_on is not None or _premature(complaint.previous_case)


def premature_on(complaint: Complaint) -> VagueDate | None:
    """When that was; None where it was not, or where nobody has recorded the day."""
    previous = complaint.previous_case
    if complaint.closed_as_premature_on is not None or previous is None or not _premature(previous):
        return complaint.closed_as_premature_on
    return previous.closed_on.isoformat() if previous.closed_on else None


def first_receipt(previous: PreviousCase | None) -> date | None:
    """When the same complaint first came, where the limit may count to it: it was not properly made then (SM-2.15, 2.58, 2.63).

    What was premature is a new complaint when it comes again, with a date of its own (SM-2.271, 2.292).
    """
    if previous is None or not is_the_same(previous) or _premature(previous):
        return None
    return previous.received_on


def first_received_on(complaint: Complaint, received_on: date) -> date:
    """The day the time limit is counted to: the first receipt where that one counts and favours the person."""
    previous = complaint.previous_case
    if previous is not None and previous.closed_as is None and complaint.closed_as_premature_on is not None:
        return received_on
    return min(received_on, first_receipt(previous) or received_on)


def _premature(previous: PreviousCase | None) -> bool:
    return previous is not None and previous.closed_as in CLOSED_AS_PREMATURE and is_the_same(previous)
