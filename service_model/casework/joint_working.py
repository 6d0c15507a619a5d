"""Working with another ombudsman: who it is, what points to it, and what intake does (SM-1.49 to 1.56)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from service_model.authorities import PHSO
from service_model.authority import Authority
from service_model.case import case_of
from service_model.determination import Determination, Finding
from service_model.duties import Duty, Recommendation
from service_model.findings import cannot_tell, met, not_met
from service_model.others import bodies_and_council, other_ombudsmen
from service_model.record import Complaint, Part

Funder = Literal["fnc", "self_funder", "council"]
GATE = "possible_joint_working"


class JointFacts(Part):
    """What the complaint is about, as far as it matters to working with the local government ombudsman (1.51)."""

    topics: tuple[str, ...] = ()
    health_involvement: bool | None = None
    nhs_support: bool | None = None
    mental_health: bool | None = None
    council_responsibilities: bool | None = None
    gp_service: bool | None = None
    funders: tuple[Funder, ...] | None = None

    @property
    def jointly_funded(self) -> bool | None:
        """Funded nursing care together with the resident's own money or the council's (1.51)."""
        return None if self.funders is None else "fnc" in self.funders and len(set(self.funders)) > 1


class JointCase(Part):
    """Where a possible joint case stands with intake and the joint working team."""

    new_by_telephone: bool | None = None
    ready: bool | None = None
    team_takes_it: bool | None = None
    consent: bool | None = None


def topics_in(complaint: Complaint) -> tuple[str, ...]:
    """The topics of 1.51 that were read from the person's words."""
    return tuple(signal.detail for signal in complaint.signals if signal.name == "joint_working_topic" and signal.detail)


def points_to_joint_working(facts: JointFacts, *, authority: Authority = PHSO) -> Finding:
    """Some topics may show that a case is one for the joint team; a few only with something else beside them (1.51)."""
    known = authority.joint_working.topics
    answers = [_holds(facts, known[topic]) for topic in facts.topics if topic in known]
    other = authority.signposts[authority.joint_working.team_with].body
    if True in answers:
        return met(GATE, f"Joint working is possible with the {other}.", "SM-1.51")
    if None in answers:
        needs = tuple(dict.fromkeys(_open(facts, (each for topic in facts.topics for each in known.get(topic, ())))))
        return cannot_tell(GATE, f"It may be a case for joint working with the {other}.", "SM-1.51", needs=needs)
    return not_met(GATE, "None of the topics points to joint working.", "SM-1.51")


def _holds(facts: JointFacts, conditions: tuple[str, ...]) -> bool | None:
    values = [getattr(facts, name) for name in conditions]
    return True if not values or True in values else None if None in values else False


def _open(facts: JointFacts, conditions: Iterable[str]) -> list[str]:
    named = {"jointly_funded": "funders"}
    return [named.get(name, name) for name in conditions if getattr(facts, name) is None]


def share_with(complaint: Complaint, *, today: date, authority: Authority = PHSO) -> tuple[Duty, ...]:
    """A case that may partly fall to another ombudsman must be shared with that one, the likeliest named first (1.49).

    How this sits with the consent asked for in 1.53 and 1.55 is left to staff; a refusal is in the words of the duty.
    """
    case = case_of(complaint, today=today, authority=authority)
    refused = " They did not agree to it: ask your manager first." if complaint.joint_working == "do_not_share" else ""
    bodies = {name: authority.signposts[name].body for name in other_ombudsmen(case)}
    return tuple(
        Duty(f"share_with_{name}", f"Share the case with the {body}.{refused}", "legal", ("SM-1.49",), ("other_ombudsman",))
        for name, body in bodies.items()
    )


def next_step(with_whom: str, case: JointCase, *, authority: Authority = PHSO) -> Recommendation:
    """With the local government ombudsman through the joint team; with another, close or pass on, without it (1.50 to 1.55)."""
    if with_whom != authority.joint_working.team_with:
        why = "It does not need to go to the joint working team. Close it or pass it on, as fits."
        return Recommendation("joint_next_step", "close_or_pass_on", why, ("SM-1.50",), "policy")
    if case.new_by_telephone:
        why = "A new case, by telephone only. It can be closed as 'not properly made'."
        return Recommendation("joint_next_step", "not properly made", why, ("SM-1.55",), "guidance")
    if case.team_takes_it is None:
        return _to_the_team(case)
    if not case.team_takes_it:
        return Recommendation(
            "joint_next_step", "go_on_without_the_team", "The joint team does not take it.", ("SM-1.53",), "policy"
        )
    return _with_consent(case)


def _to_the_team(case: JointCase) -> Recommendation:
    """The team looks at it first; too early usually waits for the local process, but the team may still take it (1.51, 1.52)."""
    look = Duty("consider_the_case", "Consider if the joint team takes it.", "guidance", ("SM-1.51",), ("joint_working_team",))
    if case.ready is False:
        why = "It is too early. Usually the complaints process comes first; the joint team may still take it."
        return Recommendation("joint_next_step", "finish_local_process", why, ("SM-1.52",), duties=(look,))
    return Recommendation("joint_next_step", "joint_working_team", "The joint team looks at it.", ("SM-1.51",), duties=(look,))


def _with_consent(case: JointCase) -> Recommendation:
    """The team takes it: intake must ask for consent, and nothing is handed over before a yes or a no (1.53)."""
    if case.consent is None:
        what = "Contact the complainant and ask for consent to work on it with the LGSCO."
        ask = Duty("ask_consent_for_joint_working", what, "policy", ("SM-1.53",), ("complainant",))
        why = "Joint handling waits for their yes or no."
        return Recommendation("joint_next_step", None, why, ("SM-1.53",), "policy", ("consent",), (ask,))
    if case.consent:
        return Recommendation("joint_next_step", "joint_handling", "They agreed.", ("SM-1.53",), "policy")
    why = "They did not agree. Go on with our part, and tell them who looks at the other part."
    return Recommendation("joint_next_step", "our_part_alone", why, ("SM-1.53",), "policy")


def may_take_premature_case(role: str, reason: str | None) -> Finding:
    """Only the joint working team may take over a case that is too early, and says why (1.52)."""
    gate = "take_premature_case"
    if role != "joint_working_team":
        return not_met(gate, "Only the joint working team may take a case that is too early.", "SM-1.52")
    if not (reason and reason.strip()):
        return cannot_tell(gate, "Write down why the team takes it now.", "SM-1.52", needs=("reason",))
    return met(gate, f"The joint working team takes it: {reason.strip()}", "SM-1.52")


def parliamentary_with_council(
    complaint: Complaint, determination: Determination, *, today: date, authority: Authority = PHSO
) -> tuple[Duty, ...]:
    """A properly made parliamentary case that also concerns a local authority is discussed with the joint team (1.56)."""
    made = any(finding.gate == "properly_made" and finding.status == "met" for finding in determination.findings)
    procedures, council = bodies_and_council(case_of(complaint, today=today, authority=authority))
    if not (made and council and "parliamentary" in procedures):
        return ()
    what = "Discuss the case with the joint working team."
    return (Duty("discuss_with_joint_team", what, "policy", ("SM-1.56",), ("joint_working_team",)),)
