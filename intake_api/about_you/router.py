"""The same for programs that hold a conversation's token, once its complaint was handed over."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from intake_api.about_you import questions, service
from intake_api.about_you.doors import case_of
from intake_api.cases.models import Case
from intake_api.clock import utc_now
from intake_api.conversations.access import token_holder
from intake_api.db.session import ReadSession, WriteSession
from intake_api.languages import say
from intake_api.problems import FieldError, Problem

router = APIRouter(prefix="/v1/conversations", tags=["about you"])

Opened = Annotated[str, Depends(token_holder)]


class QuestionOut(BaseModel):
    """One question. `when` and `unless`: the answers to others after which it is asked, or is not."""

    name: str
    ask: str
    options: dict[str, str]
    when: dict[str, list[str]]
    unless: dict[str, list[str]]


class AboutYouOut(BaseModel):
    """The questions with the consent to show before them, and whether the person agreed. Answers are not read out here."""

    consent: str
    agreed_at: datetime | None
    questions: list[QuestionOut]


class AboutYouIn(BaseModel):
    """`agrees`: the person agreed to the words of `consent`. An answer of null takes that answer away."""

    model_config = ConfigDict(extra="forbid")

    agrees: bool
    answers: dict[Annotated[str, Field(max_length=60)], Annotated[str, Field(max_length=60)] | None] = Field(
        default_factory=dict, max_length=40
    )


@router.get("/{conversation_id}/about-you", response_model=AboutYouOut)
def read_questions(session: ReadSession, conversation_id: Opened) -> AboutYouOut:
    """The optional questions about the person, once the complaint was handed over: 409 before."""
    row = service.fetch(session, _case(session, conversation_id))
    asked = [
        QuestionOut(
            name=each.name, ask=say(each.ask), options={value: say(words) for value, words in each.options.items()},
            when=dict(each.when), unless=dict(each.unless),
        )
        for each in questions.QUESTIONS.values()
    ]  # fmt: skip
    return AboutYouOut(consent=say(service.CONSENT), agreed_at=row.agreed_at if row else None, questions=asked)


@router.put("/{conversation_id}/about-you", status_code=204)
def keep_answers(session: WriteSession, conversation_id: Opened, body: AboutYouIn) -> None:
    """Keeps answers, beside those that were given before. Without consent nothing is kept."""
    case, now = _case(session, conversation_id), utc_now()
    if not body.agrees:
        raise Problem.not_valid([FieldError("agrees", "Nothing is kept before the person agrees.")])
    if service.fetch(session, case) is None:
        service.agree(session, case, at=now)
        session.flush()
    try:
        service.answer(session, case, body.answers, at=now)
    except service.NoSuchAnswerError as error:
        raise Problem.not_valid([FieldError(f"answers.{error.question}", "There is no such question or answer.")]) from None
    except service.NotAgreedError:
        raise Problem(409, "Taken back", "The answers were taken back meanwhile. Nothing was kept.") from None
    session.commit()


@router.delete("/{conversation_id}/about-you", status_code=204)
def take_back(session: WriteSession, conversation_id: Opened) -> None:
    """Deletes every answer and the consent. Doing it twice changes nothing."""
    service.withdraw(session, _case(session, conversation_id), at=utc_now())
    session.commit()


def _case(session: Session, conversation_id: str) -> Case:
    case = case_of(session, conversation_id)
    if case is None:
        raise Problem(409, "Not yet", "These questions come after the complaint was sent. It does not depend on them.")
    return case
