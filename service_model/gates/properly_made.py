"""Was it made the way the law asks? In writing for health; through an MP for government (SM-2.8 to 2.20, 2.51 to 2.60)."""

from __future__ import annotations

from dataclasses import replace

from service_model.case import Case, View
from service_model.closed_before import CLOSED_AS_PREMATURE
from service_model.dates import anniversary, date_range
from service_model.determination import Finding, Flag, Outcome, Signpost
from service_model.findings import in_order
from service_model.gates.referral import earlier_referral, is_referred, judge_earlier, judge_referral
from service_model.gates.returning import flags_for_a_return
from service_model.record import Issue

GATE = "properly_made"
WITH_OTHER_MPS = (
    "We cannot make an MP send us a complaint. You may ask another MP, but MPs do not normally act for people in other areas."
)
OWN_MP_FIRST = (
    "Write to your MP about your complaint. Ask them to send it to us. Most people ask the MP for where they live.",
    "An MP does not normally act for people in other areas. So try your own MP first.",
)
AN_MP_AFTERWARDS = "Once the complaints process is over, an MP has to send us your complaint."
ASKED = "You have asked your MP. Ask them to send us your complaint. When they have, we can look at it."
ASKED_TOO_EARLY = "You have asked your MP. Ask them to send us your complaint once the complaints process is over."
VICTIMS_MAY_NOT_NEED_ONE = "If this is about how you were treated as a victim of crime, tell us. Then you may not need an MP."


def properly_made(case: Case, view: View) -> Finding:
    """A complaint has to be properly made before anything can be proposed (SM-2.8)."""
    finding = _judge(case, view)
    again = flags_for_a_return(case)
    return replace(finding, flags=(*finding.flags, *again)) if again else finding


def _judge(case: Case, view: View) -> Finding:
    procedure = case.procedure_of(view)
    if procedure is None:
        return Finding(
            GATE, "cannot_tell", "Once we know the organisation, we can say if anything else is needed.", ("SM-2.8",), "policy"
        )
    if procedure.needs_mp:
        return _through_an_mp(case, view)
    if procedure.must_be_written:
        return _in_writing(case, view)
    return Finding(GATE, "met", "You can complain to us in any way that suits you.", ("SM-2.8",), "policy")


def process_is_over(issue: Issue, *, health: bool) -> bool | None:
    """Does it appear that the local process is completed? Decides the advice with 'not properly made' (SM-2.12 to 2.14)."""
    if health and issue.commissioner_stage == "final":  # one of the two handlers is enough (SM-2.158)
        return True
    if issue.local_stage is None:
        return None
    tier = issue.second_tier_stage  # where there is one, it is the further stage (SM-2.142)
    further = issue.further_stage_available if tier is None else tier != "final"
    more = further or (issue.meeting_offered and issue.wants_meeting) or (health and issue.reply_format == "audio")
    return issue.local_stage == "final" and not more


def _in_writing(case: Case, view: View) -> Finding:
    """A health complaint has to be in writing; email, the form and social media count (SM-2.8, 2.9, 2.11 to 2.15, 2.60)."""
    channels, channel = case.authority.channels, case.complaint.channel
    if case.complaint.staff_form is not None:
        return _form_by_staff(case, view)
    if channel in channels.written:
        return Finding(GATE, "met", "Your complaint is in writing, as the law asks.", ("SM-2.8",), "legal")
    if channel in channels.treated_as_written:
        call = Flag("contact_after_social_media", "Telephone them, or ask them to fill in the online form.", ("SM-2.9",))
        return Finding(
            GATE, "met", "You wrote to us, so we count it as made in writing.", ("SM-2.8", "SM-2.9"), "legal", flags=(call,)
        )
    if channel in channels.spoken:
        offer = Flag(
            "offer_to_complete_form", "Think about filling in the form for them. They check it and send it back.", ("SM-2.11",)
        )
        reason = "The law says a complaint about the NHS has to be in writing. You told us by phone."
        return _not_in_writing(case, view, reason, _put_it_in_writing(case, view), (offer,))
    how = Flag("channel_not_recorded", "The record does not say how the complaint came. It has to be in writing.", ("SM-2.8",))
    return Finding(GATE, "cannot_tell", "A complaint about the NHS has to be in writing.", ("SM-2.8",), "legal", flags=(how,))


def _put_it_in_writing(case: Case, view: View) -> str:
    """Now; or, where the local process is not over, once it is (SM-2.13, 2.14)."""
    early = process_is_over(view.issue, health=True) is False
    first = "Once the complaints process is over, put your complaint" if early else "Put your complaint"
    return f"{first} in writing. You can use {case.authority.form}, or we can write it down for you to check."


def _form_by_staff(case: Case, view: View) -> Finding:
    """A form that staff filled in counts once it is back with the person's consent to go ahead (SM-2.11)."""
    form = case.complaint.staff_form
    if form is not None and form.returned_on is not None and form.consents:
        return Finding(
            GATE, "met", "You sent back the form we wrote for you, so it is in writing.", ("SM-2.8", "SM-2.11"), "legal"
        )
    step = "Check the form that we wrote for you. Send it back and tell us that we may go ahead."
    if form is not None and form.consents is False:
        return _not_in_writing(case, view, "You told us not to go ahead with the form that we wrote for you.", step)
    wait = Flag("form_not_back", "Not properly made until the form is back with consent to go ahead.", ("SM-2.11",))
    return _not_in_writing(
        case,
        view,
        "We are waiting for you to send back the form that we wrote for you.",
        step,
        (wait,),
        outcome="further_information_required",
    )


def _not_in_writing(
    case: Case, view: View, reason: str, step: str, flags: tuple[Flag, ...] = (), outcome: Outcome = "not_properly_made"
) -> Finding:
    over = process_is_over(view.issue, health=True)
    advice = {True: ("SM-2.14", "SM-2.15"), False: ("SM-2.12", "SM-2.13"), None: ("SM-2.13", "SM-2.14")}[over]
    closes = outcome == "not_properly_made"
    return Finding(
        GATE,
        "not_met",
        reason,
        ("SM-2.8", "SM-2.11", *advice, "SM-2.60"),
        "legal",
        outcome=outcome,
        closure_code=case.authority.closure_codes.get("not_in_writing") if closes else None,
        flags=flags,
        next_steps=(step,),
    )


def _through_an_mp(case: Case, view: View) -> Finding:
    """A government complaint needs an MP's referral that the person knows of, unless it is a victim's (SM-2.16, 2.17, 2.21)."""
    complaint = case.complaint
    if case.victims_exception:
        return _without_an_mp(case)
    if case.victims_exception is None:
        return Finding(
            GATE,
            "cannot_tell",
            "We need to know if this is about being a victim of crime. If it is, you do not need an MP.",
            ("SM-2.16", "SM-2.21"),
            "legal",
            needs=("mp_referral",) if complaint.mp_referral is None and not is_referred(complaint) else (),
            outcome="further_information_required",
        )
    if complaint.referral is not None or complaint.mp_referral == "referred":
        return _with_victims_hint(case, judge_referral(case))
    if complaint.previous_case is not None and earlier_referral(complaint) is not False:
        return judge_earlier(case, complaint.previous_case)
    if complaint.mp_referral is None:
        return Finding(
            GATE,
            "cannot_tell",
            "We need to know if an MP has sent us your complaint.",
            ("SM-2.16",),
            "legal",
            needs=("mp_referral",),
            outcome="further_information_required",
        )
    return _with_victims_hint(case, _no_referral(case, view))


def _without_an_mp(case: Case) -> Finding:
    """No referral is needed for a complaint about the experience of being a victim (SM-2.16, 2.35)."""
    written = Flag(
        "help_into_writing", "A victim's complaint by phone. Help to put it in writing; no MP is needed.", ("SM-2.60",)
    )
    spoken = case.complaint.channel in case.authority.channels.spoken
    return Finding(
        GATE,
        "met",
        "You do not need an MP, because this is about being a victim of crime.",
        ("SM-2.7", "SM-2.16", "SM-2.21", "SM-2.35", "SM-2.57"),
        "legal",
        flags=(written,) if spoken else (),
    )


def _with_victims_hint(case: Case, finding: Finding) -> Finding:
    """Whoever is told to get a referral also hears that a victim may need none, unless they have said that they are not one."""
    if finding.status != "not_met" or all(view.issue.victim_link == "none" for view in case.views):
        return finding
    return replace(finding, next_steps=(*finding.next_steps, VICTIMS_MAY_NOT_NEED_ONE))


def _no_referral(case: Case, view: View) -> Finding:
    referral, signposts = case.complaint.mp_referral, case.authority.signposts_for
    paragraphs: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()
    found = signposts("find_mp")
    over = process_is_over(view.issue, health=view.procedure == "health")
    if referral == "asked":
        steps: tuple[str, ...] = (ASKED_TOO_EARLY if over is False else ASKED,)
    elif referral == "refused":
        steps, found, paragraphs = (WITH_OTHER_MPS,), signposts("house_of_commons"), ("SM-2.53", "SM-2.54")
    else:
        paragraphs, needs, steps, found = _where_to_go(case)
        flags = _long_gone(case)
    if over is False and referral != "asked":
        steps = (AN_MP_AFTERWARDS, *steps)
    earlier_paragraphs, earlier_flags = _earlier_does_not_count(case)
    criteria = ("SM-2.36",) if any(each.issue.victim_link is not None for each in case.views) else ()
    spoken = ("SM-2.60",) if case.complaint.channel in case.authority.channels.spoken else ()
    staff_decide = any(flag.name == "former_resident_long_ago" for flag in flags)
    return Finding(
        GATE,
        "not_met",
        "The law says an MP has to send us a complaint about a government organisation.",
        in_order(("SM-2.8", "SM-2.16", *paragraphs, *_ADVICE[over], *criteria, *spoken, *earlier_paragraphs)),
        "legal",
        needs=needs,
        outcome="further_information_required" if staff_decide else "not_properly_made",
        closure_code=None if staff_decide else case.authority.closure_codes.get("no_mp_referral"),
        flags=(*flags, *earlier_flags),
        signposts=found,
        next_steps=steps,
    )


# Not completed: the organisation first, then an MP (2.55, 2.56); completed: an MP now (2.57, 2.58); not known: either.
_ADVICE = {True: ("SM-2.57", "SM-2.58"), False: ("SM-2.55", "SM-2.56"), None: ("SM-2.56", "SM-2.57")}


def _earlier_does_not_count(case: Case) -> tuple[tuple[str, ...], tuple[Flag, ...]]:
    """A case closed as premature had a referral, but this is another organisation or complaint (SM-2.59)."""
    previous = case.complaint.previous_case
    if previous is None or not previous.valid_referral or previous.closed_as not in CLOSED_AS_PREMATURE:
        return (), ()
    named = f" of {previous.reference}" if previous.reference else ""
    words = f"The referral{named} does not count here: it was about another organisation or another complaint."
    return ("SM-2.59",), (Flag("earlier_referral_does_not_count", words, ("SM-2.59",)),)


def _where_to_go(case: Case) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[Signpost, ...]]:
    """Their own MP; without one, the MP of where they lived, or the committee if they never lived here (SM-2.51, 2.52)."""
    complaint, signposts = case.complaint, case.authority.signposts_for
    if complaint.has_mp is not False:
        needs = ("has_mp",) if complaint.has_mp is None else ()
        return ("SM-2.20",), needs, OWN_MP_FIRST, signposts("find_mp")
    if complaint.previously_uk_resident is False:
        chair = (
            "Write to the Chair of the committee below, at the committee's address. Ask them to send us your complaint.",
            "Please do not write to the Chair's own office. They do this for the committee.",
        )
        return ("SM-2.51", "SM-2.52"), (), chair, signposts("pacac")
    needs = ("previously_uk_resident",) if complaint.previously_uk_resident is None else ()
    steps = ("If you have lived in the UK, write to the MP for the last place you lived. Ask them to send us your complaint.",)
    return ("SM-2.51",), needs, steps, signposts("find_mp")


def _long_gone(case: Case) -> tuple[Flag, ...]:
    """Former residents stay on the register up to fifteen years; after that the guidance is silent and staff decide (SM-2.51)."""
    complaint, years = case.complaint, case.authority.former_resident_years
    if complaint.has_mp is not False or not complaint.previously_uk_resident or years is None:
        return ()
    if complaint.left_uk_on is None:
        when = f"Find out when they left the UK: the MP of their last place is for up to {years} years."
        return (Flag("former_resident_since_when", when, ("SM-2.51",)),)
    left = date_range(complaint.left_uk_on)
    if case.received_on <= anniversary(left.earliest, 12 * years):
        return ()
    name = "former_resident_long_ago" if case.received_on > anniversary(left.latest, 12 * years) else "former_resident_since_when"
    words = f"They may have left more than {years} years ago. The guidance does not say who refers then: decide who can."
    return (Flag(name, words, ("SM-2.51",)),)
