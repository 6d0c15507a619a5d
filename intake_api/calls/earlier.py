"""Has the caller contacted us before? Looked for as soon as something is known of them, and before a case is made (SM-1.1).

The search is the office's one (`casework.matching`). While it finds cases that nobody has looked at, the call makes no new
one: a member of staff looks, and says that it is a new request. Their yes holds for the cases that were shown to them then.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from intake_api.calls import desk as calls
from intake_api.calls.models import Call
from intake_api.casework import matching
from intake_api.casework.matching import Found, Known
from intake_api.clock import london_day, utc_now
from intake_api.conversations import safety
from intake_api.conversations.talk import Talk
from intake_api.form import flow
from intake_api.staff.models import StaffSession, StaffUser
from intake_api.staff.reach import visible_to

LOOK_FIRST = (
    "These cases may be the same person's. Look at them first, and choose ‘It is a new request’ if it is one. "
    "Then send it (SM-1.1)."
)


def known_of(talk: Talk) -> Known:
    """What the talk says of who is calling."""
    said = {name: str(talk.slots.get(name) or "") for name in ("name", "phone", "email", "postcode")}
    return Known(**said, organisation=str(talk.slots.get("body") or talk.slots.get("organisation") or ""))


def look(session: Session, talk: Talk | None, user: StaffUser) -> Found:
    """The cases that may be the caller's, as far as this member of staff may see."""
    return matching.find(session, known_of(talk), within=visible_to(user)) if talk else Found()


def unseen(call: Call, found: Found) -> bool:
    """Is there a case among them of which nobody has said that this is another request?"""
    return not set(_marks(found)) <= set(call.seen_before)


def keep_new_request(session: Session, call: Call, staff: StaffSession, found: Found) -> None:
    """Staff looked, and it is a new request. Commit is the caller's."""
    calls.change(session, call, seen_before=sorted({*call.seen_before, *_marks(found)}))
    after = {"found": str(len(found.matches)), "of_other_teams": str(found.hidden)}
    calls.trace(session, call, staff, "new_request_confirmed", utc_now(), after=after)


def would_send(talk: Talk, form: dict[str, str]) -> bool:
    """Would this answer make the case: any to the question whether to send it, but to change something or a cry for help."""
    if not (form.get("choice") or form.get("text", "").strip()) or safety.signal_in(form.get("text", "")):
        return False
    return talk.asked == "confirm_summary" and '"change"' not in form.get("choice", "")


def form_would_send(talk: Talk, form: dict[str, str]) -> bool:
    """The same, where the form's questions are asked on the call screen."""
    return form.get("choice") == "send" and flow.next_step(talk, today=london_day(utc_now())).page in ("check", "evidence")


def _marks(found: Found) -> list[str]:
    more = [f"{found.hidden} of other teams"] if found.hidden else []
    return [*(match.reference for match in found.matches), *more]
