"""Earlier contacts where a case comes in over the API: looked for before it is made, or left for the caseworker (SM-1.1).

Staff of another system look first (`POST /v1/earlier-contacts`) and send what the search gave them. The public is told nothing
about other cases: there the search is made when the case arrives, and what it finds waits for the caseworker.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import true
from sqlalchemy.orm import Session

from intake_api.cases.models import Case
from intake_api.casework import matching
from intake_api.casework.matching import Found
from intake_api.casework.models import CaseNote, CaseTask
from intake_api.conversations.models import Conversation
from intake_api.problems import FieldError, Problem
from intake_api.security import sign
from intake_api.settings import Settings
from service_model.record import Complaint

BY_STAFF = "phone"
GOOD_FOR = timedelta(days=1)
PURPOSE, TASK = "earlier-contacts", "look_at_earlier_contacts"
FIELD = "earlier_contacts"
LOOK_FIRST = (
    "There are cases that may be the same person's. Look at them first: POST /v1/earlier-contacts. Then send the ‘search’ it "
    "gives as earlier_contacts.search, or say in earlier_contacts.not_looked_because why nobody looked (SM-1.1)."
)
LOOK_AGAIN = (
    "This search is not one of ours, is more than a day old, or there are cases now that it did not show. Look again: "
    "POST /v1/earlier-contacts (SM-1.1)."
)


@dataclass(frozen=True, slots=True)
class Looked:
    """What a caller says of the look: the cases that a search of ours showed (None: there was none, or it does not count

    any more), or why nobody looked.
    """

    seen: frozenset[str] | None = None
    is_sent: bool = False
    reason: str | None = None


NOT_LOOKED = Looked()


def search_token(settings: Settings, found: Found, *, now: datetime) -> str:
    """What a search gives, to be sent with the case: which cases it showed, and when. Signed, so that it cannot be made up."""
    said = {"at": now.isoformat(), "seen": sorted(match.reference for match in found.matches)}
    text = base64.urlsafe_b64encode(json.dumps(said, separators=(",", ":")).encode()).decode()
    return f"{text}.{sign(settings, PURPOSE, text)}"


def read_token(settings: Settings, token: str, *, now: datetime) -> frozenset[str] | None:
    """The cases a search showed; None for a token that is not ours or is more than a day old."""
    text, _, signature = token.partition(".")
    if not hmac.compare_digest(sign(settings, PURPOSE, text).encode(), signature.encode()):
        return None
    try:
        said = json.loads(base64.urlsafe_b64decode(text))
    except (ValueError, binascii.Error):
        return None
    at = datetime.fromisoformat(said["at"])
    return frozenset(said["seen"]) if now - GOOD_FOR <= at <= now + timedelta(minutes=5) else None


def before_a_case(session: Session, complaint: Complaint, conversation_id: str | None, looked: Looked) -> Found:
    """What is found of the person, in every team. Raises Problem 409 where staff would make a case without having looked.

    A talk of ours is let through: on a call it was asked on the call screen, and the public is never stopped.
    """
    found = matching.find(session, matching.person_of(complaint), within=true())
    is_ours = conversation_id is not None and session.get(Conversation, conversation_id) is not None
    if not found or complaint.channel != BY_STAFF or is_ours or looked.reason:
        return found
    if {match.reference for match in found.matches} <= (looked.seen or frozenset()):
        return found
    words = LOOK_AGAIN if looked.is_sent else LOOK_FIRST
    raise Problem(409, "Look for earlier contacts first", words, [FieldError(FIELD, words)])


def attach(session: Session, case: Case, found: Found, looked: Looked, *, now: datetime) -> None:
    """Leaves what was found as a task, unless staff have seen it; keeps why nobody looked as a note. Commit is the caller's."""
    made: dict[str, Any] = {"case_id": case.id, "made_by": "system", "made_at": now}
    if looked.reason and case.channel == BY_STAFF:
        words = f"The case was made without a look at earlier contacts, because: {looked.reason}"
        session.add(CaseNote(**made, text=words, kind="other"))
    was_seen = case.channel == BY_STAFF and not looked.reason
    if not found or was_seen:
        return
    count = len(found.matches)
    words = f"Look at {count} earlier case{'' if count == 1 else 's'} that may be the same person's: duplicates are linked."
    session.add(CaseTask(**made, kind=TASK, what=words, paragraph="SM-1.1", about="people"))


def handed_off(session: Session, case: Case) -> list[dict[str, Any]]:
    """The other cases that may be the same person's, with what points to each, as case systems read them."""
    return as_json(matching.find_for_case(session, case, within=true()))


def as_json(found: Found) -> list[dict[str, Any]]:
    """The matches, what points strongest first."""
    return [
        {
            "reference": each.reference, "received_at": each.received_at.isoformat(), "status": each.status,
            "organisation": each.organisation, "reasons": list(each.reasons),
            "is_same_organisation": each.is_same_organisation,
        }
        for each in found.matches
    ]  # fmt: skip
