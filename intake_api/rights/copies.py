"""A copy of everything one talk holds: as data, and as a text to read or print."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_api.clock import in_london, utc_now
from intake_api.conversations.models import ConsentRow
from intake_api.conversations.submission import complaint_of
from intake_api.conversations.talk import Talk
from intake_api.form import questions
from intake_api.languages import say
from intake_api.rights.periods import deleted_on
from service_model import FACTS


def as_data(talk: Talk, session: Session) -> dict[str, Any]:
    """The complaint record, every message, every consent, and what was noticed in the words, as JSON-like data."""
    gone = deleted_on(talk)
    return {
        "made_at": utc_now().isoformat(timespec="seconds"),
        "reference": talk.reference,
        "status": talk.status,
        "deleted_on": gone.isoformat() if gone else None,
        "record": _record(talk),
        "messages": [{"who": said.sender, "at": said.at.isoformat(), "text": said.text} for said in talk.messages],
        "consents": [
            {"purpose": row.purpose, "given": row.given, "wording": row.wording_version, "at": row.at.isoformat()}
            for row in session.scalars(select(ConsentRow).where(ConsentRow.conversation_id == talk.id).order_by(ConsentRow.id))
        ],
        "noticed": [{key: row.get(key) for key in ("name", "detail", "reason")} for row in talk.signals],
    }


def as_text(talk: Talk) -> str:
    """The answers and the conversation, to read."""
    lines = [say("Your complaint"), ""]
    if talk.reference:
        lines += [f"{say('Your reference')}: {talk.reference}", ""]
    for name in FACTS:
        value = questions.shown(name, talk.slots) if name not in questions.LEFT_OUT else ""
        if value:
            lines += [f"{questions.label(name)}: {value}"]
    lines += ["", say("What was said"), ""]
    person, office = say("You"), "Redress"
    for said in talk.messages:
        lines += [f"{person if said.sender == 'person' else office} ({in_london(said.at)}):", said.text, ""]
    return "\n".join(lines)


def _record(talk: Talk) -> dict[str, Any]:
    """The record as a case would hold it; the plain answers where it cannot be made of them yet."""
    try:
        complaint = complaint_of(talk.slots, channel="phone" if talk.channel == "phone" else "web")
    except ValidationError:
        return dict(talk.facts)
    return complaint.model_dump(mode="json", exclude_none=True)
