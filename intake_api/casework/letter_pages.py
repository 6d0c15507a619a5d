"""One letter of a case: looked at, changed, sent, printed, taken as a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Literal

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from intake_api.audit import service as audit
from intake_api.cases.models import Case
from intake_api.casework import issued_letters, letter_fields, letter_kinds, letter_looks, letters, plainness
from intake_api.casework.changing import RefusedError, begin_what_is_done
from intake_api.casework.forms import Nothing
from intake_api.casework.models import CaseLetter
from intake_api.casework.pages import NO_TROUBLE, Form, Trouble, Viewer, change, draw
from intake_api.casework.tabs import Act
from intake_api.clock import london_day, utc_now
from intake_api.csrf import FormToken
from intake_api.db.base import start_writing
from intake_api.db.session import SessionMaker, WriteSession
from intake_api.documents import files
from intake_api.documents.pdf import UndrawableError
from intake_api.documents.text import as_text
from intake_api.logging import get_logger
from intake_api.problems import Problem
from intake_api.resume.senders import Message, SendError, sender_of
from intake_api.security import settings_of
from intake_api.settings import Settings
from intake_api.staff.models import StaffSession, StaffUser
from intake_api.staff.reach import open_case
from intake_api.staff.roles import Action
from intake_api.staff.saving import after_saving
from service_model.casework.support import CompletedForm, form_to_sign

router = APIRouter(prefix="/staff/cases/{reference_text}/letters/{letter_id}", include_in_schema=False)
log = get_logger(__name__)
_NOT_SENT = "The mail server did not take it. Nothing was lost: try again in a few minutes, or print it and post it."

ACTS: Mapping[str, Act] = {
    "save_letter": Act(Action.SEND_LETTER, letters.LetterText, letters.change_text),
    "send_letter": Act(Action.SEND_LETTER, letters.Sending, letters.begin_sending),
    "print_letter": Act(Action.SEND_LETTER, letters.Dispatch, letters.mark_printed),
    "email_letter": Act(Action.SEND_LETTER, letters.Sending, letters.mark_emailed),
    "ask_drafting_advice": Act(Action.SEND_LETTER, Nothing, letters.ask_drafting_advice),
    "answer": Act(Action.CHANGE_CASE, letters.Answer, letters.record_answer),
}


@router.get("")
def show_letter(request: Request, reference_text: str, letter_id: int, staff: Viewer, session: WriteSession) -> Response:
    """One letter as it will read, or as it went."""
    case, letter = _find(session, staff.user, reference_text, letter_id)
    audit.record(
        session, actor=f"staff:{staff.user.username}", action="case_viewed", at=utc_now(), subject=case.reference,
        after={"tab": "letter", "letter": str(letter.id)},
    )  # fmt: skip
    session.commit()
    return _draw(request, session, case, letter, staff.user)


@router.post("", dependencies=[FormToken])
def change_letter(
    request: Request, reference_text: str, letter_id: int, staff: Viewer, sessions: SessionMaker, given: Form
) -> Response:
    """Saves a letter as it was changed, sends it, or notes that it has gone; or says why not and keeps what was typed."""
    act = ACTS.get(given.one.get("form", ""))
    if act is None:
        raise Problem(422, "No such form", "This page has no such form. Load it again, and send your answer once more.")
    _made, trouble = change(sessions, staff, reference_text, act, given, rest=(letter_id,))
    if trouble is None and given.one["form"] == "send_letter" and not _send(request, sessions, staff, reference_text, letter_id):
        trouble = Trouble(given, {"": _NOT_SENT}, status=503)
    if trouble is None:
        return after_saving(request.url.path)
    with sessions() as session:
        case, letter = _find(session, staff.user, reference_text, letter_id)
        return _draw(request, session, case, letter, staff.user, trouble)


@router.get("/file/{form}")
def take_letter(
    reference_text: str, letter_id: int, form: Literal["txt", "docx", "pdf"], staff: Viewer, session: WriteSession
) -> Response:
    """The letter as a file. The download is recorded."""
    case, letter = _find(session, staff.user, reference_text, letter_id)
    document = letter_looks.document_of(case, letter)
    audit.record(
        session, actor=f"staff:{staff.user.username}", action="letter_downloaded", at=utc_now(), subject=case.reference,
        after={"letter": str(letter.id), "form": form},
    )  # fmt: skip
    session.commit()
    try:
        return files.handed_over(document, form, f"{case.reference}-letter-{letter.id}")
    except UndrawableError:
        detail = "Some letters in it are in a script that the PDF's fonts do not have. Take it as Word or text."
        raise Problem(422, "No PDF of this letter", detail) from None


def _send(request: Request, sessions: SessionMaker, staff: StaffSession, reference_text: str, letter_id: int) -> bool:
    """Hands the letter to the mail server, after it was set aside and that was committed; then notes that it went."""
    settings = settings_of(request)
    with sessions() as session:
        case, letter = _find(session, staff.user, reference_text, letter_id)
        to = letters.address_of(case, letter)
        document = letter_looks.document_of(case, letter)
    text = as_text(document).decode("utf-8-sig").replace("\r\n", "\n").strip()
    sender = sender_of(settings)
    if sender is None or to is None or "email" not in sender.methods or letter.send_key is None:
        return False
    try:
        sender.send(Message("email", to, f"{letter.subject} ({case.reference})", text, letter.send_key, utc_now()))
    except SendError as error:
        log.warning("letter_not_sent", reference=case.reference, letter=letter_id, why=error.reason)
        return False
    _note_sent(sessions, staff.user, reference_text, letter_id)
    return True


def _note_sent(sessions: SessionMaker, user: StaffUser, reference_text: str, letter_id: int) -> None:
    """It has gone, whatever changed meanwhile, and even if the case went to another team. Who sent it twice notes it once."""
    with sessions() as session:
        start_writing(session)
        noted = begin_what_is_done(session, reference_text=reference_text, user=user, at=utc_now())
        letter = letters.own(session, noted.case, letter_id)
        if letter.state not in letters.GONE:
            letters.sent(noted, letter)
            session.commit()


def _find(session: Session, user: StaffUser, reference_text: str, letter_id: int) -> tuple[Case, CaseLetter]:
    case = open_case(session, user, reference_text, now=utc_now())
    try:
        return case, letters.own(session, case, letter_id)
    except RefusedError as error:
        raise Problem(404, "No such letter", error.message) from None


def _draw(
    request: Request, session: Session, case: Case, letter: CaseLetter, user: StaffUser, trouble: Trouble = NO_TROUBLE
) -> Response:
    blocks = [{"kind": type(block).__name__, **asdict(block)} for block in letter_looks.document_of(case, letter).blocks]
    kind = letter_kinds.KINDS[letter.kind]
    shown: dict[str, Any] = {
        "letter": letter, "gaps": letters.gaps_of(case, letter), "contact": case.contact, "kind": kind,
        "score": plainness.score(letter), "drivers": plainness.drivers(session, case), "fixed": letter_kinds.FIXED,
        "is_of_another_day": kind.has_deadline and london_day(letter.made_at) != london_day(utc_now()),
        "may_answer": {"awaiting_agreement": ("agreed", "not_agreed"), "unsigned": ("signed",)}.get(kind.awaits or "", ()),
        "form_rule": form_to_sign(_form(letter)) if kind.awaits == "unsigned" else None, "gone": letters.GONE,
        "goes_with": issued_letters.called(session, case, kind),
        "blocks": [{**row, "items_": row.pop("items", ())} for row in blocks],  # a dict's own `items` would win in a template
        "address": letters.address_of(case, letter), "instruction": letter_looks.posting_instruction(case, letter),
        "told_first": letters.asks_who_was_told(session, case, letter),
        "field_names": letter_fields.field_names(session, case), "can_send": _can_send(settings_of(request)),
        "asked_legal_team": letters.drafting_advice(session, case, letter),
    }  # fmt: skip
    title = f"{kind.title}, letter {letter.id}"
    return draw(
        request, session, case, user, template="casework/letter.html", title=title, name="letters", shown=shown, trouble=trouble
    )


def _form(letter: CaseLetter) -> CompletedForm:
    """A form of the case as the rules read it."""
    sent_on = london_day(letter.sent_at) if letter.sent_at else None
    signed_on = london_day(letter.answered_at) if letter.answer == "signed" and letter.answered_at else None
    return CompletedForm(completed_on=london_day(letter.made_at), sent_on=sent_on, returned_signed_on=signed_on)


def _can_send(settings: Settings) -> bool:
    sender = sender_of(settings)
    return sender is not None and "email" in sender.methods
