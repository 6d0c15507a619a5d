"""How a call ended: what staff wrote down, and what follows from it by the rules for staff. Words stay out of the audit trail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_api.calls import desk as calls
from intake_api.calls import live
from intake_api.calls.keeping import keep_consent
from intake_api.calls.models import ENDED, LATER, Call, CallBack, IdentityCheck
from intake_api.cases.models import Case
from intake_api.casework.models import CaseContact
from intake_api.conversations.talk import Talk
from intake_api.form import flow
from intake_api.outbox.telling import tell
from intake_api.staff.models import StaffSession
from service_model import PHSO
from service_model.casework import acknowledging, joint_working, not_properly_made, telephone_decisions
from service_model.casework.contact_preferences import WEEKDAYS, ContactPreferences
from service_model.casework.telephone_decisions import TelephoneDecision
from service_model.determination import Finding, Signpost
from service_model.duties import Duty, Party
from service_model.interview import GOES_TO_A_CASEWORKER
from service_model.record import StaffForm

ENDINGS = {
    "finished": "We finished", "rang_off": "They rang off, or the line failed", "abuse": "I ended it because of abuse",
    "danger": "Somebody may be in danger: it is in safe hands",
}  # fmt: skip
CONSENTS = {"yes": "Yes", "no": "No", "ended": "The caller ended the call before they answered"}
_BOOL = {"yes": True, "no": False}
_FIELDS = ("ended_by", "decision_given", "written_wanted", "form_completed", "joint_consent", "wishes")


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field of the page, and what to do."""

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class Following:
    """What follows from a call: steps to take, whether it may be closed, what to tell them, where they can turn."""

    duties: tuple[Duty, ...]
    may_close: Finding | None
    advice: tuple[Duty, ...]
    signposts: tuple[Signpost, ...]
    joint: str


def read(form: dict[str, str], *, weekdays: list[str], is_joint: bool) -> tuple[dict[str, Any], list[FieldProblem]]:
    """The columns of a call from its page, and what is wrong with them."""
    given: dict[str, Any] = {
        "ended_by": form.get("ended_by") if form.get("ended_by") in ENDINGS else None,
        "decision_given": _BOOL.get(form.get("decision_given", "")), "written_wanted": _BOOL.get(form.get("written_wanted", "")),
        "form_completed": _BOOL.get(form.get("form_completed", "")),
        "joint_consent": form.get("joint_consent") if form.get("joint_consent") in CONSENTS else None,
    }  # fmt: skip
    problems = []
    if given["ended_by"] is None:
        problems.append(FieldProblem("ended_by", "Say how the call ended."))
    if given["decision_given"] and given["written_wanted"] is None and given["ended_by"] == "finished":
        words = "You gave a decision. Ask if they are happy not to have it in writing, and choose the answer (SM-1.28)."
        problems.append(FieldProblem("written_wanted", words))
    if is_joint and given["joint_consent"] is None:
        words = "It looks like joint working. Choose their answer, or that they ended the call first (SM-1.55)."
        problems.append(FieldProblem("joint_consent", words))
    given["wishes"], more = _wishes(form, weekdays)
    return given, [*problems, *more]


def _wishes(form: dict[str, str], weekdays: list[str]) -> tuple[dict[str, Any], list[FieldProblem]]:
    """Days that suit them, days they are away, days that are painful (SM-2.215, 2.216)."""
    wishes: dict[str, Any] = {"weekdays": [day for day in WEEKDAYS if day in weekdays]}
    problems = []
    away = (form.get("away_from", ""), form.get("away_to", ""))
    if any(away):
        try:
            date.fromisoformat(away[0]), date.fromisoformat(away[1] or away[0])
            wishes["unavailable"] = [{"begin": away[0], "end": away[1] or away[0]}]
        except ValueError:
            problems.append(FieldProblem("away_from", "Give the days they are away as dates, such as 2026-01-05."))
    painful = form.get("painful", "")
    if painful:
        try:
            day = date.fromisoformat(painful)
            wishes["sensitive"] = [{"month": day.month, "day": day.day}]
        except ValueError:
            problems.append(FieldProblem("painful", "Give the painful day as a date, such as 2026-01-05."))
    try:
        kept = ContactPreferences.model_validate(wishes)
    except ValidationError:
        return {}, [*problems, FieldProblem("away_from", "The last day away is before the first. Check the two dates.")]
    return kept.model_dump(mode="json", exclude_defaults=True), problems


def keep(
    session: Session, call: Call, staff: StaffSession, given: dict[str, Any], *, wants_call_back: bool, now: datetime
) -> None:
    """Keeps how a call ended, and promises the call-back that was asked for (SM-1.34). Commit is the caller's."""
    status = LATER if given["ended_by"] == "rang_off" else ENDED
    calls.change(session, call, **given, status=status, ended_at=now)
    keep_consent(session, call, given["joint_consent"], now=now)
    promise = session.scalars(select(CallBack).where(CallBack.call_id == call.id)).one_or_none()
    if wants_call_back and promise is None:
        due = acknowledging.call_back(now).by
        session.add(CallBack(call_id=call.id, staff_id=staff.user_id, asked_at=now, due_at=due))
    elif promise is not None and not wants_call_back and promise.made_at is None:
        session.delete(promise)
    codes = {"ended_by": given["ended_by"], "joint_consent": given["joint_consent"]}
    codes["call_back"] = "promised" if wants_call_back else None
    fields = [name for name in _FIELDS if given.get(name) not in (None, {})]
    calls.trace(session, call, staff, "call_ended", now, fields=fields, after={k: v for k, v in codes.items() if v})


def keep_conversation(session: Session, call: Call, staff: StaffSession, note: str, *, now: datetime) -> None:
    """A conversation about a known case stands among its contacts, with whom, when and what was said (SM-1.34). Once."""
    if call.case_id is None or call.ended_by is not None:
        return
    session.add(CaseContact(
        case_id=call.case_id, made_by=staff.user.username, made_at=now, at=call.started_at, way="phone", direction="in",
        party=_party_of(session, call), reached=True, is_decision=False, about=note,
    ))  # fmt: skip
    after = {"way": "phone", "direction": "in"}
    calls.trace(session, call, staff, "contact_recorded", now, fields=["about"], after=after)
    reference = session.get_one(Case, call.case_id).reference
    tell(session, reference=reference, action="contact_recorded", role=staff.user.role, at=now, after=after)


def _party_of(session: Session, call: Call) -> str:
    """Who called, as the newest check found them; nobody was checked: somebody else."""
    newest = select(IdentityCheck).where(IdentityCheck.call_id == call.id).order_by(IdentityCheck.id.desc()).limit(1)
    check = session.scalars(newest).first()
    if check is None or not check.is_known:
        return "other"
    return {None: "complainant", "representative": "representative", "mp": "referring_mp"}.get(check.third_party, "other")


def following(call: Call, talk: Talk, promise: CallBack | None, *, today: date) -> Following:
    """What follows from what is written down, by the rules for staff."""
    try:
        judged = flow.judge(talk, today=today)
    except (ValidationError, ValueError):
        return Following((), None, (), (), "")
    outcome, complaint = judged.determination.outcome, judged.complaint
    duties: list[Duty] = []
    close = None
    if call.decision_given:
        decision = TelephoneDecision(
            written_wanted=call.written_wanted, passed_on=outcome in GOES_TO_A_CASEWORKER, others=_others(complaint.mp_referral)
        )
        duties += telephone_decisions.duties_after(decision)
        close = telephone_decisions.may_close(decision)
    if call.form_completed and (send := not_properly_made.send_staff_form(StaffForm())):
        duties.append(send)
    if promise is not None and promise.made_at is None:
        duties.append(acknowledging.call_back(promise.asked_at))
    turn = telephone_decisions.where_to_turn(complaint, judged.determination, today=today) if outcome else ()
    return Following(tuple(duties), close, _advice(judged), turn, _joint(call, live.picture(talk, today=today).is_joint))


def _others(mp_referral: str | None) -> tuple[Party, ...]:
    return ("referring_mp",) if mp_referral == "referred" else ("assisting_mp",) if mp_referral == "asked" else ()


def _advice(judged: flow.Judged) -> tuple[Duty, ...]:
    """What they are told on the call when it is not properly made or too early (SM-2.9 to 2.20, 2.60)."""
    outcome, complaint = judged.determination.outcome, judged.complaint
    procedures = {view for view in _procedures(judged) if view in ("health", "parliamentary")}
    if outcome not in ("not_properly_made", "premature") or len(procedures) != 1 or not complaint.issues:
        return ()
    facts = not_properly_made.AdviceFacts.model_validate(
        {
            "procedure": procedures.pop(), "outcome": outcome, "issue": complaint.issues[0].model_dump(),
            "preferred_contact": complaint.complainant.preferred_contact, "mp_refused": complaint.mp_referral == "refused",
        }
    )  # fmt: skip
    return not_properly_made.advice(facts)


def _procedures(judged: flow.Judged) -> set[str | None]:
    from service_model.case import case_of

    return {view.procedure for view in case_of(judged.complaint, today=date.min, authority=PHSO).views}


def _joint(call: Call, is_joint: bool) -> str:
    """What becomes of a new joint working case that came by telephone alone (SM-1.55)."""
    if not is_joint or call.case_id is not None:
        return ""
    case = joint_working.JointCase(new_by_telephone=True)
    return joint_working.next_step(PHSO.joint_working.team_with, case).reason


def fetch_promise(session: Session, call: Call) -> CallBack | None:
    """The call-back promised on this call."""
    return session.scalars(select(CallBack).where(CallBack.call_id == call.id)).one_or_none()
