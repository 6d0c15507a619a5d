"""What staff know of a case beside the record of the first contact."""

from __future__ import annotations

from service_model.record import Part


class KnownFacts(Part):
    """Facts that suggest a risk and that the person is not asked for. Unknown is not no."""

    terminally_ill: bool | None = None
    mp_on_case: bool | None = None
    earlier_service_complaint: bool | None = None
    solicitor_represents: bool | None = None
    legislation_is_standard: bool | None = None
