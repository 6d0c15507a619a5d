"""What was read from the person's words becomes flags for the caseworker; and who else should share the case."""

from __future__ import annotations

from importlib.resources import files

import yaml

from service_model.case import Case
from service_model.determination import Flag


def _load() -> dict[str, Flag]:
    rows = yaml.safe_load(files("service_model").joinpath("signals.yaml").read_text(encoding="utf-8"))
    return {name: Flag(name, row["reason"], tuple(row["cites"])) for name, row in rows.items()}


SIGNAL_FLAGS = _load()
_ORDER = list(SIGNAL_FLAGS)


def flags_from(case: Case) -> list[Flag]:
    """Flags for the signals that a caseworker acts on, in one order, and joint working (SM-1.49 to 1.51)."""
    found = [SIGNAL_FLAGS[name] for name in sorted(case.signals & SIGNAL_FLAGS.keys(), key=_ORDER.index)]
    kinds = {view.kind.name for view in case.views if view.kind}
    if "council" in kinds and any(view.procedure for view in case.views):
        found.append(
            Flag("joint_working", "A part may fall to the Local Government and Social Care Ombudsman.", ("SM-1.49", "SM-1.50"))
        )
    return found
