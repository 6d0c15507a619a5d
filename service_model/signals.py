"""What was read from the person's words becomes flags for the caseworker; and who else should share the case."""

from __future__ import annotations

from importlib.resources import files

import yaml

from service_model.case import Case
from service_model.determination import Flag
from service_model.others import bodies_and_council, other_ombudsmen, topic_in_words


def _load() -> dict[str, Flag]:
    rows = yaml.safe_load(files("service_model").joinpath("signals.yaml").read_text(encoding="utf-8"))
    return {name: Flag(name, row["reason"], tuple(row["cites"])) for name, row in rows.items()}


SIGNAL_FLAGS = _load()
_ORDER = list(SIGNAL_FLAGS)


def flags_from(case: Case) -> list[Flag]:
    """Flags for the signals that a caseworker acts on, in one order, and joint working (SM-1.49 to 1.51)."""
    found = [SIGNAL_FLAGS[name] for name in sorted(case.signals & SIGNAL_FLAGS.keys(), key=_ORDER.index)]
    return [*found, *_joint_working(case)]


def _joint_working(case: Case) -> list[Flag]:
    """A part that may be another ombudsman's is shared with them; government with a council is discussed (1.49 to 1.56)."""
    others = other_ombudsmen(case)
    procedures, council = bodies_and_council(case)
    rules, signposts = case.authority.joint_working, case.authority.signposts
    if not others and "health" in procedures and topic_in_words(case) and case.complaint.joint_working != "not_joint":
        why = f"It may partly fall to the {signposts[rules.team_with].body}."
        return [Flag("joint_working_possible", why, ("SM-1.50", "SM-1.51"))]
    found = [Flag("joint_working", f"A part may fall to the {signposts[name].body}.", ("SM-1.49", "SM-1.50")) for name in others]
    if council and others and "parliamentary" in procedures:
        why = "Government and a council. Discuss it with the joint working team."
        found.append(Flag("joint_working_parliamentary", why, ("SM-1.56",)))
    return found
