"""One attempt to reach somebody, as every stage records it (SM-1.6, 1.18, 2.212, 2.217, 2.218)."""

from __future__ import annotations

from datetime import date, datetime

from service_model.record import ContactWay, Part


class ContactAttempt(Part):
    """A call made, or a letter or email sent. `reached` is None while nobody wrote down how it went."""

    at: datetime | date
    way: ContactWay
    reached: bool | None = None
