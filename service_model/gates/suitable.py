"""May this person bring the complaint, and does the person affected agree? (SM-2.247 to 2.264)"""

from __future__ import annotations

from service_model.case import Case
from service_model.determination import Finding, Flag, Outcome

GATE = "suitable_complainant"
LATER: Outcome = "further_information_required"
FAMILY = ("personal_representative", "family")


def suitable_complainant(case: Case) -> Finding:
    """People complain for themselves, unless they cannot or have chosen someone and agree (SM-2.247, 2.262, 2.264)."""
    complaint = case.complaint
    conflict = Flag("conflict_of_interest", "There may be a conflict of interest. Consider if they are suitable.", ("SM-2.260",))
    flags = (conflict,) if complaint.conflict_of_interest else ()
    if complaint.complaining_for is None:
        return Finding(
            GATE,
            "cannot_tell",
            "We need to know if this happened to you or to someone else.",
            ("SM-2.247", "SM-2.248"),
            "legal",
            needs=("complaining_for",),
            outcome=LATER,
        )
    if complaint.complaining_for == "self":
        return Finding(GATE, "met", "This happened to you, so you can bring the complaint.", ("SM-2.247",), "legal")
    if complaint.aggrieved_situation is None:
        return Finding(
            GATE,
            "cannot_tell",
            "We need to know if the person can complain for themselves.",
            ("SM-2.247", "SM-2.251"),
            "legal",
            needs=("aggrieved_situation",),
            outcome=LATER,
            flags=flags,
        )
    if complaint.aggrieved_situation == "child":
        return _child(case, flags)
    if complaint.aggrieved_situation == "can_complain":
        return _with_consent(case, flags, ("SM-2.262", "SM-2.264"))
    return _on_behalf(case, flags)


def _with_consent(case: Case, flags: tuple[Flag, ...], paragraphs: tuple[str, ...]) -> Finding:
    """Someone who can complain may choose a representative, and has to agree (SM-2.262 to 2.264)."""
    complaint = case.complaint
    if complaint.aggrieved_consent is False:
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
    works = complaint.relationship in ("advocate", "lawyer")
    kind = "organisation" if works else "person"
    note = Flag(
        "representative",
        f"Record as representative ({kind}); the person affected is the complainant.",
        ("SM-2.263",) if works else ("SM-2.262",),
    )
    confirm = Flag("confirm_consent", "Take the consent of the person affected. The telephone will do.", ("SM-2.264",))
    return Finding(
        GATE, "met", "The person has agreed that you bring this for them.", paragraphs, "policy", flags=(*flags, note, confirm)
    )


def _child(case: Case, flags: tuple[Flag, ...]) -> Finding:
    """No set age decides: the caseworker looks at age and maturity every time (SM-2.255)."""
    able = case.complaint.child_can_complain
    note = Flag("child_maturity", "A complaint for a child. Consider age and maturity; no set age decides.", ("SM-2.255",))
    if able is None and case.open("child_can_complain"):
        return Finding(
            GATE,
            "cannot_tell",
            "We need to know if the child can bring the complaint themselves.",
            ("SM-2.251", "SM-2.255"),
            "policy",
            needs=("child_can_complain",),
            flags=(*flags, note),
        )
    if able:
        return _with_consent(case, (*flags, note), ("SM-2.255", "SM-2.262", "SM-2.264"))
    return _on_behalf(case, (*flags, note))


def _on_behalf(case: Case, flags: tuple[Flag, ...]) -> Finding:
    """For someone who died or cannot complain: a personal representative, family, or someone suitable (SM-2.257, 2.258)."""
    situation, relationship = case.complaint.aggrieved_situation, case.complaint.relationship
    cites = ("SM-2.247", "SM-2.251", "SM-2.256", "SM-2.257")
    note = Flag(
        "representative",
        "They bring it for someone who cannot: record them as the complainant, representative (person).",
        ("SM-2.261",),
    )
    all_flags = [*flags, note]
    if situation == "lacks_capacity":
        all_flags.append(
            Flag(
                "check_capacity",
                "Start from capacity. Check, unless papers on file already show there is none.",
                ("SM-2.252", "SM-2.253", "SM-2.254"),
            )
        )
    if relationship is None:
        return Finding(
            GATE,
            "cannot_tell",
            "We need to know who you are to the person.",
            cites,
            "legal",
            needs=("relationship",),
            outcome=LATER,
            flags=tuple(all_flags),
        )
    if relationship not in FAMILY:
        all_flags.append(
            Flag(
                "suitable_to_represent",
                "Neither family nor personal representative. Consider if they are suitable.",
                ("SM-2.258", "SM-2.260"),
            )
        )
        return Finding(
            GATE,
            "cannot_tell",
            "A caseworker will see if you are the right person to bring this.",
            (*cites, "SM-2.258"),
            "legal",
            flags=tuple(all_flags),
        )
    if situation == "lacks_capacity":
        return Finding(
            GATE,
            "cannot_tell",
            "A caseworker will check that the person cannot bring this themselves.",
            (*cites, "SM-2.252", "SM-2.253"),
            "legal",
            flags=tuple(all_flags),
        )
    return Finding(GATE, "met", "The law lets you bring this for them.", (*cites, "SM-2.259"), "legal", flags=tuple(all_flags))
