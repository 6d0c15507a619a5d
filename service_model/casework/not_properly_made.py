"""What is told when a complaint is not properly made or too early, and what staff do not do (SM-2.9 to 2.20, 2.36, 2.53 to 2.60).

`must` is False where the guidance says 'if appropriate': staff may take that part out of a letter.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from service_model.authorities import PHSO
from service_model.authority import Authority
from service_model.determination import Force
from service_model.duties import Duty
from service_model.gates.properly_made import process_is_over
from service_model.record import Complaint, Issue, Part, StaffForm

_BY = {"phone": "by telephone", "email": "by email", "post": "by post"}


class AdviceFacts(Part):
    """A complaint about to be declined, as far as the advice depends on it."""

    procedure: Literal["parliamentary", "health"]
    outcome: Literal["not_properly_made", "premature"] = "not_properly_made"
    issue: Issue = Field(default_factory=lambda: Issue.model_validate({}))
    preferred_contact: Literal["phone", "email", "post"] | None = None
    mp_refused: bool | None = None
    wants_other_mp: bool | None = None
    hard_to_reach_advocacy: bool | None = Field(None, description="They may find it hard to reach an advocate (SM-2.11)")


def advice(facts: AdviceFacts, *, authority: Authority = PHSO) -> tuple[Duty, ...]:
    """Everything the person is told, in the order to act on it; time limits and advocacy where appropriate."""
    duties = list(_local_resolution(facts))
    if facts.outcome == "not_properly_made":
        duties.append(_in_writing(facts, authority) if facts.procedure == "health" else _referral(facts))
        duties += _refusal(facts, authority)
    if facts.procedure == "health" and not _is_over(facts):
        duties += advocacy(facts, authority=authority)
    duties.append(_time_limit(facts, authority))
    return tuple(duties)


def _is_over(facts: AdviceFacts) -> bool | None:
    return process_is_over(facts.issue, health=facts.procedure == "health")


def _local_resolution(facts: AdviceFacts) -> tuple[Duty, ...]:
    """The organisation first, and why it is too early (SM-2.10, 2.12, 2.55)."""
    if _is_over(facts) is not False:
        return ()
    paragraph = "SM-2.12" if facts.procedure == "health" else "SM-2.55"
    return (
        _tell("explain_why_not_ready", f"Explain why it is not ready: {why_not_ready(facts.issue)}", "policy", "SM-2.10"),
        _tell("local_resolution_first", "Tell them to start or finish the organisation's own process.", "policy", paragraph),
    )


def why_not_ready(issue: Issue) -> str:
    """The reason, in plain words: what the organisation has still to do (SM-2.10).

    >>> why_not_ready(Issue.model_validate({"local_stage": "under_way"}))
    'the organisation has not given its final reply yet.'
    """
    if issue.local_stage == "not_started":
        return "the complaint has not been made to the organisation yet."
    if issue.local_stage == "under_way":
        return "the organisation has not given its final reply yet."
    further = issue.further_stage_available or issue.second_tier_stage in ("not_started", "under_way")
    if issue.reply_format == "audio" and not further:
        return "the organisation has not given its reply in writing yet."
    return "there is a further step in the organisation's own process."


def _in_writing(facts: AdviceFacts, authority: Authority) -> Duty:
    """It has to be in writing; the website, or a copy of the form (SM-2.13, 2.14)."""
    if _is_over(facts):
        what = f"Tell them that it has to be in writing. Point to {authority.form}, or send a copy of the form."
        return _tell("put_it_in_writing", what, "policy", "SM-2.14")
    what = "Tell them that it has to be in writing once the local process is over."
    return _tell("put_it_in_writing", what, "guidance", "SM-2.13")


def _referral(facts: AdviceFacts) -> Duty:
    """It has to be referred by an MP, and they hear it the way they like best (SM-2.36, 2.37, 2.56, 2.57)."""
    way = _BY.get(facts.preferred_contact or "", "in the way they prefer (ask)")
    if _is_over(facts):
        return _tell(
            "return_with_referral",
            f"Tell them, {way}, to come back with an MP's referral.",
            "policy",
            "SM-2.36",
            "SM-2.37",
            "SM-2.57",
        )
    what = f"Tell them, {way}, that an MP must refer it once the local process is over."
    return _tell("return_with_referral", what, "policy", "SM-2.36", "SM-2.37", "SM-2.56")


def _refusal(facts: AdviceFacts, authority: Authority) -> tuple[Duty, ...]:
    """An MP cannot be made to refer, and staff do not try to get a referral for them (SM-2.53, 2.54)."""
    if facts.procedure != "parliamentary" or not facts.mp_refused:
        return ()
    duties = [
        _tell("no_mp_can_be_required", "Tell them that we cannot require an MP to refer.", "guidance", "SM-2.54"),
        Duty(
            "do_not_approach_mp",
            "Do not try to get a referral for them.",
            "guidance",
            ("SM-2.54",),
            to=("referring_mp",),
            not_to=True,
        ),
        _tell("not_to_committee", "Do not send them to the Chair of the committee.", "guidance", "SM-2.53", not_to=True),
    ]
    if facts.wants_other_mp:
        contact = "; ".join(each.contact for each in authority.signposts_for("house_of_commons"))
        duties.append(
            _tell(
                "house_of_commons",
                f"Give them the contact of the House of Commons ({contact}).",
                "guidance",
                "SM-2.54",
                must=False,
            )
        )
        duties.append(
            _tell(
                "other_mps_warning", "Tell them that MPs do not normally act for another MP's constituent.", "guidance", "SM-2.54"
            )
        )
    return tuple(duties)


def advocacy(facts: AdviceFacts, *, authority: Authority = PHSO) -> tuple[Duty, ...]:
    """Signpost to advocacy if appropriate; consider the form for someone who may find advocacy hard to reach (SM-2.10, 2.11)."""
    procedure = authority.procedures.get(facts.procedure)
    bodies = authority.signposts_for(*(procedure.advocacy if procedure else ()))
    named = "; ".join(f"{each.body} ({each.contact})" for each in bodies)
    duties = (
        [_tell("offer_advocacy", f"Tell them who can support them: {named}.", "policy", "SM-2.10", must=False)] if named else []
    )
    if facts.hard_to_reach_advocacy:
        duties.append(
            Duty(
                "consider_completing_form",
                "Consider completing the complaint form for them.",
                "policy",
                ("SM-2.11",),
                to=("caseworker",),
                must=False,
            )
        )
    return tuple(duties)


def send_staff_form(form: StaffForm) -> Duty | None:
    """A form that staff completed goes to the complainant to confirm that it is accurate (SM-2.11)."""
    if form.sent_on is not None:
        return None
    what = "Send the form to the complainant. They confirm that it is accurate and that we may go ahead."
    return _tell("send_form_to_confirm", what, "policy", "SM-2.11")


def _time_limit(facts: AdviceFacts, authority: Authority) -> Duty:
    """The time limit and our discretion: always when premature (SM-2.73), else if appropriate (2.13, 2.14, 2.55, 2.57)."""
    over = _is_over(facts) is True
    own = {
        ("health", False): "SM-2.13",
        ("health", True): "SM-2.14",
        ("parliamentary", False): "SM-2.55",
        ("parliamentary", True): "SM-2.57",
    }[facts.procedure, over]
    words = " ".join(authority.outcome_steps.get(facts.outcome, ()))
    if facts.outcome == "premature":
        return _tell("time_limit_information", words, "policy", "SM-2.73")
    return _tell("time_limit_information", words, "guidance", own, must=False)


def after_social_media(complaint: Complaint, *, authority: Authority = PHSO) -> tuple[Duty, ...]:
    """Telephone them or send the online form; record the case with the delivery method the authority names (SM-2.9)."""
    if complaint.channel not in authority.channels.treated_as_written:
        return ()
    method = delivery_method(complaint, authority=authority)
    duties = [
        _tell("telephone_or_send_form", "Telephone the person, or ask them to fill in the online form.", "policy", "SM-2.9")
    ]
    if method:
        what = f"Record the case with the delivery method '{method}'."
        duties.append(Duty("record_delivery_method", what, "policy", ("SM-2.9",), to=("caseworker",)))
    return tuple(duties)


def delivery_method(complaint: Complaint, *, authority: Authority = PHSO) -> str | None:
    """How the case system names the way it came, where the guidance gives a name (SM-2.9).

    >>> delivery_method(Complaint.model_validate({"channel": "social_media"}))
    'Twitter'
    """
    return authority.channels.delivery_methods.get(complaint.channel or "")


def _tell(name: str, what: str, kind: Force, *paragraphs: str, must: bool = True, not_to: bool = False) -> Duty:
    return Duty(name, what, kind, paragraphs, to=("complainant",), must=must, not_to=not_to)
