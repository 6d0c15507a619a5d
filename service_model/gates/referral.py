"""What an MP's referral has to hold to count, and whether an earlier one still does (SM-2.16 to 2.20, 2.59)."""

from __future__ import annotations

from service_model.case import CLOSED_AS_PREMATURE, Case
from service_model.determination import Finding, Flag
from service_model.findings import cannot_tell, met, not_met
from service_model.record import Complaint, PreviousCase, Referral

GATE = "properly_made"
_BLANK = Referral.model_validate({})


def is_referred(complaint: Complaint) -> bool:
    """Is there a referral to look at: on file, by the person's word, or an earlier one that still counts?"""
    return complaint.referral is not None or complaint.mp_referral == "referred" or earlier_referral(complaint) is True


def earlier_referral(complaint: Complaint) -> bool | None:
    """Does the referral of a case closed as premature still count: same organisation, same complaint? (SM-2.59)

    False where there was none or it was about something else; None while a caseworker has not confirmed both.
    """
    previous = complaint.previous_case
    if previous is None or not previous.valid_referral or previous.closed_as not in CLOSED_AS_PREMATURE:
        return False
    same = (previous.same_organisation, previous.same_complaint)
    if False in same:
        return False
    return None if None in same else True


def judge_referral(case: Case) -> Finding:
    """It holds the consent and the MP's request, was put to the MP in writing, and the person knows of it (SM-2.16, 2.17).

    Until a referral is on file the person's word that the MP has sent it is taken, and flagged to be checked.
    """
    complaint = case.complaint
    wrong = _what_is_wrong(complaint)
    if wrong is not None:
        return _refused(case, *wrong)
    referral = complaint.referral or _BLANK
    if _is_doubtful(referral):
        ask = Flag("check_with_mp_office", "It may not be genuine. Check with the office of the MP.", ("SM-2.18", "SM-2.19"))
        return cannot_tell(
            GATE, "We are checking what we were sent with the MP's office.", "SM-2.16", "SM-2.19", kind="legal", flags=(ask,)
        )
    missing = missing_from(complaint)
    if missing:
        words = f"Not properly made yet. Still to be recorded: {'; '.join(missing)}."
        return cannot_tell(
            GATE,
            "An MP has sent us your complaint. We still have to check some things about it.",
            "SM-2.16",
            "SM-2.17",
            kind="legal",
            flags=(Flag("check_referral", words, ("SM-2.16", "SM-2.17")),),
        )
    on_file = Flag("check_referral", "They tell us that an MP has sent it. Check that it is on file.", ("SM-2.16",))
    signed = ("SM-2.18",) if referral.signed_by == "mp_office" else ()
    return met(
        GATE,
        "Your MP has sent us your complaint, as the law asks.",
        *("SM-2.16", "SM-2.17", *signed, "SM-2.20"),
        kind="legal",
        flags=() if complaint.referral else (on_file,),
    )


def _is_doubtful(referral: Referral) -> bool:
    """Is there a concern that nobody has yet put to the MP's office? (SM-2.18, 2.19)"""
    unclear = referral.signed_by == "mp_office" and referral.clearly_from_mp_office is False
    return referral.office_confirms is None and bool(referral.concern or unclear or referral.signed_by == "other")


_AWARENESS = "that the complainant knows of the referral, and how we know"


def missing_from(complaint: Complaint) -> tuple[str, ...]:
    """What has still to be recorded of a referral before it counts (SM-2.16 to 2.18); before it is on file, only the check."""
    referral = complaint.referral
    if referral is None:
        return () if _knows(complaint, _BLANK) else (_AWARENESS,)
    parts = {
        "that they complained to the MP in writing": referral.complaint_to_mp_in_writing,
        "the consent of the person affected (by word will do)": _consents(complaint, referral),
        "the MP's request that we investigate": referral.requests_investigation,
        _AWARENESS: _knows(complaint, referral),
        "that it clearly comes from the MP's office": referral.signed_by != "mp_office" or _clearly_theirs(referral),
    }
    return tuple(name for name, known in parts.items() if known is None)


def _clearly_theirs(referral: Referral) -> bool | None:
    return True if referral.office_confirms else referral.clearly_from_mp_office


def _consents(complaint: Complaint, referral: Referral) -> bool | None:
    """The consent of the person aggrieved; their own agreement is it when they complain for themselves (SM-2.16, 2.17)."""
    if referral.aggrieved_consents is not None:
        return referral.aggrieved_consents
    stands_in = complaint.complaining_for == "self" or complaint.aggrieved_situation in ("died", "lacks_capacity")
    return complaint.complainant_agrees_to_referral if stands_in else None


def _knows(complaint: Complaint, referral: Referral) -> bool | None:
    """Recorded with its basis; or they told us of the referral themselves (SM-2.17)."""
    if referral.complainant_knows is False or complaint.complainant_agrees_to_referral is False:
        return False
    said = complaint.provenance.get("mp_referral")
    told_us = complaint.mp_referral == "referred" and said is not None and said.source in ("said", "read_and_confirmed")
    recorded = referral.complainant_knows is True and referral.awareness_basis is not None
    return True if recorded or told_us or complaint.complainant_agrees_to_referral else None


def _what_is_wrong(complaint: Complaint) -> tuple[str, str, str] | None:
    """The reason, what to do about it and the paragraph, if the referral as recorded cannot count."""
    referral = complaint.referral or _BLANK
    if _knows(complaint, referral) is False:
        return (
            "An MP sent us a complaint, but you have not agreed to it.",
            "Tell your MP that you agree that we look at your complaint. Then they can send it to us.",
            "SM-2.17",
        )
    if referral.complaint_to_mp_in_writing is False:
        return (
            "The law says you have to put your complaint to the MP in writing first.",
            "Write to your MP about your complaint. Then ask them to send it to us.",
            "SM-2.16",
        )
    if _consents(complaint, referral) is False:
        return (
            "The MP can only send us a complaint if the person it happened to agrees.",
            "Ask the person it happened to if they agree. They can tell the MP or us in any way that suits them.",
            "SM-2.16",
        )
    if referral.requests_investigation is False:
        return (
            "The MP has written to us, but has not asked us to look into your complaint.",
            "Ask your MP to tell us that they want us to look into your complaint.",
            "SM-2.16",
        )
    if referral.office_confirms is False:
        return (
            "We could not be sure that what we were sent came from the MP.",
            "Ask your MP to send us your complaint.",
            "SM-2.19",
        )
    return None


def _refused(case: Case, reason: str, step: str, paragraph: str) -> Finding:
    return not_met(
        GATE,
        reason,
        *dict.fromkeys(("SM-2.8", "SM-2.16", paragraph)),
        kind="legal",
        outcome="not_properly_made",
        closure_code=case.authority.closure_codes.get("no_mp_referral"),
        signposts=case.authority.signposts_for("find_mp"),
        next_steps=(step,),
    )


def judge_earlier(case: Case, previous: PreviousCase) -> Finding:
    """A case closed as premature keeps its referral, once a caseworker confirms that it is the same complaint (SM-2.59)."""
    if earlier_referral(case.complaint):
        return met(GATE, "An MP sent us this complaint before, and that still counts.", "SM-2.16", "SM-2.59", kind="legal")
    named = f" ({previous.reference})" if previous.reference else ""
    confirm = Flag(
        "confirm_same_complaint",
        f"The earlier referral{named} counts again if it is the same organisation and the same complaint. Confirm both.",
        ("SM-2.59",),
    )
    return cannot_tell(
        GATE,
        "An MP sent us a complaint of yours before. A caseworker will check if that still counts.",
        "SM-2.16",
        "SM-2.59",
        kind="legal",
        flags=(confirm,),
    )
