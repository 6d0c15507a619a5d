"""Was it made the way the law asks? In writing for health; through an MP for government (SM-2.8 to 2.20, 2.51 to 2.60)."""

from __future__ import annotations

from service_model.case import Case, View
from service_model.determination import Finding, Flag, Signpost

GATE = "properly_made"
WITH_OTHER_MPS = (
    "We cannot make an MP send us a complaint. You may ask another MP, but MPs do not normally act for people in other areas."
)


def properly_made(case: Case, view: View) -> Finding:
    """A complaint has to be properly made before anything can be proposed (SM-2.8)."""
    procedure = case.procedure_of(view)
    if procedure is None:
        return Finding(
            GATE, "cannot_tell", "Once we know the organisation, we can say if anything else is needed.", ("SM-2.8",), "policy"
        )
    if procedure.needs_mp:
        return _through_an_mp(case)
    if procedure.must_be_written:
        return _in_writing(case)
    return Finding(GATE, "met", "You can complain to us in any way that suits you.", ("SM-2.8",), "policy")


def _in_writing(case: Case) -> Finding:
    """A health complaint has to be in writing; email, the form and social media count (SM-2.8, 2.9, 2.11 to 2.15, 2.60)."""
    channels, channel = case.authority.channels, case.complaint.channel
    if channel in channels.written:
        return Finding(GATE, "met", "Your complaint is in writing, as the law asks.", ("SM-2.8",), "legal")
    if channel in channels.treated_as_written:
        call = Flag("contact_after_social_media", "Telephone them, or ask them to fill in the online form.", ("SM-2.9",))
        return Finding(
            GATE, "met", "You wrote to us, so we count it as made in writing.", ("SM-2.8", "SM-2.9"), "legal", flags=(call,)
        )
    if channel in channels.spoken:
        return Finding(
            GATE,
            "not_met",
            "The law says a complaint about the NHS has to be in writing. You told us by phone.",
            ("SM-2.8", "SM-2.11", "SM-2.13", "SM-2.14", "SM-2.60"),
            "legal",
            outcome="not_properly_made",
            closure_code=case.authority.closure_codes.get("not_in_writing"),
            flags=(
                Flag(
                    "offer_to_complete_form",
                    "Think about filling in the form for them. They check it and send it back.",
                    ("SM-2.11",),
                ),
            ),
            next_steps=(
                f"Put your complaint in writing. You can use {case.authority.form}, or we can write it down for you to check.",
            ),
        )
    how = Flag("channel_not_recorded", "The record does not say how the complaint came. It has to be in writing.", ("SM-2.8",))
    return Finding(GATE, "cannot_tell", "A complaint about the NHS has to be in writing.", ("SM-2.8",), "legal", flags=(how,))


def _through_an_mp(case: Case) -> Finding:
    """A government complaint needs an MP's referral that the person knows of, unless it is a victim's (SM-2.16, 2.17, 2.21)."""
    if case.victims_exception:
        written = Flag(
            "help_into_writing", "A victim's complaint by phone. Help to put it in writing; no MP is needed.", ("SM-2.60",)
        )
        spoken = case.complaint.channel in case.authority.channels.spoken
        return Finding(
            GATE,
            "met",
            "You do not need an MP, because this is about being a victim of crime.",
            ("SM-2.7", "SM-2.16", "SM-2.21", "SM-2.35"),
            "legal",
            flags=(written,) if spoken else (),
        )
    if case.victims_exception is None:
        return Finding(
            GATE,
            "cannot_tell",
            "We need to know if this is about being a victim of crime. If it is, you do not need an MP.",
            ("SM-2.16", "SM-2.21"),
            "legal",
            needs=_referral_first(case),
            outcome="further_information_required",
        )
    referral = case.complaint.mp_referral
    if referral is None:
        return Finding(
            GATE,
            "cannot_tell",
            "We need to know if an MP has sent us your complaint.",
            ("SM-2.16",),
            "legal",
            needs=("mp_referral",),
            outcome="further_information_required",
        )
    if referral == "referred" and case.complaint.complainant_agrees_to_referral is not False:
        check = Flag(
            "check_referral", "Check that the referral is on file, and that they know the MP has sent it.", ("SM-2.16", "SM-2.17")
        )
        return Finding(
            GATE, "met", "Your MP has sent us your complaint, as the law asks.", ("SM-2.16", "SM-2.17"), "legal", flags=(check,)
        )
    return _no_referral(case)


def _referral_first(case: Case) -> tuple[str, ...]:
    return ("mp_referral",) if case.complaint.mp_referral is None else ()


def _no_referral(case: Case) -> Finding:
    referral, signposts = case.complaint.mp_referral, case.authority.signposts_for
    paragraphs: tuple[str, ...] = ("SM-2.16", "SM-2.20", "SM-2.56", "SM-2.57", "SM-2.58", "SM-2.60")
    needs: tuple[str, ...] = ()
    found = signposts("find_mp")
    if referral == "referred":
        paragraphs = ("SM-2.16", "SM-2.17")
        steps: tuple[str, ...] = ("Tell your MP that you agree that we look at your complaint. Then they can send it to us.",)
    elif referral == "asked":
        steps = ("You have asked your MP. Ask them to send us your complaint. When they have, we can look at it.",)
    elif referral == "refused":
        steps, found = (WITH_OTHER_MPS,), signposts("house_of_commons")
        paragraphs = ("SM-2.16", "SM-2.53", "SM-2.54")
    else:
        paragraphs, needs, steps, found = _where_to_go(case)
    victim = "If this is about how you were treated as a victim of crime, tell us. Then you may not need an MP."
    told = steps if all(view.issue.victim_link == "none" for view in case.views) else (*steps, victim)
    return Finding(
        GATE,
        "not_met",
        "The law says an MP has to send us a complaint about a government organisation.",
        paragraphs,
        "legal",
        needs=needs,
        outcome="not_properly_made",
        closure_code=case.authority.closure_codes.get("no_mp_referral"),
        signposts=found,
        next_steps=told,
    )


def _where_to_go(case: Case) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[Signpost, ...]]:
    """Their own MP; without one, the MP of where they lived, or the committee if they never lived here (SM-2.51, 2.52)."""
    complaint, signposts = case.complaint, case.authority.signposts_for
    own = ("Write to your MP about your complaint. Ask them to send it to us. Most people ask the MP for where they live.",)
    if complaint.has_mp is not False:
        needs = ("has_mp",) if complaint.has_mp is None else ()
        return ("SM-2.16", "SM-2.20", "SM-2.56", "SM-2.57", "SM-2.58", "SM-2.60"), needs, own, signposts("find_mp")
    if complaint.previously_uk_resident is False:
        steps = ("Write to the Chair of the committee below, at the committee's address. Ask them to send us your complaint.",)
        return ("SM-2.16", "SM-2.51", "SM-2.52"), (), steps, signposts("pacac")
    needs = ("previously_uk_resident",) if complaint.previously_uk_resident is None else ()
    steps = ("If you have lived in the UK, write to the MP for the last place you lived. Ask them to send us your complaint.",)
    return ("SM-2.16", "SM-2.51"), needs, steps, signposts("find_mp")
