"""Sends what the form holds. Kept first, then sent: nothing is lost when sending fails."""

from __future__ import annotations

from datetime import datetime

from fastapi import Request
from sqlalchemy.exc import SQLAlchemyError

from intake_api.conversations.store import Hold
from intake_api.conversations.submission import submit_held
from intake_api.db.session import session_maker
from intake_api.form.flow import channel_of
from intake_api.logging import describe, get_logger
from intake_api.problems import FieldError, Problem

log = get_logger("intake_api.form")


def send(request: Request, hold: Hold, *, now: datetime, public_url: str) -> tuple[FieldError, ...] | None:
    """Submits the held talk. None when it was sent or waits to be sent again; the errors when an answer was refused."""
    talk = hold.talk
    talk.slots["confirm_summary"], talk.slots["submission"], talk.status = "send", "pending", "submit_pending"
    hold.save()
    try:
        submit_held(session_maker(request), hold, now=now, public_url=public_url, channel=channel_of(talk))
    except Problem as problem:
        if problem.status == 422:
            talk.slots.pop("confirm_summary", None)
            talk.slots.pop("submission", None)
            talk.status = "open"
            hold.release()
            return problem.errors
        log.error("form_submission_failed", exception=describe(problem))
    except SQLAlchemyError as error:
        log.error("form_submission_failed", exception=describe(error))
    hold.release()
    return None
