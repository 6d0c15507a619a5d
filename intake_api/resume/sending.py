"""What the worker does for saved talks: finds out who asked for a new code, sends messages, and tries again later."""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session, sessionmaker

from intake_api import wording
from intake_api.clock import london_day
from intake_api.conversations.contacts import office
from intake_api.conversations.models import Conversation
from intake_api.db.base import start_writing
from intake_api.logging import describe, get_logger
from intake_api.outbox.delivery import next_try
from intake_api.resume import codes
from intake_api.resume.models import ResumeCode, ResumeMessage
from intake_api.resume.senders import Message, Sender, SendError
from intake_api.resume.service import GIVE_UP, live
from intake_api.settings import Settings
from intake_api.short_codes import new_seed

log = get_logger("intake_api.resume.sending")
IN_ONE_GO = 50
MOST_TALKS = 3  # of one contact, newest first: each gets its own message


def send_due(
    sessions: sessionmaker[Session],
    settings: Settings,
    sender: Sender,
    *,
    now: Callable[[], datetime],
    chance: random.Random,
) -> int:
    """Sends what is due, one after the other. Answers how many left. Two workers may do this at once: a message is lent."""
    sent = 0
    for _ in range(IN_ONE_GO):
        taken = _claim(sessions, now=now(), lease_for=settings.outbox_lease)
        if taken is None:
            break
        if taken.code is None:
            _find_talks(sessions, settings, taken, now=now())
        else:
            sent += _send(sessions, settings, sender, taken, taken.code, now=now, chance=chance)
    return sent


def message_for(settings: Settings, taken: ResumeMessage, code: ResumeCode) -> Message:
    """What the person gets. It does not say what the complaint is about: others may see it on a locked screen."""
    last_day = london_day(code.expires_at - timedelta(seconds=1))
    values = {
        "code": codes.CODES.of(settings, code.seed),
        "link": f"{settings.public_url.rstrip('/')}/resume",
        "last_day": f"{last_day.day} {last_day:%B %Y}",
        "office_phone": office().phone,
    }
    reference = codes.reference_of(settings, code.seed)
    if taken.method == "text":
        text = wording.text("utter_resume_code", "sms", **values)
        return Message("text", taken.contact, "", text, reference, code.created_at)
    subject, _, text = wording.text("utter_resume_code", "email", **values).partition("\n")
    return Message("email", taken.contact, subject.strip(), text.strip(), reference, code.created_at)


def _claim(sessions: sessionmaker[Session], *, now: datetime, lease_for: float) -> ResumeMessage | None:
    due = select(ResumeMessage).where(
        ResumeMessage.next_at <= now, or_(ResumeMessage.leased_until.is_(None), ResumeMessage.leased_until < now)
    )
    with sessions() as session:
        if session.scalars(due.with_only_columns(ResumeMessage.id).limit(1)).first() is None:
            return None  # the usual case takes no lock
        session.rollback()
        start_writing(session)
        query = due.order_by(ResumeMessage.next_at, ResumeMessage.id).limit(1)
        taken = session.scalars(query.with_for_update(skip_locked=True, of=ResumeMessage)).first()
        if taken is None:
            return None
        taken.lease, taken.leased_until = secrets.token_hex(16), now + timedelta(seconds=lease_for)
        session.commit()
        return taken


def _find_talks(sessions: sessionmaker[Session], settings: Settings, wish: ResumeMessage, *, now: datetime) -> None:
    """Makes a new code for each talk that this contact saved, if any, and forgets the wish.

    A new code works no longer than the old one did: asking again and again keeps nothing alive.
    """
    with sessions() as session:
        start_writing(session)
        if not _remove(session, wish):
            return
        saved = session.scalars(
            select(ResumeCode)
            .join(Conversation)
            .where(ResumeCode.contact_key == wish.contact_key, *live(now))
            .order_by(ResumeCode.id.desc())
        )
        newest: dict[str, ResumeCode] = {}
        for row in saved:
            newest.setdefault(row.conversation_id, row)
        for row in list(newest.values())[:MOST_TALKS]:
            code = ResumeCode(
                conversation_id=row.conversation_id, contact_key=row.contact_key, seed=new_seed(), created_at=now,
                expires_at=row.expires_at, failures=0,
            )  # fmt: skip
            session.add(code)
            session.flush()
            session.add(
                ResumeMessage(
                    code_id=code.id, contact_key=wish.contact_key, contact=wish.contact, method=wish.method, created_at=now,
                    attempts=0, next_at=now,
                )
            )  # fmt: skip
        session.commit()


def _send(
    sessions: sessionmaker[Session], settings: Settings, sender: Sender, taken: ResumeMessage, code: ResumeCode,
    *, now: Callable[[], datetime], chance: random.Random,
) -> bool:  # fmt: skip
    reason, is_final = "", True
    if _is_of_use(code, now()):
        try:
            sender.send(message_for(settings, taken, code))
        except SendError as error:
            reason, is_final = error.reason, error.is_final or now() - taken.created_at >= GIVE_UP
        except Exception as error:  # a fault of ours holds up no other message, and may be mended tomorrow
            log.error("resume_message_fault", exception=describe(error))
            reason, is_final = type(error).__name__, now() - taken.created_at >= GIVE_UP
    else:
        reason = "no_use"
    name = "resume_message_failed" if reason else "resume_message_sent"
    log.info(name, message=taken.id, method=taken.method, attempt=taken.attempts + 1, reason=reason, is_final=is_final)
    with sessions() as session:
        start_writing(session)
        if is_final:
            _remove(session, taken)
        else:
            again = next_try(attempts=taken.attempts + 1, now=now(), longest=settings.outbox_max_wait, chance=chance)
            mine = update(ResumeMessage).where(ResumeMessage.id == taken.id, ResumeMessage.lease == taken.lease)
            session.execute(mine.values(attempts=ResumeMessage.attempts + 1, next_at=again, lease=None, leased_until=None))
        session.commit()
    return not reason


def _is_of_use(code: ResumeCode, now: datetime) -> bool:
    talk = code.conversation
    return code.used_at is None and code.expires_at > now and talk.has_consent and talk.status == "open"


def _remove(session: Session, taken: ResumeMessage) -> bool:
    mine = delete(ResumeMessage).where(ResumeMessage.id == taken.id)
    return bool(session.execute(mine).rowcount)  # type: ignore[attr-defined]
