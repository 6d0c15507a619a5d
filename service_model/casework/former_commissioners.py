"""From the clinical commissioning group that decided then to the integrated care board that answers for it now (SM-2.170)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

import yaml

from service_model.register import normalise

_GROUP = re.compile(r"\b(ccg|clinical commissioning group)\b")
_AROUND = re.compile(r"\b(nhs|the|ccg|clinical commissioning group)\b")


@dataclass(frozen=True, slots=True)
class Successor:
    """The boards that may have taken over, and the name of the group, which is kept. Two where the group was divided."""

    former: str
    boards: tuple[str, ...]


@lru_cache(maxsize=1)
def _groups() -> tuple[date, dict[str, tuple[str, ...]]]:
    data = yaml.safe_load(files("service_model").joinpath("bodies/former_ccgs.yaml").read_text(encoding="utf-8"))
    found: dict[str, tuple[str, ...]] = {}
    for board, groups in data["boards"].items():
        for group in groups:
            name = _plain(group)
            found[name] = (*found.get(name, ()), board)
    return data["from"], found


def _plain(name: str) -> str:
    return " ".join(_AROUND.sub(" ", normalise(name)).split())


def successor_of(named: str, *, recorded_on: date) -> Successor | None:
    """The board to record for a group that is named, from July 2022; None when no group is named, or before that day.

    No board is offered for a group the list does not know: somebody has to find out.
    """
    begin, groups = _groups()
    if recorded_on < begin or not _GROUP.search(normalise(named)):
        return None
    return Successor(named, groups.get(_plain(named), ()))
