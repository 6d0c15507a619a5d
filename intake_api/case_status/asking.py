"""Reads what a person typed for a status, and asks. Page and API share it, so that neither tells more than the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

from fastapi import Request
from sqlalchemy.orm import Session, sessionmaker

from intake_api import languages, wording
from intake_api.case_status.service import NoSuchStatusError, StatusNow, look_up
from intake_api.cases import reference as references
from intake_api.clock import utc_now
from intake_api.conversations.clean import without_control
from intake_api.conversations.contacts import office
from intake_api.resume.access import network_of
from intake_api.resume.limits import TooManyError
from intake_api.security import settings_of
from intake_api.short_codes import LONGEST, BadCodeError, read

say = partial(wording.text, channel="form")


@dataclass(slots=True)
class Asked:
    """What came of asking: `found`, or `problems` by field; `wait` is how many seconds to wait after too many tries."""

    found: StatusNow | None = None
    problems: dict[str, str] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    wait: int = 0


def ask(request: Request, sessions: sessionmaker[Session], *, reference: str, code: str) -> Asked:
    """Where the case of this reference and code is. What is mistyped is told without looking anything up."""
    asked = Asked(typed={"reference": without_control(reference)[:LONGEST], "code": without_control(code)[:LONGEST]})
    written = typed_code = ""
    try:
        written = references.parse(asked.typed["reference"])
    except references.BadReferenceError as error:
        asked.problems["reference"] = languages.say(str(error)) if reference.strip() else say("utter_status_reference_empty")
    try:
        typed_code = read(without_control(code))
    except BadCodeError:
        asked.problems["code"] = say("utter_status_code_wrong" if code.strip() else "utter_status_code_empty")
    if asked.problems:
        return asked
    try:
        asked.found = look_up(
            sessions, settings_of(request), reference=written, code=typed_code, network=network_of(request), now=utc_now()
        )
    except NoSuchStatusError:
        asked.problems["reference"] = say("utter_status_no_match", office_phone=office().phone)
    except TooManyError as error:
        asked.wait = error.wait
        asked.problems["reference"] = say("utter_status_too_many", office_phone=office().phone)
    return asked
