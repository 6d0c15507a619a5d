"""Gathers what a person takes away from a talk. Pure but for the case, which is handed in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from intake_api import wording
from intake_api.conversations.submission import complaint_of
from intake_api.conversations.talk import Talk
from intake_api.form import questions
from intake_api.languages.dates import day
from intake_api.letters.kinds import LetterKind, letters_for
from intake_api.outcome.paragraphs import Paragraph, paragraphs
from service_model import FACTS, PHSO, Complaint, Determination, determine
from service_model.deadlines import due, london_day
from service_model.determination import Finding, Signpost, TimeLimit

_IN_TIME = "in_time"
_WHEN = "aware_on"
_COME_BACK = frozenset({"premature", "not_properly_made", "alternative_legal_remedy", "other_forum"})


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a finding in plain words, with the paragraphs it rests on."""

    text: str
    is_met: bool
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent: its reference, the code that opens its status (None: not here) and where, by when we are in touch."""

    reference: str
    code: str | None
    received_on: date
    acknowledged_by: date
    contacted_by: date
    status_at: str


@dataclass(frozen=True, slots=True)
class Takeaway:
    """Everything on the page, in plain words. `limit` is the time limit as a sentence, `last_day` its earliest last day.

    `asks_when`: the day could be told if we knew when they first knew, which nobody has asked yet.
    """

    lead: str
    reasons: tuple[Reason, ...]
    steps: tuple[str, ...]
    limit: str
    last_day: date | None
    asks_when: bool
    signposts: tuple[Signpost, ...]
    understood: tuple[tuple[str, str], ...]
    letters: tuple[LetterKind, ...]
    prison_number: str
    guidance: str
    sent: Sent | None
    complaint: Complaint
    determination: Determination


def takeaway_of(talk: Talk, *, today: date, sent: Sent | None = None) -> Takeaway | None:
    """What this person takes away; None while the rules know no outcome.

    What was sent is judged by the day it was sent on: a page read a year later does not say that it came too late.
    """
    if not talk.has_consent:
        return None
    on = sent.received_on if sent else today
    complaint = complaint_of(talk.slots, channel=talk.channel, received_on=on.isoformat())
    determination = determine(complaint, today=on)
    if determination.outcome is None:
        return None
    limit = determination.time_limit if not (sent and _came_in_time(determination)) else None
    return Takeaway(
        lead=_lead(determination),
        reasons=tuple(_reasons(determination)),
        steps=determination.next_steps,
        limit=_limit_in_words(limit, today),
        last_day=date.fromisoformat(limit.from_) if limit else None,
        asks_when=limit is None and sent is None and determination.outcome in _COME_BACK and not _is_asked(talk),
        signposts=determination.signposts,
        understood=tuple(_understood(talk)),
        letters=letters_for(complaint, determination),
        prison_number=complaint.prison_number or "",
        guidance=determination.guidance,
        sent=sent,
        complaint=complaint,
        determination=determination,
    )


def sent_on(reference: str, code: str | None, received_on: date, *, public_url: str) -> Sent:
    """What was sent on a day, with the days by which the office is in touch (the authority's own deadlines)."""
    deadlines = PHSO.on(received_on).deadlines
    acknowledged, contacted = (
        london_day(due(deadlines[name], received_on)) for name in ("acknowledge_contact", "contact_if_not_progressed")
    )
    return Sent(reference, code, received_on, acknowledged, contacted, f"{public_url.rstrip('/')}/status")


def _lead(determination: Determination) -> str:
    name = f"utter_outcome_{determination.outcome}"
    return wording.text(name, "form").split("\n\n")[0] if wording.has(name) else ""


def _reasons(determination: Determination) -> Iterator[Reason]:
    """What decides first, then the rest; each reason once."""
    decides = [row for row in determination.findings if row.status != "met" and row.outcome == determination.outcome][:1]
    seen = set()
    for row in (*decides, *(each for each in determination.findings if each not in decides)):
        if row.reason not in seen:
            seen.add(row.reason)
            yield Reason(row.reason, row.status == "met", _cited(row, determination.guidance))


def _cited(finding: Finding, guidance: str) -> tuple[Paragraph, ...]:
    return paragraphs(finding.paragraphs, guidance=guidance)


def _understood(talk: Talk) -> Iterator[tuple[str, str]]:
    for name in FACTS:
        if name not in questions.LEFT_OUT and talk.slots.get(name) is not None:
            yield questions.label(name), questions.shown(name, talk.slots)


def _is_asked(talk: Talk) -> bool:
    return talk.slots.get(_WHEN) is not None or _WHEN in (talk.slots.get("unanswered") or {})


def _came_in_time(determination: Determination) -> bool:
    return any(row.gate == _IN_TIME and row.status == "met" for row in determination.findings)


def _limit_in_words(limit: TimeLimit | None, today: date) -> str:
    if limit is None:
        return ""
    first, last = date.fromisoformat(limit.from_), date.fromisoformat(limit.to)
    name = "over" if first < today else "day" if first == last else "range"
    return wording.text(f"utter_keep_limit_{name}", "form", first=day(first), last=day(last))
