"""Letters of the office: drafted from a template, changed by a person, sent or posted; the copy stays on the case as it went."""

from __future__ import annotations

import secrets
from typing import Annotated, Any, Literal

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_api.cases.models import Case
from intake_api.casework import adjustments, checks, contacts, decisions, issued_letters, risk, tasks
from intake_api.casework.changing import CLOSED, Change, RefusedError
from intake_api.casework.forms import LARGEST_NUMBER, Filled, Nothing
from intake_api.casework.letter_kinds import FIXED, KINDS
from intake_api.casework.letter_looks import whole_text
from intake_api.casework.letter_texts import draft, filled_in, gaps_in, has_easy_read
from intake_api.casework.models import CaseAdjustment, CaseContact, CaseLetter
from intake_api.casework.plainness import is_plain
from intake_api.clock import london_day
from intake_api.staff import words
from intake_api.staff.roles import Role
from narrative.contacts import email_from
from service_model.determination import Finding
from service_model.record import Complaint
from service_model.risk.prompts import told_before_decision

LONGEST = 60_000
DRAFT, SENDING, SENT, PRINTED = "draft", "sending", "sent", "printed"
GONE = frozenset({SENT, PRINTED})
DRAFTING_ADVICE = "drafting_advice"


class NewLetter(Filled):
    """Which letter; `to_name` is whom it goes to, where there may be several."""

    kind: Annotated[str, Field(max_length=40)]
    to_name: Annotated[str, Field(max_length=200)] | None = None


class LetterText(Filled):
    """The letter as somebody changed it. `not_plain_because`: why it may go though it is hard to read (SM-3.113)."""

    subject: Annotated[str, Field(max_length=200)]
    body: Annotated[str, Field(max_length=LONGEST)]
    is_large: bool = False
    fixed: list[str] = []
    not_plain_because: Annotated[str, Field(max_length=2000)] | None = None


class Dispatch(Filled):
    """A letter goes. `told_first`: was a suitable person told before a decision that a threat of harm hangs on (SM-10.50)."""

    told_first: bool | None = None


class Sending(Dispatch):
    """To which address, where the case does not know it."""

    to: Annotated[str, Field(max_length=254)] | None = None


class Answer(Filled):
    """What they said of a note or a form they were sent."""

    answer: Literal["agreed", "not_agreed", "signed"]


def write(change: Change, form: NewLetter) -> CaseLetter:
    """Drafts a letter. Raises RefusedError for a kind there is none of, or a template that asks for a field there is none of."""
    if form.kind not in KINDS or not KINDS[form.kind].is_offered:
        raise RefusedError("Choose one of the letters.", "kind")
    return drafted(change, form.kind, to_name=form.to_name)


def drafted(change: Change, kind: str, *, to_name: str | None = None, **more: Any) -> CaseLetter:
    """The draft of a letter, in Easy Read where the person needs it. `more` are fields that only this letter has.

    Raises RefusedError for one that goes with a document that was not issued, or not to its party.
    """
    to_name = issued_letters.addressee(change.session, change.case, KINDS[kind], to_name)
    more |= issued_letters.fields_of(change.session, change.case, KINDS[kind], to_name)
    easy = KINDS[kind].party == "complainant" and adjustments.needs_easy_read(change.session, change.case) and has_easy_read(kind)
    body = draft(change.session, change.case, kind, user=change.user, today=change.today, is_easy_read=easy, **more)
    if to_name:
        body = body.replace("[name of the person]", to_name).replace("[name of the Principal Officer]", to_name)
    letter = keep(change, kind=kind, subject=KINDS[kind].subject, body=body)
    letter.is_easy_read, letter.to_name = easy, to_name
    if to_do := KINDS[kind].to_do:
        tasks.open_task(change, kind=f"send_{kind}", what=to_do[0], paragraph=to_do[1])
    return letter


def share_note(change: Change, form: contacts.ContactId) -> None:
    """Drafts a copy of the note of a conversation for the person to agree, to go the way they prefer (SM-1.34)."""
    row = change.session.get(CaseContact, form.id)
    if row is None or row.case_id != change.case.id:
        raise RefusedError("This case has no such contact.")
    if not row.about:
        raise RefusedError("Nothing was written down about this contact, so there is nothing to share.")
    drafted(change, "call_note", note=row.about, note_on=words.day(london_day(row.at)))


def decide_adjustment(change: Change, form: adjustments.RequestDecision) -> None:
    """Decides a request, and drafts the letter with the outcome, in the form the person needs (SM-1.45)."""
    adjustments.decide(change, form)
    _tell_the_outcome(change, form)


def add_adjustment(change: Change, form: adjustments.NewRequest) -> CaseAdjustment:
    """Adds a request; one that is decided already has its letter too (SM-1.45)."""
    row = adjustments.add(change, form)
    if form.agreed is not None:
        _tell_the_outcome(change, form)
    return row


def _tell_the_outcome(change: Change, form: adjustments.Outcome) -> None:
    if form.basis == "equality_act":
        change.session.flush()
        write(change, NewLetter(kind="adjustment_outcome"))


def keep(change: Change, *, kind: str, subject: str, body: str) -> CaseLetter:
    """Keeps a draft on the case, large where the person needs it large, marked where they are in prison."""
    party, contact = KINDS[kind].party, change.case.contact
    is_to_person = party == "complainant"
    prefers_email = bool(is_to_person and contact and contact.preferred_contact == "email" and contact.email)
    letter = CaseLetter(
        **change.stamp(), kind=kind, party=party, subject=subject, body=body, state=DRAFT,
        is_large=is_to_person and adjustments.needs_large_print(change.session, change.case),
        is_from_prison=is_to_person and bool(Complaint.model_validate(change.case.record).prison_number),
        way="email" if prefers_email else "post", answer=KINDS[kind].awaits,
    )  # fmt: skip
    change.session.add(letter)
    change.session.flush()
    change.trace("letter_drafted", letter=str(letter.id), kind=kind, party=party, answer=letter.answer)
    return letter


def change_text(change: Change, letter_id: int, form: LetterText) -> None:
    """Keeps the letter as it was changed. A letter that has gone stays as it went; an unknown field in {{ }} is refused."""
    letter = own(change.session, change.case, letter_id)
    _must_be_a_draft(letter)
    if any(name not in FIXED for name in form.fixed):
        raise RefusedError("Choose paragraphs of the list.", "fixed")
    body = filled_in(change.session, change.case, form.body, user=change.user, today=change.today, party=letter.party)
    letter.subject, letter.body, letter.is_large, letter.fixed = form.subject, body, form.is_large, form.fixed
    letter.not_plain_because = form.not_plain_because
    fields = ["subject", "body", *(["not_plain_because"] if form.not_plain_because else [])]
    change.trace("letter_changed", letter=str(letter.id), fields=fields)


def mark_printed(change: Change, letter_id: int, form: Dispatch) -> None:
    """It was printed and posted. It counts as contact, and as hearing the decision where it gives one.

    One that the mail server did not take can be posted instead: it was ready when it was set aside to be sent.
    """
    letter = own(change.session, change.case, letter_id)
    if letter.state != SENDING:
        _must_be_ready(change, letter)
        _ask_who_was_told(change, letter, form)
    letter.body = whole_text(letter)
    _gone(change, letter, PRINTED, "post")


def mark_emailed(change: Change, letter_id: int, form: Sending) -> None:
    """It went by email with what goes with it, from the mailbox of whoever says so: no file can be sent from here."""
    letter = own(change.session, change.case, letter_id)
    if KINDS[letter.kind].encloses is None:
        raise RefusedError("Nothing goes with this letter. Send it by email from here.")
    _must_be_ready(change, letter)
    _ask_who_was_told(change, letter, form)
    _address(change.case, letter, form)
    letter.body = whole_text(letter)
    _gone(change, letter, SENT, "email")


def begin_sending(change: Change, letter_id: int, form: Sending) -> None:
    """Sets a letter aside to be sent. Its key stays the same on another try, so that a repeat can be recognised."""
    letter = own(change.session, change.case, letter_id)
    if (goes_with := issued_letters.called(change.session, change.case, KINDS[letter.kind])) is not None:
        raise RefusedError(issued_letters.NOT_BY_EMAIL.format(what=goes_with))
    if letter.state != SENDING:
        _must_be_ready(change, letter)
        _ask_who_was_told(change, letter, form)
    _address(change.case, letter, form)
    letter.body = whole_text(letter)
    letter.state, letter.send_key = SENDING, letter.send_key or secrets.token_hex(16)


def sent(change: Change, letter: CaseLetter) -> None:
    """The mail server took it."""
    _gone(change, letter, SENT, "email")


def ask_drafting_advice(change: Change, letter_id: int, _form: Nothing) -> None:
    """Asks the Legal Team about the drafting of a letter that explains a point of law; its task names the draft (SM-3.54)."""
    letter = own(change.session, change.case, letter_id)
    _must_be_a_draft(letter)
    what = f"Advise on the drafting of letter {letter.id} ({KINDS[letter.kind].title})."
    if tasks.open_task(change, kind=DRAFTING_ADVICE, what=what, paragraph="SM-3.54", role=Role.LEGAL) is None:
        raise RefusedError("The Legal Team was asked already.")


def drafting_advice(session: Session, case: Case, letter: CaseLetter) -> str | None:
    """The open request to the Legal Team about this letter."""
    begins = f"Advise on the drafting of letter {letter.id} ("
    found = (each.what for each in tasks.fetch_open(session, case) if each.kind == DRAFTING_ADVICE)
    return next((what for what in found if what.startswith(begins)), None)


def record_answer(change: Change, letter_id: int, form: Answer) -> None:
    """They agreed with a note or not, or a form came back signed."""
    letter = own(change.session, change.case, letter_id)
    may_be = {"awaiting_agreement": ("agreed", "not_agreed"), "unsigned": ("signed",)}.get(KINDS[letter.kind].awaits or "", ())
    if form.answer not in may_be:
        raise RefusedError("This letter does not wait for that answer.", "answer")
    if letter.state not in GONE:
        raise RefusedError("They have not been sent it yet. Send it first.", "answer")
    before, letter.answer = letter.answer, form.answer
    letter.answered_at, letter.answered_by = change.at, change.by
    change.trace("letter_answered", letter=str(letter.id), kind=letter.kind, before={"answer": before}, answer=form.answer)


def address_of(case: Case, letter: CaseLetter) -> str | None:
    """The email address a letter goes to: the person's own, or the one that was given for somebody else."""
    if letter.party != "complainant":
        return letter.to_email
    return case.contact.email if case.contact else None


def fetch(session: Session, case: Case) -> list[CaseLetter]:
    """Every letter, the newest first."""
    return list(session.scalars(select(CaseLetter).where(CaseLetter.case_id == case.id).order_by(CaseLetter.id.desc())))


def own(session: Session, case: Case, letter_id: int) -> CaseLetter:
    """A letter of this case. Raises RefusedError for any other."""
    letter = session.get(CaseLetter, letter_id) if 0 <= letter_id <= LARGEST_NUMBER else None
    if letter is None or letter.case_id != case.id:
        raise RefusedError("This case has no such letter. Choose one from its list.")
    return letter


def gaps_of(case: Case, letter: CaseLetter) -> tuple[str, ...]:
    """What has still to be filled in; brackets that the person wrote are theirs."""
    complaint = Complaint.model_validate(case.record)
    said = (complaint.story, complaint.injustice, complaint.outcome_sought)
    return gaps_in(letter.body, own_words="\n".join(each for each in said if each))


def _address(case: Case, letter: CaseLetter, form: Sending) -> None:
    """Keeps the address that was given. Raises RefusedError where there is none."""
    if form.to and letter.party != "complainant":
        if email_from(form.to) is None:
            raise RefusedError("Give an email address like name@example.org.", "to")
        letter.to_email = email_from(form.to)
    if address_of(case, letter) is None:
        raise RefusedError("There is no email address for them. Print the letter and post it.", "to")


def _gone(change: Change, letter: CaseLetter, state: str, way: str) -> None:
    letter.state, letter.way, letter.sent_by, letter.sent_at = state, way, change.by, change.at
    gives_decision = KINDS[letter.kind].is_decision
    change.session.add(CaseContact(
        **change.stamp(), at=change.at, way=way, direction="out", party=letter.party, reached=None, is_decision=gives_decision,
        about=letter.subject,
    ))  # fmt: skip
    change.session.flush()
    change.trace(
        "letter_sent" if state == SENT else "letter_printed", letter=str(letter.id), kind=letter.kind, way=way, party=letter.party
    )
    contacts.settle(change, letter.party)
    contacts.answered(change, letter.party)
    for kind in ("adjustment_outcome_letter",) if letter.kind == "adjustment_outcome" else (f"send_{letter.kind}",):
        tasks.finish_kind(change, kind)
    _tell_the_mp(change, letter)


def _tell_the_mp(change: Change, letter: CaseLetter) -> None:
    """The referring MP gets a copy of a decision under a brief covering letter (SM-3.109), or a letter of their own.

    That is so for a proposal (SM-3.75), and for the final report by law (SM-9.1).
    """
    kind = KINDS[letter.kind]
    if kind.encloses is not None:
        if kind.to_mp and issued_letters.was_issued_to(change.session, change.case, KINDS[kind.to_mp]):
            drafted(change, kind.to_mp)
        return
    if letter.party != "complainant" or Complaint.model_validate(change.case.record).mp_referral != "referred":
        return
    if kind.to_mp is not None:
        drafted(change, kind.to_mp)
    elif kind.is_decision:
        cover = draft(change.session, change.case, "mp_copy", user=change.user, today=change.today)
        keep(change, kind="mp_copy", subject=KINDS["mp_copy"].subject, body=f"{cover}\n\n* * *\n\n{letter.body}")


def asks_who_was_told(session: Session, case: Case, letter: CaseLetter) -> Finding | None:
    """What is asked before this letter goes: it gives a decision, and a threat of harm hangs on it (SM-10.50)."""
    if not KINDS[letter.kind].is_decision:
        return None
    found = told_before_decision(risk.fetch_open(session, case), was_told=None)
    return found if found.status != "met" else None


def _ask_who_was_told(change: Change, letter: CaseLetter, form: Dispatch) -> None:
    asked = asks_who_was_told(change.session, change.case, letter)
    if asked is None:
        return
    if form.told_first is None:
        raise RefusedError(f"{asked.reason} (SM-10.50)", "told_first")
    change.trace("told_before_decision", letter=str(letter.id), told="yes" if form.told_first else "no")


def _must_be_a_draft(letter: CaseLetter) -> None:
    if letter.state != DRAFT:
        raise RefusedError("This letter has gone, or is on its way. It stays as it is: write a new one.")


def _must_be_ready(change: Change, letter: CaseLetter) -> None:
    """No gap is left; a letter that gives a decision goes only once the decision is approved, and in plain words."""
    _must_be_a_draft(letter)
    issued_letters.must_still_hold(change.session, change.case, letter, today=change.today)
    restarted = checks.restarted_at(change.session, change.case)
    made = decisions.fetch(change.session, change.case)
    states = {each.state for each in made if restarted is None or each.made_at > restarted}
    if KINDS[letter.kind].is_decision and not states & {decisions.APPROVED, CLOSED}:
        raise RefusedError("This letter gives a decision, and none is approved yet. Make the decision first.", "body")
    if left := gaps_of(change.case, letter):
        raise RefusedError(f"Fill in first what stands in square brackets: {', '.join(left)}.", "body")
    if KINDS[letter.kind].is_decision and letter.party == "complainant" and not letter.not_plain_because and not is_plain(letter):
        words = "This letter is hard to read. Make its sentences shorter, or say why this person needs these words (SM-3.113)."
        raise RefusedError(words, "not_plain_because")
