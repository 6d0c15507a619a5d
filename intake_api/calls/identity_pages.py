"""Who is calling: security questions, exceptions, authority of a third party (SM-1.63 to 1.65)."""

from __future__ import annotations

from typing import Annotated, Any, get_args

from fastapi import APIRouter, Depends, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from intake_api.calls import desk as calls
from intake_api.calls import identity, screen
from intake_api.calls.desk import CallAt, MayCall
from intake_api.calls.models import Call, IdentityCheck
from intake_api.cases.models import Case
from intake_api.casework import words
from intake_api.clock import london_day, utc_now
from intake_api.conversations.chat_page import posted
from intake_api.csrf import FormToken
from intake_api.db.session import WriteSession
from intake_api.staff.models import StaffSession
from intake_api.staff.reach import open_case
from intake_api.templating import page
from service_model import PHSO
from service_model.casework.identity_and_authority import CallFacts, Release, ThirdParty, caller_is_known, may_release
from service_model.determination import Finding

router = APIRouter(prefix=screen.PATH, include_in_schema=False)
Posted = Annotated[dict[str, str], Depends(posted)]
THIRD_PARTIES = {
    "representative": "A representative", "advocate": "An advocate", "mp": "An MP, or their office", "family": "Family",
    "other": "Somebody else",
}  # fmt: skip
YES_NO = {"yes": True, "no": False}


@router.get("/{call_id}/identity")
def ask_identity(request: Request, staff: MayCall, call: CallAt, session: WriteSession) -> Response:
    """The questions, with what the answers are compared with. Nothing else of the case is shown here."""
    case = _case_of(session, call, staff)
    if case is None:
        return RedirectResponse(screen.address(call), status_code=303)
    return _page(request, session, call, case)


@router.post("/{call_id}/identity", dependencies=[FormToken])
def keep_identity(request: Request, staff: MayCall, call: CallAt, session: WriteSession, form: Posted) -> Response:
    """Keeps which questions were asked and whether the answers fitted; says what may be told now."""
    case = _case_of(session, call, staff)
    if case is None:
        return RedirectResponse(screen.address(call), status_code=303)
    asked = _asked(identity.questions_for(session, case), form)
    problem = _problem(asked, form)
    if problem:
        return _page(request, session, call, case, form=form, problem=problem)
    now = utc_now()
    known = caller_is_known(_facts(asked, form))
    release = may_release(_release(case, form)) if form.get("third_party") in get_args(ThirdParty) else None
    check = IdentityCheck(
        call_id=call.id, case_id=case.id, staff_id=staff.user_id, at=now, asked=asked, doubts=form.get("doubts") == "yes",
        not_asked_because=form.get("not_asked_because", "").strip()[:1000] or None,
        third_party=form.get("third_party") if release else None, authority_given=YES_NO.get(form.get("authority", "")),
        is_known=known.status == "met", may_be_told=known.status == "met" and (release is None or release.status == "met"),
    )  # fmt: skip
    session.add(check)
    after = {"known": _said(check.is_known), "may_be_told": _said(check.may_be_told)}
    after["exception"] = _said(bool(check.not_asked_because))
    calls.trace(session, call, staff, "caller_checked", now, fields=[row["question"] for row in asked], after=after)
    session.flush()
    response = _page(request, session, call, case, findings=[known, *([release] if release else [])], check=check)
    session.commit()
    return response


def _case_of(session: Session, call: Call, staff: StaffSession) -> Case | None:
    """The case a call is about, if there is one. Raises Problem 403 for another team's: held details are not for them."""
    case = session.get(Case, call.case_id) if call.case_id else None
    return open_case(session, staff.user, case.reference, now=utc_now()) if case else None


def _asked(offered: list[identity.Question], form: dict[str, str]) -> list[dict[str, Any]]:
    """The questions that were asked. An answer that was typed is compared here, whatever box was ticked; it is not kept."""
    found: list[dict[str, Any]] = []
    for row in offered:
        typed, ticked = form.get(f"said_{row.code}", "").strip(), form.get(f"fits_{row.code}")
        if typed:
            found.append({"question": row.code, "fits": identity.fits(row, typed)})
        elif ticked in YES_NO:
            found.append({"question": row.code, "fits": ticked == "yes"})
    return found


def _problem(asked: list[dict[str, Any]], form: dict[str, str]) -> str:
    because = form.get("not_asked_because", "").strip()
    if not asked and not because:
        return "Say for each question you asked if the answer fits, or why you asked none."
    if because and asked:
        return "You asked questions, so leave 'Why no questions were asked' empty. Or take the answers back."
    if because and len(because) < 10:
        return "Say in a sentence why it was not reasonable to ask (SM-1.64)."
    if form.get("third_party") in get_args(ThirdParty) and form.get("authority") not in (*YES_NO, "unknown"):
        return "Say if the complainant has agreed that we tell this person (SM-1.65)."
    return ""


def _facts(asked: list[dict[str, Any]], form: dict[str, str]) -> CallFacts:
    """With doubts, what fits beyond the first three counts as further answers (SM-1.63)."""
    right, least = sum(row["fits"] for row in asked), PHSO.security_questions
    doubts = form.get("doubts") == "yes"
    return CallFacts(
        answers_right=right, doubts=doubts, further_answers_right=max(0, right - least),
        not_asked_because=form.get("not_asked_because", "").strip() or None,
    )  # fmt: skip


def _release(case: Case, form: dict[str, str]) -> Release:
    sensitive = form.get("sensitive", "")
    return Release.model_validate(
        {
            "third_party": form["third_party"], "procedure": identity.procedure_of(case, today=london_day(utc_now())),
            "authority_given": YES_NO.get(form.get("authority", "")),
            "sensitive": {"none": False, "agreed": True, "not_agreed": True}.get(sensitive),
            "agreed_to_share_sensitive": {"agreed": True, "not_agreed": False}.get(sensitive),
        }
    )  # fmt: skip


def _page(
    request: Request, session: Session, call: Call, case: Case, *,
    form: dict[str, str] | None = None, problem: str = "", findings: list[Finding] | None = None,
    check: IdentityCheck | None = None,
) -> Response:  # fmt: skip
    return page(
        request, "calls/identity.html", 422 if problem else 200, None,
        call=call, case=case, questions=identity.questions_for(session, case), form=form or {}, findings=findings or [],
        check=check, stage=f"{words.code(case.status)}.", third_parties=THIRD_PARTIES,
        errors=[{"text": problem, "href": "#questions"}] if problem else [],
    )  # fmt: skip


def _said(value: bool) -> str:
    return "yes" if value else "no"
