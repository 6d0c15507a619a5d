"""May this person bring the complaint, and does the person affected agree? (SM-2.247 to 2.264)"""

from __future__ import annotations

from dataclasses import replace

from service_model.case import Case
from service_model.determination import Finding, Flag, Outcome

GATE = "suitable_complainant"
LATER: Outcome = "further_information_required"
FAMILY = ("personal_representative", "family")
WORKS_FOR_AN_ORGANISATION = ("advocate", "lawyer")

_REPRESENTATIVE = Flag(
    "representative_check",
    "Consider if they are suitable: a conflict of interest, what the person affected would want seen, and whose interest it is.",
    ("SM-2.248", "SM-2.256", "SM-2.259", "SM-2.260", "SM-2.264"),
)
_WITHHOLD = Flag(
    "withhold_information",
    "Release nothing private about the person affected until it is settled that they are suitable.",
    ("SM-2.110", "SM-2.249"),
)
_CONFLICT = Flag("conflict_of_interest", "There may be a conflict of interest. Consider if they are suitable.", ("SM-2.260",))
_CHILD = Flag("child_maturity", "A complaint for a child. Consider age and maturity; no set age decides.", ("SM-2.255",))
_CAPACITY = Flag(
    "check_capacity",
    "Start from capacity. Check, unless papers on file already show there is none.",
    ("SM-2.252", "SM-2.253", "SM-2.254"),
)
_UNRELATED = Flag(
    "suitable_to_represent",
    "Neither family nor personal representative. Consider if they are suitable.",
    ("SM-2.258", "SM-2.260"),
)
_INSTEAD = Flag(
    "representative",
    "They bring it for someone who cannot: record them as the complainant, representative (person).",
    ("SM-2.261",),
)
_CONFIRM = Flag("confirm_consent", "Take the consent of the person affected. The telephone will do.", ("SM-2.264",))


def suitable_complainant(case: Case) -> Finding:
    """People complain for themselves, unless they cannot or have chosen someone and agree (SM-2.247, 2.262, 2.264)."""
    for_whom = case.complaint.complaining_for
    if for_whom is None:
        return Finding(
            GATE,
            "cannot_tell",
            "We need to know if this happened to you or to someone else.",
            ("SM-2.247", "SM-2.248"),
            "legal",
            needs=("complaining_for",),
            outcome=LATER,
        )
    if for_whom == "self":
        return Finding(GATE, "met", "This happened to you, so you can bring the complaint.", ("SM-2.247",), "legal")
    return _with_care(case, _for_someone_else(case))


def _with_care(case: Case, finding: Finding) -> Finding:
    """Whoever is not the person affected is looked at, and sees nothing private before (SM-2.248, 2.249, 2.260)."""
    first = (_REPRESENTATIVE, *((_CONFLICT,) if case.complaint.conflict_of_interest else ()))
    last = () if finding.status == "met" else (_WITHHOLD,)
    return replace(finding, flags=(*first, *finding.flags, *last))


def _for_someone_else(case: Case) -> Finding:
    """By why they do not complain themselves: they died, cannot, are a child, or could and chose someone (SM-2.247, 2.251)."""
    situation = case.complaint.aggrieved_situation
    if situation is None:
        return Finding(
            GATE,
            "cannot_tell",
            "We need to know if the person can complain for themselves.",
            ("SM-2.247", "SM-2.251"),
            "legal",
            needs=("aggrieved_situation",),
            outcome=LATER,
        )
    if situation == "child":
        return _child(case)
    if situation == "can_complain":
        return _with_consent(case, (), ("SM-2.262", "SM-2.264"))
    return _on_behalf(case, ())


def _with_consent(case: Case, flags: tuple[Flag, ...], paragraphs: tuple[str, ...]) -> Finding:
    """Someone who can complain may choose a representative, and has to agree (SM-2.262 to 2.264)."""
    complaint = case.complaint
    if complaint.aggrieved_consent is False:
        return _not_agreed(case, flags, paragraphs)
    needs = tuple(fact for fact in ("aggrieved_consent", "relationship") if getattr(complaint, fact) is None)
    if complaint.aggrieved_consent is None:
        return Finding(
            GATE,
            "cannot_tell",
            "We need the person's agreement before we can talk to you about them.",
            paragraphs,
            "policy",
            needs=needs,
            outcome=LATER,
            flags=flags,
        )
    if needs and case.open(*needs):
        return Finding(
            GATE,
            "cannot_tell",
            "We need to know who you are to the person.",
            (*paragraphs, "SM-2.263"),
            "policy",
            needs=needs,
            flags=flags,
        )
    return Finding(
        GATE,
        "met",
        "The person has agreed that you bring this for them.",
        paragraphs,
        "policy",
        flags=(*flags, _chosen(complaint.relationship), _CONFIRM),
    )


def _not_agreed(case: Case, flags: tuple[Flag, ...], paragraphs: tuple[str, ...]) -> Finding:
    """Not usually suitable: they can complain and have not agreed (SM-2.251, 2.264)."""
    return Finding(
        GATE,
        "not_met",
        "The person can complain for themselves and has not agreed to you doing it.",
        ("SM-2.251", *paragraphs),
        "policy",
        outcome="unsuitable_complainant",
        flags=flags,
        closure_code=case.authority.closure_codes.get("ineligible_complainant"),
        next_steps=(
            "Ask the person if they agree. They can tell us by phone. Or they can complain to us themselves.",
            f"{case.authority.name}: {case.authority.contact}.",
        ),
    )


def _chosen(relationship: str | None) -> Flag:
    """How someone chosen is recorded: as a person, or as one who works for an organisation (SM-2.262, 2.263)."""
    works = relationship in WORKS_FOR_AN_ORGANISATION
    kind = "organisation" if works else "person"
    words = f"Record as representative ({kind}); the person affected is the complainant."
    return Flag("representative", words, ("SM-2.263",) if works else ("SM-2.262",))


def _child(case: Case) -> Finding:
    """No set age decides: the caseworker looks at age and maturity every time (SM-2.255)."""
    able = case.complaint.child_can_complain
    if able is None and case.open("child_can_complain"):
        return Finding(
            GATE,
            "cannot_tell",
            "We need to know if the child can bring the complaint themselves.",
            ("SM-2.251", "SM-2.255"),
            "policy",
            needs=("child_can_complain",),
            flags=(_CHILD,),
        )
    if able:
        return _with_consent(case, (_CHILD,), ("SM-2.255", "SM-2.262", "SM-2.264"))
    return _on_behalf(case, (_CHILD,))


def _on_behalf(case: Case, flags: tuple[Flag, ...]) -> Finding:
    """For someone who died or cannot complain: a personal representative, family, or someone suitable (SM-2.257, 2.258)."""
    situation, relationship = case.complaint.aggrieved_situation, case.complaint.relationship
    cites = ("SM-2.247", "SM-2.251", "SM-2.256", "SM-2.257")
    flags = (*flags, _INSTEAD, *((_CAPACITY,) if situation == "lacks_capacity" else ()))
    if relationship is None:
        return Finding(
            GATE,
            "cannot_tell",
            "We need to know who you are to the person.",
            cites,
            "legal",
            needs=("relationship",),
            outcome=LATER,
            flags=flags,
        )
    if relationship not in FAMILY:
        return Finding(
            GATE,
            "cannot_tell",
            "A caseworker will see if you are the right person to bring this.",
            (*cites, "SM-2.258"),
            "legal",
            flags=(*flags, _UNRELATED),
        )
    if situation == "lacks_capacity":
        return Finding(
            GATE,
            "cannot_tell",
            "A caseworker will check that the person cannot bring this themselves.",
            (*cites, "SM-2.252", "SM-2.253"),
            "legal",
            flags=flags,
        )
    return Finding(GATE, "met", "The law lets you bring this for them.", (*cites, "SM-2.259"), "legal", flags=flags)
