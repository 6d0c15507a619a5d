"""Which other ombudsmen a complaint may partly fall to (SM-1.49): read by the gate, the flags and the casework."""

from __future__ import annotations

from service_model.case import Case, View, case_of


def all_views(case: Case) -> tuple[View, ...]:
    """Every part of the complaint, those that cannot go on with the rest among them."""
    return case_of(case.complaint, today=case.today, authority=case.authority).views


def other_ombudsmen(case: Case) -> tuple[str, ...]:
    """Signposts of the ombudsmen for parts outside our jurisdiction, beside a part inside it; the likeliest first."""
    views = all_views(case)
    if not any(view.procedure and view.jurisdiction != "out" for view in views):
        return ()
    theirs = {view.signpost for view in views if view.jurisdiction == "out"}
    return tuple(name for name in case.authority.joint_working.ombudsmen if name in theirs)


def bodies_and_council(case: Case) -> tuple[frozenset[str], bool]:
    """The procedures that parts of it fall under, and whether a part is a council's."""
    views = all_views(case)
    procedures = frozenset(view.procedure for view in views if view.procedure and view.jurisdiction != "out")
    return procedures, any(view.kind and view.kind.name == "council" for view in views)


def council_in_words(case: Case) -> bool:
    """Do the person's words speak of a council or of social care, so that it is worth asking (SM-1.55)?"""
    return bool(case.signals & case.authority.joint_working.ask_when_signals)


def topic_in_words(case: Case) -> bool:
    """Do the person's words speak of something that both sides may have a part in (SM-1.51)?"""
    return bool(case.signals & case.authority.joint_working.flag_when_signals)
