"""The API: status for who holds reference and code; the steps, from the case system that holds the service token."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter
from fastapi import Request as HttpRequest
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from intake_api.audit import service as audit
from intake_api.case_status import stages
from intake_api.case_status.asking import ask
from intake_api.case_status.models import Step
from intake_api.case_status.service import note_step
from intake_api.case_status.stages import Stage
from intake_api.cases.router import find_case
from intake_api.clock import utc_now
from intake_api.db.session import SessionMaker, WriteSession
from intake_api.problems import FieldError, Problem
from intake_api.security import Anyone, ApiService

router = APIRouter(prefix="/v1", tags=["status"])


class StatusIn(BaseModel):
    """What opens a status."""

    model_config = ConfigDict(extra="forbid")

    reference: str = Field(max_length=200)
    code: str = Field(max_length=200)


class StepOut(BaseModel):
    """One step and its day."""

    step: str
    on: date


class StatusOut(BaseModel):
    """Where the case is, and nothing else. `stage` is of our process, `stage_words` its name and what happens at it."""

    status: str
    stage: Stage
    stage_words: str
    steps: list[StepOut]


class StepIn(BaseModel):
    """Where a case is now; `at` is when it came there, now when absent."""

    model_config = ConfigDict(extra="forbid")

    step: Step
    at: AwareDatetime | None = None


@router.post("/status", dependencies=[Anyone], response_model=StatusOut)
def read_status(request: HttpRequest, sessions: SessionMaker, body: StatusIn) -> StatusOut:
    """Where a complaint is, for who holds its reference and its code."""
    asked = ask(request, sessions, reference=body.reference, code=body.code)
    if asked.found is not None:
        stage = asked.found.stage
        return StatusOut(
            status=asked.found.now, stage=stage, stage_words=f"{stages.name(stage)}. {stages.meaning(stage)}",
            steps=[StepOut(step=step, on=on) for step, on in asked.found.steps],
        )  # fmt: skip
    errors = [FieldError(field, text) for field, text in asked.problems.items()]
    if asked.wait:
        raise Problem(429, "Too many tries", errors[0].message, headers={"Retry-After": str(asked.wait)})
    raise Problem(422, "Not valid", errors[0].message, errors)


@router.post("/cases/{reference_text}/steps", dependencies=[ApiService], status_code=204)
def add_step(session: WriteSession, reference_text: str, body: StepIn) -> None:
    """Say where a case is now: with a caseworker, more needed, closed. Saying it twice changes nothing."""
    now, case = utc_now(), find_case(session, reference_text)
    at = body.at or now
    if at > now or at < case.received_at:
        raise Problem.not_valid([FieldError("at", "Give a time after the case was received and not after now.")])
    if note_step(session, case, body.step, at=at):
        audit.record(session, actor="service", action="case_step", at=now, subject=case.reference, after={"step": body.step})
    session.commit()
