"""Does a part of it fall to the local government ombudsman, and may we work on it together? (SM-1.49 to 1.55)"""

from __future__ import annotations

from service_model.case import Case
from service_model.determination import Finding, Flag
from service_model.others import council_in_words, other_ombudsmen

GATE = "joint_working"
CITES = ("SM-1.49", "SM-1.51", "SM-1.53")


def joint_working(case: Case) -> Finding | None:
    """NHS and local authority together are for the joint team, if the complainant agrees (SM-1.51, 1.53, 1.55).

    It comes last: a complaint that is too early ends as that first (1.52). The question is asked only of a health
    complaint with a council's part in it, or whose words speak of a council; a topic of 1.51 alone is flagged.
    """
    team_with = case.authority.joint_working.team_with
    health = any(view.procedure == "health" for view in case.views)
    if not health or not (team_with in other_ombudsmen(case) or council_in_words(case)):
        return None
    answer = case.complaint.joint_working
    other = case.authority.signposts[team_with].body
    if answer is None:
        why = f"Part of this may be for the {other}. We need to know if we may share it with them."
        return Finding(GATE, "cannot_tell", why, CITES, "policy", needs=("joint_working",))
    if answer == "share":
        flag = Flag(
            "joint_working_agreed", f"They agreed that we work on it with the {other}. Tell the joint working team.", ("SM-1.53",)
        )
        why = f"You said that we may share this with the {other}, and look at it together."
        return Finding(GATE, "met", why, CITES, "policy", outcome="joint_working", flags=(flag,))
    if answer == "do_not_share":
        return _not_shared(case, team_with, other)
    return Finding(GATE, "not_met", "No part of this is about a council or social care.", ("SM-1.51",), "guidance")


def _not_shared(case: Case, team_with: str, other: str) -> Finding:
    """Our part goes on, they hear who looks at the other part, and the caseworker is told (1.53; catalogue/readings.md)."""
    flag = Flag(
        "joint_working_refused",
        f"They did not agree that we share it with the {other}. The law asks us to share (1.49): speak to your manager.",
        ("SM-1.49", "SM-1.53"),
    )
    return Finding(
        GATE,
        "not_met",
        f"You asked us not to share this with the {other}. We go on with our part.",
        CITES,
        "policy",
        flags=(flag,),
        signposts=case.authority.signposts_for(team_with),
        next_steps=(f"You can take the part about the council or social care to the {other} yourself.",),
    )
