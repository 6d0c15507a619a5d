"""A talk as rows: what one turn reads and writes, and no more. SQL only; who may do it when is store.py's business.

Each statement is made once, with places (`bindparam`) for what differs: to put one together, and to find out that it is like
one that was compiled before, costs SQLAlchemy more than to run it.
"""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import Connection, RowMapping, Select, Table, bindparam, delete, func, insert, or_, select, update

from intake_api.conversations.models import ConsentRow, Conversation, Message
from intake_api.conversations.talk import Said, Talk

# plain tables: a turn changes rows by their number and needs no objects that follow along
TALKS, MESSAGES, CONSENTS = (cast("Table", model.__table__) for model in (Conversation, Message, ConsentRow))
_OF_A_TALK = [
    TALKS.c[name]
    for name in (
        "id", "channel", "updated_at", "status", "has_consent", "is_opened", "state", "asked", "signals", "reference", "attempts",
    )
]  # fmt: skip
_OF_A_MESSAGE = [column for column in MESSAGES.c if column.name not in ("id", "conversation_id")]
_SAID = [column.name for column in _OF_A_MESSAGE]
_CONSENT = ("purpose", "given", "wording_version", "at", "channel")
_HOLD = ("lock_owner", "locked_until")
_ALWAYS = (*_HOLD, "updated_at", "status", "has_consent")
_WITH_CONSENT = (*_ALWAYS, "is_opened", "state", "asked", "signals", "reference", "attempts")
_WITHOUT = (*_ALWAYS, "state", "asked", "signals", "reference")

_OF_IT = TALKS.c.id == bindparam("talk")
_FREE = or_(TALKS.c.lock_owner.is_(None), TALKS.c.locked_until < bindparam("now"))
_MINE = TALKS.c.lock_owner == bindparam("owner")
_SAID_IN_IT = MESSAGES.c.conversation_id == bindparam("talk")


def _set(*names: str) -> dict[str, Any]:
    return {name: bindparam(f"new_{name}", type_=TALKS.c[name].type) for name in names}


_TAKE = update(TALKS).where(_OF_IT, _FREE).values(_set(*_HOLD)).returning(*_OF_A_TALK)
_LET_GO = update(TALKS).where(_OF_IT, _MINE).values(lock_owner=None, locked_until=0.0)
_WRITE, _EMPTY = (update(TALKS).where(_OF_IT, _MINE).values(_set(*names)) for names in (_WITH_CONSENT, _WITHOUT))
_NOTICE = update(TALKS).where(_OF_IT).values(_set("signals", "updated_at"))
_ROW, _EXISTS = select(*_OF_A_TALK).where(_OF_IT), select(TALKS.c.id).where(_OF_IT)
_TOKEN = select(TALKS.c.token_hash).where(_OF_IT)
_ADD, _ADD_CONSENT = insert(MESSAGES), insert(CONSENTS)
_FORGET = delete(MESSAGES).where(_SAID_IN_IT)
_HEARD = (
    update(MESSAGES)
    .where(_SAID_IN_IT, MESSAGES.c.seq == bindparam("number"))
    .values(delivered=bindparam("new_delivered"), kind=bindparam("new_kind"))
)


def _what_matters(*, by_number: bool) -> Select[Any]:
    last = select(func.max(MESSAGES.c.seq)).where(_SAID_IN_IT, MESSAGES.c.sender == "person", MESSAGES.c.delivered)
    wanted = [MESSAGES.c.seq >= func.coalesce(last.scalar_subquery(), 0), MESSAGES.c.delivered.is_(False)]
    if by_number:
        sent = MESSAGES.c.message_id == bindparam("message")
        wanted += [sent, MESSAGES.c.reply_to == select(MESSAGES.c.seq).where(_SAID_IN_IT, sent).scalar_subquery()]
    return select(*_OF_A_MESSAGE).where(_SAID_IN_IT, or_(*wanted)).order_by(MESSAGES.c.seq)


_ALL_SAID = select(*_OF_A_MESSAGE).where(_SAID_IN_IT).order_by(MESSAGES.c.seq)
_MATTERS, _MATTERS_TO_THIS = _what_matters(by_number=False), _what_matters(by_number=True)


def take(db: Connection, conversation_id: str, *, owner: str, now: float, until: float) -> RowMapping | None:
    """Puts `owner` into a talk that nobody holds, or whose holder's time is over, and answers its row; None: not to be had."""
    hold = {"talk": conversation_id, "now": now, "new_lock_owner": owner, "new_locked_until": until}
    return db.execute(_TAKE, hold).mappings().one_or_none()


def fetch_talk_row(db: Connection, conversation_id: str) -> RowMapping | None:
    """The row of a talk, without its messages."""
    return db.execute(_ROW, {"talk": conversation_id}).mappings().one_or_none()


def fetch_token_hash(db: Connection, conversation_id: str) -> str | None:
    """What is kept of the token that opens a talk; None when there is no such talk."""
    return cast("str | None", db.execute(_TOKEN, {"talk": conversation_id}).scalar_one_or_none())


def exists(db: Connection, conversation_id: str) -> bool:
    """Is there such a talk?"""
    return db.execute(_EXISTS, {"talk": conversation_id}).first() is not None


def let_go(db: Connection, conversation_id: str, owner: str) -> None:
    """Ends the hold of `owner`, if it still is one."""
    db.execute(_LET_GO, {"talk": conversation_id, "owner": owner})


def fetch_all_said(db: Connection, conversation_id: str) -> list[Said]:
    """Everything that was said, in order."""
    return _fetch(db, _ALL_SAID, talk=conversation_id)


def fetch_what_matters_now(db: Connection, conversation_id: str, message_id: str | None) -> list[Said]:
    """What a turn can depend on, however long the talk is: what the person said last and everything since, what the
    assistant has not heard, and the message sent under `message_id` before, with its answers."""
    if message_id is None:
        return _fetch(db, _MATTERS, talk=conversation_id)
    return _fetch(db, _MATTERS_TO_THIS, talk=conversation_id, message=message_id)


def write_talk(db: Connection, talk: Talk, owner: str, *, locked_until: float | None) -> bool:
    """Writes where the talk stands, and holds it on until then (None: lets it go). False when `owner` does not hold it."""
    held = {"lock_owner": owner if locked_until is not None else None, "locked_until": locked_until or 0.0}
    if talk.has_consent:
        statement, values = _WRITE, {name: getattr(talk, name) for name in _WITH_CONSENT if name not in held}
    else:
        now = {name: getattr(talk, name) for name in _ALWAYS if name not in held}
        statement, values = _EMPTY, {**now, "state": {}, "asked": None, "signals": [], "reference": None}
    new = {f"new_{name}": value for name, value in {**held, **values}.items()}
    if db.execute(statement, {"talk": talk.id, "owner": owner, **new}).rowcount != 1:
        return False
    if talk.has_consent:
        write_said(db, talk)
    elif talk.saved_seq:
        db.execute(_FORGET, {"talk": talk.id})
    for consent in talk.new_consents:
        db.execute(_ADD_CONSENT, {"conversation_id": talk.id, **{name: getattr(consent, name) for name in _CONSENT}})
    return True


def write_signals(db: Connection, talk: Talk) -> None:
    """Keeps what was noticed at once, before the assistant has heard of it."""
    db.execute(_NOTICE, {"talk": talk.id, "new_signals": talk.signals, "new_updated_at": talk.updated_at})


def write_said(db: Connection, talk: Talk) -> None:
    """Adds what is new, and notes what the assistant has heard by now."""
    new = [said for said in talk.messages if said.seq > talk.saved_seq]
    if new:
        db.execute(_ADD, [{"conversation_id": talk.id, **{name: getattr(said, name) for name in _SAID}} for said in new])
    for said in talk.messages:
        if said.seq in talk.unsaved and said.seq <= talk.saved_seq:
            heard = {"new_delivered": said.delivered, "new_kind": said.kind}
            db.execute(_HEARD, {"talk": talk.id, "number": said.seq, **heard})


def _fetch(db: Connection, wanted: Select[Any], **about: str) -> list[Said]:
    return [Said(**row) for row in db.execute(wanted, about).mappings()]
