"""How long things are kept, read from where it is decided, so that what people are told is what happens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from intake_api.about_you.doors import OPEN_FOR
from intake_api.clock import london_day
from intake_api.conversations import drafts, service
from intake_api.conversations.talk import Talk
from intake_api.languages.choosing import A_YEAR
from intake_api.settings import Settings


@dataclass(frozen=True, slots=True)
class Periods:
    """`draft_days`: an unfinished complaint; `before_consent_hours`: what was typed before anybody agreed to anything."""

    draft_days: int
    before_consent_hours: int
    code_days: int
    cookie_days: int
    status_minutes: int


def periods(settings: Settings) -> Periods:
    """The periods of this installation."""
    return Periods(
        service.KEEP_IDLE.days,
        round(drafts.LIFETIME / 3600),
        settings.resume_days,
        round(A_YEAR / (24 * 3600)),
        round(OPEN_FOR.total_seconds() / 60),
    )


def deleted_on(talk: Talk) -> date | None:
    """The day this draft is deleted if nothing more happens; None for one that was sent, which stays with its case."""
    is_kept = talk.has_consent and talk.status in ("open", "stopped")
    return london_day(talk.updated_at + service.KEEP_IDLE) if is_kept else None
