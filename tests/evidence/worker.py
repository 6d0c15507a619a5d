"""The worker's round, hours from now."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from intake_api.clock import utc_now
from intake_api.evidence.tending import Tender


def rounds(app: Any, settings: Any, *, ahead: timedelta = timedelta(hours=2)) -> None:
    """One round of tending; `ahead` is how late it is."""
    moments = iter([utc_now() - timedelta(minutes=1), utc_now() + ahead])
    Tender(app.state.sessions, settings, now=lambda: next(moments)).tend()
